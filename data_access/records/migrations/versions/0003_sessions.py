"""Sessions of the help-desk and the counts of their visits."""

import sqlalchemy as sa
from alembic import op

from data_access.records.models import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of sessions."""
    op.create_table(
        "sessions",
        sa.Column("session_id", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.String(length=200), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("tutors", sa.Integer(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_sessions_forwards")),
        sa.CheckConstraint("tier between 0 and 3", name=op.f("ck_sessions_tier")),
        sa.CheckConstraint("tutors >= 1", name=op.f("ck_sessions_tutors")),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_site_id"), "sessions", ["site_id"], unique=False)
    op.create_table(
        "visits",
        sa.Column("session_id", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("came", sa.Integer(), nullable=True),
        sa.Column("women", sa.Integer(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("new_households", sa.Integer(), nullable=True),
        sa.Column("alone_households", sa.Integer(), nullable=True),
        sa.Column("poverty_households", sa.Integer(), nullable=True),
        sa.Column("notice_households", sa.Integer(), nullable=True),
        sa.Column("sent_households", sa.Integer(), nullable=True),
        sa.Column("topic_bills", sa.Integer(), nullable=True),
        sa.Column("topic_contracts", sa.Integer(), nullable=True),
        sa.Column("topic_bonuses", sa.Integer(), nullable=True),
        sa.Column("topic_arrears", sa.Integer(), nullable=True),
        sa.Column("topic_cutoffs", sa.Integer(), nullable=True),
        sa.Column("topic_habits", sa.Integer(), nullable=True),
        sa.Column("topic_heating", sa.Integer(), nullable=True),
        sa.Column("topic_works", sa.Integer(), nullable=True),
        sa.Column("interventions", sa.Integer(), nullable=True),
        sa.Column("bills_read", sa.Integer(), nullable=True),
        sa.Column("bonuses_obtained", sa.Integer(), nullable=True),
        sa.Column("contributions_obtained", sa.Integer(), nullable=True),
        sa.Column("payment_plans", sa.Integer(), nullable=True),
        sa.Column("cutoffs_avoided", sa.Integer(), nullable=True),
        sa.Column("contracts_changed", sa.Integer(), nullable=True),
        sa.Column("referred", sa.Integer(), nullable=True),
        sa.Column("savings_households", sa.Integer(), nullable=True),
        sa.Column("savings_eur", sa.Integer(), nullable=True),
        sa.CheckConstraint("alone_households >= 0", name=op.f("ck_visits_alone_households")),
        sa.CheckConstraint("bills_read >= 0", name=op.f("ck_visits_bills_read")),
        sa.CheckConstraint("bonuses_obtained >= 0", name=op.f("ck_visits_bonuses_obtained")),
        sa.CheckConstraint("came >= 0", name=op.f("ck_visits_came")),
        sa.CheckConstraint("contracts_changed >= 0", name=op.f("ck_visits_contracts_changed")),
        sa.CheckConstraint("contributions_obtained >= 0", name=op.f("ck_visits_contributions_obtained")),
        sa.CheckConstraint("cutoffs_avoided >= 0", name=op.f("ck_visits_cutoffs_avoided")),
        sa.CheckConstraint("households >= 0", name=op.f("ck_visits_households")),
        sa.CheckConstraint("interventions >= 0", name=op.f("ck_visits_interventions")),
        sa.CheckConstraint("invited >= 0", name=op.f("ck_visits_invited")),
        sa.CheckConstraint("new_households >= 0", name=op.f("ck_visits_new_households")),
        sa.CheckConstraint("notice_households >= 0", name=op.f("ck_visits_notice_households")),
        sa.CheckConstraint("payment_plans >= 0", name=op.f("ck_visits_payment_plans")),
        sa.CheckConstraint("poverty_households >= 0", name=op.f("ck_visits_poverty_households")),
        sa.CheckConstraint("referred >= 0", name=op.f("ck_visits_referred")),
        sa.CheckConstraint("savings_eur >= 0", name=op.f("ck_visits_savings_eur")),
        sa.CheckConstraint("savings_households >= 0", name=op.f("ck_visits_savings_households")),
        sa.CheckConstraint("sent_households >= 0", name=op.f("ck_visits_sent_households")),
        sa.CheckConstraint("topic_arrears >= 0", name=op.f("ck_visits_topic_arrears")),
        sa.CheckConstraint("topic_bills >= 0", name=op.f("ck_visits_topic_bills")),
        sa.CheckConstraint("topic_bonuses >= 0", name=op.f("ck_visits_topic_bonuses")),
        sa.CheckConstraint("topic_contracts >= 0", name=op.f("ck_visits_topic_contracts")),
        sa.CheckConstraint("topic_cutoffs >= 0", name=op.f("ck_visits_topic_cutoffs")),
        sa.CheckConstraint("topic_habits >= 0", name=op.f("ck_visits_topic_habits")),
        sa.CheckConstraint("topic_heating >= 0", name=op.f("ck_visits_topic_heating")),
        sa.CheckConstraint("topic_works >= 0", name=op.f("ck_visits_topic_works")),
        sa.CheckConstraint("women >= 0", name=op.f("ck_visits_women")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.session_id"], name=op.f("fk_visits_session_id")),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_visits")),
    )


def downgrade() -> None:
    """Take the tables of sessions away."""
    for table in ("visits", "sessions"):
        op.drop_table(table)
