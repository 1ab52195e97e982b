"""Composite indices: arithmetic and geometric means of points, and how far the rank of an area hangs on the weights.

OECD and JRC, *Handbook on Constructing Composite Indicators*, 2008, steps 6 and 7.
"""

from itertools import combinations

import numpy as np
import pandas as pd

LEAST_POINTS = 0.01
"""Points that the geometric mean puts in place of fewer: one component at zero must not erase all the others."""


def arithmetic_mean(points: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Σ weight × points (areas × components, 0–1) ÷ Σ weight: what one component lacks another may give.

    >>> arithmetic_mean(np.array([[0.2, 0.8]]), np.array([1.0, 1.0]))
    array([0.5])
    """
    return points @ (weights / weights.sum())


def geometric_mean(points: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Π points ^ (weight ÷ Σ weight): a low component is made up for only in part; points of 0 count as LEAST_POINTS.

    >>> geometric_mean(np.array([[0.2, 0.8]]), np.array([1.0, 1.0])).round(2)
    array([0.4])
    """
    return np.exp(np.log(np.maximum(points, LEAST_POINTS)) @ (weights / weights.sum()))


def every_weighting(components: int, parts: int) -> np.ndarray:
    """Every way to share `parts` equal parts of weight among `components`, one per row, rows adding up to 1.

    >>> every_weighting(2, 2).tolist()
    [[0.0, 1.0], [0.5, 0.5], [1.0, 0.0]]
    """
    bars = np.array(list(combinations(range(parts + components - 1), components - 1)), dtype=int)
    edges = np.column_stack([np.full(len(bars), -1), bars, np.full(len(bars), parts + components - 1)])
    return (np.diff(edges, axis=1) - 1) / parts


def rank_ranges(points: pd.DataFrame, parts: int = 20, first: int = 10) -> pd.DataFrame:
    """Best and worst place (1: most points) of each area under every weighting by steps of 1 ÷ `parts`.

    `points`: areas × components, 0–1; rows with an NA have NA. Columns `best`, `worst`, and `share_first`: share of the
    weightings that put the area among the `first`. Arithmetic mean; areas that tie share the better place.
    """
    known = points.dropna().astype(float)
    columns: dict[str, np.ndarray] = {name: np.empty(0) for name in ("best", "worst", "share_first")}
    if len(known):
        scores = (known.to_numpy() @ every_weighting(points.shape[1], parts).T).round(12)
        ordered = np.sort(scores, axis=0)
        above = np.stack(
            [np.searchsorted(column, score, side="right") for column, score in zip(ordered.T, scores.T, strict=True)]
        )
        places = len(known) - above.T + 1
        columns = {
            "best": places.min(axis=1),
            "worst": places.max(axis=1),
            "share_first": (places <= first).mean(axis=1),
        }
    found = pd.DataFrame(columns, index=known.index).reindex(points.index)
    return found.astype({"best": "Int64", "worst": "Int64", "share_first": "Float64"})


def thirds(values: pd.Series) -> pd.Series:
    """Third of each value among those known: 0 low, 1 middle, 2 high; NA where there is none. Equal values go together.

    >>> thirds(pd.Series([5.0, 1, 3, None])).tolist()
    [2, 0, 1, <NA>]
    """
    known = values.dropna().astype(float)
    if known.empty:
        return pd.Series(pd.array([pd.NA] * len(values), dtype="Int64"), index=values.index)
    ends = np.quantile(known, [1 / 3, 2 / 3])
    return pd.Series(np.searchsorted(ends, known), index=known.index).reindex(values.index).astype("Int64")
