"""Counts that never exceed others, and what that tells of counts that are not told."""

from functools import cache

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from contract.rules import rules_of
from contract.schema import Kind, Table


@cache
def orders_of(table: Table) -> tuple[tuple[str, str], ...]:
    """Pairs of counts of `table` of which the first never exceeds the second."""
    return tuple(
        (rule.columns[0], rule.others[0])
        for rule in rules_of(table)
        if len(rule.columns) == len(rule.others) == 1 and table[rule.columns[0]].kind is Kind.COUNT
    )


def tightened(low: pd.DataFrame, high: pd.DataFrame, table: Table) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Narrow the least and most of each count of `table` by the counts that bound it, where these two differ.

    Where a least or most is NA it narrows nothing. A least above its most says that no numbers fit.
    """
    orders = orders_of(table)
    names = list(dict.fromkeys(name for pair in orders for name in pair))
    least, most = ({name: _floats(frame[name]) for name in names} for frame in (low, high))
    is_settled = False
    while not is_settled:
        is_settled = True
        for part, whole in orders:
            is_higher = (least[part] > least[whole]) & (least[whole] < most[whole])
            is_lower = (most[whole] < most[part]) & (least[part] < most[part])
            least[whole] = np.where(is_higher, least[part], least[whole])
            most[part] = np.where(is_lower, most[whole], most[part])
            is_settled &= not (is_higher.any() or is_lower.any())
    return low.assign(**least), high.assign(**most)


def floats(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with its numbers as float64, NaN where missing: compared several times as fast as nullable ones."""
    return pd.DataFrame(
        {name: _floats(column) if is_numeric_dtype(column) else column for name, column in frame.items()}, frame.index
    )


def _floats(column: pd.Series) -> np.ndarray:
    return column.to_numpy(dtype=float, na_value=np.nan)
