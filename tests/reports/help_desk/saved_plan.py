"""A plan of the embedded sample, saved, changed, overruled and signed, for tests of its files."""

from dataclasses import replace
from functools import cache

from data_access.editions import SAMPLE, find_edition
from data_access.records.plans import change_plan, create_plan, sign_off
from indicators.help_desk.doubt import tier_chances
from indicators.help_desk.overrules import Overrule, decide
from indicators.help_desk.plan_choices import PlanChoices
from indicators.help_desk.priority import rank_estates
from reports.help_desk.estates import edition_estates
from reports.help_desk.saved_plans import content_of, rows_to_sign

EDITION = find_edition(SAMPLE / "2023")
CHOICES = PlanChoices(draws=200, tier_1_sites=4)


@cache
def ranking():
    return rank_estates(edition_estates(EDITION), CHOICES)


@cache
def decision():
    """The first estate is barred with a reason that looks like a formula, the last that may is moved, one is pinned."""
    able = ranking().order.query("tier > 0 and condition == 'met'").index
    return decide(
        ranking(),
        [
            Overrule(able[0], "bar", '=HYPERLINK("http://somewhere")', "@nna"),
            Overrule(able[-1], "move", "The room is ready", "A. Rossi", 2),
            Overrule(able[1], "pin", "+1", "A. Rossi", 1),
        ],
    )


@cache
def chances():
    return tier_chances(ranking())


def save(records, signed):
    """Save the plan in two steps, and sign it off where `signed`; return it."""
    content = content_of("Piano", EDITION, CHOICES, decision().overrules)
    first = create_plan(records, replace(content, overrules=content.overrules[:1]), "A. Rossi")
    saved = change_plan(records, first.plan_id, 1, content, "B. Verdi", "-after the meeting")
    return sign_off(records, saved.plan_id, 2, rows_to_sign(decision(), chances()), "F. Capo") if signed else saved
