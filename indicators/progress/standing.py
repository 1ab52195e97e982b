"""How an activity stands on a day: its state, how far it is, and why; functions of what is recorded alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from contract.progress import Activity
from contract.translations import mark
from indicators.basis.progress_parameters import STALE_AFTER
from indicators.progress.evidence import Evidence, Reached, reached

State = Literal["late", "stopped", "not_begun", "undated", "on_time", "to_come", "done"]
STATES: dict[State, str] = {
    "late": mark("late"),
    "stopped": mark("stopped"),
    "not_begun": mark("nothing recorded yet"),
    "undated": mark("under way, without a date"),
    "on_time": mark("on time"),
    "to_come": mark("not due yet"),
    "done": mark("completed"),
}
"""How an activity can stand, what asks for most attention first."""


@dataclass(frozen=True)
class Standing:
    """How an activity stands on a day.

    `share`: how far it is (0–1), by evidence, or as somebody judges it (`is_manual`); None where it has no milestone
    and nobody judged. `evidence_share`: by evidence alone. `late`: milestones that are; `is_explained`: whether each
    thing that is late has its reason. `last_on`: day of the last news, None where there was none; `is_stale`: whether
    that is too long ago.
    """

    activity: Activity
    state: State
    share: float | None
    evidence_share: float | None
    is_explained: bool
    last_on: date | None
    is_stale: bool
    milestones: tuple[Reached, ...]
    late: tuple[Reached, ...]

    @property
    def is_manual(self) -> bool:
        """Whether the progress that is shown is somebody's judgement."""
        return self.activity.manual is not None

    @property
    def has_owner(self) -> bool:
        """Whether a department answers for it."""
        return bool(self.activity.owner.strip())


def standing(activity: Activity, known: Sequence[Evidence], today: date, saved_on: date | None = None) -> Standing:
    """How `activity` stands on the day `today`; `saved_on`: when people last wrote anything of it, None for never."""
    milestones = tuple(reached(each, known, activity.start, today) for each in activity.milestones)
    by_evidence = weighted_share([(each.milestone.weight, each.share) for each in milestones])
    late = [each for each in milestones if is_late(each, today)]
    state = _state(activity, milestones, late, today)
    last_on = _last_on(activity, milestones, saved_on, today)
    is_over = state in ("done", "stopped", "to_come")
    return Standing(
        activity,
        state,
        activity.manual.share if activity.manual else by_evidence,
        by_evidence,
        _is_explained(activity, late),
        last_on,
        not is_over and (last_on is None or (today - last_on).days > STALE_AFTER.value),
        milestones,
        tuple(late),
    )


def is_late(each: Reached, today: date) -> bool:
    """Whether a milestone was due before `today`, or in a year that is over, and is not done."""
    if each.is_done:
        return False
    return each.missed_year is not None or (each.due is not None and each.due < today)


def weighted_share(parts: Iterable[tuple[float, float]]) -> float | None:
    """Weighted mean of pairs of weight and share (0–1), whatever the weights add up to; where they are all 0, each
    counts the same; None of nothing."""
    told = list(parts)
    most = max((weight for weight, _ in told), default=0.0)
    if not told:
        return None
    scaled = [(weight / most if most > 0 else 1.0, share) for weight, share in told]
    mean = sum(weight * share for weight, share in scaled) / sum(weight for weight, _ in scaled)
    return min(max(mean, 0.0), 1.0)


def action_shares(standings: Iterable[Standing]) -> Mapping[str, float | None]:
    """How far each action is, by its id: the weighted mean of its activities; one nobody knows of counts as 0."""
    parts: dict[str, list[tuple[float, float]]] = {}
    for each in standings:
        parts.setdefault(each.activity.action_id, []).append((each.activity.weight, each.share or 0.0))
    return {action: weighted_share(told) for action, told in parts.items()}


def _state(activity: Activity, milestones: Sequence[Reached], late: Sequence[Reached], today: date) -> State:
    repeats = activity.is_continuous or any(each.milestone.is_yearly for each in milestones)
    if milestones and not repeats and all(each.is_done for each in milestones):
        return "done"
    if activity.status == "stopped":
        return "stopped"
    if late or (not repeats and activity.end is not None and activity.end < today):
        return "late"
    has_begun = activity.status == "under_way" or any(each.evidence for each in milestones)
    if not has_begun:
        return "to_come" if activity.start is not None and activity.start > today else "not_begun"
    is_dated = activity.is_continuous or activity.end is not None or any(each.due for each in milestones)
    return "on_time" if is_dated else "undated"


def _is_explained(activity: Activity, late: Sequence[Reached]) -> bool:
    return bool(activity.delay_reason.strip()) or (
        bool(late) and all(each.milestone.delay_reason.strip() for each in late)
    )


def _last_on(activity: Activity, milestones: Sequence[Reached], saved_on: date | None, today: date) -> date | None:
    days = [note.day for note in activity.notes]
    days += [evidence.day for each in milestones for evidence in each.evidence]
    days += [saved_on] if saved_on else []
    return max((day for day in days if day <= today), default=None)
