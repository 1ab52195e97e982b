"""What becomes of the plan: every save, in a table that nobody rewrites."""

import sqlalchemy as sa
from alembic import op

from data_access.records.models import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_REFUSAL = "refused: what was saved or signed stays"
_INSERTED_OVER = "exists (select 1 from progress where number = new.number)"


def upgrade() -> None:
    """Make the table, and set its guards."""
    op.create_table(
        "progress",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("record_id", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("saved_by", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=500), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("previous_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_progress")),
    )
    for column in ("kind", "record_id"):
        op.create_index(op.f(f"ix_progress_{column}"), "progress", [column], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for verb, when in (("update", "1"), ("delete", "1"), ("insert", _INSERTED_OVER)):
            op.execute(
                f"create trigger guard_progress_{verb} before {verb} on progress when {when} "
                f"begin select raise(abort, '{_REFUSAL}'); end"
            )
        return
    for name, event in (
        ("progress", "update or delete on progress for each row"),
        ("progress_emptied", "truncate on progress for each statement"),
    ):
        op.execute(f"create trigger guard_{name} before {event} execute function refuse()")


def downgrade() -> None:
    """Take the table away, guards and all; progress that has to be kept is exported before."""
    op.drop_table("progress")
