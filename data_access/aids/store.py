"""The catalogue of aids in the records: one row a record, every save kept, two editors at once lose nothing.

Until somebody changes something the catalogue is the packaged one, as version 1 of each record. Nothing is ever
removed: an edition ends by its days. What an edition that has begun gives, and to whom, is not overwritten: it takes a
new one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contract.aid_records import Catalogue
from contract.errors import Fault, ObservatoryError, Refused
from contract.local_time import told_moment
from contract.translations import mark
from data_access.aids.cells import Cell
from data_access.aids.links import LINKS, names_a_site
from data_access.aids.packaged_files import packaged_catalogue
from data_access.aids.saves import put_save, put_saves
from data_access.aids.sheets import FIRST_ROW, SHEETS, VERSION, Rows, read_sheets, write_sheets
from data_access.aids.whole import few_recipients
from data_access.records.aid_models import AidHistoryRow, AidRow
from data_access.records.audit import Act, note
from data_access.records.checks import check_name
from data_access.records.database import Records
from data_access.records.entries import Change
from data_access.records.permissions import require

PACKAGED_BY = "Benessere Energetico"
KEYS = {sheet.name: sheet.key for sheet in SHEETS}
_COLUMNS = {sheet.name: sheet.columns for sheet in SHEETS}
_LASTING = ("aid_id", "valid_from", "conditions", "amounts", "area")
"""Columns that stay as they are once a confirmed edition has begun."""


def read_rows(records: Records) -> dict[str, list[dict[str, str]]]:
    """The three sheets as they stand, with the version of each row."""
    with records.reading() as session:
        stored = list(session.scalars(select(AidRow).where(AidRow.kind.in_(KEYS)).order_by(AidRow.place)))
    if not stored:
        return {name: [row | {VERSION: "1"} for row in rows] for name, rows in _packaged().items()}
    return {
        name: [_whole(name, row.content) | {VERSION: str(row.version)} for row in stored if row.kind == name]
        for name in KEYS
    }


def read_catalogue_of(records: Records) -> Catalogue:
    """The catalogue as it stands."""
    return read_sheets(read_rows(records))


def latest_save(records: Records) -> int:
    """Number of the last save of any record; 0 before the first."""
    with records.reading() as session:
        return int(session.scalar(select(func.max(AidHistoryRow.number))) or 0)


def save_rows(records: Records, sheets: Mapping[str, Rows], by: str, today: date) -> int:
    """Save rows that are new or changed, in the name of `by`, and return how many; rows that are not given stay.

    A row tells by `version` which save it was made from; one that nobody touched since stays what it is now. Raises
    Refused with every fault (another save in between among them), NotPermitted.
    """
    check_name(by)
    with records.writing() as session:
        return put_rows(session, records, sheets, by, today)


def put_rows(session: Session, records: Records, sheets: Mapping[str, Rows], by: str, today: date) -> int:
    """`save_rows` in the transaction of `session`."""
    roles = require(session, records.reference, "edit_aids")
    _seed(session)
    stored = session.scalars(select(AidRow).where(AidRow.kind.in_(KEYS)).order_by(AidRow.place))
    there = {(row.kind, row.record_id): row for row in stored}
    changed = list(_changed(session, there, sheets))
    faults = [fault for each in changed for fault in _faults(each, today)]
    if faults:
        raise Refused(faults)
    _check_whole(there, changed)
    changes = tuple(change for each in changed for change in _put(session, each, by))
    if changes:
        note(session, records, by, roles, Act("aids_changed", "aids", changes=changes))
    return len(changed)


@dataclass(frozen=True)
class _Changed:
    """A row that differs: where it stands in its file, what it says, what is stored, and which save it is made from."""

    kind: str
    line: int
    content: dict[str, str]
    stored: AidRow | None
    version: str

    @property
    def record_id(self) -> str:
        """Id of the record."""
        return self.content[KEYS[self.kind]]


def _packaged() -> dict[str, list[dict[str, str]]]:
    return write_sheets(packaged_catalogue())


def _whole(kind: str, content: Mapping[str, Any]) -> dict[str, str]:
    """The texts of every column, each as it is written; "" where a record was saved before there was the column."""
    return {cell.name: _written(cell, str(content.get(cell.name) or "").strip()) for cell in _COLUMNS[kind]}


def _written(cell: Cell, text: str) -> str:
    """A text as the cell writes it, however it was typed; itself where it cannot be read."""
    try:
        return cell.told(cell.read(text))
    except ObservatoryError:
        return text


def _say_the_same(kind: str, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two records mean the same: a spreadsheet writes 146.00 as 146."""
    return all(one[cell.name] == other[cell.name] or _meant(cell, one[cell.name]) == _meant(cell, other[cell.name])
               for cell in _COLUMNS[kind])  # fmt: skip


def _meant(cell: Cell, text: str) -> Any:
    try:
        return cell.read(text)
    except ObservatoryError:
        return text


def _seed(session: Session) -> None:
    if session.scalars(select(AidRow).where(AidRow.kind.in_(KEYS)).limit(1)).first() is not None:
        return
    packaged = [
        (AidRow(kind=kind, record_id=row[KEYS[kind]], place=line), _whole(kind, row))
        for kind, rows in _packaged().items()
        for line, row in enumerate(rows, start=FIRST_ROW)
    ]
    put_saves(session, packaged, PACKAGED_BY)


def _changed(
    session: Session, there: Mapping[tuple[str, str], AidRow], sheets: Mapping[str, Rows]
) -> Iterator[_Changed]:
    for kind, rows in sheets.items():
        for line, row in enumerate(rows, start=FIRST_ROW):
            content, version = _whole(kind, row), str(row.get(VERSION) or "").strip()
            stored = there.get((kind, content[KEYS[kind]]))
            if stored is None:
                yield _Changed(kind, line, content, None, version)
                continue
            is_same = _say_the_same(kind, content, _whole(kind, stored.content))
            if not is_same and not _is_older(session, stored, content, version):
                yield _Changed(kind, line, content, stored, version)


def _is_older(session: Session, stored: AidRow, content: dict[str, str], version: str) -> bool:
    """Whether a row is what the record was at that version: an old copy that nobody touched."""
    query = select(AidHistoryRow).where(AidHistoryRow.kind == stored.kind, AidHistoryRow.record_id == stored.record_id)
    return any(
        str(save.version) == version != str(stored.version) and _whole(stored.kind, save.content) == content
        for save in session.scalars(query)
    )


def _faults(each: _Changed, today: date) -> Iterator[Fault]:
    stored = each.stored
    for name in LINKS:
        if each.content.get(name) and not names_a_site(each.content[name]):
            message = mark("The address names no site: after https:// comes a name such as www.comune.milano.it.")
            yield Fault("aid_link", message, each.kind, each.line, name, each.content[name][:200])
    if stored is None:
        return
    if each.version != str(stored.version):
        message = mark("{who} saved this record on {when}, after your copy was made: take it out again, and repeat.")
        values = {"who": stored.changed_by, "when": told_moment(stored.changed_at)}
        yield Fault(
            "aid_stale", message, each.kind, each.line, VERSION, each.version, str(stored.version), values=values
        )
    before = _whole(each.kind, stored.content)
    if each.kind == "editions" and before["state"] == "confirmed" and before["valid_from"] <= today.isoformat():
        for name in _LASTING:
            if each.content[name] != before[name]:
                message = mark("The edition has begun: this no longer changes. End it by valid_to, and add a new one.")
                yield Fault("aid_begun", message, each.kind, each.line, name, each.content[name], before[name])


def _check_whole(there: Mapping[tuple[str, str], AidRow], changed: Sequence[_Changed]) -> None:
    """Raises Refused where the catalogue, with what changes, would not hold together, or what changes tells of few."""
    merged = {key: _whole(row.kind, row.content) for key, row in there.items()}
    merged |= {(each.kind, each.record_id): each.content for each in changed}
    whole = read_sheets({name: [row for (kind, _), row in merged.items() if kind == name] for name in KEYS})
    now = {each.record_id for each in changed if each.kind == "recipients"}
    faults = [fault for recipients_id, fault in few_recipients(whole) if recipients_id in now]
    if faults:
        raise Refused(faults)


def _put(session: Session, each: _Changed, by: str) -> list[Change]:
    """Write a record and its save; return what changes."""
    before = _whole(each.kind, each.stored.content) if each.stored else dict.fromkeys(each.content, "")
    row = each.stored or AidRow(kind=each.kind, record_id=each.record_id, place=each.line)
    put_save(session, row, each.content, by)
    return [
        Change(name, each.record_id, before[name], told) for name, told in each.content.items() if told != before[name]
    ]
