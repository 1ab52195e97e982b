"""The plan's progress: saved, reopened, told when somebody else saved first, never rewritten unseen."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from contract.errors import NotPermitted, Refused, RewrittenHistory, StaleSave
from contract.progress import ACTIVITY, Activity, Manual, Milestone, Money, Note, Proof, plain_of, read_activity
from data_access.records.audit import broken_entries, read_audit
from data_access.records.chain import FIRST
from data_access.records.progress import (
    progress_fingerprint,
    read_activities,
    read_progress_history,
    save_activity,
)
from data_access.records.roles import grant_role

DESK = Activity(
    "3.1", "Sportello", owner="Welfare", municipi=("4",), start=date(2025, 5, 1),
    milestones=(Milestone("a", "Apertura", due=date(2027, 4, 30), proofs=(Proof(date(2026, 1, 2), "Verbale"),)),),
    resources=(Money(2026, "Comune", 1000.5, None, 1.5),), notes=(Note(date(2026, 3, 1), "Avviato", "Ada"),),
)  # fmt: skip


def test_what_is_saved_comes_back_with_its_history(records):
    assert read_activities(records) == {} and progress_fingerprint(records) == FIRST
    first = save_activity(records, DESK, 0, "Ada")
    second = save_activity(records, replace(DESK, status="under_way"), first.version, "Bea", "Si comincia.")
    found, entry = read_activities(records)["3.1"]
    assert found == replace(DESK, status="under_way")
    assert (entry.version, entry.by, entry.reason, entry.is_verified) == (2, "Bea", "Si comincia.", False)
    told = read_progress_history(records, ACTIVITY, "3.1")
    assert [each.by for each in told] == ["Ada", "Bea"] and read_activity(told[0].content) == DESK
    assert progress_fingerprint(records) == second.fingerprint != first.fingerprint
    assert [each.action for each in read_audit(records, "root")][:2] == ["progress_saved"] * 2
    assert broken_entries(records) == []


def test_what_changes_nothing_writes_nothing(records):
    first = save_activity(records, DESK, 0, "Ada")
    assert save_activity(records, DESK, 1, "Bea") == first


def test_of_two_people_who_edit_one_activity_the_second_is_told(records):
    save_activity(records, DESK, 0, "Ada")
    ada, bea = (read_activities(records)["3.1"] for _ in range(2))
    save_activity(records, replace(ada[0], owner="Casa"), ada[1].version, "Ada")
    with pytest.raises(StaleSave, match="Ada saved on"):
        save_activity(records, replace(bea[0], owner="Verde"), bea[1].version, "Bea")
    with pytest.raises(StaleSave):
        save_activity(records, DESK, 0, "Cleo")
    assert read_activities(records)["3.1"][0].owner == "Casa"


def test_only_a_manager_writes(records):
    grant_role(records, "ada", "manager", "root")
    grant_role(records, "bea", "operator", "root")
    assert save_activity(records.in_name_of("ada"), DESK, 0, "Ada").is_verified
    for reference in ("bea", ""):
        with pytest.raises(NotPermitted):
            save_activity(records.in_name_of(reference), replace(DESK, owner="X"), 1, "Bea")
    assert read_activities(records)["3.1"][0].owner == "Welfare"


BROKEN = {
    "bad_id": {"activity_id": "3"},
    "no_text": {"title": " "},
    "upside_down": {"end": date(2025, 4, 30)},
    "no_reason": {"status": "stopped"},
    "bad_weight": {"weight": float("nan")},
    "bad_share": {"manual": Manual(1.01, "So.", "Ada")},
    "bad_amount": {"resources": (Money(2026, "Comune", -1.0),)},
    "bad_year": {"resources": (Money(26, "Comune"),)},
    "doubled": {"resources": (Money(2026, "Comune"), Money(2026, "Comune "))},
    "bad_goal": {"milestones": (Milestone("a", "A", baseline=1, goal=1),)},
    "unknown_evidence": {"milestones": (Milestone("a", "A", counts="wishes"),)},
    "long_text": {"delay_reason": "x" * 2001},
    "bad_text": {"owner": "Wel\x00fare"},
}


@pytest.mark.parametrize("code", BROKEN)
def test_what_cannot_be_is_refused_and_changes_nothing(records, code):
    with pytest.raises(Refused) as told:
        save_activity(records, replace(DESK, **BROKEN[code]), 0, "Ada")
    assert [fault.code for fault in told.value.faults] == [code]
    assert read_activities(records) == {}


def test_every_fault_is_told_at_once(records):
    wrong = replace(DESK, title="", weight=-1, manual=Manual(2, "", ""), notes=(Note(date(2026, 1, 1), "", ""),))
    with pytest.raises(Refused) as told:
        save_activity(records, wrong, 0, "Ada")
    assert len(told.value.faults) == 7


def test_plain_values_that_are_no_activity_are_refused_with_each_of_them():
    plain = plain_of(DESK) | {"weight": "heavy", "status": "done", "extra": 1}
    del plain["title"]
    with pytest.raises(Refused) as told:
        read_activity(plain)
    assert {fault.column for fault in told.value.faults} == {"weight", "status", "extra", "title"}


@pytest.mark.parametrize("act", ["update progress set saved_by = 'Eva'", "delete from progress"])
def test_nobody_rewrites_a_save_even_past_the_product(records, act):
    save_activity(records, DESK, 0, "Ada")
    with pytest.raises(DBAPIError, match="refused"), records.engine.begin() as connection:
        connection.execute(text(act))


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_row_that_was_changed_without_its_guards_is_found_out(records):
    for number in range(3):
        save_activity(records, replace(DESK, owner=f"Casa {number}"), number, "Ada")
    with records.engine.begin() as connection:
        connection.execute(text("drop trigger guard_progress_update"))
        connection.execute(text("drop trigger guard_progress_delete"))
        connection.execute(text("delete from progress where number = 2"))
    assert read_activities(records)["3.1"][0].owner == "Casa 2"
    with pytest.raises(RewrittenHistory, match="save 3"):
        progress_fingerprint(records)
    with records.engine.begin() as connection:
        connection.execute(text("update progress set saved_by = 'Eva' where number = 3"))
    with pytest.raises(RewrittenHistory, match="of Eva"):
        read_activities(records)
