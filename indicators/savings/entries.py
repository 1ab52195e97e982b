"""Rows of a ledger of readings, and what is asked of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indicators.savings.ledger_parameters import SAME_ENERGY


@dataclass(eq=False)
class Entry:
    """One row of the ledger: days from `start` to `end` (not covered), kWh; `row`: its place among the rows given, None
    for a reading made of others. `fate`: "" while it counts, else a code of `reasons.REASONS`; `by`: the rows
    that cancel, replace or complete it; `made_of`: the rows given that a reading made of others holds."""

    row: int | None
    start: int
    end: int
    kwh: float
    is_estimated: bool
    meter: str
    fate: str = ""
    by: tuple[int, ...] = ()
    made_of: tuple[int, ...] = ()

    @property
    def days(self) -> int:
        """Days covered."""
        return self.end - self.start

    @property
    def span(self) -> tuple[int, int]:
        """First day and first day after."""
        return self.start, self.end

    def touches(self, other: "Entry") -> bool:
        """Whether both tell some day."""
        return self.start < other.end and self.end > other.start


def set_aside(entries: Sequence[Entry], fate: str, by: Sequence[Entry]) -> None:
    """Give `entries` their fate, and the rows of `by` that decided it."""
    rows = tuple(entry.row for entry in by if entry.row is not None)
    for entry in entries:
        entry.fate, entry.by = fate, tuple(row for row in rows if row != entry.row)


def joined(parts: Sequence[Entry], kwh: float | None = None, fate: str = "merged") -> Entry:
    """One reading in place of `parts`, which say so."""
    set_aside(parts, fate, parts)
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    whole = total(parts) if kwh is None else kwh
    return Entry(None, start, end, whole, False, parts[-1].meter, made_of=rows_of(parts))


def rows_of(entries: Sequence[Entry]) -> tuple[int, ...]:
    """The rows given that they are, or were made of."""
    return tuple(row for entry in entries for row in (entry.made_of if entry.row is None else (entry.row,)))


def is_same(one: float, other: float, least: float = 1.0) -> bool:
    """Whether two energies (kWh) differ by no more than rounding; by less than `least` they never differ."""
    return abs(one - other) <= max(SAME_ENERGY.value * abs(other), least)


def fill(bills: list[Entry], whole: Entry) -> bool:
    """Whether bills, in order, follow one another from the first to the last day of `whole`."""
    if not bills or bills[0].start != whole.start or bills[-1].end != whole.end:
        return False
    return all(first.end == second.start for first, second in pairwise(bills))


def total(entries: Sequence[Entry]) -> float:
    """kWh of all of them."""
    return sum(entry.kwh for entry in entries)
