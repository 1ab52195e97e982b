"""What proves that a milestone is reached: things that the product knows, and proofs that people recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contract.progress import Milestone


@dataclass(frozen=True)
class Evidence:
    """One thing that happened: `counts` a key of `contract.progress.EVIDENCE` ("" for a proof by hand), the day, its
    id (the same thing counts once), what it is by name; `saved_kwh` a year, None where it saves nothing."""

    counts: str
    day: date
    thing_id: str
    what: str
    saved_kwh: float | None = None


@dataclass(frozen=True)
class Reached:
    """How far a milestone is on a day: the share of the way to its goal (0–1), how many things count, and which.

    `due`: the day it is due, this year's if it is yearly; None where nobody stated it. `missed_year`: the year before
    in which a yearly one was not reached, None where it was or there was none.
    """

    milestone: Milestone
    share: float
    counted: float
    evidence: tuple[Evidence, ...]
    due: date | None
    missed_year: int | None = None

    @property
    def is_done(self) -> bool:
        """Whether evidence shows that the goal is reached: nothing else can."""
        return self.share >= 1 and bool(self.evidence)


def reached(milestone: Milestone, known: Iterable[Evidence], since: date | None, today: date) -> Reached:
    """How far `milestone` is on the day `today`, by what is `known`; what happened later does not count.

    A yearly one counts the things of this year alone; `since`: first day of its activity, before which no year is
    missed.
    """
    own = _evidence_of(milestone, known, today)
    if not milestone.is_yearly:
        return _counted(milestone, own, milestone.due)
    this_year = [each for each in own if each.day.year == today.year]
    last_year = [each for each in own if each.day.year == today.year - 1]
    now = _counted(milestone, this_year, date(today.year, 12, 31))
    is_missed = since is not None and since.year < today.year and not _counted(milestone, last_year, None).is_done
    if is_missed and not now.is_done:
        return Reached(milestone, now.share, now.counted, now.evidence, now.due, today.year - 1)
    return now


def _evidence_of(milestone: Milestone, known: Iterable[Evidence], today: date) -> list[Evidence]:
    """Each thing once, by its first day, oldest first."""
    if milestone.counts:
        told = [each for each in known if each.counts == milestone.counts]
    else:
        told = [Evidence("", each.day, f"{each.day}|{each.what}", each.what) for each in milestone.proofs]
    ordered = sorted((each for each in told if each.day <= today), key=lambda each: (each.day, each.thing_id))
    if milestone.is_yearly:
        return list({(each.thing_id, each.day.year): each for each in reversed(ordered)}.values())[::-1]
    return list({each.thing_id: each for each in reversed(ordered)}.values())[::-1]


def _counted(milestone: Milestone, evidence: list[Evidence], due: date | None) -> Reached:
    counted = float(len(evidence))
    way = (counted - milestone.baseline) / (milestone.goal - milestone.baseline)
    return Reached(milestone, min(max(way, 0.0), 1.0), counted, tuple(evidence), due)
