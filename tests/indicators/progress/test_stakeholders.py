"""Who is missing, what expired, what was promised: at the edges of days."""

from datetime import date, timedelta

import pytest

from contract.progress import Proof
from contract.stakeholders import KINDS, Commitment, Decision, Meeting, Organisation
from indicators.progress.stakeholders import (
    EXPECTED,
    missing_kinds,
    open_decisions,
    stakeholder_findings,
)
from tests.indicators.progress.activities import TODAY

DAY = timedelta(days=1)


def organisation(kind="schools", actions=("3",), **more):
    return Organisation("o", "Scuola Prova", kind, dict.fromkeys(actions, "hosts"), **more)


def ids(told):
    return [each.id for each in told]


def test_the_nine_kinds_of_the_plan_are_missing_until_somebody_takes_part():
    assert len(KINDS) == 9 and {kind for kinds in EXPECTED.values() for kind in kinds} <= set(KINDS)
    assert missing_kinds([], TODAY) == EXPECTED
    assert "schools" not in missing_kinds([organisation()], TODAY)["3"]
    everybody = [organisation(kind, (action,)) for action, kinds in EXPECTED.items() for kind in kinds]
    assert missing_kinds(everybody, TODAY) == {} and stakeholder_findings(everybody, TODAY) == []


@pytest.mark.parametrize(("expires", "is_in"), [(TODAY - DAY, False), (TODAY, True), (None, True)])
def test_who_signed_takes_part_to_the_last_day(expires, is_in):
    one = organisation(signed_on=date(2025, 1, 1), expires_on=expires)
    assert ("schools" not in missing_kinds([one], TODAY)["3"]) is is_in
    assert ("expired" in ids(stakeholder_findings([one], TODAY))) is not is_in


@pytest.mark.parametrize(
    ("due", "proofs", "is_overdue"),
    [
        (TODAY - DAY, (), True), (TODAY, (), False), (None, (), False),
        (TODAY - DAY, (Proof(TODAY, "Done"),), False), (TODAY - DAY, (Proof(TODAY + DAY, "Ahead"),), True),
    ],
)  # fmt: skip
def test_a_commitment_is_overdue_from_the_day_after(due, proofs, is_overdue):
    told = stakeholder_findings([organisation(commitments=(Commitment("Data of use", due, proofs),))], TODAY)
    assert ("overdue" in ids(told)) is is_overdue
    assert not is_overdue or told[0].sentence("en") == "Scuola Prova was to do by 27 November 2026: Data of use"


def test_the_next_table_has_what_is_open_those_due_first():
    def decision(text, due=None, *proofs):
        return Decision(text, "Casa", due, proofs)

    held = Meeting("m", "Tavolo", TODAY - DAY, decisions=(
        decision("undated"), decision("later", TODAY + DAY), decision("sooner", TODAY),
        decision("done", TODAY, Proof(TODAY, "x")),
    ))  # fmt: skip
    told = [each.sentence("en") for each in open_decisions([held], TODAY)]
    assert [each.rsplit(" ", 1)[1] for each in told] == ["sooner", "later", "undated"]
    assert told[0] == "Decided on 27 November 2026, to be done by Casa until 28 November 2026: sooner"
