"""What is past its period goes, in one act that the audit tells; nothing else does, and the chain holds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from contract.errors import RewrittenHistory, UnknownName
from contract.progress import Activity
from contract.retention import RETENTION_YEARS
from data_access.__main__ import main
from data_access.aids.offers import decide_offer, read_offers, send_offer
from data_access.aids.store import read_rows, save_rows
from data_access.records.aid_models import AidHistoryRow
from data_access.records.audit import broken_entries, read_audit, removed
from data_access.records.chain import unbroken
from data_access.records.database import open_records
from data_access.records.handover import fingerprints, hand_over, take_over
from data_access.records.plans import copy_plan, create_plan, list_plans, read_frozen_rows, read_plan, sign_off
from data_access.records.progress import progress_fingerprint, read_activities, save_activity
from data_access.records.retention import apply_retention, overdue
from data_access.records.sessions import read_sessions, save_calendar, save_visit
from data_access.records.sign_ins import note_seen
from tests.data_access.aids.test_offers import OFFER
from tests.data_access.records.contents import ORDER, PLAN, sessions

TODAY = date(2026, 11, 28)


def _years(years):
    return datetime.now(UTC) + timedelta(days=365.25 * years)


def _edition(records):
    return next(row for row in read_rows(records)["editions"] if row["state"] == "confirmed")


def _are_chains_whole(records):
    progress_fingerprint(records)
    with records.reading() as session:
        saves = list(session.scalars(select(AidHistoryRow).order_by(AidHistoryRow.number)))
        are_intact = unbroken(saves, removed(session, AidHistoryRow.__tablename__))
    return broken_entries(records) == [] and len(saves) > 50 and all(are_intact)


@pytest.fixture
def filled(records):
    """A signed plan, a draft copied from it, another draft, a session with visits, a sign-in; saves of an activity, of
    the catalogue and of an offer that later ones replaced."""
    signed = create_plan(records, PLAN, "Ada")
    sign_off(records, signed.plan_id, 1, ORDER, "Ada")
    copy_plan(records, signed.plan_id, "Copy", "Ada")
    create_plan(records, PLAN, "Bea")
    save_calendar(records, sessions("s"), {}, "Ada")
    save_visit(records, "s", 0, {"came": 5}, "Ada")
    for version, owner in enumerate(("Casa", "Welfare")):
        save_activity(records, Activity("3.1", "Desk", owner=owner), version, "Ada")
    save_activity(records, Activity("1.1", "Observatory"), 0, "Ada")
    save_rows(records, {"editions": [_edition(records) | {"owner": "ufficio"}]}, "Ada", TODAY)
    send_offer(records, OFFER)
    decide_offer(records, read_offers(records)[0], "excluded", "fuori tema", "PG 1/2026", "Ada")
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
        (5.9, {"sign_ins": 1, "drafts": 2, "visits": 1, "offers": 1}),
        (
            10.1,
            {
                "sign_ins": 1,
                "drafts": 2,
                "visits": 1,
                "offers": 1,
                "signed_plans": 1,
                "progress": 1,
                "aids": 1,
                "audit": 6,
            },
        ),
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
    assert _are_chains_whole(filled)
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
    for statement in (
        "delete from audit",
        "update audit set by = 'x'",
        "delete from history",
        "delete from plans",
        "delete from progress",
        "delete from aid_history",
    ):
        with pytest.raises(DatabaseError), filled.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    assert broken_entries(filled) == []
    assert apply_retention(filled, _years(21), "root")["audit"] > 0
    assert _are_chains_whole(filled), "the acts that told of the first removal are gone, what they told is not"


@pytest.mark.parametrize("table", ["progress", "aid_history"])
def test_a_save_taken_away_without_the_act_is_found(filled, table):
    apply_retention(filled, _years(10.1), "root")
    with filled.engine.begin() as connection:
        if filled.engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"drop trigger guard_{table}_delete")
        else:
            connection.exec_driver_sql(f"alter table {table} disable trigger user")
        connection.exec_driver_sql(f"delete from {table} where number = (select max(number) - 1 from {table})")
    if table == "progress":
        with pytest.raises(RewrittenHistory):
            progress_fingerprint(filled)
    else:
        assert not _are_chains_whole(filled)


def test_what_stands_stays_and_an_offer_leaves_no_trace_of_who_made_it(filled):
    apply_retention(filled, _years(30), "root")
    assert [activity.owner for activity, _ in read_activities(filled).values()] == ["Welfare", ""]
    assert _edition(filled)["owner"] == "ufficio"
    assert read_offers(filled) == []
    with filled.reading() as session:
        kept = str([session.execute(text(f"select * from {name}")).all() for name in ("aid_history", "aid_records")])
    assert OFFER["organisation"] not in kept and OFFER["contact"] not in kept


def test_records_whose_old_saves_went_are_still_handed_over(filled, tmp_path):
    apply_retention(filled, _years(10.1), "root")
    (tmp_path / "all.zip").write_bytes(hand_over(filled))
    taken = open_records(str(tmp_path / "taken"))
    assert take_over(tmp_path / "all.zip", taken) == fingerprints(filled)
    assert _are_chains_whole(taken)
    taken.close()


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
