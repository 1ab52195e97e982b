"""What is told of each cell: its state by its own area's numbers, and its window."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from contract.household_columns import dominance_column
from contract.tables import CELLS, State
from data_access.disclosure import PrivacyRule
from data_access.privacy.money import money_windows
from data_access.privacy.relations import BASE, FAMILY, IS_MONEY, WHOLE, depth
from data_access.privacy.release import CODE, HOUSEHOLDS, MOST, MOST_EUR, Release
from data_access.privacy.tree import Tree
from data_access.privacy.windows import offsets, window

DOUBLINGS = 2
"""How often the windows of a family of cells are doubled before it is not told at all: beyond four times the least
count a window says less of a neighbourhood than its share of the area above. A choice of ours, November 2026."""

UNKNOWN = -1


@dataclass(frozen=True)
class Exact:
    """The numbers to protect: cells x areas, NaN where the source has none. `low` is `high` unless the source withheld.

    `dominated`: whether one household makes most of a sum of money (1, 0, or UNKNOWN).
    """

    tree: Tree
    low: np.ndarray
    high: np.ndarray
    dominated: np.ndarray
    year: int = 0


def dominance_of(flags: pd.DataFrame, tree: Tree) -> np.ndarray:
    """`Exact.dominated` of the finest areas, from the flags of the extract (index: area id)."""
    dominated = np.full((len(CELLS), len(tree.areas)), UNKNOWN, dtype=np.int8)
    for cell in np.flatnonzero(IS_MONEY):
        flag = dominance_column(CELLS[cell])
        if flag in flags:
            dominated[cell, tree.nodes(tree.levels[1])] = flags[flag].astype("Int8").fillna(UNKNOWN)
    return dominated


def tell(exact: Exact, rule: PrivacyRule, doublings: np.ndarray | None = None) -> Release:
    """What is told of `exact`. `doublings`: how often windows are doubled, families of cells x areas; 0 where None.

    Beyond DOUBLINGS a cell is withheld.
    """
    exact = _opened(exact, rule.least_base)
    if doublings is None:
        doublings = np.zeros((FAMILY.max() + 1, len(exact.tree.areas)), dtype=np.int8)
    low, high = np.empty_like(exact.low), np.empty_like(exact.low)
    offset = offsets(exact.tree.hashed, rule.least_count)
    for cell in np.flatnonzero(~IS_MONEY):
        width = rule.least_count << np.minimum(doublings[FAMILY[cell]], DOUBLINGS).astype(np.int64)
        low[cell] = window(exact.low[cell], offset, width)[0]
        high[cell] = window(exact.high[cell], offset, width)[1]
    is_empty = exact.high[HOUSEHOLDS] == 0
    states = _states(exact, rule, low, is_empty)
    is_told = (states == CODE[State.SHOWN]) | (states == CODE[State.SOURCE])
    states[is_told & (doublings > DOUBLINGS)[FAMILY]] = CODE[State.COMPLEMENT]
    is_shown, doubled = states[IS_MONEY] == CODE[State.SHOWN], doublings[FAMILY[IS_MONEY]]
    low[IS_MONEY], high[IS_MONEY] = money_windows(
        exact.low[IS_MONEY], exact.high[IS_MONEY], is_shown, doubled, exact.tree
    )
    is_nothing = is_empty & ~np.isnan(exact.low)
    low[is_nothing], high[is_nothing] = 0, 0
    _withhold(exact.tree, rule, states, low, high)
    return Release("", rule, exact.tree, low, high, states, exact.year)


def _opened(exact: Exact, least_base: int) -> Exact:
    """`exact` with any count of an area possible where the source's intervals leave open whether it has `least_base`.

    Its households then run from 0 to what an area below the base may have, or the source's most.
    """
    least, most = exact.low[HOUSEHOLDS], exact.high[HOUSEHOLDS]
    is_open = (least < least_base) & np.where(least > 0, most >= least_base, most > 0)
    is_any = is_open & ~IS_MONEY[:, None] & ~np.isnan(exact.high)
    low = np.where(is_any, 0, exact.low)
    high = np.where(is_any, np.maximum(most, least_base - 1), exact.high)
    return replace(exact, low=low, high=high)


def _states(exact: Exact, rule: PrivacyRule, low: np.ndarray, is_empty: np.ndarray) -> np.ndarray:
    """State of each cell by its own area. What a state says of a count is never more than its window does."""
    is_small = (exact.low[HOUSEHOLDS] > 0) & (exact.high[HOUSEHOLDS] < rule.least_base)
    least = np.where(exact.dominated == UNKNOWN, rule.least_base, rule.least_count)
    is_base = is_small | IS_MONEY[:, None] & ~((low[BASE] >= rule.least_base) & (low[WHOLE] >= least)) & ~is_empty
    dominance = IS_MONEY[:, None] & (exact.dominated == 1)
    conditions = [np.isnan(exact.low), is_base, dominance, exact.low < exact.high]
    codes = [CODE[state] for state in (State.MISSING, State.BASE, State.DOMINANCE, State.SOURCE)]
    return np.select(conditions, [np.int8(code) for code in codes], np.int8(CODE[State.SHOWN]))


def _withhold(tree: Tree, rule: PrivacyRule, states: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
    """Widen what is withheld to all that anybody could say of it: a part of its whole, a sum within the sum above."""
    told = [CODE[State.SHOWN], CODE[State.SOURCE], CODE[State.MISSING]]
    is_base = states[HOUSEHOLDS] == CODE[State.BASE]
    low[HOUSEHOLDS, is_base], high[HOUSEHOLDS, is_base] = 0, rule.least_base - 1
    for cell in sorted(range(len(CELLS)), key=depth):
        hidden = ~np.isin(states[cell], told) & ~(is_base & (cell == HOUSEHOLDS))
        low[cell, hidden] = 0
        if IS_MONEY[cell] or cell == HOUSEHOLDS:
            for level in reversed(tree.levels):
                nodes = tree.nodes(level)[hidden[tree.nodes(level)]]
                above = tree.parent[nodes]
                high[cell, nodes] = np.where(above >= 0, high[cell, above], MOST_EUR if IS_MONEY[cell] else MOST)
        else:
            high[cell, hidden] = high[WHOLE[cell], hidden]
