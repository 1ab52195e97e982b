"""The tables of record: plans, their overrules, frozen orders and history; sessions of the desk and their visits; who
may do what, who signed in, and the audit."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from contract.visit_counts import VISIT_COUNTS

NAME_LENGTH = 200
REASON_LENGTH = 2000
REFERENCE_LENGTH = 500
ACTIONS = ("pin", "bar", "move")

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment with its zone, kept in UTC; SQLite knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: nobody could tell which one it is."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Root of the tables; constraints have names, so that migrations can change them."""

    metadata = MetaData(naming_convention=_NAMING)


class PlanRow(Base):
    """A saved plan; `plan_id` is the stable id of its link, `version` rises by one with each save."""

    __tablename__ = "plans"
    __table_args__ = (
        CheckConstraint("length(trim(name)) > 0", "named"),
        CheckConstraint("(signed_at is null) = (signed_by is null)", "signed_by_somebody"),
    )

    plan_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    year: Mapped[int] = mapped_column(Integer, index=True)
    revision: Mapped[int] = mapped_column(Integer)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by: Mapped[str] = mapped_column(String(NAME_LENGTH))
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[str] = mapped_column(String(NAME_LENGTH))
    signed_at: Mapped[datetime | None] = mapped_column(Moment)
    signed_by: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    copied_from: Mapped[str | None] = mapped_column(ForeignKey("plans.plan_id"))
    overrules: Mapped[list["OverruleRow"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class OverruleRow(Base):
    """One overrule of a plan."""

    __tablename__ = "overrules"
    __table_args__ = (
        CheckConstraint("action in ('pin', 'bar', 'move')", "action"),
        CheckConstraint("tier between 1 and 3", "tier"),
        CheckConstraint("length(trim(reason)) > 0 and length(trim(name)) > 0", "reasoned"),
    )

    plan_id: Mapped[str] = mapped_column(ForeignKey("plans.plan_id"), primary_key=True)
    complex_id: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    action: Mapped[str] = mapped_column(String(4))
    tier: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    decided_at: Mapped[datetime] = mapped_column(Moment)


class FrozenRow(Base):
    """One estate of a signed plan: its places in the decided and the computed order, and its whole row as shown."""

    __tablename__ = "frozen_rows"

    plan_id: Mapped[str] = mapped_column(ForeignKey("plans.plan_id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    computed_position: Mapped[int] = mapped_column(Integer)
    complex_id: Mapped[str] = mapped_column(String(NAME_LENGTH))
    tier: Mapped[int] = mapped_column(Integer)
    computed_tier: Mapped[int] = mapped_column(Integer)
    shown: Mapped[dict[str, Any]] = mapped_column(JSON)


class HistoryRow(Base):
    """One save of a plan. Never changed or removed: triggers refuse it, and the chain of hashes would break."""

    __tablename__ = "history"

    plan_id: Mapped[str] = mapped_column(ForeignKey("plans.plan_id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    saved_by: Mapped[str] = mapped_column(String(NAME_LENGTH))
    event: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    state_sha256: Mapped[str] = mapped_column(String(64))
    previous_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))


class SessionRow(Base):
    """One session of the help-desk at a site (an estate or a venue)."""

    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint("tier between 0 and 3", "tier"),
        CheckConstraint("tutors >= 1", "tutors"),
        CheckConstraint("ends_at > starts_at", "forwards"),
    )

    session_id: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    site_id: Mapped[str] = mapped_column(String(NAME_LENGTH), index=True)
    tier: Mapped[int] = mapped_column(Integer)
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    tutors: Mapped[int] = mapped_column(Integer)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[str] = mapped_column(String(NAME_LENGTH))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class VisitRow(Base):
    """What was counted at one session: whole numbers and nothing else, NULL where nobody counted."""

    __tablename__ = "visits"
    __table_args__ = tuple(CheckConstraint(f"{name} >= 0", name) for name in VISIT_COUNTS)

    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.session_id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[str] = mapped_column(String(NAME_LENGTH))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


for _name in VISIT_COUNTS:
    setattr(VisitRow, _name, mapped_column(Integer, nullable=True))


class RoleRow(Base):
    """One role of one person, told by the reference of the identity (`issuer|subject`, or a proxy's user name)."""

    __tablename__ = "roles"

    reference: Mapped[str] = mapped_column(String(REFERENCE_LENGTH), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    granted_at: Mapped[datetime] = mapped_column(Moment)
    granted_by: Mapped[str] = mapped_column(String(NAME_LENGTH))


class SignInRow(Base):
    """One sign-in, told by the moment that the provider gave it; `ended_at` once signed out or too long idle."""

    __tablename__ = "sign_ins"

    reference: Mapped[str] = mapped_column(String(REFERENCE_LENGTH), primary_key=True)
    issued_at: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class QuarterRow(Base):
    """What the page told of a quarter of visits when it was first looked at: later corrections do not move it."""

    __tablename__ = "told_quarters"

    quarter: Mapped[str] = mapped_column(String(6), primary_key=True)
    told_at: Mapped[datetime] = mapped_column(Moment)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)


class AuditRow(Base):
    """One act. Never changed or removed: triggers refuse it, and the chain of hashes would break."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(NAME_LENGTH))
    reference: Mapped[str] = mapped_column(String(REFERENCE_LENGTH))
    roles: Mapped[str] = mapped_column(String(NAME_LENGTH))
    action: Mapped[str] = mapped_column(String(30), index=True)
    subject: Mapped[str] = mapped_column(String(NAME_LENGTH), index=True)
    edition: Mapped[str] = mapped_column(String(20))
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    previous_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
