"""What becomes of answers: corrections, targets by place, who did not consent, and diaries."""

import sqlalchemy as sa
from alembic import op

from data_access.records.models import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "corrections",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_response_id"), "corrections", ["response_id"], unique=False)
    op.create_table(
        "collection_targets",
        sa.Column("place_kind", sa.String(length=7), nullable=False),
        sa.Column("place_id", sa.String(length=200), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("place_kind", "place_id", name=op.f("pk_collection_targets")),
    )
    op.create_table(
        "refusals",
        sa.Column("refusal_id", sa.String(length=32), nullable=False),
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("refusal_id", name=op.f("pk_refusals")),
    )
    op.create_index(op.f("ix_refusals_organisation"), "refusals", ["organisation"], unique=False)
    op.create_table(
        "diary_entries",
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("response_id", "week", name=op.f("pk_diary_entries")),
    )


def downgrade() -> None:
    """Take the tables away; what has to be kept is exported before."""
    for table in ("diary_entries", "refusals", "collection_targets", "corrections"):
        op.drop_table(table)
