"""What the records hand out and take in: plain values, free of the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class SavedOverrule:
    """One decision of a manager on an estate: `action` "pin", "bar" or "move", `tier` 1–3, a reason and a name.

    `decided_at` is written by the records: the moment at which it was saved first, or changed last.
    """

    complex_id: str
    action: str
    tier: int
    reason: str
    name: str
    decided_at: datetime | None = None


@dataclass(frozen=True)
class PlanContent:
    """What people choose of a plan: its name, the edition that it reads, `choices` (plain values by name, as JSON has
    them) and its overrules, at most one an estate."""

    name: str
    year: int
    revision: int
    choices: Mapping[str, Any]
    overrules: tuple[SavedOverrule, ...] = ()


@dataclass(frozen=True)
class SavedPlan:
    """A plan as it was saved last.

    `plan_id` is stable and stands in links; `version` counts saves from 1 and is handed back with the next one;
    `fingerprint` (64 hexadecimal digits) is the hash of the last entry of its history: written on paper, it proves
    later that nothing before it was rewritten. `copied_from`: id of the plan that it was copied from, or "".
    """

    plan_id: str
    version: int
    content: PlanContent
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    signed_at: datetime | None
    signed_by: str
    copied_from: str
    fingerprint: str

    @property
    def is_signed(self) -> bool:
        """Whether it is signed off, and so frozen."""
        return self.signed_at is not None


@dataclass(frozen=True)
class Change:
    """One thing that a save changed: `what` ("name", "edition", "choices.<name>", "overrule"), the estate for an
    overrule (`complex_id`, else ""), its value `before` and `after`; None where there was, or is, none."""

    what: str
    complex_id: str
    before: Any
    after: Any


@dataclass(frozen=True)
class HistoryEntry:
    """One save: its `event` ("created", "copied", "changed", "signed"), who and when, why if it was said, and every
    change. `is_intact`: whether it is as it was written, and follows on the entry before it. `is_verified`: whether a
    verified identity stands behind the name."""

    version: int
    at: datetime
    by: str
    event: str
    reason: str
    changes: tuple[Change, ...]
    is_intact: bool
    fingerprint: str
    is_verified: bool
