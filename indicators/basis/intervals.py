"""What a published cell still allows: its value where it is shown, an interval where it is withheld."""

import numpy as np
import pandas as pd

from contract.tables import CUTOFFS, HOUSEHOLDS, WITHHELD, State, state_column

Interval = tuple[np.ndarray, np.ndarray]
"""Least and most, one array each; NaN where nothing is known."""


def cell_interval(cells: pd.DataFrame, name: str, least_count: int = 0) -> Interval:
    """Least and most that `name`, a count of households, can be in each area of `cells`.

    Shown: the value, twice. Withheld, whatever the reason: from 0 to the whole that it is a part of, at least 1 and all
    but 1 where a small count is the reason (either tail may be the small one). `least_count`, the rule of the edition
    if it is known, tells the tails apart: 1 to `least_count` − 1 are counted, or not counted. Missing, or of an unknown
    whole: NaN.
    """
    value, state = _floats(cells, name), cells[state_column(name)]
    whole = HOUSEHOLDS[name].part_of
    if whole is None:
        return value, value
    least, most = cell_interval(cells, whole, least_count)
    is_count, is_rest = (state.eq(kind).to_numpy(dtype=bool) for kind in (State.COUNT, State.REST))
    tail = np.where(is_count, 1.0, 0.0)
    is_withheld = state.isin(WITHHELD).to_numpy(dtype=bool)
    low = np.where(is_withheld, np.where(np.isnan(most), np.nan, tail), value)
    high = np.where(is_withheld, np.maximum(most - tail, low), value)
    if least_count:
        low = np.where(is_rest, np.maximum(least - least_count + 1, 0), low)
        high = np.where(is_rest, most - 1, np.where(is_count, np.fmin(high, least_count - 1), high))
    return low, np.maximum(low, high)


def cutoff_interval(cells: pd.DataFrame, prefix: str, cutoff: int, least_count: int = 0) -> Interval:
    """The interval of `<prefix>_<cutoff>`, narrowed by the counts at the other cut-offs, which never grow.

    `prefix` is "above" or "valid_above".
    """
    low, high = cell_interval(cells, f"{prefix}_{cutoff:02d}", least_count)
    for other in CUTOFFS:
        name = f"{prefix}_{other:02d}"
        other_low, other_high = cell_interval(cells, name, least_count)
        if other > cutoff:
            low = np.where(np.isnan(low), low, np.fmax(low, other_low))
        elif other < cutoff:
            high = np.where(np.isnan(high), high, np.fmin(high, other_high))
    return low, np.maximum(low, high)


def share_interval(cells: pd.DataFrame, cutoff: int) -> Interval:
    """Least and most share of households whose spend exceeds `cutoff` percent of income; NaN where nothing is known.

    Certainly above on what is known ÷ households, up to also everyone whose answer is unknown ÷ households.
    """
    households, _ = cell_interval(cells, "households")
    known, _ = cell_interval(cells, "both_known")
    above, _ = cutoff_interval(cells, "above", cutoff)
    _, valid = cutoff_interval(cells, "valid_above", cutoff)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = above / households, (households - known + np.fmin(valid, known)) / households
    low, high = (np.where(households > 0, share, np.nan) for share in (low, high))
    return np.clip(low, 0, 1), np.clip(np.fmax(low, high), 0, 1)


def part_share(cells: pd.DataFrame, name: str) -> Interval:
    """Least and most share of households counted in `name`; NaN where nothing is known."""
    households, _ = cell_interval(cells, "households")
    low, high = cell_interval(cells, name)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = low / households, high / households
    return tuple(np.where(households > 0, share, np.nan) for share in shares)  # type: ignore[return-value]


def _floats(cells: pd.DataFrame, name: str) -> np.ndarray:
    return cells[name].to_numpy(dtype=float, na_value=np.nan)
