"""Who may do what, who signed in, what was told of a quarter, and the audit that nobody rewrites."""

import sqlalchemy as sa
from alembic import op

from data_access.records.models import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_REFUSAL = "refused: what was saved or signed stays"
_INSERTED_OVER = "exists (select 1 from audit where number = new.number)"


def upgrade() -> None:
    """Make the tables, and set the guards of the audit."""
    op.create_table(
        "roles",
        sa.Column("reference", sa.String(length=500), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("granted_at", Moment(), nullable=False),
        sa.Column("granted_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("reference", "role", name=op.f("pk_roles")),
    )
    op.create_table(
        "sign_ins",
        sa.Column("reference", sa.String(length=500), nullable=False),
        sa.Column("issued_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("reference", "issued_at", name=op.f("pk_sign_ins")),
    )
    op.create_table(
        "told_quarters",
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column("told_at", Moment(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("quarter", name=op.f("pk_told_quarters")),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=500), nullable=False),
        sa.Column("roles", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("previous_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    for column in ("action", "subject"):
        op.create_index(op.f(f"ix_audit_{column}"), "audit", [column], unique=False)
    _guard()


def _guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb, when in (("update", "1"), ("delete", "1"), ("insert", _INSERTED_OVER)):
            op.execute(
                f"create trigger guard_audit_{verb} before {verb} on audit when {when} "
                f"begin select raise(abort, '{_REFUSAL}'); end"
            )
        return
    for name, event in (
        ("audit", "update or delete on audit for each row"),
        ("audit_emptied", "truncate on audit for each statement"),
    ):
        op.execute(f"create trigger guard_{name} before {event} execute function refuse()")


def downgrade() -> None:
    """Take the tables away, guards and all; an audit that has to be kept is exported before."""
    for table in ("audit", "told_quarters", "sign_ins", "roles"):
        op.drop_table(table)
