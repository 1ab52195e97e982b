"""Saved plans of the help-desk: saving, reopening, signing off, copying. Two people saving at once lose nothing."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import NamedTuple

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from contract.errors import SignedOff, StaleSave, UnknownName
from contract.translations import mark
from data_access.records.audit import Act, note
from data_access.records.chain import as_plain
from data_access.records.checks import check_content, check_rows
from data_access.records.database import Records
from data_access.records.entries import Change, HistoryEntry, PlanContent, SavedOverrule, SavedPlan
from data_access.records.history import changes_between, check, entries_of, record
from data_access.records.models import FrozenRow, HistoryRow, OverruleRow, PlanRow
from data_access.records.permissions import require


def create_plan(records: Records, content: PlanContent, by: str) -> SavedPlan:
    """Save a new plan in the name of `by`. Raises Refused with every fault of what was given."""
    check_content(content, by)
    with records.writing() as session:
        return _insert(_Save(session, records, by), content, "created", "")


def copy_plan(records: Records, plan_id: str, name: str, by: str) -> SavedPlan:
    """Save a copy of a plan, signed off or not, as a new one called `name` that may be changed.

    Raises UnknownName, RewrittenHistory or Refused.
    """
    with records.writing() as session:
        content = replace(_content(_checked(session, plan_id)[0]), name=name)
        check_content(content, by)
        return _insert(_Save(session, records, by), content, "copied", plan_id)


def change_plan(
    records: Records, plan_id: str, version: int, content: PlanContent, by: str, reason: str = ""
) -> SavedPlan:
    """Save `content` over the plan that was read at `version`; nothing is written where nothing changes.

    `reason` goes to the history (of an overrule taken back, say). Raises StaleSave if somebody saved since then,
    SignedOff if the plan is frozen, Refused with every fault, UnknownName, RewrittenHistory.
    """
    check_content(content, by, reason)
    with records.writing() as session:
        plan = _open_for_change(session, plan_id, version)
        changes = changes_between(_content(plan), content)
        if not changes:
            return _saved(plan, check(session, plan))
        _stamp(plan, by)
        _fill(plan, content)
        session.flush()
        return _recorded(_Save(session, records, by), plan, "changed", changes, reason)


def sign_off(records: Records, plan_id: str, version: int, rows: pd.DataFrame, by: str) -> SavedPlan:
    """Freeze the plan that was read at `version`, with `rows` as its order for ever.

    `rows`: one per estate, in the decided order, with `complex_id`, `tier`, `computed_tier`, `computed_position` (1 for
    the first in the order before overrules) and any other columns of plain values. Raises as `change_plan` does.
    """
    check_rows(rows, by)
    plain = rows.astype(object).where(rows.notna(), None).to_dict("records")
    with records.writing() as session:
        plan = _open_for_change(session, plan_id, version)
        session.add_all(_frozen(plan_id, position, row) for position, row in enumerate(plain, start=1))
        session.flush()
        _stamp(plan, by)
        plan.signed_at, plan.signed_by = plan.changed_at, by
        session.flush()
        return _recorded(_Save(session, records, by), plan, "signed", [Change("signed", "", None, by)])


def read_plan(records: Records, plan_id: str) -> SavedPlan:
    """Return the plan of this id. Raises UnknownName, or RewrittenHistory if it is not as it was saved."""
    with records.reading() as session:
        plan, fingerprint = _checked(session, plan_id)
        return _saved(plan, fingerprint)


def read_frozen_rows(records: Records, plan_id: str) -> pd.DataFrame:
    """Return the rows that were frozen when the plan was signed off, in the decided order; empty if it was not.

    Raises as `read_plan` does.
    """
    with records.reading() as session:
        _checked(session, plan_id)
        query = select(FrozenRow.shown).where(FrozenRow.plan_id == plan_id).order_by(FrozenRow.position)
        return pd.DataFrame(list(session.scalars(query))).convert_dtypes()


def read_history(records: Records, plan_id: str) -> list[HistoryEntry]:
    """Return every save of the plan, oldest first; entries that were rewritten are told by `is_intact`.

    Raises UnknownName.
    """
    with records.reading() as session:
        _found(session, plan_id)
        return entries_of(session, plan_id)


def list_plans(records: Records) -> list[SavedPlan]:
    """Every saved plan, the one saved last first. Histories are not checked here: `read_plan` does."""
    last = (HistoryRow.plan_id == PlanRow.plan_id) & (HistoryRow.version == PlanRow.version)
    query = select(PlanRow, HistoryRow.sha256).outerjoin(HistoryRow, last)
    with records.reading() as session:
        query = query.options(selectinload(PlanRow.overrules)).order_by(PlanRow.changed_at.desc(), PlanRow.plan_id)
        found = session.execute(query)
        return [_saved(plan, fingerprint or "") for plan, fingerprint in found]


def _found(session: Session, plan_id: str) -> PlanRow:
    plan = session.get(PlanRow, plan_id)
    if plan is None:
        message = mark("There is no saved plan “{plan}”: the link is wrong, or of other records.")
        raise UnknownName(message, plan=plan_id)
    return plan


def _checked(session: Session, plan_id: str) -> tuple[PlanRow, str]:
    plan = _found(session, plan_id)
    return plan, check(session, plan)


def _open_for_change(session: Session, plan_id: str, version: int) -> PlanRow:
    plan = _found(session, plan_id)
    if plan.signed_at is not None:
        raise SignedOff(plan.name, plan.signed_by or "", plan.signed_at)
    if plan.version != version:
        raise StaleSave(plan.changed_by, plan.changed_at)
    check(session, plan)
    return plan


class _Save(NamedTuple):
    """A save under way: its transaction, the records in whose name it writes, and the name."""

    session: Session
    records: Records
    by: str


_NEEDS = {"created": "save_plan", "copied": "save_plan", "changed": "save_plan", "signed": "sign_plan"}


def _insert(save: _Save, content: PlanContent, event: str, copied_from: str) -> SavedPlan:
    plan = PlanRow(plan_id=secrets.token_hex(6), copied_from=copied_from or None)
    _stamp(plan, save.by)
    plan.created_at, plan.created_by = plan.changed_at, save.by
    _fill(plan, content)
    save.session.add(plan)
    save.session.flush()
    return _recorded(save, plan, event, changes_between(None, content))


def _recorded(save: _Save, plan: PlanRow, event: str, changes: Sequence[Change], reason: str = "") -> SavedPlan:
    """Note the save in the plan's history and in the audit, if the roles allow it. Raises NotPermitted."""
    reference = save.records.reference
    roles = require(save.session, reference, _NEEDS[event])
    if event != "copied" and any(change.what == "overrule" for change in changes):
        roles = require(save.session, reference, "decide")
    fingerprint = record(save.session, plan, event, changes, reason)
    told = tuple(Change(change.what, change.complex_id, None, None) for change in changes)
    act = Act(f"plan_{event}", f"plan:{plan.plan_id}", f"{plan.year}.{plan.revision}", told)
    note(save.session, save.records, save.by, roles, act)
    return _saved(plan, fingerprint)


def _stamp(plan: PlanRow, by: str) -> None:
    plan.changed_at, plan.changed_by = datetime.now(UTC), by


def _fill(plan: PlanRow, content: PlanContent) -> None:
    """Write `content` into the rows; overrules that stay as they were keep their moment."""
    plan.name, plan.year, plan.revision = content.name, content.year, content.revision
    plan.choices = as_plain(content.choices)
    there = {row.complex_id: row for row in plan.overrules}
    plan.overrules = [_overrule_row(there.get(each.complex_id), each, plan.changed_at) for each in content.overrules]


def _overrule_row(row: OverruleRow | None, overrule: SavedOverrule, now: datetime) -> OverruleRow:
    values = {name: value for name, value in asdict(overrule).items() if name != "decided_at"}
    if row is None:
        return OverruleRow(**values, decided_at=now)
    if any(getattr(row, name) != value for name, value in values.items()):
        for name, value in (values | {"decided_at": now}).items():
            setattr(row, name, value)
    return row


def _frozen(plan_id: str, position: int, row: dict[str, object]) -> FrozenRow:
    indexed = {name: row[name] for name in ("complex_id", "tier", "computed_tier", "computed_position")}
    return FrozenRow(plan_id=plan_id, position=position, shown=row, **indexed)


def _content(plan: PlanRow) -> PlanContent:
    overrules: Iterable[OverruleRow] = sorted(plan.overrules, key=lambda row: row.complex_id)
    told = tuple(
        SavedOverrule(each.complex_id, each.action, each.tier, each.reason, each.name, each.decided_at)
        for each in overrules
    )
    return PlanContent(plan.name, plan.year, plan.revision, plan.choices, told)


def _saved(plan: PlanRow, fingerprint: str) -> SavedPlan:
    return SavedPlan(
        plan.plan_id, plan.version, _content(plan), plan.created_at, plan.created_by, plan.changed_at, plan.changed_by,
        plan.signed_at, plan.signed_by or "", plan.copied_from or "", fingerprint,
    )  # fmt: skip
