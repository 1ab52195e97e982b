"""What people record of events and training is evidence of activities 3.2 and 3.3."""

from dataclasses import replace

import pandas as pd

from data_access.records.database import open_records
from data_access.records.training import issue_credential, save_class, save_course, save_event, save_material
from indicators.progress.city_plan import CITY_PLAN
from indicators.progress.standing import standing
from reports.progress.gathering import record_evidence
from tests.indicators.training.contents import BASE, CREDENTIAL, EVENT, HELD, MATERIAL, TODAY


def test_events_with_people_material_and_certificates_advance_the_plan(tmp_path):
    records = open_records(str(tmp_path / "records"))
    save_event(records, EVENT, 0, "Ada")
    save_event(records, replace(EVENT, event_id="e2", day=TODAY, people=14), 0, "Ada")
    save_material(records, MATERIAL, 0, "Ada")
    save_course(records, BASE, 0, "Ada")
    save_class(records, HELD, 0, "Ada")
    issue_credential(records, CREDENTIAL, "Ada")
    known = record_evidence(records, pd.Series(dtype=str))
    records.close()
    told = sorted((each.counts, each.thing_id) for each in known if each.counts != "aids")
    assert told == [("base_trained", "TED-0042"), ("events", "e2"), ("materials", "m1")]
    days = {each.counts: each.day for each in known}
    shares = {number: standing(CITY_PLAN[number], known, max(TODAY, days["materials"])).share
              for number in ("3.2", "3.3")}  # fmt: skip
    assert shares == {"3.2": 1.0, "3.3": 0.5}
