"""Ways to make one score of the points of many criteria."""

from collections.abc import Callable

import numpy as np

Scorer = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def weighted_sum(points: np.ndarray, weights: np.ndarray, _likely: np.ndarray) -> np.ndarray:
    """Σ weight × points, 0–1: what one criterion lacks another may give."""
    return points @ weights


def topsis(points: np.ndarray, weights: np.ndarray, likely: np.ndarray) -> np.ndarray:
    """Closeness, 0–1, to the best estate that could be made of all, away from the worst (Hwang and Yoon, 1981).

    Points are divided by the length of their column in `likely` and weighted; the ideal and its opposite come from
    `likely` as well, so that the bounds of one estate are measured with the same rule; points beyond either count as
    the end, or more points could give a lower score. Where all are alike: 0.5.
    """
    length = np.sqrt((likely**2).sum(axis=0))
    scale = np.divide(weights, length, out=np.zeros_like(weights), where=length > 0)
    best, worst = likely.max(axis=0, initial=0) * scale, likely.min(axis=0, initial=1) * scale
    scaled = np.clip(points * scale, worst, best)
    far, near = (np.sqrt(((scaled - end) ** 2).sum(axis=1)) for end in (worst, best))
    reach = far + near
    return np.divide(far, reach, out=np.full(len(points), 0.5), where=reach > 0)


SCORERS: dict[str, Scorer] = {"weighted_sum": weighted_sum, "topsis": topsis}
"""The scorer of each of METHODS."""
