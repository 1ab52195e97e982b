"""Baseline and reporting periods round the works, and whether they hold enough."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from contract.translations import mark, mark_count
from indicators.savings.degree_days import Array, DegreeDays, as_days
from indicators.savings.parameters import COLD, LEAST_COVERED, LEAST_PERIODS, MOST_GAP, WINDOW_YEARS

HEATING_FROM, HEATING_UNTIL = 1015, 415
"""First and last day of the year (month and day) on which plants may run in Milan, climate zone E. Decree of the
President of the Republic 74/2013, art. 4; looked up 2026-11."""

Role = Literal["baseline", "reporting"]

LACKS = {
    "baseline_empty": mark("There is no good reading before the works."),
    "reporting_empty": mark("There is no good reading after the works."),
    "baseline_uncovered": mark_count(
        "Before the works good readings cover {days} day: at least {least} are needed.",
        "Before the works good readings cover {days} days: at least {least} are needed.",
        "days",
    ),
    "reporting_uncovered": mark_count(
        "After the works good readings cover {days} day: at least {least} are needed.",
        "After the works good readings cover {days} days: at least {least} are needed.",
        "days",
    ),
    "baseline_few": mark_count(
        "Before the works there is one good reading: at least {least} are needed.",
        "Before the works there are {count} good readings: at least {least} are needed.",
    ),
    "reporting_few": mark_count(
        "After the works there is one good reading: at least {least} are needed.",
        "After the works there are {count} good readings: at least {least} are needed.",
    ),
    "baseline_far": mark_count(
        "The last good reading before the works ends {days} day before them: at most {most} may pass.",
        "The last good reading before the works ends {days} days before them: at most {most} may pass.",
        "days",
    ),
    "reporting_far": mark_count(
        "The first good reading after the works begins {days} day later: at most {most} may pass.",
        "The first good reading after the works begins {days} days later: at most {most} may pass.",
        "days",
    ),
    "no_weather": mark_count(
        "The temperature of {count} reading of these years is not known: complete the file of temperatures.",
        "The temperature of {count} readings of these years is not known: complete the file of temperatures.",
    ),
    "no_readings": mark("There are no readings of this estate, or none of the building that was renovated."),
    "works_open": mark("The dates of the works are missing, or they end before they begin."),
    "works_going_on": mark("The works have no end yet."),
    "unlikely_use": mark(
        "The readings say {kwh} kWh a year for each household of the estate: more than {most} is not believed. Look at "
        "the unit of the readings and at the households of the register."
    ),
    "mixed_meters": mark(
        "Some meters are of the whole estate, others of single buildings: whether the first count what the second do "
        "is not known. Keep one kind of each carrier."
    ),
    "other_works": mark(
        "Other works on the same building fall within the year before or the year after: what each of them did cannot "
        "be told apart."
    ),
    "carrier_changed": mark(
        "The works changed the energy carrier: kWh of one cannot be set against kWh of the other by this method."
    ),
    "growing_use": mark(
        "Every reading is larger than the one before: this looks like the index of the meter, not like what was used. "
        "Give the difference between one reading and the next."
    ),
    "level_shift": mark(
        "After the works use is {percent}% of what is expected: no works do that. Look at the unit of the readings "
        "(kWh, Smc, m³), at another carrier that took over, at homes that emptied."
    ),
    "emptied": mark(
        "Of the homes {before}% were lived in before the works and {after}% after: an estate that stands mostly empty "
        "does not tell what works save."
    ),
    "no_use": mark("Before the works the model foresees no use for the weather after them: there is nothing to save."),
}
"""What a period lacks, by code; filled with the values of a Lack."""

LACKS_OF_NONE = {
    "level_shift": mark(
        "After the works use is less than 1% of what is expected: no works do that. Look at the unit of the readings "
        "(kWh, Smc, m³), at another carrier that took over, at homes that emptied."
    ),
}
"""The sentences of LACKS where the share rounds to none."""

NOT_OF_DATA = (
    "works_open", "works_going_on", "unlikely_use", "mixed_meters", "other_works", "carrier_changed", "growing_use",
    "level_shift", "no_use", "emptied",
)  # fmt: skip
"""Codes of LACKS that refuse a verdict although readings suffice."""


@dataclass(frozen=True)
class Works:
    """The days of the works, left out of both periods: from `start` to `end`, the first day that is free again."""

    start: np.datetime64
    end: np.datetime64

    @classmethod
    def between(cls, start: object, end: object) -> "Works":
        """Works between two dates. Raises ValueError if they end before they begin."""
        first, last = (np.datetime64(pd.Timestamp(str(date)), "D") for date in (start, end))
        if last < first:
            raise ValueError("the works end before they begin")
        return cls(first, last)


@dataclass(frozen=True)
class Lack:
    """Something that is missing for a verdict: a code of LACKS and the numbers of its sentence; `carrier` that lacks it
    where others do not, else ""."""

    code: str
    values: dict[str, int] = field(default_factory=dict)
    carrier: str = ""

    @property
    def sentence(self) -> str:
        """English entry of the catalogue."""
        none = LACKS_OF_NONE.get(self.code) if self.values.get("percent") == 0 else None
        return none or LACKS[self.code]

    @property
    def is_of_data(self) -> bool:
        """Whether readings are missing, and not something else."""
        return self.code not in NOT_OF_DATA


@dataclass(frozen=True)
class Use:
    """Good readings of one series as arrays: `start`, `end` (datetime64[D], end not covered), `kwh`, `occupied` (homes
    lived in over all homes, 0–1, NaN where not told)."""

    start: Array
    end: Array
    kwh: Array
    occupied: Array = field(default_factory=lambda: np.array([]))

    def __post_init__(self) -> None:
        """Where nothing is told of the homes lived in, that is said of each reading."""
        if len(self.occupied) != len(self.kwh):
            object.__setattr__(self, "occupied", np.full(len(self.kwh), np.nan))

    @classmethod
    def of(cls, good: pd.DataFrame) -> "Use":
        """The rows of one series of `meter_readings.Cleaned.good`, sorted by date."""
        kwh = good["energy_kwh"].to_numpy(dtype=float)
        occupied = good["occupied_share"].to_numpy(dtype=float) if "occupied_share" in good else np.array([])
        return cls(as_days(good["start_date"]), as_days(good["end_date"]), kwh, occupied)

    def __len__(self) -> int:
        return len(self.kwh)

    @property
    def days(self) -> Array:
        """Days of each reading."""
        return (self.end - self.start).astype(float)

    @property
    def per_day(self) -> Array:
        """kWh per day of each reading."""
        return self.kwh / self.days

    @property
    def is_daily(self) -> bool:
        """Whether the readings are daily ones."""
        return 2 * int(np.count_nonzero(self.days == 1)) > len(self)

    def keep(self, rows: Array | slice) -> "Use":
        """The readings for which `rows` is true, or those of a slice."""
        return Use(self.start[rows], self.end[rows], self.kwh[rows], self.occupied[rows])


def doubtful(use: Use, degrees: DegreeDays) -> Array:
    """Reason (a code of reasons.REASONS) not to use each reading, seen beside the weather; "" where none."""
    is_known = degrees.known_share(use.start, use.end) >= LEAST_COVERED.value
    has_stopped = use.kwh == 0
    if has_stopped.any():
        empty = use.keep(has_stopped)
        is_cold = degrees.mean_c(empty.start, empty.end) < COLD.value
        has_stopped[has_stopped] = is_cold & _in_heating_season(empty)
    return np.where(~is_known, "no_weather", np.where(has_stopped, "stopped", ""))


def _in_heating_season(use: Use) -> Array:
    """Whether plants may run on every day of each reading: from 15 October to 15 April (climate zone E)."""
    first, last = pd.DatetimeIndex(use.start), pd.DatetimeIndex(use.end) - pd.Timedelta(days=1)
    begins, ends = ((days.month * 100 + days.day).to_numpy() for days in (first, last))
    return ((begins >= HEATING_FROM) | (begins <= HEATING_UNTIL)) & ((ends >= HEATING_FROM) | (ends <= HEATING_UNTIL))


def before_and_after(use: Use, works: Works) -> tuple[Use, Use]:
    """Readings of the last year that ends before the works and of the first that begins after them.

    A year is counted back from the end of the last whole reading, and on from the start of the first.
    """
    after = use.keep(use.start >= works.end)
    if len(after):
        after = after.keep(after.end <= years_from(after.start.min(), WINDOW_YEARS.value))
    return last_year(use.keep(use.end <= works.start)), after


def last_year(use: Use) -> Use:
    """Readings of the year that ends with the last one."""
    return use.keep(use.start >= years_from(use.end.max(), -WINDOW_YEARS.value)) if len(use) else use


def gaps_of(before: Use, after: Use, works: Works) -> list[Lack]:
    """Periods that lie too far from the works: other things may have changed in between."""
    days = {
        "baseline_far": (works.start - before.end.max()).astype(int) if len(before) else 0,
        "reporting_far": (after.start.min() - works.end).astype(int) if len(after) else 0,
    }
    most = int(MOST_GAP.value)
    return [Lack(code, {"days": int(gap), "most": most}) for code, gap in days.items() if gap > most]


def lacks_of(period: Use, role: Role) -> list[Lack]:
    """Everything that `period` lacks; empty where it suffices."""
    if not len(period):
        return [Lack(f"{role}_empty")]
    lacks = []
    days, least = int(period.days.sum()), int(np.ceil(LEAST_COVERED.value * 365 * WINDOW_YEARS.value))
    if days < least:
        lacks.append(Lack(f"{role}_uncovered", {"days": days, "least": least}))
    if len(period) < LEAST_PERIODS.value:
        lacks.append(Lack(f"{role}_few", {"count": len(period), "least": int(LEAST_PERIODS.value)}))
    return lacks


def years_from(date: np.datetime64, years: float) -> np.datetime64:
    """The same calendar day some years later, or before; the last of February where it has no 29th."""
    month = date.astype("datetime64[M]")
    there = month + np.timedelta64(12 * int(years), "M")
    last = (there + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    return min(there.astype("datetime64[D]") + (date - month), last)
