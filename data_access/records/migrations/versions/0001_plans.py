"""Saved plans, their overrules, frozen orders and history."""

import sqlalchemy as sa
from alembic import op

from data_access.records.models import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of plans."""
    op.create_table(
        "plans",
        sa.Column("plan_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("signed_at", Moment(), nullable=True),
        sa.Column("signed_by", sa.String(length=200), nullable=True),
        sa.Column("copied_from", sa.String(length=12), nullable=True),
        sa.CheckConstraint("(signed_at is null) = (signed_by is null)", name=op.f("ck_plans_signed_by_somebody")),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_plans_named")),
        sa.ForeignKeyConstraint(["copied_from"], ["plans.plan_id"], name=op.f("fk_plans_copied_from")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plans")),
    )
    op.create_index(op.f("ix_plans_year"), "plans", ["year"], unique=False)
    op.create_table(
        "overrules",
        sa.Column("plan_id", sa.String(length=12), nullable=False),
        sa.Column("complex_id", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=4), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("decided_at", Moment(), nullable=False),
        sa.CheckConstraint("action in ('pin', 'bar', 'move')", name=op.f("ck_overrules_action")),
        sa.CheckConstraint("length(trim(reason)) > 0 and length(trim(name)) > 0", name=op.f("ck_overrules_reasoned")),
        sa.CheckConstraint("tier between 1 and 3", name=op.f("ck_overrules_tier")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_overrules_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "complex_id", name=op.f("pk_overrules")),
    )
    op.create_table(
        "frozen_rows",
        sa.Column("plan_id", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("computed_position", sa.Integer(), nullable=False),
        sa.Column("complex_id", sa.String(length=200), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("computed_tier", sa.Integer(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_frozen_rows_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_frozen_rows")),
    )
    op.create_table(
        "history",
        sa.Column("plan_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("saved_by", sa.String(length=200), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("state_sha256", sa.String(length=64), nullable=False),
        sa.Column("previous_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_history_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "version", name=op.f("pk_history")),
    )


def downgrade() -> None:
    """Take the tables of plans away."""
    for table in ("history", "frozen_rows", "overrules", "plans"):
        op.drop_table(table)
