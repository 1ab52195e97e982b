"""The grain of sums of money: wide enough that neither one contribution nor a withheld sum is known closely."""

import numpy as np

from data_access.privacy.tree import Tree

MONEY_MARGIN = 0.1
"""A withheld sum, or one household's contribution, may not be known to closer than 10% of it: the p% rule with p = 10
(Hundepool et al., Statistical Disclosure Control, Wiley, 2012, 4.2.2)."""

_GRAIN = MONEY_MARGIN / 2
"""Part of a section's sum that its window spans at least: nobody contributes more than half of a sum that is told."""

_FIRST_EUR, _MOST_EUR = 100.0, 1e14


def _rounded(amount: np.ndarray) -> np.ndarray:
    """Rounded up to three significant digits."""
    unit = 10.0 ** (np.floor(np.log10(amount)) - 2)
    return np.ceil(amount / unit - 1e-9) * unit


def _grid() -> np.ndarray:
    ends = [0.0, _FIRST_EUR]
    while ends[-1] < _MOST_EUR:
        ends.append(float(_rounded(np.array(ends[-1] * (1 + _GRAIN)))))
    return np.array(ends)


_GRID = _grid()
"""Ends of the windows of a section's sums, in EUR/year: the same for all, so that nothing is told by their choice."""


def money_windows(
    least: np.ndarray, most: np.ndarray, is_shown: np.ndarray, doublings: np.ndarray, tree: Tree
) -> tuple[np.ndarray, np.ndarray]:
    """Windows of sums (EUR/year; cells x areas) between `least` and `most`, NaN where these are.

    The finest areas' lie on a grid; those above are rounded to the grain of the widest window shown inside them: so
    what is left when all others are taken away stays as open as a section's sum. `doublings`: of each window.
    """
    times = 1 << doublings.astype(np.int64)
    place = np.searchsorted(_GRID, np.nan_to_num(least), side="right") - 1
    low = _GRID[place // times * times]
    place = np.searchsorted(_GRID, np.nan_to_num(np.minimum(most, _GRID[-2])), side="right")
    high = _GRID[np.minimum((place + times - 1) // times * times, len(_GRID) - 1)]
    is_finest = np.zeros(least.shape[1], dtype=bool)
    is_finest[tree.nodes(tree.levels[1])] = True
    grain = np.where(is_shown & is_finest, high - low, 0.0)
    for each in tree.levels[1:-1]:
        nodes = tree.nodes(each)
        nodes = nodes[tree.parent[nodes] >= 0]
        for row in grain:
            np.maximum.at(row, tree.parent[nodes], row[nodes])
    is_above = (grain > 0) & ~is_finest
    step = np.where(is_above, grain * times, 1.0)
    low = np.where(is_above, np.floor(least / step) * step, low)
    high = np.where(is_above, np.floor(most / step) * step + step, high)
    return np.where(np.isnan(least), np.nan, low), np.where(np.isnan(most), np.nan, high)
