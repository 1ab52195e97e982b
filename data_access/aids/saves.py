"""Saving one record of the catalogue: the row as it stands, and its save in the chain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.records.aid_models import AidHistoryRow, AidRow
from data_access.records.audit import removed
from data_access.records.chain import FIRST, as_plain, entry_hash, unbroken
from data_access.records.database import Records


@dataclass(frozen=True)
class AidSave:
    """One save of a record: its texts by column; `is_intact`: as it was written, following on the save before it."""

    version: int
    at: datetime
    by: str
    content: Mapping[str, str]
    is_intact: bool
    fingerprint: str


def put_save(session: Session, row: AidRow, content: Mapping[str, str], by: str) -> AidHistoryRow:
    """Write `content` into a row, new or not, and append its save to the chain."""
    [save] = put_saves(session, [(row, content)], by)
    return save


def put_saves(session: Session, pairs: Sequence[tuple[AidRow, Mapping[str, str]]], by: str) -> list[AidHistoryRow]:
    """Write each content into its row, new or not, and append their saves to the chain, in this order.

    `pairs`: each row once; a row given twice would have its last content in both saves.
    """
    now = datetime.now(UTC)
    for row, content in pairs:
        row.content, row.changed_at, row.changed_by = as_plain(content), now, by
    session.add_all([row for row, _ in pairs])
    session.flush()
    last = session.scalars(select(AidHistoryRow).order_by(AidHistoryRow.number.desc()).limit(1)).first()
    before, previous = (last.number, last.sha256) if last else (0, FIRST)
    saves = []
    for number, (row, _) in enumerate(pairs, start=before + 1):
        save = AidHistoryRow(
            number=number, kind=row.kind, record_id=row.record_id, version=row.version, saved_at=now, saved_by=by,
            content=row.content, previous_sha256=previous,
        )  # fmt: skip
        save.sha256 = previous = entry_hash(save)
        saves.append(save)
    session.add_all(saves)
    session.flush()
    return saves


def read_saves(records: Records, kind: str, record_id: str) -> list[AidSave]:
    """Every save of a record, oldest first; none where it is as it was packaged."""
    with records.reading() as session:
        rows: list[Any] = list(session.scalars(select(AidHistoryRow).order_by(AidHistoryRow.number)))
        gone = removed(session, AidHistoryRow.__tablename__)
    return [
        AidSave(row.version, row.saved_at, row.saved_by, row.content, is_intact, row.sha256)
        for row, is_intact in zip(rows, unbroken(rows, gone), strict=True)
        if (row.kind, row.record_id) == (kind, record_id)
    ]
