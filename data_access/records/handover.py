"""The end of a mandate: all records in one archive of open formats, which opens again in records that are empty.

A ZIP with one file of JSON lines a table and a manifest with their hashes. Roles and sign-ins stay behind: they are of
people, and are granted anew. It holds counts of visits as they were noted: it is no file to publish.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from contract.errors import Fault, Refused, RewrittenHistory
from contract.translations import mark
from data_access.records import aid_models, response_models  # noqa: F401 - their tables are Base's too
from data_access.records.audit import fingerprint, intact, removed
from data_access.records.backup import DAMAGED, UNREADABLE
from data_access.records.chain import FIRST
from data_access.records.database import Records
from data_access.records.history import check as check_plan
from data_access.records.migrate import current_revision
from data_access.records.models import AuditRow, Base, Moment, PlanRow
from data_access.records.progress import check_chain, progress_fingerprint
from data_access.records.progress_rows import ProgressRow

FORMAT = 1
MANIFEST = "manifest.json"
_OF_PEOPLE = ("roles", "sign_ins", "memberships")
_LATER = {"plans": ("signed_at", "signed_by", "copied_from")}
"""Columns that are written once all rows are there: what belongs to a signed plan cannot be added to it."""
_STILL = (2000, 1, 1, 0, 0, 0)


def hand_over(records: Records) -> bytes:
    """All records as one archive, the same bytes for the same records. Raises RewrittenHistory."""
    progress_fingerprint(records)
    with records.reading() as session:
        files = {f"tables/{table.name}.jsonl": _lines(session, table) for table in _tables()}
        revision = current_revision(session.connection())
    told = {name: {"rows": content.count(b"\n"), "sha256": _hash(content)} for name, content in files.items()}
    manifest = {"format": FORMAT, "revision": revision, "files": told, "fingerprints": fingerprints(records)}
    files[MANIFEST] = (json.dumps(manifest, indent=1, sort_keys=True) + "\n").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _STILL), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def fingerprints(records: Records) -> dict[str, str]:
    """What proves on paper that nothing before was rewritten: of the audit, and of the plan's progress."""
    return {"audit": fingerprint(records), "progress": progress_fingerprint(records)}


def take_over(path: Path, records: Records) -> dict[str, str]:
    """Put an archive into records that are empty, all or nothing; return its fingerprints.

    Raises Refused if the records hold anything, or the archive is damaged, or of another version of the product.
    """
    files, manifest = _read(path)
    with records.writing() as session:
        _refuse_full(session)
        if manifest["revision"] != current_revision(session.connection()):
            message = mark("The archive was written by another version of the product: open it with that one.")
            raise Refused([Fault("other_version", message, path.name, found=str(manifest["revision"]))])
        try:
            _fill(session, files)
            _check(session, manifest["fingerprints"])
        except (SQLAlchemyError, KeyError, IndexError, TypeError, ValueError, RewrittenHistory) as error:
            raise Refused([Fault("bad_archive", DAMAGED, path.name, found=type(error).__name__)]) from error
    return fingerprints(records)


def _fill(session: Session, files: Mapping[str, bytes]) -> None:
    rows = {table.name: [_row(table, line) for line in files[f"tables/{table.name}.jsonl"].splitlines()]
            for table in _tables()}  # fmt: skip
    for table in _tables():
        later = _LATER.get(table.name, ())
        first = [row | dict.fromkeys(later) for row in rows[table.name]]
        if first:
            session.execute(insert(table), first)
    for name, columns in _LATER.items():
        table = Base.metadata.tables[name]
        [key] = table.primary_key.columns
        for row in rows[name]:
            told = {column: row[column] for column in columns}
            session.execute(update(table).where(key == row[key.name]).values(told))


def _check(session: Session, fingerprints: Mapping[str, str]) -> None:
    """Raises RewrittenHistory, or ValueError, where a chain is broken or ends otherwise than the archive says."""
    for plan in session.scalars(select(PlanRow)):
        check_plan(session, plan)
    saves = list(session.scalars(select(ProgressRow).order_by(ProgressRow.number)))
    check_chain(saves, removed(session, ProgressRow.__tablename__))
    acts = list(session.scalars(select(AuditRow).order_by(AuditRow.number)))
    if not all(intact(acts)):
        raise ValueError(AuditRow.__tablename__)
    ends = {name: rows[-1].sha256 if rows else FIRST for name, rows in (("audit", acts), ("progress", saves))}
    if dict(fingerprints) != ends:
        raise ValueError(MANIFEST)


def _read(path: Path) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Files of an archive by name, and its manifest. Raises Refused where any is not what the manifest says."""
    try:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        manifest: dict[str, Any] = json.loads(files.pop(MANIFEST))
        is_whole = manifest["format"] == FORMAT and {
            name: told["sha256"] for name, told in manifest["files"].items()
        } == {name: _hash(content) for name, content in files.items()}
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise Refused([Fault("bad_archive", UNREADABLE, path.name)]) from error
    if not is_whole:
        raise Refused([Fault("bad_archive", DAMAGED, path.name)])
    return files, manifest


def _refuse_full(session: Session) -> None:
    for table in _tables():
        if session.scalar(select(func.count()).select_from(table)):
            message = mark("There are records already: an archive opens only where there are none.")
            raise Refused([Fault("not_empty", message, found=table.name)])


def _tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name not in _OF_PEOPLE]


def _lines(session: Session, table: Table) -> bytes:
    rows = session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
    return b"".join(
        (json.dumps(dict(row), ensure_ascii=False, sort_keys=True, default=_plain) + "\n").encode() for row in rows
    )


def _row(table: Table, line: bytes) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(line)
    for column in table.columns:
        if isinstance(column.type, Moment) and row[column.name] is not None:
            row[column.name] = datetime.fromisoformat(row[column.name])
    return row


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
