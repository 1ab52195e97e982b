"""Sessions of the help-desk's calendar, and what was counted at each: whole numbers, nobody's name."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from contract.errors import Fault, Refused, StaleSave, UnknownName
from contract.local_time import LOCAL_TIME
from contract.translations import mark
from contract.visit_counts import VISIT_COUNTS
from data_access.records.audit import Act, note
from data_access.records.chain import as_plain
from data_access.records.checks import check_counts, check_name
from data_access.records.database import Records
from data_access.records.entries import Change
from data_access.records.models import NAME_LENGTH, QuarterRow, SessionRow, VisitRow
from data_access.records.permissions import require

COLUMNS = ("session_id", "site_id", "tier", "start", "end", "tutors", "version")
"""Columns of the calendar; `start` and `end` are moments at the city's hours, `version` counts saves of the row."""


@dataclass(frozen=True)
class Visit:
    """What was counted at a session (by name of `visit_counts.VISIT_COUNTS`, None where nobody counted), who saved
    it last and when. `version` is 0, and `changed_at` None, before anybody did."""

    session_id: str
    version: int
    counts: Mapping[str, int | None]
    changed_by: str
    changed_at: datetime | None


def read_sessions(records: Records) -> pd.DataFrame:
    """Return the calendar (COLUMNS), by start and id; empty where nothing is planned."""
    with records.reading() as session:
        rows = session.scalars(select(SessionRow).order_by(SessionRow.starts_at, SessionRow.session_id))
        told = [
            (row.session_id, row.site_id, row.tier, row.starts_at, row.ends_at, row.tutors, row.version) for row in rows
        ]
    frame = pd.DataFrame(told, columns=list(COLUMNS))
    ends = {name: pd.to_datetime(frame[name], utc=True).dt.tz_convert(LOCAL_TIME) for name in ("start", "end")}
    return frame.assign(**ends)


def save_calendar(records: Records, sessions: pd.DataFrame, cancelled: Mapping[str, int], by: str) -> None:
    """Save rows of the calendar and cancel others (their `version` by id), all or none, in the name of `by`.

    Rows without a `version` (column absent, NA or 0) are new. Raises StaleSave if one that is new is already there, or
    another was saved or cancelled since it was read; UnknownName for one that is gone; Refused for a row that ends
    before it begins, an unknown tier or number of tutors, a session to cancel where visits were counted; NotPermitted.
    """
    check_name(by)
    _check_sessions(sessions)
    versions = sessions.get("version", pd.Series(0, index=sessions.index)).fillna(0).astype(int)
    with records.writing() as session:
        roles = require(session, records.reference, "save_calendar")
        changes = [_cancel(session, session_id, version) for session_id, version in cancelled.items()]
        for version, row in zip(versions, sessions.to_dict("records"), strict=True):
            changes += _put(session, row, version, by)
        if changes:
            note(session, records, by, roles, Act("calendar_saved", "calendar", changes=tuple(changes)))


def _put(session: Session, row: Mapping[Hashable, Any], version: int, by: str) -> list[Change]:
    known = session.get(SessionRow, row["session_id"])
    if known is None and version:
        raise _gone(row["session_id"])
    if known is not None and known.version != version:
        raise StaleSave(known.changed_by, known.changed_at)
    before = _told(known) if known else None
    if known is None:
        known = SessionRow(session_id=row["session_id"])
        session.add(known)
    known.site_id, known.tier, known.tutors = row["site_id"], int(row["tier"]), int(row["tutors"])
    known.starts_at, known.ends_at = _moment(row["start"]), _moment(row["end"])
    after = _told(known)
    if before == after:
        return []
    known.changed_at, known.changed_by = datetime.now(UTC), by
    return [Change("session", known.session_id, before, after)]


def _cancel(session: Session, session_id: str, version: int) -> Change:
    known = session.get(SessionRow, session_id)
    if known is None:
        raise _gone(session_id)
    if known.version != version:
        raise StaleSave(known.changed_by, known.changed_at)
    if session.get(VisitRow, session_id) is not None:
        message = mark("Visits were counted at this session: it stays in the calendar.")
        raise Refused([Fault("visited", message, found=session_id)])
    session.delete(known)
    return Change("session", session_id, _told(known), None)


def _told(row: SessionRow) -> dict[str, object]:
    """What the audit says of a session."""
    moments = {"start": row.starts_at.astimezone(UTC), "end": row.ends_at.astimezone(UTC)}
    return {"site": row.site_id, "tier": row.tier, "tutors": row.tutors} | moments


def read_visit(records: Records, session_id: str) -> Visit:
    """Return what was counted at one session, for whoever counted it to correct. Raises UnknownName."""
    with records.reading() as session:
        if session.get(SessionRow, session_id) is None:
            raise _gone(session_id)
        row = session.get(VisitRow, session_id)
        if row is None:
            return Visit(session_id, 0, dict.fromkeys(VISIT_COUNTS), "", None)
        return Visit(session_id, row.version, _counts(row), row.changed_by, row.changed_at)


def save_visit(records: Records, session_id: str, version: int, counts: Mapping[str, int | None], by: str) -> None:
    """Save what was counted at a session that was read at `version` (0 where nothing was saved yet).

    Counts that are not named are "not counted". Raises StaleSave, UnknownName, NotPermitted,
    or Refused with every fault. The audit says that it was saved, never how many.
    """
    check_counts(counts, by)
    with records.writing() as session:
        roles = require(session, records.reference, "save_visit")
        if session.get(SessionRow, session_id) is None:
            raise _gone(session_id)
        row = session.get(VisitRow, session_id)
        if (row.version if row else 0) != version:
            raise StaleSave(row.changed_by, row.changed_at) if row else _gone(session_id)
        if row is None:
            row = VisitRow(session_id=session_id)
            session.add(row)
        for name in VISIT_COUNTS:
            setattr(row, name, counts.get(name))
        row.changed_at, row.changed_by = datetime.now(UTC), by
        session.flush()
        note(session, records, by, roles, Act("visit_saved", f"session:{session_id}"[:NAME_LENGTH]))


def told_quarter(records: Records, quarter: str, figures: Mapping[str, Any]) -> tuple[Mapping[str, Any], datetime]:
    """Return what was told of a quarter ("2026Q3") when it was first looked at, and when: `figures` if it is now.

    A later correction does not move it: the difference would give one session's counts away. `figures` are plain values
    that are shown anyway.
    """
    with records.reading() as session:
        known = session.get(QuarterRow, quarter)
    if known is None:
        with records.writing() as session:
            known = session.get(QuarterRow, quarter)
            if known is None:
                known = QuarterRow(quarter=quarter, told_at=datetime.now(UTC), figures=as_plain(figures))
                session.add(known)
    return known.figures, known.told_at


def read_visits(records: Records, before: date | None = None) -> pd.DataFrame:
    """Return the counts of every session that began `before` a day (all of them by default): `session_id`, then
    VISIT_COUNTS, NA where nobody counted.

    Exact: only for `indicators.help_desk.visits`, which withholds small counts; never shown or written as they are.
    """
    query = select(VisitRow).join(SessionRow, SessionRow.session_id == VisitRow.session_id)
    if before is not None:
        query = query.where(SessionRow.starts_at < datetime.combine(before, time(), LOCAL_TIME))
    with records.reading() as session:
        rows = session.scalars(query.order_by(VisitRow.session_id))
        told = [{"session_id": row.session_id} | _counts(row) for row in rows]
    frame = pd.DataFrame(told, columns=["session_id", *VISIT_COUNTS])
    return frame.astype(dict.fromkeys(VISIT_COUNTS, "Int64"))


def _counts(row: VisitRow) -> dict[str, int | None]:
    return {name: getattr(row, name) for name in VISIT_COUNTS}


def _moment(value: pd.Timestamp | datetime) -> datetime:
    return pd.Timestamp(value).to_pydatetime()


def _check_sessions(sessions: pd.DataFrame) -> None:
    message = mark("A session has a site, a tier from 0 to 3, at least one tutor, and ends after it begins.")
    faults = [
        Fault("bad_session", message, found=str(row.session_id))
        for row in sessions.itertuples()
        if not (row.site_id and 0 <= row.tier <= 3 and row.tutors >= 1 and row.end > row.start)
    ]
    if faults:
        raise Refused(faults)


def _gone(session_id: str) -> UnknownName:
    message = mark("There is no session “{session}” in the calendar: it was cancelled, or never planned.")
    return UnknownName(message, session=session_id)
