"""The catalogue of aids: each record as it stands, and a history of it that nobody rewrites."""

import sqlalchemy as sa
from alembic import op

from data_access.records.models import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_REFUSAL = "refused: what was saved or signed stays"
_INSERTED_OVER = "exists (select 1 from aid_history where number = new.number)"


def upgrade() -> None:
    """Make the tables, and set the guards of the history."""
    op.create_table(
        "aid_records",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("record_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record_id", name=op.f("pk_aid_records")),
    )
    op.create_table(
        "aid_history",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("record_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("saved_by", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("previous_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_aid_history")),
    )
    op.create_index(op.f("ix_aid_history_record_id"), "aid_history", ["record_id"], unique=False)
    _guard()


def _guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb, when in (("update", "1"), ("delete", "1"), ("insert", _INSERTED_OVER)):
            op.execute(
                f"create trigger guard_aid_history_{verb} before {verb} on aid_history when {when} "
                f"begin select raise(abort, '{_REFUSAL}'); end"
            )
        return
    for name, event in (
        ("aid_history", "update or delete on aid_history for each row"),
        ("aid_history_emptied", "truncate on aid_history for each statement"),
    ):
        op.execute(f"create trigger guard_{name} before {event} execute function refuse()")


def downgrade() -> None:
    """Take the tables away, guards and all; a catalogue that has to be kept is exported before."""
    for table in ("aid_history", "aid_records"):
        op.drop_table(table)
