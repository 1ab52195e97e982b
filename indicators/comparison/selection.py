"""Roll-up of a selection made by hand, from published cells alone: what it certainly holds, and what it can hold.

Withheld cells enter as intervals, never as zero, so that every sum is a range in which the truth lies. Nothing here
tells more than the published tables do: whoever has the edition could work out the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.errors import UnknownName
from contract.rules import tightened
from contract.schema import Kind
from contract.tables import CELLS, HOUSEHOLDS, WITHHELD, State, state_column
from contract.translations import mark

NO_BOUNDS: Mapping[str, tuple[float, float]] = {}
CENTS = 2
"""Decimals of a sum of money; differences of sums leave dust beyond them."""


@dataclass(frozen=True)
class Ranges:
    """Least and most of each cell (columns `tables.CELLS`; households, EUR/year), one row per area."""

    low: pd.DataFrame
    high: pd.DataFrame

    @property
    def is_exact(self) -> pd.DataFrame:
        """Whether each cell is known to the last household."""
        return self.low == self.high


@dataclass(frozen=True)
class Selection:
    """What a selection holds.

    `totals`: index `tables.CELLS`; `low`, `high` (households or EUR/year; `high` is infinite where nothing bounds it,
    both NA where no area has the cell); `shown`, `withheld`, `missing`: of how many areas the cell is so. `left_out`:
    chosen areas of which the extract says nothing: they are in no sum. `areas`: each chosen area by itself; `groups`:
    the chosen part of each area above, and `group` the one that holds each chosen area.
    """

    totals: pd.DataFrame
    left_out: int
    areas: Ranges
    groups: Ranges
    group: pd.Series


@dataclass(frozen=True)
class ShareRange:
    """A rate of a selection, shares 0–1, NaN where there are no households or, for `estimate`, no cell to make it of.

    `minimum` is certain, `maximum` possible; `estimate` is of the areas that show what it needs, kept within the two:
    it leans upwards, since small counts are the ones withheld.
    `coverage`: least share of the selection's households whose answer is in the estimate.
    """

    minimum: float
    estimate: float
    maximum: float
    coverage: float


def select_areas(
    cells: pd.DataFrame,
    chosen: Iterable[str],
    least_count: int,
    source_bounds: Mapping[str, tuple[float, float]] = NO_BOUNDS,
    above: pd.DataFrame | None = None,
    area_above: pd.Series | None = None,
) -> Selection:
    """Sum the areas `chosen` (ids in the index of `cells`, each counted once).

    `cells`: published cells of one level (`read_areas`). `least_count`, `source_bounds`: those of the edition
    (`manifest["privacy"]["least_count"]`, `Edition.source_bounds`). `above`, with `area_above`: published cells of the
    areas that hold them (NIL), and which one holds each area of `cells` (NA: none). What they show narrows the sums: a
    selection of a whole NIL has its exact figures. Raises UnknownName for ids that `cells` does not have.
    """
    wanted = set(chosen)
    unknown = sorted(wanted.difference(cells.index))
    if unknown:
        raise UnknownName(mark("There is no area with these codes: {areas}."), areas=", ".join(unknown))
    listed = cells[cells[state_column("households")] != State.MISSING]
    group = _groups(listed, area_above if above is not None else None)
    is_chosen = listed.index.isin(wanted)
    near = listed[group.isin(group[is_chosen])]
    is_inside = near.index.isin(wanted)
    ranges = area_ranges(near, least_count, source_bounds)
    whole = area_ranges(above, least_count, source_bounds) if above is not None else None
    groups = _group_ranges(ranges, is_inside, group[near.index], whole)
    return Selection(
        _totals(groups, near[is_inside]),
        len(wanted) - int(is_inside.sum()),
        Ranges(ranges.low[is_inside], ranges.high[is_inside]),
        groups,
        group[near.index[is_inside]],
    )


def area_ranges(
    cells: pd.DataFrame, least_count: int, source_bounds: Mapping[str, tuple[float, float]] = NO_BOUNDS
) -> Ranges:
    """Least and most of each cell of each area of `cells`, by its state, its whole and the counts that bound it.

    `count`: 1 to `least_count` - 1; `rest`: all but as many; by the source: `source_bounds`; any other reason, and
    missing: from none to the whole. Money that is not shown is any sum.
    """
    low: dict[str, np.ndarray] = {}
    high: dict[str, np.ndarray] = {}
    for cell in sorted(CELLS, key=_depth):
        column = HOUSEHOLDS[cell]
        value = cells[cell].to_numpy(dtype=float, na_value=np.nan)
        state = cells[state_column(cell)].astype("str").to_numpy()
        is_count = column.kind is Kind.COUNT
        least_whole, most_whole = (
            (low[column.part_of], high[column.part_of])
            if is_count and column.part_of
            else (np.zeros(len(cells)), np.full(len(cells), np.inf))
        )
        told = source_bounds.get(cell, (0.0, np.inf))
        cases = {State.SHOWN: (value, value), State.SOURCE: (told[0], np.minimum(told[1], most_whole))}
        if is_count:
            cases[State.COUNT] = (1.0, least_count - 1.0)
            cases[State.REST] = (np.maximum(least_whole - least_count + 1, 0), most_whole - 1)
        is_case = [state == case for case in cases]
        low[cell] = np.select(is_case, [ends[0] for ends in cases.values()], 0.0)
        high[cell] = np.select(is_case, [ends[1] for ends in cases.values()], most_whole)
    least, most = (pd.DataFrame(end, index=cells.index, columns=list(CELLS)) for end in (low, high))
    return Ranges(*tightened(least, most, HOUSEHOLDS))


def _depth(cell: str) -> int:
    """How many wholes a cell lies in, one inside the other: a whole is read before its parts."""
    whole = HOUSEHOLDS[cell].part_of
    return 0 if whole is None else 1 + _depth(whole)


def poverty_range(selection: Selection, cutoff: int) -> ShareRange:
    """Share of households whose energy spend exceeds `cutoff` percent of income (see `poverty.share_above`)."""
    return share_range(selection, f"above_{cutoff:02d}", f"valid_above_{cutoff:02d}", "both_known")


def part_range(selection: Selection, cell: str) -> ShareRange:
    """Share of households counted in `cell`, a count that is known for every household."""
    return share_range(selection, cell, cell, "households")


def share_range(selection: Selection, certain: str, counted: str, known: str) -> ShareRange:
    """The share of households in a condition: at least those in `certain`; at most all but those known not to be.

    Of the `known`, `counted` are in the condition: the estimate is their ratio, over the areas that show both.
    """
    most_households = float(selection.totals.loc["households", "high"])
    if selection.totals.loc[[certain, counted, known], "low"].isna().any() or not most_households > 0:
        return ShareRange(np.nan, np.nan, np.nan, np.nan)
    areas, groups = selection.areas, selection.groups
    outside = np.maximum(areas.low[known] - areas.high[counted], 0).groupby(selection.group).sum()
    outside = np.maximum(outside, groups.low[known] - groups.high[counted])
    minimum = float(groups.low[certain].sum()) / most_households
    maximum = 1.0 if np.isinf(most_households) else (most_households - float(outside.sum())) / most_households
    answers, positive = _shown_sums(selection, [known, counted])
    estimate = float(np.clip(positive / answers, minimum, maximum)) if answers > 0 else np.nan
    return ShareRange(minimum, estimate, maximum, answers / most_households)


def _groups(listed: pd.DataFrame, area_above: pd.Series | None) -> pd.Series:
    """Id of the area that holds each one; one that nothing holds is held by itself."""
    itself = pd.Series(listed.index, index=listed.index, dtype=object)
    return itself if area_above is None else area_above.reindex(listed.index).astype(object).fillna(itself)


def _group_ranges(ranges: Ranges, is_inside: np.ndarray, group: pd.Series, whole: Ranges | None) -> Ranges:
    """What the chosen part of each group holds: the sum of its areas, or the group less its other areas."""
    low, high = (ends[is_inside].groupby(group[is_inside]).sum() for ends in (ranges.low, ranges.high))
    if whole is not None:
        other_low, other_high = (
            ends[~is_inside].groupby(group[~is_inside]).sum().reindex(low.index, fill_value=0.0)
            for ends in (ranges.low, ranges.high)
        )
        low = np.fmax(low, whole.low.reindex(low.index) - other_high)
        high = np.fmin(high, whole.high.reindex(high.index) - other_low)
    return Ranges(*tightened(low.round(CENTS), high.round(CENTS), HOUSEHOLDS))


def _totals(groups: Ranges, chosen: pd.DataFrame) -> pd.DataFrame:
    states = chosen[[state_column(cell) for cell in CELLS]]
    counts = {
        "shown": (states == State.SHOWN).sum(),
        "withheld": states.isin(WITHHELD).sum(),
        "missing": (states == State.MISSING).sum(),
    }
    totals = pd.DataFrame(
        {"low": groups.low.sum().round(CENTS), "high": groups.high.sum().round(CENTS)}
        | {name: pd.Series(found.to_numpy(), index=list(CELLS)) for name, found in counts.items()}
    )
    is_unknown = (totals["missing"] == len(chosen)) & (len(chosen) > 0)
    totals[["low", "high"]] = totals[["low", "high"]].mask(is_unknown, axis=0)
    return totals


def _shown_sums(selection: Selection, cells: list[str]) -> list[float]:
    """Sums of `cells` over the groups that are known exactly and, of the others, over the areas that are."""
    is_group, is_area = (part.is_exact[cells].all(axis=1) for part in (selection.groups, selection.areas))
    is_used = is_area & ~selection.group.map(is_group)
    return [
        float(selection.groups.low.loc[is_group, cell].sum() + selection.areas.low.loc[is_used, cell].sum())
        for cell in cells
    ]
