"""Tallies: which households a share counts, and among which, as published cells tell it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.basis.figures import Interval, amounts
from indicators.basis.intervals import cell_interval


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
    """One array each, by area, of households: those counted, and those among whom they are.

    `least`, `most`: what the counted can be, NaN where nothing is known. `counted`, `whole`: their best estimates, NaN
    where a cell that they need is not shown. `whole_low`, `whole_high`: what the whole can be. `variance`: of the error
    that the windows leave in `counted`, each value of a window as likely as another.
    """

    counted: np.ndarray
    least: np.ndarray
    most: np.ndarray
    variance: np.ndarray
    whole: np.ndarray
    whole_low: np.ndarray
    whole_high: np.ndarray

    @property
    def middle(self) -> np.ndarray:
        """`counted` and, where it is not shown, the middle of what it can be."""
        return np.where(np.isnan(self.counted), (self.least + self.most) / 2, self.counted)

    @property
    def is_open(self) -> np.ndarray:
        """Areas whose count may be anything, because it or what it is counted among is withheld."""
        is_free = (self.least == 0) & (self.most >= self.whole) & (self.whole > 0)
        return np.isnan(self.least) | np.isnan(self.whole) | is_free


class CellIntervals:
    """Least and most of each cell of an area frame, read once, when first asked for."""

    def __init__(self, cells: pd.DataFrame) -> None:
        self.cells = cells
        self._known: dict[str, Interval] = {}

    def __getitem__(self, name: str) -> Interval:
        """The interval of the cell `name`."""
        if name not in self._known:
            self._known[name] = cell_interval(self.cells, name)
        return self._known[name]


def tallied(intervals: CellIntervals, tally: Tally) -> Tallied:
    """Count `tally` in each area, every count as its window leaves it."""
    nothing = np.zeros(len(intervals.cells))
    counted, least, most, variance = nothing, nothing, nothing, nothing
    for name, weight in tally.parts.items():
        low, high = intervals[name]
        first, last = (low, high) if weight > 0 else (high, low)
        counted = counted + weight * amounts(intervals.cells, name)[0]
        least, most = least + weight * first, most + weight * last
        variance = variance + weight**2 * window_variance(low, high)
    whole_low, whole_high = intervals[tally.whole]
    (whole,) = amounts(intervals.cells, tally.whole)
    least = np.clip(least, 0, whole_high)
    most = np.clip(most, least, whole_high)
    return Tallied(np.clip(counted, least, most), least, most, variance, whole, whole_low, whole_high)


def window_variance(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Variance of a whole number that is as likely any of `low` … `high`: ((high − low + 1)² − 1) ÷ 12."""
    return ((high - low + 1) ** 2 - 1) / 12
