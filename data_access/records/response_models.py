"""The tables of answers: those of people met at the desk, those withdrawn, and whose answers a person may read."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from data_access.records.models import NAME_LENGTH, REFERENCE_LENGTH, Base, Moment

ORGANISATION_LENGTH = 40


class MembershipRow(Base):
    """The organisation of a person who asks questions at a desk: whose answers they may read."""

    __tablename__ = "memberships"

    reference: Mapped[str] = mapped_column(String(REFERENCE_LENGTH), primary_key=True)
    organisation: Mapped[str] = mapped_column(String(ORGANISATION_LENGTH))


class ResponseRow(Base):
    """One person's answers to a questionnaire: codes and whole numbers, a place, a month; nothing that says who.

    `number` is the order of arrival. `receipt` is a hash of the words with which the person may withdraw.
    """

    __tablename__ = "responses"
    __table_args__ = (CheckConstraint("place_kind in ('nil', 'complex')", "place_kind"),)

    response_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    form_id: Mapped[str] = mapped_column(String(ORGANISATION_LENGTH))
    form_version: Mapped[int] = mapped_column(Integer)
    consent_version: Mapped[int] = mapped_column(Integer)
    month: Mapped[str] = mapped_column(String(7))
    place_kind: Mapped[str] = mapped_column(String(7))
    place_id: Mapped[str] = mapped_column(String(NAME_LENGTH))
    organisation: Mapped[str] = mapped_column(String(ORGANISATION_LENGTH), index=True)
    carrier: Mapped[str] = mapped_column(String(10))
    seconds: Mapped[int | None] = mapped_column(Integer)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    receipt: Mapped[str] = mapped_column(String(64), unique=True)


class WithdrawalRow(Base):
    """That answers are gone, withdrawn or past their period: their number, which no later answer gets, and an id by
    which they do not come back with an old file."""

    __tablename__ = "withdrawals"

    response_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)


class CorrectionRow(Base):
    """One answer put right: as it was and as it is; `last_number`: that of the last answers that had arrived then."""

    __tablename__ = "corrections"

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    response_id: Mapped[str] = mapped_column(String(32), index=True)
    field: Mapped[str] = mapped_column(String(40))
    before: Mapped[Any] = mapped_column(JSON, nullable=True)
    after: Mapped[Any] = mapped_column(JSON, nullable=True)
    reason: Mapped[str] = mapped_column(String(20))
    last_number: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(NAME_LENGTH))


class TargetRow(Base):
    """How many answers are wanted of a place."""

    __tablename__ = "collection_targets"

    place_kind: Mapped[str] = mapped_column(String(7), primary_key=True)
    place_id: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    answers: Mapped[int] = mapped_column(Integer)


class RefusalRow(Base):
    """That a person whom an organisation met did not consent: nothing else is kept of them."""

    __tablename__ = "refusals"

    refusal_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    organisation: Mapped[str] = mapped_column(String(ORGANISATION_LENGTH), index=True)


class DiaryRow(Base):
    """A week in the diary of a person who answered: it goes when their answers go."""

    __tablename__ = "diary_entries"

    response_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    form_version: Mapped[int] = mapped_column(Integer)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
