"""Answers of people met at the desk, those withdrawn, and whose answers a person may read."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "memberships",
        sa.Column("reference", sa.String(length=500), nullable=False),
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_memberships")),
    )
    op.create_table(
        "responses",
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.String(length=40), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("consent_version", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("place_kind", sa.String(length=7), nullable=False),
        sa.Column("place_id", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("carrier", sa.String(length=10), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=False),
        sa.CheckConstraint("place_kind in ('nil', 'complex')", name=op.f("ck_responses_place_kind")),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_responses")),
        sa.UniqueConstraint("number", name=op.f("uq_responses_number")),
        sa.UniqueConstraint("receipt", name=op.f("uq_responses_receipt")),
    )
    op.create_index(op.f("ix_responses_organisation"), "responses", ["organisation"], unique=False)
    op.create_table(
        "withdrawals",
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_withdrawals")),
        sa.UniqueConstraint("number", name=op.f("uq_withdrawals_number")),
    )


def downgrade() -> None:
    """Take the tables away; answers that have to be kept are exported before."""
    for table in ("withdrawals", "responses", "memberships"):
        op.drop_table(table)
