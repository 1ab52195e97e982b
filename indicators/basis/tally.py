"""Tallies: which households a share counts, and among which, as published cells tell it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.tables import State, state_column
from indicators.basis.figures import amounts
from indicators.basis.intervals import Interval, cell_interval, cutoff_interval


@dataclass(frozen=True)
class Tally:
    """The households that a share counts: the sum of the cells `parts` by weight, among those of the cell `whole`.

    Parts with a weight below 0 are counted inside those above it: `{"valid_above_06": 1, "valid_above_10": -1}` are
    the households between both cut-offs.
    """

    parts: dict[str, float]
    whole: str


@dataclass(frozen=True)
class Tallied:
    """One array each, by area: least and most households counted, and among how many.

    All are NaN where nothing is known. `whole` is NaN where it is withheld.
    """

    least: np.ndarray
    most: np.ndarray
    whole: np.ndarray


class CellIntervals:
    """Least and most of each cell of an area frame, worked out once, when first asked for.

    `cells`: an area frame. `least_count`: the rule under which the edition was published, so that a small count that is
    withheld is 1 to `least_count` − 1 households.
    """

    def __init__(self, cells: pd.DataFrame, least_count: int) -> None:
        self.cells, self._least_count = cells, least_count
        self._known: dict[str, Interval] = {}

    def __getitem__(self, name: str) -> Interval:
        """The interval of the cell `name`, a count of households; only what is not shown is looked for."""
        if name not in self._known:
            (value,) = amounts(self.cells, name)
            is_open = self.cells[state_column(name)].ne(State.SHOWN).to_numpy(dtype=bool)
            low, high = value.copy(), value.copy()
            if is_open.any():
                low[is_open], high[is_open] = self._withheld(self.cells[is_open], name)
            self._known[name] = low, high
        return self._known[name]

    def _withheld(self, cells: pd.DataFrame, name: str) -> Interval:
        prefix, _, cutoff = name.rpartition("_")
        if prefix in ("above", "valid_above"):
            return cutoff_interval(cells, prefix, int(cutoff), self._least_count)
        return cell_interval(cells, name, self._least_count)


def tallied(intervals: CellIntervals, tally: Tally) -> Tallied:
    """Count `tally` in each area, withheld counts as what they can be."""
    least, most = np.zeros(len(intervals.cells)), np.zeros(len(intervals.cells))
    for name, weight in tally.parts.items():
        low, high = intervals[name] if weight > 0 else intervals[name][::-1]
        least, most = least + weight * low, most + weight * high
    least_whole, whole = intervals[tally.whole]
    whole = np.where(least_whole == whole, whole, np.nan)
    largest = np.where(np.isnan(whole), np.inf, whole)
    least = np.clip(least, 0, largest)
    return Tallied(least, np.clip(most, least, largest), whole)
