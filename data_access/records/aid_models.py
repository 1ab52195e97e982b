"""The tables of the catalogue of aids: its records as they stand, and every save of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from data_access.records.models import NAME_LENGTH, Base, Moment

OFFER = "offers"
"""Kind of the records that are offers of others, and no part of the catalogue."""


class AidRow(Base):
    """One record of the catalogue of aids as it stands: `kind` is the sheet that it belongs to, `place` its row."""

    __tablename__ = "aid_records"

    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    record_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    place: Mapped[int] = mapped_column(Integer)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[str] = mapped_column(String(NAME_LENGTH))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AidHistoryRow(Base):
    """One save of a record of aids, whole. Never changed or removed: triggers refuse it, and the chain would break."""

    __tablename__ = "aid_history"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(10))
    record_id: Mapped[str] = mapped_column(String(40), index=True)
    version: Mapped[int] = mapped_column(Integer)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    saved_by: Mapped[str] = mapped_column(String(NAME_LENGTH))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
