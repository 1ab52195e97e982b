"""Nobody rewrites history in silence: the database refuses, and whoever gets past it is told on."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from contract.errors import RewrittenHistory
from data_access.records.plans import change_plan, copy_plan, create_plan, read_history, read_plan, sign_off
from tests.data_access.records.contents import ORDER, PLAN, overrule, with_overrules


@pytest.fixture
def plan(records):
    """A plan saved three times, then signed off."""
    saved = create_plan(records, with_overrules(PLAN, overrule("A")), "C. Verdi")
    for version, each in enumerate(("B", "C"), start=1):
        saved = change_plan(
            records, saved.plan_id, version, with_overrules(PLAN, overrule("A"), overrule(each)), "D. Neri"
        )
    return sign_off(records, saved.plan_id, 3, ORDER, "F. Capo")


def run(records, *statements):
    with records.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def past_the_guards(records, *statements):
    """What an administrator of the database could do."""
    if records.engine.dialect.name == "postgresql":
        run(records, "set session_replication_role = replica", *statements)
    else:
        with records.engine.begin() as connection:
            names = [
                row.name for row in connection.execute(text("select name from sqlite_master where type = 'trigger'"))
            ]
        run(records, *(f"drop trigger {name}" for name in names), *statements)


@pytest.mark.parametrize(
    "statement",
    [
        "update history set saved_by = 'nobody'",
        "delete from history",
        "delete from history where version = 4",
        "update plans set name = 'another'",
        "update plans set signed_at = null, signed_by = null",
        "delete from plans",
        "update overrules set reason = 'another'",
        "delete from overrules",
        "insert into overrules select plan_id, 'Z', action, tier, reason, name, decided_at from overrules limit 1",
        "update frozen_rows set tier = 1",
        "delete from frozen_rows",
        "insert into frozen_rows select plan_id, 99, 99, 'Z', tier, computed_tier, shown from frozen_rows limit 1",
    ],
)
def test_the_database_itself_refuses(records, plan, statement):
    with pytest.raises(DBAPIError, match="refused"):
        run(records, statement)
    assert read_plan(records, plan.plan_id) == plan


@pytest.mark.parametrize("table", ["history", "plans", "overrules", "frozen_rows"])
def test_neither_replacing_nor_emptying_is_a_way_round(records, plan, table):
    if records.engine.dialect.name == "sqlite":
        statement = f"insert or replace into {table} select * from {table}"
    else:
        statement = f"truncate {table} cascade"
    with pytest.raises(DBAPIError, match="refused"):
        run(records, statement)
    assert read_plan(records, plan.plan_id) == plan


def test_an_entry_that_nobody_saved_is_told(records, plan):
    forged = (
        "insert into history select plan_id, 5, saved_at, 'x', event, reason, changes, state_sha256, sha256, sha256"
    )
    run(records, f"{forged} from history where version = 4")
    with pytest.raises(RewrittenHistory, match="entry 5, of x on"):
        read_plan(records, plan.plan_id)


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("update history set saved_by = 'nobody' where version = 2", 2),
        ("update history set reason = 'because' where version = 1", 1),
        ("update history set changes = '[]' where version = 3", 3),
        ("update history set sha256 = previous_sha256 where version = 2", 2),
        ("delete from history where version = 2", 3),
        ("delete from history where version = 1", 2),
    ],
)
def test_a_rewritten_entry_is_told_with_its_number(records, plan, statement, entry):
    past_the_guards(records, statement)
    with pytest.raises(RewrittenHistory) as told:
        read_plan(records, plan.plan_id)
    assert told.value.values["version"] == entry
    broken = [each.version for each in read_history(records, plan.plan_id) if not each.is_intact]
    assert broken[0] == entry
    with pytest.raises(RewrittenHistory):
        copy_plan(records, plan.plan_id, "Copy", "D. Neri")


@pytest.mark.parametrize(
    "statement",
    [
        "delete from history where version = 4",
        "delete from history",
        "update plans set name = 'Another'",
        "update plans set choices = '{}'",
        "update plans set signed_by = 'Nobody'",
        "update plans set version = 5",
        "update overrules set tier = 2 where complex_id = 'A'",
        "delete from overrules where complex_id = 'A'",
        "update frozen_rows set tier = 2 where complex_id = 'A'",
        "delete from frozen_rows where complex_id = 'A'",
    ],
)
def test_a_plan_that_is_not_what_was_saved_last_is_told(records, plan, statement):
    past_the_guards(records, statement)
    with pytest.raises(RewrittenHistory, match="it is not what"):
        read_plan(records, plan.plan_id)


def test_a_draft_changed_behind_the_product_is_not_saved_over(records):
    saved = create_plan(records, with_overrules(PLAN, overrule("A")), "C. Verdi")
    run(records, "update overrules set reason = 'another'")
    with pytest.raises(RewrittenHistory):
        change_plan(records, saved.plan_id, 1, PLAN, "D. Neri")
    with pytest.raises(RewrittenHistory):
        sign_off(records, saved.plan_id, 1, ORDER, "D. Neri")


def test_fingerprints_differ_from_plan_to_plan_and_follow_on_one_another(records, plan):
    other = create_plan(records, PLAN, "C. Verdi")
    fingerprints = [each.fingerprint for each in read_history(records, plan.plan_id)]
    assert len({*fingerprints, other.fingerprint}) == 5
    assert fingerprints[-1] == read_plan(records, plan.plan_id).fingerprint
