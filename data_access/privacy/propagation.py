"""What a reader can work out: least and most of every count and difference, by the ties and sums that hold them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from data_access.privacy.relations import IS_MONEY, TIES, WHOLE, Tie
from data_access.privacy.tree import Sums

MOST_PASSES = 50
"""Passes after which the search for narrower bounds stops; Milan's settle in about ten."""

MOST_AT_ONCE = 2**17
"""Bounds of which a copy is made at once, 1 MB."""

Nodes = np.ndarray | slice
At = tuple[int | slice | list[int] | np.ndarray, Nodes] | tuple[np.ndarray, ...]
"""Rows, one or all, and the nodes."""

_ENOUGH, _WIDE = 1e-6, 1e9

CENT = 0.01
"""The least that a sum of money is that somebody contributes to, EUR/year."""


@dataclass
class Bounds:
    """Least and most of each of `relations.ROWS` (rows) in each node (columns); `is_absent` where there is no count.

    Nothing is narrowed past its other end: what contradicts the rest is what a reader leaves aside.
    """

    low: np.ndarray
    high: np.ndarray
    is_absent: np.ndarray

    def narrow(self, at: At, least: np.ndarray | float = -np.inf, most: np.ndarray | float = np.inf) -> None:
        """Raise the low end to `least` and lower the high one to `most`, where these lie between the ends."""
        low, high = self.low[at], self.high[at]
        rises = (least > low) & (least <= high)
        if rises.any():
            self.low[at] = low = np.where(rises, least, low)
        falls = (most < high) & (most >= low)
        if falls.any():
            self.high[at] = np.where(falls, most, high)


@dataclass(frozen=True)
class Link:
    """Rows that are the same numbers in two nodes, side by side; `can_be` (rows x nodes): nothing speaks against it."""

    rows: np.ndarray
    first: np.ndarray
    second: np.ndarray
    can_be: np.ndarray


def propagate(bounds: Bounds, sums: Sequence[Sums] = (), links: Sequence[Link] = ()) -> None:
    """Narrow `bounds` by the ties inside each node, by `sums` and `links`, until a pass finds nothing more."""
    ties = [(each, where) for each in TIES if (where := _open(bounds, each)) is not None]
    valid = [_countable(bounds, each) for each in sums]
    for _ in range(MOST_PASSES):
        before = _width(bounds)
        for each, where in ties:
            _narrow_by_tie(bounds, each, where)
        _narrow_by_money(bounds)
        for total, is_valid in zip(sums, valid, strict=True):
            low, high = _totals(bounds, total)
            bounds.narrow(
                (slice(None), total.wholes), np.where(is_valid, low, -np.inf), np.where(is_valid, high, np.inf)
            )
        for total, is_valid in zip(reversed(sums), reversed(valid), strict=True):
            _narrow_parts(bounds, total, is_valid)
        for link in links:
            _meet(bounds, link)
        if before - _width(bounds) < _ENOUGH:
            return


def _width(bounds: Bounds) -> float:
    widths = (np.minimum(bounds.high[rows] - bounds.low[rows], _WIDE) for rows in _portions(bounds))
    return sum(float(each.sum()) for each in widths)


def _open(bounds: Bounds, each: Tie) -> Nodes | None:
    """Nodes where all that `each` ties is counted, as a slice where they follow each other; None if there is none."""
    where = np.flatnonzero(~bounds.is_absent[list(each.rows)].any(axis=0))
    if not len(where):
        return None
    first, end = int(where[0]), int(where[-1]) + 1
    return slice(first, end) if end - first == len(where) else where


def _narrow_by_tie(bounds: Bounds, each: Tie, where: Nodes) -> None:
    at: At = (list(each.rows), where) if isinstance(where, slice) else np.ix_(np.array(each.rows), where)
    is_added = np.array(each.signs)[:, None] > 0
    low, high = bounds.low[at], bounds.high[at]
    below, above = np.where(is_added, low, -high), np.where(is_added, high, -low)
    least = above - above.sum(axis=0)
    most = below - below.sum(axis=0) if each.is_equal else np.inf
    bounds.narrow(at, np.where(is_added, least, -most), np.where(is_added, most, -least))


def _narrow_by_money(bounds: Bounds) -> None:
    """A sum of money that is not nothing is somebody's; that of nobody is nothing."""
    for cell in np.flatnonzero(IS_MONEY).tolist():
        whole, is_counted = int(WHOLE[cell]), ~bounds.is_absent[[cell, WHOLE[cell]]].any(axis=0)
        bounds.narrow((whole, slice(None)), np.where(is_counted & (bounds.low[cell] >= CENT), 1.0, -np.inf))
        bounds.narrow((cell, slice(None)), most=np.where(is_counted & (bounds.high[whole] <= 0), 0.0, np.inf))


def _totals(bounds: Bounds, sums: Sums) -> tuple[np.ndarray, np.ndarray]:
    """Rows x wholes: what the parts come to, least and most."""
    low, high = (
        np.concatenate([np.add.reduceat(ends[rows, sums.parts], sums.starts, axis=1) for rows in _portions(bounds)])
        for ends in (bounds.low, bounds.high)
    )
    return low, high


def _portions(bounds: Bounds) -> Iterator[slice]:
    """All rows, so many at once as a copy of them may take memory."""
    rows, nodes = bounds.low.shape
    step = max(1, MOST_AT_ONCE // nodes)
    return (slice(start, start + step) for start in range(0, rows, step))


def _countable(bounds: Bounds, sums: Sums) -> np.ndarray:
    """Rows x wholes: where the whole and all its parts are counted, and can add up."""
    gaps = np.logical_or.reduceat(bounds.is_absent[:, sums.parts], sums.starts, axis=1)
    low, high = _totals(bounds, sums)
    fits = (low <= bounds.high[:, sums.wholes]) & (high >= bounds.low[:, sums.wholes])
    return ~gaps & ~bounds.is_absent[:, sums.wholes] & fits


def _narrow_parts(bounds: Bounds, sums: Sums, is_valid: np.ndarray) -> None:
    low, high = _totals(bounds, sums)
    spare = np.where(is_valid, bounds.high[:, sums.wholes] - low, np.inf)
    lack = np.where(is_valid, bounds.low[:, sums.wholes] - high, -np.inf)
    whole_of = sums.whole_of
    for rows in _portions(bounds):
        at: At = rows, sums.parts
        bounds.narrow(at, bounds.high[at] + lack[rows, whole_of], bounds.low[at] + spare[rows, whole_of])


def _meet(bounds: Bounds, link: Link) -> None:
    """Give both nodes of a link the same bounds, where these overlap."""
    one, two = np.ix_(link.rows, link.first), np.ix_(link.rows, link.second)
    low, high = np.maximum(bounds.low[one], bounds.low[two]), np.minimum(bounds.high[one], bounds.high[two])
    fits = link.can_be & (low <= high) & ~bounds.is_absent[one] & ~bounds.is_absent[two]
    for at in (one, two):
        bounds.low[at], bounds.high[at] = np.where(fits, low, bounds.low[at]), np.where(fits, high, bounds.high[at])
