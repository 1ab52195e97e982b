"""The audit: every write leaves its entry, no entry says how many or why, nobody rewrites one unseen."""

import json
import re
from dataclasses import asdict

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from contract.errors import StaleSave
from data_access.records.audit import broken_entries, fingerprint, read_audit
from data_access.records.chain import FIRST
from data_access.records.plans import change_plan, copy_plan, create_plan, sign_off
from data_access.records.roles import grant_role, revoke_role
from data_access.records.sessions import save_calendar, save_visit
from tests.data_access.records.contents import ORDER, PLAN, overrule, sessions, with_overrules

ADA = "https://accounts.test|ada"


def test_every_write_leaves_one_entry_in_its_order(records):
    assert fingerprint(records) == FIRST
    plan = create_plan(records, PLAN, "Ada")
    plan = change_plan(records, plan.plan_id, 1, with_overrules(PLAN, overrule("K", reason="motivo segreto")), "Bea")
    copy_plan(records, plan.plan_id, "Copia", "Bea")
    sign_off(records, plan.plan_id, 2, ORDER, "Cia")
    save_calendar(records, sessions("s", "t"), {}, "Ada")
    save_calendar(records, sessions(), {"t": 1}, "Ada")
    save_visit(records, "s", 0, {"came": 4711}, "Tea")
    grant_role(records, ADA, "manager", "root")
    revoke_role(records, ADA, "manager", "root")
    told = read_audit(records, "Dpo")
    assert [(each.number, each.by, each.action) for each in told] == [
        (1, "Ada", "plan_created"),
        (2, "Bea", "plan_changed"),
        (3, "Bea", "plan_copied"),
        (4, "Cia", "plan_signed"),
        (5, "Ada", "calendar_saved"),
        (6, "Ada", "calendar_saved"),
        (7, "Tea", "visit_saved"),
        (8, "root", "role_granted"),
        (9, "root", "role_revoked"),
        (10, "Dpo", "audit_read"),
    ]
    assert told[1].subject == f"plan:{plan.plan_id}" and told[1].edition == "2023.2"
    assert [(each.complex_id, bool(each.before), bool(each.after)) for each in told[5].changes] == [("t", True, False)]
    written = json.dumps([asdict(each) for each in told], default=str)
    assert not re.search(r"(?<![\w-])4711(?![\w-])", written) and "motivo segreto" not in written
    assert all(each.is_intact and each.reference == "" for each in told)
    assert broken_entries(records) == [] and fingerprint(records) == told[-1].fingerprint


def test_a_save_that_is_refused_leaves_no_entry(records):
    save_calendar(records, sessions("s"), {}, "Ada")
    before = fingerprint(records)
    with pytest.raises(StaleSave):
        save_calendar(records, sessions("s").assign(version=7, tutors=9), {}, "Bea")
    save_calendar(records, sessions("s").assign(version=1), {}, "Bea")
    assert fingerprint(records) == before


def test_who_was_verified_is_told_with_the_roles_of_that_moment(records):
    grant_role(records, ADA, "manager", "root")
    grant_role(records, ADA, "operator", "root")
    create_plan(records.in_name_of(ADA), PLAN, "Ada Byron")
    revoke_role(records, ADA, "manager", "root")
    entry = read_audit(records, "root")[2]
    assert (entry.by, entry.reference, entry.roles) == ("Ada Byron", ADA, ("manager", "operator"))


@pytest.mark.parametrize("statement", ["update audit set by = 'x' where number = 1", "delete from audit"])
def test_the_database_itself_refuses_to_rewrite_it(records, statement):
    create_plan(records, PLAN, "Ada")
    if records.engine.dialect.name == "postgresql":
        statement = statement.replace("by =", '"by" =')
    with pytest.raises(DBAPIError, match="refused"), records.engine.begin() as connection:
        connection.execute(text(statement))
    assert len(read_audit(records, "root")) == 2


def test_an_entry_rewritten_behind_the_guards_is_found(records):
    for _ in range(3):
        create_plan(records, PLAN, "Ada")
    with records.engine.begin() as connection:
        if records.engine.dialect.name == "sqlite":
            connection.execute(text("drop trigger guard_audit_update"))
        else:
            connection.execute(text("drop trigger guard_audit on audit"))
        connection.execute(text("update audit set subject = 'plan:other' where number = 2"))
    assert [each.number for each in broken_entries(records)] == [2]
