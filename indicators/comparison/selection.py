"""Roll-up of a selection made by hand, from published cells alone: what it certainly holds, and what it can hold.

Every cell enters as the window that is published of it, never as a number, so that every sum is a range in which the
truth lies; the areas that hold the chosen ones narrow it. Nothing here tells more than the published tables do: whoever
has the edition could work out the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.errors import UnknownName
from contract.orders import tightened
from contract.schema import Kind
from contract.tables import CELLS, HOUSEHOLDS, WITHHELD, State, high_column, low_column, state_column
from contract.translations import mark

CENTS = 2
"""Decimals of a sum of money; differences of sums leave dust beyond them."""


@dataclass(frozen=True)
class Ranges:
    """Least and most of each cell (columns `tables.CELLS`; households, EUR/year), one row per area."""

    low: pd.DataFrame
    high: pd.DataFrame


@dataclass(frozen=True)
class Above:
    """A level that holds the areas to be summed: its published `cells`, and which of its areas holds each of them.

    `parents`: that area, NA where there is none.
    """

    cells: pd.DataFrame
    parents: pd.Series


@dataclass(frozen=True)
class Part:
    """The chosen part of each area of a level, and the `centres` of the areas that are chosen whole (NaN: not shown).

    `group`: the area of that level that holds each chosen one.
    """

    ranges: Ranges
    centres: pd.DataFrame
    group: pd.Series


@dataclass(frozen=True)
class Selection:
    """What a selection holds.

    `totals`: index `tables.CELLS`; `low`, `high` (households or EUR/year; `high` is infinite where nothing bounds it,
    both NA where no area has the cell); `shown`, `withheld`, `missing`: of how many areas the cell is so. `left_out`:
    chosen areas of which the extract says nothing: they are in no sum. `areas`: each chosen area by itself; `parts`:
    the same by each level above.
    """

    totals: pd.DataFrame
    left_out: int
    areas: Part
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class ShareRange:
    """A rate of a selection, shares 0–1, NaN where there are no households or, for `estimate`, no cell to make it of.

    `minimum` is certain, `maximum` possible; `estimate` is of the areas that show what it needs, kept within the two.
    `coverage`: share of the selection's households whose answer is in the estimate.
    """

    minimum: float
    estimate: float
    maximum: float
    coverage: float


def select_areas(cells: pd.DataFrame, chosen: Iterable[str], above: Iterable[Above] = ()) -> Selection:
    """Sum the areas `chosen` (ids in the index of `cells`, each counted once).

    `cells`: published cells of one level (`read_areas`). `above`: the levels that hold them (NIL, Municipio, city).
    What they show narrows the sums: a selection of a whole NIL has that NIL's own windows, one of a whole Municipio
    the Municipio's. Raises UnknownName for ids that `cells` does not have.
    """
    wanted = set(chosen)
    unknown = sorted(wanted.difference(cells.index))
    if unknown:
        raise UnknownName(mark("There is no area with these codes: {areas}."), areas=", ".join(unknown))
    listed = cells[cells[state_column("households")] != State.MISSING]
    is_chosen = listed.index.isin(wanted)
    ranges = area_ranges(listed)
    parts = tuple(_part(ranges, is_chosen, level) for level in above)
    areas = Part(
        Ranges(ranges.low[is_chosen], ranges.high[is_chosen]),
        _centres(listed[is_chosen]),
        pd.Series(listed.index[is_chosen], index=listed.index[is_chosen], dtype=object),
    )
    totals = _totals((areas, *parts), listed[is_chosen])
    return Selection(totals, len(wanted) - int(is_chosen.sum()), areas, parts)


def area_ranges(cells: pd.DataFrame) -> Ranges:
    """Least and most of each cell of each area of `cells`: its published window, cut by the counts that bound it.

    A cell that is missing is anything up to its whole; money that is missing is any sum.
    """
    low: dict[str, np.ndarray] = {}
    high: dict[str, np.ndarray] = {}
    for cell in sorted(CELLS, key=_depth):
        column = HOUSEHOLDS[cell]
        first, last = (cells[name(cell)].to_numpy(dtype=float, na_value=np.nan) for name in (low_column, high_column))
        is_part = column.kind is Kind.COUNT and column.part_of
        whole = high[column.part_of] if is_part and column.part_of else np.full(len(cells), np.inf)
        low[cell], high[cell] = np.nan_to_num(first), np.where(np.isnan(last), whole, last)
    least, most = (pd.DataFrame(end, index=cells.index, columns=list(CELLS)) for end in (low, high))
    return Ranges(*tightened(least, most, HOUSEHOLDS))


def _centres(cells: pd.DataFrame) -> pd.DataFrame:
    """Best estimate of each cell, NaN where it is not shown."""
    return pd.DataFrame({cell: cells[cell].to_numpy(dtype=float, na_value=np.nan) for cell in CELLS}, cells.index)


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
    outside = max(_surely_outside(part, counted, known) for part in (selection.areas, *selection.parts))
    minimum = float(selection.totals.loc[certain, "low"]) / most_households
    maximum = 1.0 if np.isinf(most_households) else (most_households - outside) / most_households
    answers, positive = _estimated_sums(selection, [known, counted])
    estimate = float(np.clip(positive / answers, minimum, maximum)) if answers > 0 else np.nan
    return ShareRange(minimum, estimate, maximum, min(answers / most_households, 1.0))


def _surely_outside(part: Part, counted: str, known: str) -> float:
    """Households known not to be in the condition: in each area of a level, or in the chosen areas of it together."""
    low, high = part.ranges.low, part.ranges.high
    return float(np.maximum(low[known] - high[counted], 0).sum())


def _part(ranges: Ranges, is_chosen: np.ndarray, above: Above) -> Part:
    """The chosen part of each area of a level: the sum of its areas, or the whole less its other areas."""
    group = _groups(ranges.low.index, above.parents)
    is_near = group.isin(group[is_chosen]).to_numpy()
    group, is_inside = group[is_near], is_chosen[is_near]
    low, high = (ends[is_near] for ends in (ranges.low, ranges.high))
    whole = area_ranges(above.cells[above.cells.index.isin(group)])
    low_in, high_in = (ends[is_inside].groupby(group[is_inside]).sum() for ends in (low, high))
    low_out, high_out = (
        ends[~is_inside].groupby(group[~is_inside]).sum().reindex(low_in.index, fill_value=0.0) for ends in (low, high)
    )
    least = np.fmax(low_in, whole.low.reindex(low_in.index) - high_out)
    most = np.fmin(high_in, whole.high.reindex(low_in.index) - low_out)
    is_whole = ~low_in.index.isin(group[~is_inside])
    centres = _centres(above.cells).reindex(low_in.index[is_whole])
    return Part(Ranges(*tightened(least.round(CENTS), most.round(CENTS), HOUSEHOLDS)), centres, group[is_inside])


def _groups(areas: pd.Index, parents: pd.Series) -> pd.Series:
    """Id of the area that holds each one; one that nothing holds is held by itself."""
    itself = pd.Series(areas, index=areas, dtype=object)
    return parents.reindex(areas).astype(object).fillna(itself)


def _totals(levels: tuple[Part, ...], chosen: pd.DataFrame) -> pd.DataFrame:
    """The narrowest sum of each cell that any of the levels gives, and of how many areas it is shown."""
    states = chosen[[state_column(cell) for cell in CELLS]]
    counts = {
        "shown": (states == State.SHOWN).sum(),
        "withheld": states.isin(WITHHELD).sum(),
        "missing": (states == State.MISSING).sum(),
    }
    low = pd.concat([part.ranges.low.sum() for part in levels], axis=1).max(axis=1)
    high = pd.concat([part.ranges.high.sum() for part in levels], axis=1).min(axis=1)
    totals = pd.DataFrame(
        {"low": low.round(CENTS), "high": high.round(CENTS)}
        | {name: pd.Series(found.to_numpy(), index=list(CELLS)) for name, found in counts.items()}
    )
    is_unknown = (totals["missing"] == len(chosen)) & (len(chosen) > 0)
    totals[["low", "high"]] = totals[["low", "high"]].mask(is_unknown, axis=0)
    return totals


def _estimated_sums(selection: Selection, cells: list[str]) -> list[float]:
    """Sums of the centres of `cells` where all are shown: of the largest areas chosen whole, then of the others."""
    levels = (selection.areas, *selection.parts)
    told = zip(levels, wholes(selection, cells), strict=True)
    sums = sum(part.centres.loc[areas, cells].sum().to_numpy() for part, areas in told)
    return [float(each) for each in sums]


def wholes(selection: Selection, cells: list[str]) -> list[pd.Index]:
    """Areas of each level, that of the chosen ones first, that show all `cells` and make the selection up.

    The largest that are chosen whole, then the others: no household is in two of them.
    """
    found, left = [], pd.Series(True, index=selection.areas.group.index)
    for part in (*reversed(selection.parts), selection.areas):
        told = part.centres[cells].dropna()
        is_free = left.groupby(part.group).all()
        areas = told.index[is_free.reindex(told.index).fillna(False).astype(bool)]
        left = left & ~part.group.isin(areas)
        found.append(areas)
    return found[::-1]
