"""Saving what becomes of the plan, and reading it back. Two people who save at once lose nothing.

A record is told by its `kind` and id ("activity", "3.1"); whoever saves hands back the version that was read, 0 where
nothing was saved yet. Whoever rewrites a row behind the product breaks the chain of hashes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from contract.errors import RewrittenHistory, StaleSave
from contract.local_time import told_moment
from contract.progress import ACTIVITY, Activity, plain_of, read_activity
from contract.progress_checks import activity_faults
from contract.translations import mark
from data_access.records.audit import Act, note
from data_access.records.chain import FIRST, as_plain, entry_hash
from data_access.records.checks import check_name, refuse_if
from data_access.records.database import Records
from data_access.records.entries import Change
from data_access.records.permissions import require
from data_access.records.progress_rows import ProgressRow


@dataclass(frozen=True)
class ProgressEntry:
    """One save: `number` counts all saves from 1, `version` those of this record; `content` as plain values;
    `fingerprint` is the hash of the row and of all before it; `is_verified`: whether an identity stands behind `by`."""

    number: int
    kind: str
    record_id: str
    version: int
    content: Mapping[str, Any]
    at: datetime
    by: str
    is_verified: bool
    reason: str
    fingerprint: str


def save_activity(records: Records, activity: Activity, version: int, by: str, reason: str = "") -> ProgressEntry:
    """Save an activity that was read at `version`, in the name of `by`; `reason` goes to its history.

    Nothing is written where nothing changes. Raises Refused with every fault, StaleSave if somebody saved since then,
    NotPermitted.
    """
    refuse_if(activity_faults(activity))
    return save_record(records, (ACTIVITY, activity.activity_id), plain_of(activity), version, by, reason)


def save_record(
    records: Records, key: tuple[str, str], content: Mapping[str, Any], version: int, by: str, reason: str = ""
) -> ProgressEntry:
    """Save one record, told by its kind and id, whose `content` was checked. Raises as `save_activity` does."""
    check_name(by)
    with records.writing() as session:
        roles = require(session, records.reference, "save_progress")
        last = _last_of(session, key)
        if last is not None and last.version != version:
            raise StaleSave(last.saved_by, last.saved_at)
        if last is not None and last.content == as_plain(content):
            return _entry(last)
        row = append(session, records, key, content, by, reason)
        changes = tuple(Change(name, key[1], None, None) for name in _changed(last, row))
        note(session, records, by, roles, Act("progress_saved", f"{key[0]}:{key[1]}"[:200], changes=changes))
        return _entry(row)


def append(
    session: Session, records: Records, key: tuple[str, str], content: Mapping[str, Any], by: str, reason: str
) -> ProgressRow:
    """Add the next row of the chain, in the transaction of `session`, without asking who may."""
    before, last = _last(session), _last_of(session, key)
    row = ProgressRow(
        number=before.number + 1 if before else 1,
        kind=key[0],
        record_id=key[1],
        version=last.version + 1 if last else 1,
        content=as_plain(content),
        saved_at=datetime.now(UTC),
        saved_by=by,
        reference=records.reference or "",
        reason=reason,
        previous_sha256=before.sha256 if before else FIRST,
    )
    row.sha256 = entry_hash(row)
    session.add(row)
    session.flush()
    return row


def read_activities(records: Records) -> dict[str, tuple[Activity, ProgressEntry]]:
    """Each activity that was saved, as it stands, with its last save, by id. Raises RewrittenHistory."""
    return {key: (read_activity(entry.content), entry) for key, entry in read_records(records, ACTIVITY).items()}


def read_records(records: Records, kind: str) -> dict[str, ProgressEntry]:
    """The last save of each record of a kind, by id. Raises RewrittenHistory where a row is not what was saved."""
    with records.reading() as session:
        query = select(ProgressRow).where(ProgressRow.kind == kind).order_by(ProgressRow.number)
        rows = list(session.scalars(query))
    _check(rows)
    return {row.record_id: _entry(row) for row in rows}


def read_progress_history(records: Records, kind: str, record_id: str) -> list[ProgressEntry]:
    """Every save of one record, oldest first; none where it was never saved. Raises RewrittenHistory."""
    with records.reading() as session:
        query = select(ProgressRow).where(ProgressRow.kind == kind, ProgressRow.record_id == record_id)
        rows = list(session.scalars(query.order_by(ProgressRow.number)))
    _check(rows)
    return [_entry(row) for row in rows]


def progress_fingerprint(records: Records) -> str:
    """Hash of the last save of all (64 hexadecimal digits): written down elsewhere, it proves what stood before it.

    Raises RewrittenHistory where the chain is broken.
    """
    with records.reading() as session:
        rows = list(session.scalars(select(ProgressRow).order_by(ProgressRow.number)))
    check_chain(rows)
    return rows[-1].sha256 if rows else FIRST


def check_chain(rows: Sequence[ProgressRow]) -> None:
    """Raises RewrittenHistory unless `rows` are all rows from the first on, each following on the one before it."""
    _check(rows)
    befores = [FIRST, *(row.sha256 for row in rows)]
    for number, (row, before) in enumerate(zip(rows, befores, strict=False), start=1):
        if row.number != number or row.previous_sha256 != before:
            raise _rewritten(row)


def _check(rows: Sequence[ProgressRow]) -> None:
    for row in rows:
        if row.sha256 != entry_hash(row):
            raise _rewritten(row)


def _rewritten(row: ProgressRow) -> RewrittenHistory:
    message = mark(
        "The progress of the plan was changed behind the product: save {number}, of {by} on {when}, is not what was "
        "saved. Restore the records from a backup."
    )
    return RewrittenHistory(message, number=row.number, by=row.saved_by, when=told_moment(row.saved_at))


def _last(session: Session) -> ProgressRow | None:
    return session.scalars(select(ProgressRow).order_by(ProgressRow.number.desc()).limit(1)).first()


def _last_of(session: Session, key: tuple[str, str]) -> ProgressRow | None:
    query = select(ProgressRow).where(ProgressRow.kind == key[0], ProgressRow.record_id == key[1])
    return session.scalars(query.order_by(ProgressRow.number.desc()).limit(1)).first()


def _changed(before: ProgressRow | None, after: ProgressRow) -> list[str]:
    was = before.content if before else {}
    return [name for name, value in after.content.items() if was.get(name) != value]


def _entry(row: ProgressRow) -> ProgressEntry:
    return ProgressEntry(
        row.number, row.kind, row.record_id, row.version, row.content, row.saved_at, row.saved_by, bool(row.reference),
        row.reason, row.sha256,
    )  # fmt: skip
