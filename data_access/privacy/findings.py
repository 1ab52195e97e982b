"""What is known too well: small counts of people, bases, sums of money."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from contract.tables import CELLS, State
from data_access.privacy.frames import cut
from data_access.privacy.money import MONEY_MARGIN
from data_access.privacy.propagation import Bounds
from data_access.privacy.relations import CELL, IS_MONEY, IS_SENSITIVE, WHOLE
from data_access.privacy.release import CODE, Release
from data_access.privacy.tree import ESTATE, Sums
from data_access.privacy.windows import offsets, window

_NEAR = 1e-6


@dataclass(frozen=True)
class Told:
    """What editions tell of each cell (rows) of each node (columns): its state, a number of `CODE`, and its least."""

    states: np.ndarray
    low: np.ndarray


@dataclass(frozen=True)
class Known:
    """Rows (of `relations.ROWS`) and nodes that are known too well, side by side, and between which ends."""

    rows: np.ndarray
    nodes: np.ndarray
    low: np.ndarray
    high: np.ndarray


def known_too_well(told: Told, bounds: Bounds, sums: Sequence[Sums], least_count: np.ndarray, least_base: int) -> Known:
    """What `bounds` pin closer than the rule: a count of people within 1 … `least_count` - 1 (by node), any of a base
    exactly, money to within a tenth.

    `least_base`: of the editions. How many households live in an area is no secret: a census counts them, and it is no
    condition of theirs. Closer bounds never make less known.
    """
    states = told.states
    low, high, cells = bounds.low, bounds.high, slice(len(CELLS))
    is_known = IS_SENSITIVE[:, None] & (low >= 1 - _NEAR) & (high <= least_count - 1 + _NEAR) & ~bounds.is_absent
    is_base = ~IS_MONEY[:, None] & (states == CODE[State.BASE])
    is_base[CELL["households"]] = False
    is_known[cells] |= is_base & (low[cells] > _NEAR) & (high[cells] - low[cells] < 1 - _NEAR)
    hidden = IS_MONEY[:, None] & np.isin(states, [CODE[State.BASE], CODE[State.DOMINANCE]])
    is_known[cells] |= hidden & _is_close(low[cells], high[cells])
    for each in sums:
        for cell in np.flatnonzero(IS_MONEY).tolist():
            is_known[cell, each.wholes] |= _tells_rest(told, bounds, each, cell, least_base)
    rows, nodes = np.nonzero(is_known)
    return Known(rows, nodes, low[rows, nodes], high[rows, nodes])


def _is_close(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    return (low > 0) & (high > _NEAR) & (high - low < MONEY_MARGIN * high)


def _tells_rest(told: Told, bounds: Bounds, sums: Sums, cell: int, least_base: int) -> np.ndarray:
    """By whole, whether its withheld parts together are known to within a tenth, and one household may be most of them.

    It may where they are told to count fewer households than the least base, or one to be dominated: by what is told,
    not by what else a reader knows, or who knows less would seem to learn more.
    """
    is_part = np.isin(told.states[cell, sums.parts], [CODE[State.BASE], CODE[State.DOMINANCE]])
    low, high = (np.where(is_part, 0, ends[cell, sums.parts]) for ends in (bounds.low, bounds.high))
    rest_low = bounds.low[cell, sums.wholes] - np.add.reduceat(high, sums.starts)
    rest_high = bounds.high[cell, sums.wholes] - np.add.reduceat(low, sums.starts)
    counted = np.add.reduceat(np.where(is_part, told.low[WHOLE[cell], sums.parts], 0), sums.starts)
    is_dominated = np.logical_or.reduceat(told.states[cell, sums.parts] == CODE[State.DOMINANCE], sums.starts)
    is_risk = np.logical_or.reduceat(is_part, sums.starts) & ((counted < least_base) | is_dominated)
    return _is_close(rest_low, rest_high) & is_risk & ~bounds.is_absent[cell, sums.wholes]


def not_as_ruled(release: Release) -> Known:
    """Counts told closer than by the window of their area, cut by those of the same area: no rule has given these.

    Any count of an estate in no counted section is: it may be all of one, whose windows begin elsewhere.
    """
    k = release.rule.least_count
    offset = offsets(release.tree.hashed, k)
    is_told = np.isin(release.states, [CODE[State.SHOWN], CODE[State.SOURCE]]) & ~IS_MONEY[:, None]
    is_told &= release.high[CELL["households"]] > 0
    low = np.where(is_told, window(release.low, offset, k)[0], release.low)
    high = np.where(is_told, window(release.high, offset, k)[1], release.high)
    low, high = cut(replace(release, low=low, high=high))
    estates = release.tree.nodes(ESTATE)
    is_placed = np.ones(len(release.tree.areas), dtype=bool)
    is_placed[estates] = release.tree.parent[estates] >= 0
    is_close = (release.low > low + _NEAR) | (release.high < high - _NEAR)
    rows, nodes = np.nonzero(is_told & (is_close | ~is_placed))
    return Known(rows, nodes, release.low[rows, nodes], release.high[rows, nodes])
