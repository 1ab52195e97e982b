"""What published cells still allow: the least and the most that each can be, and shares made of them."""

import numpy as np
import pandas as pd

from contract.tables import HOUSEHOLDS, high_column, low_column
from indicators.basis.figures import Bounds, Interval, amounts, divide

Triple = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Least, likely and most, one array each; NaN where nothing is known."""


def cell_interval(cells: pd.DataFrame, name: str) -> Interval:
    """Least and most that `name` (households, EUR/year) can be in each area of `cells`; NaN where it is missing."""
    low, high = amounts(cells, low_column(name), high_column(name))
    return low, high


def cell_middle(cells: pd.DataFrame, name: str) -> np.ndarray:
    """Best estimate of `name`: its centre where it is shown, the middle of what it can be where it is withheld."""
    (centre,) = amounts(cells, name)
    low, high = cell_interval(cells, name)
    return np.where(np.isnan(centre), (low + high) / 2, centre)


def share_within(part: Interval, whole: Interval) -> Interval:
    """Least and most share that `part` is of `whole`, which holds it; NaN where the whole is surely 0, or unknown."""
    low = divide(part[0], whole[1])
    high = np.where(whole[0] > 0, np.fmin(divide(part[1], whole[0]), 1.0), np.where(np.isnan(low), np.nan, 1.0))
    return low, np.where(np.isnan(part[1]), np.nan, high)


def cell_share(cells: pd.DataFrame, part: str, whole: str) -> Triple:
    """Least, likely and most share that the cell `part` is of the cell `whole`, which holds it."""
    low, high = share_within(cell_interval(cells, part), cell_interval(cells, whole))
    return low, divide(*amounts(cells, part, whole)), high


def ratio(above: Triple, below: Triple) -> Triple:
    """Least, likely and most of a ratio of two sums of which neither holds the other; NaN where `below` may be 0."""
    return divide(above[0], below[2]), divide(above[1], below[1]), divide(above[2], below[0])


def cell_triple(cells: pd.DataFrame, name: str) -> Triple:
    """Least, centre and most of the cell `name`."""
    low, high = cell_interval(cells, name)
    return low, amounts(cells, name)[0], high


def all_but(outside: Interval, households: Interval) -> Interval:
    """Least and most share of households that are not `outside`, of which there may be fewer than none."""
    least = np.clip(households[0] - np.clip(outside[1], 0, None), 0, None)
    most = households[1] - np.clip(outside[0], 0, None)
    low = np.where(households[0] > 0, divide(least, households[0]), np.where(np.isnan(least), np.nan, 0.0))
    return low, divide(most, households[1])


def less(first: Interval, second: Interval) -> Interval:
    """Least and most of a difference."""
    return first[0] - second[1], first[1] - second[0]


def condition_bounds(cells: pd.DataFrame, certain: str, counted: str, known: str) -> Bounds:
    """Certain minimum and possible maximum of the share of households in a condition; NaN where nobody lives.

    At least those in the cell `certain`; at most all but those of the cell `known` that are not in the cell `counted`.
    """
    households = cell_interval(cells, "households")
    outside = less(cell_interval(cells, known), cell_interval(cells, counted))
    return share_within(cell_interval(cells, certain), households), all_but(outside, households)


def certain_and_possible(cells: pd.DataFrame, certain: str, counted: str, known: str) -> Interval:
    """The least minimum and the most maximum of `condition_bounds`."""
    minimum, maximum = condition_bounds(cells, certain, counted, known)
    return minimum[0], maximum[1]


def all_parts(cells: pd.DataFrame, names: tuple[str, ...]) -> Interval:
    """Least and most of the sum of several cells that share a whole, one that is missing as anything up to it."""
    lows, highs = zip(*(cell_interval(cells, name) for name in names), strict=True)
    whole = cell_interval(cells, HOUSEHOLDS[names[0]].part_of or "households")[1]
    low, high = np.nansum(lows, axis=0), np.sum([np.where(np.isnan(end), whole, end) for end in highs], axis=0)
    return low, np.fmin(high, whole)
