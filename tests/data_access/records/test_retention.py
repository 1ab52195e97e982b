"""What is past its period goes, in one act that the audit tells; nothing else does, and the chain holds."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import DatabaseError

from contract.errors import UnknownName
from contract.retention import RETENTION_YEARS
from data_access.__main__ import main
from data_access.records.audit import broken_entries, read_audit
from data_access.records.plans import copy_plan, create_plan, list_plans, read_frozen_rows, read_plan, sign_off
from data_access.records.retention import apply_retention, overdue
from data_access.records.sessions import read_sessions, save_calendar, save_visit
from data_access.records.sign_ins import note_seen
from tests.data_access.records.contents import ORDER, PLAN, sessions


def _years(years):
    return datetime.now(UTC) + timedelta(days=365.25 * years)


@pytest.fixture
def filled(records):
    """A signed plan, a draft copied from it, another draft, a session with visits, a sign-in."""
    signed = create_plan(records, PLAN, "Ada")
    sign_off(records, signed.plan_id, 1, ORDER, "Ada")
    copy_plan(records, signed.plan_id, "Copy", "Ada")
    create_plan(records, PLAN, "Bea")
    save_calendar(records, sessions("s"), {}, "Ada")
    save_visit(records, "s", 0, {"came": 5}, "Ada")
    now = datetime.now(UTC)
    note_seen(records.in_name_of("ada"), "Ada", now, now + timedelta(hours=1), now)
    return records


def test_nothing_goes_before_its_period(filled):
    before = len(read_audit(filled, "x"))
    soon = _years(min(RETENTION_YEARS.values()) - 0.1)
    assert not any(apply_retention(filled, soon, "root").values())
    assert (len(list_plans(filled)), len(read_sessions(filled))) == (3, 1)
    assert len(read_audit(filled, "x")) == before + 1


@pytest.mark.parametrize(
    ("years", "gone"),
    [
        (1.1, {"sign_ins": 1}),
        (2.1, {"sign_ins": 1, "drafts": 2}),
        (5.9, {"sign_ins": 1, "drafts": 2, "visits": 1}),
        (10.1, {"sign_ins": 1, "drafts": 2, "visits": 1, "signed_plans": 1, "audit": 6}),
    ],
)
def test_each_goes_after_its_own_period_and_what_is_left_is_whole(filled, years, gone):
    now, acts = _years(years), len(read_audit(filled, "x"))
    expected = dict.fromkeys(RETENTION_YEARS, 0) | gone
    if "audit" in gone:
        expected["audit"] = acts - 1
    assert overdue(filled, now) == expected
    assert apply_retention(filled, now, "root") == expected
    assert overdue(filled, now) | {"audit": 0} == dict.fromkeys(RETENTION_YEARS, 0)
    assert broken_entries(filled) == []
    last = read_audit(filled, "x")[-2]
    assert (last.action, last.by) == ("retention_applied", "root")
    assert {change.what: change.before for change in last.changes if change.what in expected} == {
        name: count for name, count in expected.items() if count
    }
    for plan in list_plans(filled):
        assert read_plan(filled, plan.plan_id) == plan


def test_a_plan_stays_while_its_copy_does(filled, monkeypatch):
    monkeypatch.setitem(RETENTION_YEARS, "signed_plans", 1)
    signed = next(plan for plan in list_plans(filled) if plan.is_signed)
    assert apply_retention(filled, _years(1.1), "root")["signed_plans"] == 0
    assert len(read_frozen_rows(filled, signed.plan_id)) == len(ORDER)
    assert apply_retention(filled, _years(2.1), "root")["signed_plans"] == 1
    with pytest.raises(UnknownName):
        read_plan(filled, signed.plan_id)


def test_the_guards_are_back_afterwards_and_rewriting_is_still_found(filled):
    apply_retention(filled, _years(10.1), "root")
    create_plan(filled, PLAN, "Ada")
    for statement in ("delete from audit", "update audit set by = 'x'", "delete from history", "delete from plans"):
        with pytest.raises(DatabaseError), filled.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    assert broken_entries(filled) == []
    assert apply_retention(filled, _years(21), "root")["audit"] > 0
    assert broken_entries(filled) == []


def test_an_audit_cut_without_the_act_is_found(filled):
    with filled.engine.begin() as connection:
        if filled.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("drop trigger guard_audit_delete")
        else:
            connection.exec_driver_sql("alter table audit disable trigger user")
        connection.exec_driver_sql("delete from audit where number <= 2")
    assert broken_entries(filled)


def test_the_command_counts_and_removes_only_when_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    assert main(["--language", "en", "retention"]) == 0
    told = capsys.readouterr()
    assert [line.split("\t")[0] for line in told.out.splitlines()] == list(RETENTION_YEARS)
    assert "Nothing was removed" in told.err
    assert main(["retention", "--apply"]) == 0
