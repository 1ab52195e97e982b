"""The history of a plan: one entry a save, each with the hash of the one before and of the plan as it then was.

Whoever rewrites an entry, or the plan itself, behind the product breaks the chain; whoever cuts entries off leaves a
plan of a higher version. Whoever rewrites all of it is found out by a fingerprint written down elsewhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from contract.errors import RewrittenHistory
from contract.local_time import told_moment
from contract.translations import mark
from data_access.records.chain import FIRST, as_plain, columns_of, entry_hash, hash_of
from data_access.records.entries import Change, HistoryEntry, PlanContent
from data_access.records.models import AuditRow, FrozenRow, HistoryRow, PlanRow


def record(session: Session, plan: PlanRow, event: str, changes: Iterable[Change], reason: str = "") -> str:
    """Append the save of `plan`, which is already flushed, to its history; return the new fingerprint."""
    entries = _rows(session, plan.plan_id)
    entry = HistoryRow(
        plan_id=plan.plan_id,
        version=plan.version,
        saved_at=plan.changed_at,
        saved_by=plan.changed_by,
        event=event,
        reason=reason,
        changes=as_plain([asdict(change) for change in changes]),
        state_sha256=_state_hash(session, plan),
        previous_sha256=entries[-1].sha256 if entries else FIRST,
    )
    entry.sha256 = entry_hash(entry)
    session.add(entry)
    return entry.sha256


def check(session: Session, plan: PlanRow) -> str:
    """Return the fingerprint of `plan`. Raises RewrittenHistory if anything is not as it was saved."""
    rows = _rows(session, plan.plan_id)
    broken = [row for row, intact in zip(rows, _intact(rows), strict=True) if not intact]
    if broken:
        message = mark(
            "The history of “{name}” was changed behind the product: entry {version}, of {by} on {when}, is not what "
            "was saved. Restore the records from a backup; the plan cannot be relied on."
        )
        when = told_moment(broken[0].saved_at)
        raise RewrittenHistory(message, name=plan.name, version=broken[0].version, by=broken[0].saved_by, when=when)
    if len(rows) != plan.version or rows[-1].state_sha256 != _state_hash(session, plan):
        message = mark(
            "“{name}” was changed behind the product: it is not what {by} saved on {when}. Restore the records from a "
            "backup; the plan cannot be relied on."
        )
        raise RewrittenHistory(message, name=plan.name, by=plan.changed_by, when=told_moment(plan.changed_at))
    return rows[-1].sha256


def entries_of(session: Session, plan_id: str) -> list[HistoryEntry]:
    """Every entry, oldest first, whether intact or not."""
    rows = _rows(session, plan_id)
    return [
        HistoryEntry(
            row.version, row.saved_at, row.saved_by, row.event, row.reason,
            tuple(Change(**change) for change in row.changes), intact, row.sha256, bool(reference),
        )
        for row, intact, reference in zip(rows, _intact(rows), _references(session, plan_id, len(rows)), strict=True)
    ]  # fmt: skip


def _references(session: Session, plan_id: str, saves: int) -> list[str]:
    """The verified identity behind each of the `saves` of a plan, "" where none was, or before there was an audit."""
    query = select(AuditRow.reference).where(AuditRow.subject == f"plan:{plan_id}").order_by(AuditRow.number)
    known = list(session.scalars(query))[-saves:]
    return [""] * (saves - len(known)) + known


def changes_between(before: PlanContent | None, after: PlanContent) -> list[Change]:
    """What `after` changes of `before` (None for a new plan), weights and other choices one by one."""
    was, now = _flat(before) if before else {}, _flat(after)
    keys = [key for key in dict.fromkeys([*was, *now]) if was.get(key) != now.get(key)]
    return [Change(*key, was.get(key), now.get(key)) for key in keys]


def _flat(content: PlanContent) -> dict[tuple[str, str], Any]:
    """Everything that a plan says, by what it is and the estate it is about."""
    flat: dict[tuple[str, str], Any] = {
        ("name", ""): content.name,
        ("edition", ""): f"{content.year}.{content.revision}",
    }
    flat |= {(name, ""): value for name, value in _flat_choices(content.choices, "choices.").items()}
    kept = ("action", "tier", "reason", "name")
    for each in content.overrules:
        flat["overrule", each.complex_id] = {name: getattr(each, name) for name in kept}
    return flat


def _flat_choices(choices: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in as_plain(choices).items():
        flat |= _flat_choices(value, f"{prefix}{name}.") if isinstance(value, dict) else {f"{prefix}{name}": value}
    return flat


def _rows(session: Session, plan_id: str) -> list[HistoryRow]:
    query = select(HistoryRow).where(HistoryRow.plan_id == plan_id).order_by(HistoryRow.version)
    return list(session.scalars(query))


def _intact(rows: list[HistoryRow]) -> list[bool]:
    previous = [FIRST, *(row.sha256 for row in rows)]
    return [
        row.version == number and row.previous_sha256 == before and row.sha256 == entry_hash(row)
        for number, (row, before) in enumerate(zip(rows, previous, strict=False), start=1)
    ]


def _state_hash(session: Session, plan: PlanRow) -> str:
    frozen = session.scalars(select(FrozenRow).where(FrozenRow.plan_id == plan.plan_id).order_by(FrozenRow.position))
    overrules = sorted(plan.overrules, key=lambda row: row.complex_id)
    state = columns_of(plan) | {"overrules": [columns_of(each) for each in overrules]}
    return hash_of(state | {"frozen": [columns_of(each) for each in frozen]})
