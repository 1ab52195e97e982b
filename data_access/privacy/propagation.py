"""What a reader can work out: least and most of every count and difference, by the ties and sums that hold them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data_access.privacy.relations import CLOSING, TIES, Tie
from data_access.privacy.tree import Sums

MOST_PASSES = 50
"""Passes after which the search for narrower bounds stops; Milan's settle in about ten."""

Nodes = np.ndarray | slice
At = tuple[int | slice, Nodes]
"""Rows, one or all, and the nodes."""

_ENOUGH, _WIDE = 1e-6, 1e9


@dataclass
class Bounds:
    """Least and most of each of `relations.ROWS` (rows) in each node (columns); `is_absent` where there is no count.

    Nothing is narrowed past its other end: what contradicts the rest is what a reader leaves aside.
    """

    low: np.ndarray
    high: np.ndarray
    is_absent: np.ndarray

    def raise_low(self, at: At, least: np.ndarray) -> None:
        """Raise the low end to `least` where that lies between the ends."""
        low, high = self.low[at], self.high[at]
        rises = (least > low) & (least <= high)
        if rises.any():
            self.low[at] = np.where(rises, least, low)

    def lower_high(self, at: At, most: np.ndarray) -> None:
        """Lower the high end to `most` where that lies between the ends."""
        low, high = self.low[at], self.high[at]
        falls = (most < high) & (most >= low)
        if falls.any():
            self.high[at] = np.where(falls, most, high)


def propagate(bounds: Bounds, sums: Sequence[Sums]) -> None:
    """Narrow `bounds` by the ties inside each node and by `sums`, until a pass finds nothing more."""
    ties = [(each, where) for each in TIES if (where := _open(bounds, each)) is not None]
    ties += _closing(bounds)
    valid = [_countable(bounds, each) for each in sums]
    for _ in range(MOST_PASSES):
        before = _width(bounds)
        for each, where in ties:
            _narrow_by_tie(bounds, each, where)
        for total, is_valid in zip(sums, valid, strict=True):
            _narrow_whole(bounds, total, is_valid)
        for total, is_valid in zip(reversed(sums), reversed(valid), strict=True):
            _narrow_parts(bounds, total, is_valid)
        if before - _width(bounds) < _ENOUGH:
            return


def _width(bounds: Bounds) -> float:
    pairs = zip(bounds.low, bounds.high, strict=True)
    return sum(float(np.minimum(high - low, _WIDE).sum()) for low, high in pairs)


def _open(bounds: Bounds, each: Tie) -> Nodes | None:
    """Nodes where all that `each` ties is counted, as a slice where they follow each other; None if there is none."""
    where = np.flatnonzero(~bounds.is_absent[list(each.rows)].any(axis=0))
    if not len(where):
        return None
    first, end = int(where[0]), int(where[-1]) + 1
    return slice(first, end) if end - first == len(where) else where


def _closing(bounds: Bounds) -> list[tuple[Tie, Nodes]]:
    """Sums taken to be zero: those that can be in every node."""
    found = []
    for each in CLOSING:
        where = _open(bounds, each)
        if where is not None:
            low, high = _ends(bounds, each, where)
            if ((low <= 0) & (high >= 0)).all():
                found.append((each, where))
    return found


def _ends(bounds: Bounds, each: Tie, where: Nodes) -> tuple[np.ndarray, np.ndarray]:
    """Least and most of the signed sum of a tie."""
    low: np.ndarray = np.zeros_like(bounds.low[0, where])
    high = low.copy()
    for row, sign in zip(each.rows, each.signs, strict=True):
        one, other = bounds.low[row, where], bounds.high[row, where]
        low += one if sign > 0 else -other
        high += other if sign > 0 else -one
    return low, high


def _narrow_by_tie(bounds: Bounds, each: Tie, where: Nodes) -> None:
    least, most = _ends(bounds, each, where)
    for row, sign in zip(each.rows, each.signs, strict=True):
        low, high = bounds.low[row, where], bounds.high[row, where]
        if sign > 0:
            bounds.raise_low((row, where), high - most)
            if each.is_equal:
                bounds.lower_high((row, where), low - least)
        else:
            bounds.lower_high((row, where), most + low)
            if each.is_equal:
                bounds.raise_low((row, where), least + high)


def _countable(bounds: Bounds, sums: Sums) -> np.ndarray:
    """Rows x wholes: where the whole and all its parts are counted, and can add up."""
    gaps = np.logical_or.reduceat(bounds.is_absent[:, sums.parts], sums.starts, axis=1)
    low, high = _totals(bounds, sums)
    fits = (low <= bounds.high[:, sums.wholes]) & (high >= bounds.low[:, sums.wholes])
    return ~gaps & ~bounds.is_absent[:, sums.wholes] & fits


def _totals(bounds: Bounds, sums: Sums) -> tuple[np.ndarray, np.ndarray]:
    """Rows x wholes: what the parts come to, least and most; row by row, as a copy of all parts would fill memory."""
    low, high = (
        np.stack([np.add.reduceat(row[sums.parts], sums.starts) for row in ends]) for ends in (bounds.low, bounds.high)
    )
    return low, high


def _narrow_whole(bounds: Bounds, sums: Sums, is_valid: np.ndarray) -> None:
    low, high = _totals(bounds, sums)
    every: At = slice(None), sums.wholes
    bounds.raise_low(every, np.where(is_valid, low, -np.inf))
    bounds.lower_high(every, np.where(is_valid, high, np.inf))


def _narrow_parts(bounds: Bounds, sums: Sums, is_valid: np.ndarray) -> None:
    low, high = _totals(bounds, sums)
    spare = np.where(is_valid, bounds.high[:, sums.wholes] - low, np.inf)
    lack = np.where(is_valid, bounds.low[:, sums.wholes] - high, -np.inf)
    for row in range(len(bounds.low)):
        at: At = row, sums.parts
        least = bounds.high[at] + lack[row, sums.whole_of]
        most = bounds.low[at] + spare[row, sums.whole_of]
        bounds.raise_low(at, least)
        bounds.lower_high(at, most)
