"""A release as the tables of an edition."""

import numpy as np
import pandas as pd

from contract.tables import CELLS, State, high_column, low_column, state_column
from data_access.privacy.propagation import propagate
from data_access.privacy.relations import CELL, IS_MONEY, WHOLE, depth
from data_access.privacy.release import CODE, Release, bounds_of
from data_access.privacy.windows import centre

_AT_ONCE = 20_000
"""Areas narrowed at once: their bounds are small enough for a processor's memory, and for a small machine's."""

_STATES = pd.array([str(state) for state in State], dtype="str")


def frames_of(release: Release) -> dict[str, pd.DataFrame]:
    """The tables of an edition by level (index: area id): centre, `_low`, `_high` and `_state` of each cell.

    Windows are cut by those of the same area: a part is within its whole. A count's centre is that of a binomial within
    its window, at the rate of the area above.
    """
    tree, (low, high) = release.tree, cut(release)
    outer = np.unique(tree.parent)
    rates = np.full((len(CELLS), len(outer)), np.nan)
    frames = {}
    for level in reversed(tree.levels):
        nodes = tree.nodes(level)
        above, is_outer = np.searchsorted(outer, tree.parent[nodes]), np.isin(nodes, outer)
        middle: dict[int, np.ndarray] = {}
        columns: dict[str, object] = {}
        for cell in sorted(range(len(CELLS)), key=depth):
            ends, is_shown = (low[cell, nodes], high[cell, nodes]), release.states[cell, nodes] == CODE[State.SHOWN]
            whole, rate = middle.get(int(WHOLE[cell])), rates[cell, above]
            middle[cell] = _centre(cell, *ends, whole, rate)
            if whole is not None:
                has_rate = is_shown & (whole > 0)
                rate[has_rate] = middle[cell][has_rate] / whole[has_rate]
            rates[cell, np.searchsorted(outer, nodes[is_outer])] = rate[is_outer]
            columns |= _columns(cell, np.where(is_shown, middle[cell], np.nan), *ends, release.states[cell, nodes])
            if cell not in WHOLE:
                del middle[cell]
        names = [column(cell) for cell in CELLS for column in (str, low_column, high_column, state_column)]
        frames[level] = pd.DataFrame({name: columns.pop(name) for name in names}, tree.areas[nodes].get_level_values(1))
    return {level: frames[level] for level in tree.levels}


def cut(release: Release) -> tuple[np.ndarray, np.ndarray]:
    """Least and most of each cell of each area, by what is told of that area's cells alone; NaN where it is missing.

    Households keep their window.
    """
    low, high = release.low.copy(), release.high.copy()
    for first in range(0, low.shape[1], _AT_ONCE):
        at = slice(first, first + _AT_ONCE)
        bounds = bounds_of(release, np.arange(low.shape[1])[at])
        propagate(bounds)
        low[:, at] = np.fmax(low[:, at], bounds.low[: len(CELLS)])
        high[:, at] = np.fmin(high[:, at], bounds.high[: len(CELLS)])
    for ends, told in ((low, release.low), (high, release.high)):
        ends[CELL["households"]] = told[CELL["households"]]
        ends[release.states == CODE[State.MISSING]] = np.nan
    return low, high


def _centre(cell: int, low: np.ndarray, high: np.ndarray, whole: np.ndarray | None, rate: np.ndarray) -> np.ndarray:
    if whole is None or IS_MONEY[cell]:
        return (low + high) / 2
    return np.fmin(np.round(centre(low, high, whole, rate), 3), np.fmax(whole, low))


def _columns(cell: int, middle: np.ndarray, low: np.ndarray, high: np.ndarray, states: np.ndarray) -> dict[str, object]:
    name, ends = CELLS[cell], "Float64" if IS_MONEY[cell] else "Int64"
    return {
        name: pd.array(middle, dtype="Float64"),
        low_column(name): pd.array(pd.array(low, dtype="Float64"), dtype=ends),
        high_column(name): pd.array(pd.array(high, dtype="Float64"), dtype=ends),
        state_column(name): _STATES.take(states),
    }
