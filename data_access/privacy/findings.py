"""What is known too well: small counts of people, withheld cells, sums of money."""

from dataclasses import dataclass, replace

import numpy as np

from contract.tables import CELLS, State
from data_access.privacy.money import MONEY_MARGIN
from data_access.privacy.propagation import Bounds, propagate
from data_access.privacy.relations import CELL, IS_MONEY, IS_SENSITIVE
from data_access.privacy.release import CODE, Release, bounds_of
from data_access.privacy.windows import offsets_of, window

_NEAR = 1e-6


@dataclass(frozen=True)
class Known:
    """Rows (of `relations.ROWS`) and nodes that are known closer than the rule allows, side by side."""

    rows: np.ndarray
    nodes: np.ndarray


def known_too_well(release: Release, bounds: Bounds, least: int, with_bases: bool = True) -> Known:
    """What `bounds` pin closer than the rule: a count of people within 1 … `least` - 1, any of a base exactly, money to
    within a tenth.

    `with_bases`: also the households of areas below the least base, which a census counts anyway.
    """
    areas, cells = len(release.tree.areas), len(CELLS)
    low, high = bounds.low, bounds.high
    is_known = IS_SENSITIVE[:, None] & (low >= 1 - _NEAR) & (high <= least - 1 + _NEAR) & ~bounds.is_absent
    own_low, own_high = low[:cells, :areas], high[:cells, :areas]
    is_base = release.states == CODE[State.BASE]
    is_base[CELL["households"]] &= with_bases
    exact = is_base & ~IS_MONEY[:, None] & (own_low > _NEAR) & (own_high - own_low < 1 - _NEAR)
    is_known[:cells, :areas] |= exact
    is_known[:cells, :areas] |= _close_money(release, own_low, own_high)
    is_known[:cells, :areas] |= _close_rests(release, bounds)
    return Known(*np.nonzero(is_known))


def _hidden_money(release: Release) -> np.ndarray:
    return IS_MONEY[:, None] & np.isin(release.states, [CODE[State.BASE], CODE[State.DOMINANCE]])


def _close_money(release: Release, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    return _hidden_money(release) & (high > _NEAR) & (low > 0) & (high - low < MONEY_MARGIN * high)


def _close_rests(release: Release, bounds: Bounds) -> np.ndarray:
    """Sums of which the withheld parts together are known to within a tenth: one of them may be nearly all of it."""
    hidden = _hidden_money(release)
    found = np.zeros(hidden.shape, dtype=bool)
    for sums in release.tree.sums:
        if (sums.parts >= hidden.shape[1]).any() or (sums.wholes >= hidden.shape[1]).any():
            continue
        for cell in np.flatnonzero(IS_MONEY):
            is_part = hidden[cell, sums.parts]
            low, high = (np.where(is_part, 0, end[cell, sums.parts]) for end in (bounds.low, bounds.high))
            rest_low = bounds.low[cell, sums.wholes] - np.add.reduceat(high, sums.starts)
            rest_high = bounds.high[cell, sums.wholes] - np.add.reduceat(low, sums.starts)
            close = (rest_low > 0) & (rest_high - rest_low < MONEY_MARGIN * rest_high)
            found[cell, sums.wholes] |= close & (np.add.reduceat(is_part.astype(int), sums.starts) > 0)
    return found & ~bounds.is_absent[: len(CELLS), : hidden.shape[1]]


def not_as_ruled(release: Release) -> Known:
    """Counts told closer than by the window of their area, cut by those of the same area: no rule has given these."""
    k, cells = release.rule.least_count, len(CELLS)
    offset = offsets_of(release.tree, k, release.tries)
    is_told = np.isin(release.states, [CODE[State.SHOWN], CODE[State.SOURCE]]) & ~IS_MONEY[:, None]
    is_told &= release.high[CELL["households"]] > 0
    low = np.where(is_told, window(release.low, offset, k)[0], release.low)
    high = np.where(is_told, window(release.high, offset, k)[1], release.high)
    bounds = bounds_of(replace(release, low=low, high=high))
    propagate(bounds, ())
    areas = slice(0, release.low.shape[1])
    is_closer = (release.low > bounds.low[:cells, areas] + _NEAR) | (release.high < bounds.high[:cells, areas] - _NEAR)
    return Known(*np.nonzero(is_told & is_closer))
