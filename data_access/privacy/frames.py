"""A release as the tables of an edition."""

import numpy as np
import pandas as pd

from contract.schema import Kind
from contract.tables import CELLS, HOUSEHOLDS, State, high_column, low_column, state_column
from data_access.privacy.propagation import propagate
from data_access.privacy.relations import CELL, COUNTS, WHOLE
from data_access.privacy.release import CODE, Release, bounds_of
from data_access.privacy.telling import depth
from data_access.privacy.windows import centre

_AT_ONCE = 20_000
"""Areas narrowed at once: their bounds are small enough for a processor's memory, and for a small machine's."""


def frames_of(release: Release) -> dict[str, pd.DataFrame]:
    """The tables of an edition by level (index: area id): centre, `_low`, `_high` and `_state` of each cell.

    Windows are cut by those of the same area: a part is within its whole.
    """
    low, high = cut(release)
    low[CELL["households"]], high[CELL["households"]] = (
        ends[CELL["households"]] for ends in (release.low, release.high)
    )
    is_missing = release.states == CODE[State.MISSING]
    low[is_missing], high[is_missing] = np.nan, np.nan
    middle = np.where(release.states == CODE[State.SHOWN], _centres(release, low, high), np.nan)
    names = pd.array([str(state) for state in State], dtype="str")
    frames = {}
    for level in release.tree.levels:
        nodes = release.tree.nodes(level)
        columns: dict[str, object] = {}
        for place, cell in enumerate(CELLS):
            ends = "Int64" if HOUSEHOLDS[cell].kind is Kind.COUNT else "Float64"
            columns[cell] = pd.array(middle[place, nodes], dtype="Float64")
            columns[low_column(cell)] = pd.array(low[place, nodes], dtype="Float64").astype(ends)
            columns[high_column(cell)] = pd.array(high[place, nodes], dtype="Float64").astype(ends)
            columns[state_column(cell)] = names.take(release.states[place, nodes])
        frames[level] = pd.DataFrame(columns, index=release.tree.areas[nodes].get_level_values(1))
    return frames


def cut(release: Release) -> tuple[np.ndarray, np.ndarray]:
    """Least and most of each cell of each area, by what is told of that area's cells alone."""
    low, high = np.empty_like(release.low), np.empty_like(release.high)
    for first in range(0, low.shape[1], _AT_ONCE):
        nodes = np.arange(first, min(first + _AT_ONCE, low.shape[1]))
        bounds = bounds_of(release, nodes)
        propagate(bounds)
        low[:, nodes], high[:, nodes] = bounds.low[: len(CELLS)], bounds.high[: len(CELLS)]
    return np.fmax(release.low, low), np.fmin(release.high, high)


def _centres(release: Release, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Likeliest value of each cell: a count's as a binomial's within its window, at the rate of the area above."""
    tree, middle = release.tree, (low + high) / 2
    is_shown = release.states == CODE[State.SHOWN]
    rate = np.full(low.shape, np.nan)
    for level in reversed(tree.levels):
        nodes = tree.nodes(level)
        above = np.where((tree.parent[nodes] >= 0)[None, :], rate[:, tree.parent[nodes]], np.nan)
        for cell in sorted((CELL[name] for name in COUNTS), key=depth):
            whole = middle[WHOLE[cell], nodes]
            if cell != WHOLE[cell]:
                found = centre(low[cell, nodes], high[cell, nodes], whole, above[cell])
                middle[cell, nodes] = np.fmin(np.round(found, 3), np.fmax(whole, low[cell, nodes]))
            own = middle[cell, nodes] / np.where(whole > 0, whole, np.nan)
            rate[cell, nodes] = np.where(is_shown[cell, nodes] & (whole > 0), own, above[cell])
    return middle
