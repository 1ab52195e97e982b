"""Saving what becomes of the plan, and reading it back. Two people who save at once lose nothing.

A record is told by its `kind` and id ("activity", "3.1"); whoever saves hands back the version that was read, 0 where
nothing was saved yet. Whoever rewrites a row behind the product breaks the chain of hashes.
"""

from collections.abc import Collection, Mapping, Sequence
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
from data_access.records.audit import Act, note, removed
from data_access.records.chain import FIRST, as_plain, entry_hash, unbroken
from data_access.records.checks import check_name, check_reason, refuse_if
from data_access.records.database import Records
from data_access.records.entries import Change
from data_access.records.permissions import require
from data_access.records.progress_rows import ProgressRow

NOTED = {
    "save_progress": "progress_saved",
    "save_training": "training_saved",
    "issue_credentials": "credential_saved",
}
"""The act that is noted (key of `audit.ACTS`) by what a save asks to be allowed (key of `permissions.ACTIONS`)."""


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
    records: Records, key: tuple[str, str], content: Mapping[str, Any], version: int, by: str, reason: str = "",
    action: str = "save_progress",
) -> ProgressEntry:  # fmt: skip
    """Save one record, told by its kind and id, whose `content` was checked; `action`: key of NOTED.

    Raises as `save_activity` does.
    """
    check_name(by)
    if reason:
        check_reason(reason)
    with records.writing() as session:
        roles = require(session, records.reference, action)
        last = _last_of(session, key)
        if last is not None and last.version != version:
            raise StaleSave(last.saved_by, last.saved_at)
        if last is not None and last.content == as_plain(content):
            return _entry(last)
        [row] = append_many(session, records, {key: content}, by, reason)
        changes = tuple(Change(name, key[1], None, None) for name in _changed(last, row))
        note(session, records, by, roles, Act(NOTED[action], f"{key[0]}:{key[1]}"[:200], changes=changes))
        return _entry(row)


def append_many(
    session: Session, records: Records, contents: Mapping[tuple[str, str], Mapping[str, Any]], by: str, reason: str
) -> list[ProgressRow]:
    """Add the next rows of the chain, one for each key (kind and id) whose content changed, in the transaction of
    `session`, without asking who may."""
    end, last = _last(session), _last_of_each(session, contents)
    number, previous, now = end.number if end else 0, end.sha256 if end else FIRST, datetime.now(UTC)
    rows: list[ProgressRow] = []
    for key, content in contents.items():
        before, plain = last.get(key), as_plain(content)
        if before is not None and before.content == plain:
            continue
        number += 1
        row = ProgressRow(
            number=number, kind=key[0], record_id=key[1], version=before.version + 1 if before else 1, content=plain,
            saved_at=now, saved_by=by, reference=records.reference or "", reason=reason, previous_sha256=previous,
        )  # fmt: skip
        row.sha256 = previous = entry_hash(row)
        rows.append(row)
    session.add_all(rows)
    session.flush()
    return rows


def latest_contents(session: Session, kind: str) -> dict[str, Mapping[str, Any]]:
    """The content of each record of a kind as it stands in the transaction of `session`, by id."""
    query = select(ProgressRow).where(ProgressRow.kind == kind).order_by(ProgressRow.number)
    return {row.record_id: row.content for row in session.scalars(query)}


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
        gone = removed(session, ProgressRow.__tablename__)
    check_chain(rows, gone)
    return rows[-1].sha256 if rows else FIRST


def check_chain(rows: Sequence[ProgressRow], gone: Mapping[int, str]) -> None:
    """Raises RewrittenHistory unless `rows`, with those that are `gone` (hash by number), are all from the first on,
    each following on the one before it."""
    for row, is_intact in zip(rows, unbroken(rows, gone), strict=True):
        if not is_intact:
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


def _last_of_each(session: Session, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], ProgressRow]:
    if len(keys) == 1:
        return {key: row for key in keys if (row := _last_of(session, key))}
    kinds = {kind for kind, _ in keys}
    query = select(ProgressRow).where(ProgressRow.kind.in_(kinds)).order_by(ProgressRow.number)
    return {(row.kind, row.record_id): row for row in session.scalars(query)}


def _changed(before: ProgressRow | None, after: ProgressRow) -> list[str]:
    was = before.content if before else {}
    return [name for name, value in after.content.items() if was.get(name) != value]


def _entry(row: ProgressRow) -> ProgressEntry:
    return ProgressEntry(
        row.number, row.kind, row.record_id, row.version, row.content, row.saved_at, row.saved_by, bool(row.reference),
        row.reason, row.sha256,
    )  # fmt: skip
