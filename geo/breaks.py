"""Classes of a map: where to cut a list of values, and the class of each value."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from contract.errors import UnknownName
from contract.translations import mark

METHODS = ("quantile", "jenks", "fixed")
"""Ways to cut: as many areas in each class; natural breaks, exact (Fisher 1958, Jenks 1977); round numbers."""

_ROUND = (1.0, 2.0, 2.5, 5.0)


def class_breaks(values: pd.Series, method: str, k: int, steps: Sequence[float] = ()) -> list[float]:
    """Return the upper ends of at most `k` classes, ascending; the last is not below the largest value.

    NA is ignored; equal ends are merged, so there may be fewer classes; no values, no classes. `steps` are the ends
    that "fixed" uses instead of its own round ones (all below the largest value are kept, whatever `k`). Raises
    UnknownName for another method.

    >>> class_breaks(pd.Series([1, 2, 3, 4, 10, 11]), "jenks", 2)
    [4.0, 11.0]
    """
    if method not in METHODS:
        raise UnknownName(
            mark("There is no way of cutting classes called “{method}”. Ways: {known}."),
            method=method,
            known=", ".join(METHODS),
        )
    known = values.dropna().to_numpy(dtype=float)
    if known.size == 0:
        return []
    if method == "fixed":
        return _step_ends(known, steps) if steps else _round_ends(known, k)
    distinct = np.unique(known)
    if len(distinct) <= k:
        return distinct.tolist()
    ends = np.quantile(known, np.arange(1, k + 1) / k) if method == "quantile" else _natural_ends(known, k)
    return np.unique(ends).tolist()


def pooled_breaks(series: Iterable[pd.Series], method: str, k: int, steps: Sequence[float] = ()) -> list[float]:
    """Breaks of several series together, so that maps drawn side by side share their classes."""
    return class_breaks(pd.concat(list(series), ignore_index=True), method, k, steps)


def classify(values: pd.Series, breaks: Sequence[float]) -> pd.Series:
    """Return the class of each value, 0 for the lowest; −1 where NA.

    A class holds its upper end; values above the last end, as another year's may be, are in the last class.

    >>> classify(pd.Series([0.0, 5, 7, None]), [5, 6]).tolist()
    [0, 0, 1, -1]
    """
    known = values.to_numpy(dtype=float, na_value=np.nan)
    codes = np.searchsorted(np.asarray(breaks[:-1], dtype=float), known)
    return pd.Series(np.where(np.isnan(known), -1, codes), index=values.index, name="class")


def _natural_ends(known: np.ndarray, k: int) -> list[float]:
    import jenkspy

    return jenkspy.jenks_breaks(known, n_classes=k)[1:]


def _step_ends(known: np.ndarray, steps: Sequence[float]) -> list[float]:
    ends = sorted(set(map(float, steps)))
    below = [end for end in ends if end < known.max()]
    return [*below, next((end for end in ends if end >= known.max()), float(known.max()))]


def _round_ends(known: np.ndarray, k: int) -> list[float]:
    """Multiples of the smallest round step (1, 2, 2.5 or 5 × a power of ten) that needs no more than `k` classes."""
    low, high = float(known.min()), float(known.max())
    if low == high or k == 1:
        return [high]
    exponent = int(np.floor(np.log10((high - low) / k)))
    for step in (digit * 10.0**power for power in range(exponent, exponent + 20) for digit in _ROUND):
        first, last = np.floor(low / step + 1e-9), np.ceil(high / step - 1e-9)
        if last - first <= k:
            break
    ends = np.round(np.arange(first + 1, last + 1) * step, 12)
    return [*ends[:-1].tolist(), max(float(ends[-1]), high)]
