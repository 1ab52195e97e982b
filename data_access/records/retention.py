"""What is past its period, and its removal: the only way past the guards, noted as an act itself.

The chain of the audit still holds afterwards: the act of removal tells the last entry that is gone, and its hash.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, select, text
from sqlalchemy.orm import Session

from contract.retention import RETENTION_YEARS
from data_access.records.aid_models import OFFER, AidHistoryRow, AidRow
from data_access.records.audit import RETAINED, Act, gone_from, note, removed
from data_access.records.database import Records
from data_access.records.entries import Change
from data_access.records.models import (
    AuditRow,
    FrozenRow,
    HistoryRow,
    OverruleRow,
    PlanRow,
    SessionRow,
    SignInRow,
    VisitRow,
)
from data_access.records.progress_rows import ProgressRow
from data_access.records.response_models import ResponseRow
from data_access.records.responses import remove_response

_DAYS_IN_YEAR = 365.25
_GUARDED = ("plans", "overrules", "frozen_rows", "history", "progress", "aid_history", "audit")
_Save = type[ProgressRow] | type[AidHistoryRow]


def overdue(records: Records, now: datetime) -> dict[str, int]:
    """How many of each (keys of RETENTION_YEARS) are past their period at `now`."""
    with records.reading() as session:
        return {name: len(found) for name, found in _due(session, now).items()}


def apply_retention(records: Records, now: datetime, by: str) -> dict[str, int]:
    """Remove what is past its period, all or nothing, and note it; return how many of each went."""
    with records.writing() as session:
        due = _due(session, now)
        counts = {name: len(found) for name, found in due.items()}
        if not any(counts.values()):
            return counts
        changes = [Change(name, "", count, None) for name, count in counts.items() if count]
        for table in (ProgressRow, AidHistoryRow):
            changes += _told_gone(session, table, _saves(session, table, due), is_audit_cut=bool(due["audit"]))
        if due["audit"]:
            last = session.get_one(AuditRow, max(due["audit"]))
            changes.append(Change("audit_begins_after", "", {"number": last.number, "sha256": last.sha256}, None))
        with _unguarded(session.connection()):
            _remove(session, due)
        note(session, records, by, (), Act(RETAINED, "records", changes=tuple(changes)))
    return counts


def _due(session: Session, now: datetime) -> Mapping[str, list[Any]]:
    """Ids of what is past its period. A plan stays while one that was copied from it does."""
    limits = {name: now - timedelta(days=_DAYS_IN_YEAR * years) for name, years in RETENTION_YEARS.items()}
    plans = {row.plan_id: row for row in session.scalars(select(PlanRow))}
    old = {
        name: row
        for name, row in plans.items()
        if row.changed_at < limits["signed_plans" if row.signed_at is not None else "drafts"]
    }
    while held := {row.copied_from for name, row in plans.items() if name not in old} & set(old):
        old = {name: row for name, row in old.items() if name not in held}
    return {
        "signed_plans": [name for name, row in old.items() if row.signed_at is not None],
        "drafts": [name for name, row in old.items() if row.signed_at is None],
        "visits": list(session.scalars(select(SessionRow.session_id).where(SessionRow.ends_at < limits["visits"]))),
        "answers": list(
            session.scalars(select(ResponseRow.response_id).where(ResponseRow.month < f"{limits['answers']:%Y-%m}"))
        ),
        "progress": _replaced(session, ProgressRow, limits["progress"]),
        "aids": _replaced(session, AidHistoryRow, limits["aids"], AidHistoryRow.kind != OFFER),
        "offers": list(
            session.scalars(select(AidRow.record_id).where(AidRow.kind == OFFER, AidRow.changed_at < limits["offers"]))
        ),
        "audit": _first_acts(session, limits["audit"]),
        "sign_ins": list(session.execute(_keys_of_sign_ins(limits["sign_ins"]))),
    }


def _replaced(session: Session, table: _Save, limit: datetime, *only: ColumnElement[bool]) -> list[int]:
    """Numbers of the old saves that a later save of the same record has replaced."""
    standing = select(func.max(table.number)).group_by(table.kind, table.record_id)
    return list(
        session.scalars(select(table.number).where(table.saved_at < limit, table.number.not_in(standing), *only))
    )


def _saves(session: Session, table: _Save, due: Mapping[str, list[Any]]) -> list[int]:
    """Numbers of the saves of `table` that are to go: the replaced ones and, of offers, all."""
    if table is ProgressRow:
        return due["progress"]
    query = select(AidHistoryRow.number).where(AidHistoryRow.kind == OFFER, AidHistoryRow.record_id.in_(due["offers"]))
    return [*due["aids"], *session.scalars(query)]


def _told_gone(session: Session, table: _Save, numbers: list[int], is_audit_cut: bool) -> list[Change]:
    """Number and hash of the saves that go, so that the chain of those that stay is still proven; with those that went
    before, where the act that tells of them may go too."""
    rows = session.execute(select(table.number, table.sha256).where(table.number.in_(numbers)))
    told = removed(session, table.__tablename__) if is_audit_cut else {}
    told |= dict(list(rows))
    return [Change(gone_from(table.__tablename__), "", told, None)] if told else []


def _keys_of_sign_ins(limit: datetime) -> Any:
    return select(SignInRow.reference, SignInRow.issued_at).where(SignInRow.seen_at < limit)


def _first_acts(session: Session, limit: datetime) -> list[int]:
    """Numbers of the first acts, up to the first that is not past its period; the last act of all stays."""
    acts = list(session.execute(select(AuditRow.number, AuditRow.at).order_by(AuditRow.number)))
    return [number for number, _ in takewhile(lambda act: act.at < limit, acts[:-1])]


def _remove(session: Session, due: Mapping[str, list[Any]]) -> None:
    plans = [*due["signed_plans"], *due["drafts"]]
    for table in (OverruleRow, FrozenRow, HistoryRow):
        session.execute(delete(table).where(table.plan_id.in_(plans)))
    for plan_id in _copies_first(session, plans):
        session.execute(delete(PlanRow).where(PlanRow.plan_id == plan_id))
    for counted in (VisitRow, SessionRow):
        session.execute(delete(counted).where(counted.session_id.in_(due["visits"])))
    for response_id in due["answers"]:
        remove_response(session, session.get_one(ResponseRow, response_id))
    for saves in (ProgressRow, AidHistoryRow):
        session.execute(delete(saves).where(saves.number.in_(_saves(session, saves, due))))
    session.execute(delete(AidRow).where(AidRow.kind == OFFER, AidRow.record_id.in_(due["offers"])))
    if due["audit"]:
        session.execute(delete(AuditRow).where(AuditRow.number <= max(due["audit"])))
    for reference, issued_at in due["sign_ins"]:
        session.execute(delete(SignInRow).where(SignInRow.reference == reference, SignInRow.issued_at == issued_at))


def _copies_first(session: Session, plans: list[str]) -> list[str]:
    """A plan that was copied from another was saved after it."""
    query = select(PlanRow.plan_id).where(PlanRow.plan_id.in_(plans)).order_by(PlanRow.created_at.desc())
    return list(session.scalars(query))


@contextmanager
def _unguarded(connection: Connection) -> Iterator[None]:
    """Without the triggers that refuse every removal, inside one transaction: whoever else reads or writes waits."""
    if connection.dialect.name != "sqlite":
        for table in _GUARDED:
            connection.execute(text(f"alter table {table} disable trigger user"))
        yield
        for table in _GUARDED:
            connection.execute(text(f"alter table {table} enable trigger user"))
        return
    query = text("select name, sql from sqlite_master where type = 'trigger' and name like 'guard_%'")
    guards = list(connection.execute(query))
    for name, _ in guards:
        connection.execute(text(f"drop trigger {name}"))
    yield
    for _, made_by in guards:
        connection.exec_driver_sql(made_by)
