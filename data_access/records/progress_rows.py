"""The table of the plan's progress: every save of every activity, one row each, in one chain of hashes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from data_access.records.models import NAME_LENGTH, REFERENCE_LENGTH, Base, Moment


class ProgressRow(Base):
    """One save of one record of the plan: its last row is how it stands. Never changed or removed: triggers refuse it,
    and the chain of hashes would break."""

    __tablename__ = "progress"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    record_id: Mapped[str] = mapped_column(String(NAME_LENGTH), index=True)
    version: Mapped[int] = mapped_column(Integer)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    saved_by: Mapped[str] = mapped_column(String(NAME_LENGTH))
    reference: Mapped[str] = mapped_column(String(REFERENCE_LENGTH))
    reason: Mapped[str] = mapped_column(Text)
    previous_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
