"""What is told of each cell: its state by its own area's numbers, and its window."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.household_columns import dominance_column
from contract.schema import Kind
from contract.tables import CELLS, HOUSEHOLDS, State, high_column, low_column, state_column
from data_access.disclosure import PrivacyRule
from data_access.privacy.money import money_windows
from data_access.privacy.propagation import propagate
from data_access.privacy.relations import BASE, CELL, COUNTS, IS_MONEY, WHOLE
from data_access.privacy.release import CODE, MOST, MOST_EUR, Release, bounds_of
from data_access.privacy.tree import Tree
from data_access.privacy.windows import centre, offsets_of, window

_HOUSEHOLDS = CELL["households"]


@dataclass(frozen=True)
class Exact:
    """The numbers to protect: cells x areas, NaN where the source has none. `low` is `high` unless the source withheld.

    `dominated`: whether one household makes most of a sum of money (1, 0; NaN: unknown).
    """

    tree: Tree
    low: np.ndarray
    high: np.ndarray
    dominated: np.ndarray


def dominance_of(flags: pd.DataFrame, tree: Tree) -> np.ndarray:
    """`Exact.dominated` of the finest areas, from the flags of the extract (index: area id)."""
    dominated = np.full((len(CELLS), len(tree.areas)), np.nan)
    nodes = tree.nodes(tree.levels[1])
    for cell in np.flatnonzero(IS_MONEY):
        flag = dominance_column(CELLS[cell])
        if flag in flags:
            dominated[cell, nodes] = flags[flag].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    return dominated


def tell(exact: Exact, rule: PrivacyRule, tries: np.ndarray, withheld: np.ndarray) -> Release:
    """What is told of `exact` with these try numbers (by area), less the cells `withheld` (cells x areas)."""
    k = rule.least_count
    offset = offsets_of(exact.tree, k, tries)
    low, high = window(exact.low, offset, k)[0], window(exact.high, offset, k)[1]
    is_empty = exact.high[_HOUSEHOLDS] == 0
    states = _states(exact, rule, low, is_empty)
    states[withheld & np.isin(states, [CODE[State.SHOWN], CODE[State.SOURCE]])] = CODE[State.COMPLEMENT]
    is_shown = (states == CODE[State.SHOWN])[IS_MONEY]
    low[IS_MONEY], high[IS_MONEY] = money_windows(exact.low[IS_MONEY], exact.high[IS_MONEY], is_shown, exact.tree)
    is_nothing = is_empty & ~np.isnan(exact.low)
    low[is_nothing], high[is_nothing] = 0, 0
    _withhold(exact.tree, rule, states, low, high)
    return Release("", 0, rule, exact.tree, low, high, states, tries)


def _states(exact: Exact, rule: PrivacyRule, low: np.ndarray, is_empty: np.ndarray) -> np.ndarray:
    """State of each cell by its own area. What a state says of a count is never more than its window does."""
    is_base = _too_few(exact, np.full(len(CELLS), _HOUSEHOLDS), rule)
    is_base |= IS_MONEY[:, None] & _too_few(exact, BASE, rule)
    least = np.where(np.isnan(exact.dominated), rule.least_base, rule.least_count)
    is_base |= IS_MONEY[:, None] & (low[WHOLE] < least) & ~is_empty
    dominance = IS_MONEY[:, None] & (exact.dominated == 1)
    conditions = [np.isnan(exact.low), is_base, dominance, exact.low < exact.high]
    codes = [CODE[state] for state in (State.MISSING, State.BASE, State.DOMINANCE, State.SOURCE)]
    return np.select(conditions, codes, CODE[State.SHOWN]).astype(np.int8)


def _too_few(exact: Exact, bases: np.ndarray, rule: PrivacyRule) -> np.ndarray:
    """Where the base can be some households but fewer than the least base."""
    return (exact.high[bases] > 0) & (exact.low[bases] < rule.least_base)


def _withhold(tree: Tree, rule: PrivacyRule, states: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
    """Widen what is withheld to all that anybody could say of it: a part of its whole, a sum within the sum above."""
    told = [CODE[State.SHOWN], CODE[State.SOURCE], CODE[State.MISSING]]
    base = states[_HOUSEHOLDS] == CODE[State.BASE]
    low[_HOUSEHOLDS, base], high[_HOUSEHOLDS, base] = 0, rule.least_base - 1
    for cell in sorted(range(len(CELLS)), key=_depth):
        hidden = ~np.isin(states[cell], told) & ~(base & (cell == _HOUSEHOLDS))
        low[cell, hidden] = 0
        if IS_MONEY[cell] or cell == _HOUSEHOLDS:
            for level in reversed(tree.levels):
                nodes = tree.nodes(level)[hidden[tree.nodes(level)]]
                above = tree.parent[nodes]
                high[cell, nodes] = np.where(above >= 0, high[cell, above], MOST_EUR if IS_MONEY[cell] else MOST)
        else:
            high[cell, hidden] = high[WHOLE[cell], hidden]


def _depth(cell: int) -> int:
    """How many wholes hold a cell."""
    return 0 if WHOLE[cell] == cell else 1 + _depth(int(WHOLE[cell]))


def frames_of(release: Release) -> dict[str, pd.DataFrame]:
    """The tables of an edition by level (index: area id): centre, `_low`, `_high` and `_state` of each cell.

    Windows are cut by those of the same area: a part is within its whole.
    """
    low, high = _cut(release)
    middle = _centres(release, low, high)
    names = np.array([str(state) for state in State])
    columns: dict[str, object] = {}
    for place, cell in enumerate(CELLS):
        ends = "Int64" if HOUSEHOLDS[cell].kind is Kind.COUNT else "Float64"
        columns[cell] = _nullable(
            np.where(release.states[place] == CODE[State.SHOWN], middle[place], np.nan), "Float64"
        )
        columns[low_column(cell)] = _nullable(low[place], ends)
        columns[high_column(cell)] = _nullable(high[place], ends)
        columns[state_column(cell)] = pd.array(names[release.states[place]], dtype="str")
    frame = pd.DataFrame(columns, index=release.tree.areas)
    found = frame.index.get_level_values(0)
    return {level: frame[found == level].droplevel(0) for level in release.tree.levels}


def _nullable(values: np.ndarray, dtype: str) -> pd.api.extensions.ExtensionArray:
    return pd.array(pd.array(values, dtype="Float64"), dtype=dtype)


def _cut(release: Release) -> tuple[np.ndarray, np.ndarray]:
    bounds = bounds_of(release)
    propagate(bounds, ())
    areas, cells = len(release.tree.areas), len(CELLS)
    low, high = np.fmax(release.low, bounds.low[:cells, :areas]), np.fmin(release.high, bounds.high[:cells, :areas])
    low[_HOUSEHOLDS] = release.low[_HOUSEHOLDS]
    is_missing = release.states == CODE[State.MISSING]
    low[is_missing], high[is_missing] = np.nan, np.nan
    return low, high


def _centres(release: Release, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Likeliest value of each cell: a count's as a binomial's within its window, at the rate of the area above."""
    tree, middle = release.tree, (low + high) / 2
    is_shown = release.states == CODE[State.SHOWN]
    rate = np.full(low.shape, np.nan)
    for level in reversed(tree.levels):
        nodes = tree.nodes(level)
        above = np.where((tree.parent[nodes] >= 0)[None, :], rate[:, tree.parent[nodes]], np.nan)
        for cell in sorted((CELL[name] for name in COUNTS), key=_depth):
            whole = middle[WHOLE[cell], nodes]
            if cell != WHOLE[cell]:
                found = centre(low[cell, nodes], high[cell, nodes], whole, above[cell])
                middle[cell, nodes] = np.fmin(np.round(found, 3), np.fmax(whole, low[cell, nodes]))
            own = middle[cell, nodes] / np.where(whole > 0, whole, np.nan)
            rate[cell, nodes] = np.where(is_shown[cell, nodes] & (whole > 0), own, above[cell])
    return middle
