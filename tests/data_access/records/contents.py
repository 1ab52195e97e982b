"""A plan, its order and a calendar to save in tests."""

from dataclasses import replace
from datetime import datetime

import pandas as pd

from contract.answers import Response
from contract.local_time import LOCAL_TIME
from data_access.collection.forms import read_form
from data_access.records.entries import PlanContent, SavedOverrule

PLAN = PlanContent(
    "Piano d'autunno",
    2023,
    2,
    {"tier_1_sites": 3, "weights": {"room": 0.1, "transit": 1.0}, "conditions": ["custodian"]},
)
ORDER = pd.DataFrame(
    {
        "complex_id": ["K", "B", "A"],
        "tier": [0, 1, 3],
        "computed_tier": [0, 3, 1],
        "computed_position": [1, 3, 2],
        "score": [0.1 + 0.2, None, 0.5],
        "is_kept": [True, False, False],
        "why_it": ["perché sì", "“=1+1”", ""],
    }
)


def overrule(complex_id, **more):
    given = {"action": "bar", "tier": 3, "reason": "La sala è in cantiere", "name": "A. Rossi"} | more
    return SavedOverrule(complex_id, **given)


def with_overrules(content, *overrules):
    return replace(content, overrules=overrules)


def sessions(*ids, site="S1", hour=10):
    start = datetime(2027, 3, 2, hour, tzinfo=LOCAL_TIME)
    rows = [(each, site, 1, start, start.replace(hour=hour + 3), 2) for each in ids]
    return pd.DataFrame(rows, columns=["session_id", "site_id", "tier", "start", "end", "tutors"])


FORM = read_form()


def response(number=1, organisation="caf", **answers):
    """One person's answers at the desk."""
    answers = answers or {"heating_system": "2", "shared_bill_known": "1", "shared_bill_eur": 700}
    return Response(f"{number:032x}", FORM.form_id, FORM.version, FORM.consent_version, "2026-11", "nil", "12",
                    organisation, "desk", answers)  # fmt: skip
