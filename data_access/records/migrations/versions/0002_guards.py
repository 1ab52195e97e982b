"""What nobody may do, not even past the product: rewrite history, change a signed plan, remove a plan."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OF_A_SIGNED_PLAN = "exists (select 1 from plans where plan_id = {row}.plan_id and signed_at is not null)"
_SQLITE = {
    ("history", "update"): "1",
    ("history", "delete"): "1",
    ("history", "insert"): "exists (select 1 from history where plan_id = new.plan_id and version = new.version)",
    ("plans", "update"): "old.signed_at is not null",
    ("plans", "delete"): "1",
    ("plans", "insert"): "exists (select 1 from plans where plan_id = new.plan_id)",
    **{
        (table, verb): _OF_A_SIGNED_PLAN.format(row="new" if verb == "insert" else "old")
        for table in ("overrules", "frozen_rows")
        for verb in ("insert", "update", "delete")
    },
}
"""When SQLite refuses: "insert or replace" removes a row without a word to the triggers of removal."""

_POSTGRESQL = {
    "history": "before update or delete on history for each row",
    "plans_removed": "before delete on plans for each row",
    "plans_signed": "before update on plans for each row when (old.signed_at is not null)",
}

_SIGNED_FUNCTION = """
create function refuse_if_signed() returns trigger language plpgsql as $$
declare
    plan text := case when tg_op = 'INSERT' then new.plan_id else old.plan_id end;
begin
    if exists (select 1 from plans where plan_id = plan and signed_at is not null) then
        raise exception 'refused: the plan is signed off';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$
"""


def upgrade() -> None:
    """Set the guards of whichever database this is."""
    if op.get_bind().dialect.name == "sqlite":
        for (table, verb), when in _SQLITE.items():
            op.execute(
                f"create trigger guard_{table}_{verb} before {verb} on {table} when {when} "
                "begin select raise(abort, 'refused: what was saved or signed stays'); end"
            )
        return
    op.execute(
        "create function refuse() returns trigger language plpgsql as "
        "$$ begin raise exception 'refused: what was saved or signed stays'; end $$"
    )
    op.execute(_SIGNED_FUNCTION)
    for name, event in _POSTGRESQL.items():
        op.execute(f"create trigger guard_{name} {event} execute function refuse()")
    for table in ("overrules", "frozen_rows"):
        event = f"before insert or update or delete on {table} for each row"
        op.execute(f"create trigger guard_{table} {event} execute function refuse_if_signed()")
    for table in ("history", "plans", "overrules", "frozen_rows"):
        event = f"before truncate on {table} for each statement"
        op.execute(f"create trigger guard_{table}_emptied {event} execute function refuse()")


def downgrade() -> None:
    """Take the guards away."""
    if op.get_bind().dialect.name == "sqlite":
        for table, verb in _SQLITE:
            op.execute(f"drop trigger guard_{table}_{verb}")
        return
    op.execute("drop function refuse() cascade")
    op.execute("drop function refuse_if_signed() cascade")
