"""The tables of answers: those of people met at the desk, those withdrawn, and whose answers a person may read."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from data_access.records.models import NAME_LENGTH, REFERENCE_LENGTH, Base

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
