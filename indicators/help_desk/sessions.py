"""Sessions of the help-desk: a calendar by site and tier within the desks and tutors there are, and its conflicts."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

from contract.errors import Fault, Refused
from contract.local_time import LOCAL_TIME
from contract.translations import mark
from indicators.basis.statements import Statement
from indicators.help_desk.closed_days import is_closed
from indicators.help_desk.plan_choices import KEPT, TIER_1, TIER_2

SESSION_COLUMNS = ("session_id", "site_id", "tier", "start", "end", "tutors")
"""Columns of a calendar: ids, tier 0–3, `start` and `end` with their time zone, tutors (people) that it needs."""

_TWO_AT_ONE_SITE = mark("{site}: two sessions at the same time, {first} and {second}.")
_DESKS = mark("{start}: more sessions at the same time ({needed}) than desks ({available}).")
_TUTORS = mark("{start}: more tutors are needed at the same time ({needed}) than there are ({available}).")
_UPSIDE_DOWN = mark("{session} ends before it begins.")
_CLOSED = mark("{site}: the service is closed on {day}.")
_NOT_IN_PLAN = mark("{session}: {site} has no tier in the plan.")


@dataclass(frozen=True)
class Means:
    """What the service has: `desks` that can be held at once, `tutors` (TED) in service at once."""

    desks: int
    tutors: int


@dataclass(frozen=True)
class Rhythm:
    """When sessions may be held and how often.

    `slots`: weekday (0 is Monday) and hour; `hours`: length; `every_weeks`: by tier, one session a site in so many
    weeks; tiers that are not named have none. `tutors`: people that a session needs. Raises Refused with every fault.
    """

    slots: tuple[tuple[int, time], ...]
    hours: float = 3.0
    every_weeks: Mapping[int, int] | None = None
    tutors: int = 2

    def __post_init__(self) -> None:
        message = mark("A calendar needs weekdays 0–6, a length above zero, whole weeks and tutors from 1.")
        wrong = [day for day, _ in self.slots if not 0 <= day <= 6]
        wrong += [number for number in (*self.weeks.values(), self.tutors) if number < 1]
        if wrong or not self.slots or not self.hours > 0:
            raise Refused([Fault("bad_rhythm", message, found=", ".join(map(str, wrong)))])

    @property
    def weeks(self) -> Mapping[int, int]:
        """Weeks between two sessions of a site, by tier; by default 2 for the kept and tier 1, 4 for tier 2."""
        return self.every_weeks if self.every_weeks is not None else {KEPT: 2, TIER_1: 2, TIER_2: 4}


@dataclass(frozen=True)
class Calendar:
    """`sessions` (SESSION_COLUMNS, by start), ids of the sites for which no slot was free (`unplaced`), and days that
    would have sessions if the service were not `closed`."""

    sessions: pd.DataFrame
    unplaced: tuple[str, ...]
    closed: tuple[date, ...] = ()


def make_calendar(tiers: pd.Series, rhythm: Rhythm, means: Means, first_day: date, weeks: int) -> Calendar:
    """Give each site of `tiers` (tier by site id) its own weekday, hour and turn, lower tiers first.

    A site takes the earliest slot in which a desk and tutors are free in every week of its turn; the same inputs give
    the same calendar. `weeks` are counted from the Monday of `first_day`; days before it, and those on which the
    service is closed (`closed_days`), are left out.
    """
    cycle = math.lcm(*rhythm.weeks.values()) if rhythm.weeks else 1
    at_once = min(means.desks, means.tutors // rhythm.tutors)
    taken: dict[tuple[int, int], int] = {}
    rows: list[tuple[object, ...]] = []
    unplaced = []
    for site, tier in sorted(tiers[tiers.isin(list(rhythm.weeks))].items(), key=lambda pair: (pair[1], str(pair[0]))):
        turn = _first_free(taken, rhythm, int(tier), cycle, at_once)
        if turn is None:
            unplaced.append(str(site))
            continue
        rows += _sessions_of(str(site), int(tier), turn, rhythm, first_day, weeks)
    sessions = pd.DataFrame(rows, columns=list(SESSION_COLUMNS)).sort_values(["start", "site_id"])
    is_left_out = pd.Series([is_closed(start.date()) for start in sessions["start"]], sessions.index, dtype=bool)
    closed = tuple(sorted({start.date() for start in sessions.loc[is_left_out, "start"]}))
    return Calendar(sessions[~is_left_out].reset_index(drop=True), tuple(unplaced), closed)


def _first_free(
    taken: dict[tuple[int, int], int], rhythm: Rhythm, tier: int, cycle: int, at_once: int
) -> tuple[int, int] | None:
    """First week and slot in which a site of `tier` finds room in all its weeks of the cycle; they are then taken."""
    every = rhythm.weeks[tier]
    for week in range(every):
        for slot in range(len(rhythm.slots)):
            wanted = [(other, slot) for other in range(week, cycle, every)]
            if all(taken.get(each, 0) < at_once for each in wanted):
                taken.update({each: taken.get(each, 0) + 1 for each in wanted})
                return week, slot
    return None


def _sessions_of(
    site: str, tier: int, turn: tuple[int, int], rhythm: Rhythm, first_day: date, weeks: int
) -> list[tuple[object, ...]]:
    week, slot = turn
    day, hour = rhythm.slots[slot]
    monday = first_day - timedelta(days=first_day.weekday())
    starts = [
        datetime.combine(monday + timedelta(weeks=each, days=day), hour, LOCAL_TIME)
        for each in range(week, weeks, rhythm.weeks[tier])
    ]
    length = timedelta(hours=rhythm.hours)
    return [
        (f"{site}-{start:%Y%m%dT%H%M}", site, tier, start, start + length, rhythm.tutors)
        for start in starts
        if start.date() >= first_day
    ]


def find_conflicts(sessions: pd.DataFrame, means: Means, tiers: pd.Series) -> list[Statement]:
    """Everything that cannot be held as `sessions` say: at one site, by desks, by tutors, backwards, on a closed day.

    `tiers`: tier by site id. Sessions that only touch do not overlap.
    """
    found = [
        Statement("upside_down", _UPSIDE_DOWN, {"session": row.session_id})
        for row in sessions.itertuples()
        if row.end <= row.start
    ]
    found += [
        Statement("not_in_plan", _NOT_IN_PLAN, {"session": row.session_id, "site": row.site_id})
        for row in sessions.itertuples()
        if row.site_id not in tiers.index
    ]
    found += [
        Statement("closed", _CLOSED, {"site": row.site_id, "day": f"{row.start:%d/%m/%Y}"})
        for row in sessions.itertuples()
        if is_closed(row.start.date())
    ]
    ordered = sessions[sessions["end"] > sessions["start"]].sort_values(["start", "session_id"])
    for row in ordered.itertuples():
        held = ordered[(ordered["start"] <= row.start) & (ordered["end"] > row.start)]
        found += _at_one_site(held, row)
        if row.session_id == held["session_id"].iloc[-1]:
            found += _over_means(held, row.start, means)
    return found


def _at_one_site(held: pd.DataFrame, row: Any) -> list[Statement]:
    is_before = (held["start"] < row.start) | (held["session_id"] < row.session_id)
    return [
        Statement("same_site", _TWO_AT_ONE_SITE, {"site": row.site_id, "first": first, "second": row.session_id})
        for first in held.loc[(held["site_id"] == row.site_id) & is_before, "session_id"]
    ]


def _over_means(held: pd.DataFrame, start: datetime, means: Means) -> list[Statement]:
    moment = f"{start:%d/%m/%Y %H:%M}"
    found = []
    if len(held) > means.desks:
        values = {"start": moment, "needed": len(held), "available": means.desks}
        found.append(Statement("too_few_desks", _DESKS, values))
    if held["tutors"].sum() > means.tutors:
        values = {"start": moment, "needed": int(held["tutors"].sum()), "available": means.tutors}
        found.append(Statement("too_few_tutors", _TUTORS, values))
    return found
