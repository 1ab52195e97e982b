"""Change between two editions under the same assumptions: what is sure if the unknown is alike in both years."""

from itertools import product
from statistics import NormalDist

import numpy as np

from indicators.basis.assumptions import ENDS, Assumptions, Box
from indicators.basis.figures import Interval, divide
from indicators.plausible.ranges import Known, ends, share

_STOPS = 3
"""Values of each assumption at which the change is read, from one end to the other: it need not be most at an end."""


def change_range(former: Known, latter: Known, box: Box, confidence: float) -> Interval:
    """Least and most change of the share above the cut-off (latter less former, −1 to 1), by area, in the same order.

    Whatever is assumed within `box` is assumed of both years, so that what is unknown alike does not count as change.
    What the published cells leave open is added, each year by itself, then what chance does at `confidence` (0–1; at 0
    nothing, for one city in two situations).
    NaN where an area tells nothing in one of the years.
    """
    least, most = np.full(len(latter.known), np.inf), np.full(len(latter.known), -np.inf)
    for values in product(*(_stops(getattr(box, name)) for name in ENDS)):
        point = Box(*((value, value) for value in values))
        (low_before, high_before), (low_after, high_after) = ends(former, point), ends(latter, point)
        least = np.minimum(least, low_after - high_before)
        most = np.maximum(most, high_after - low_before)
    chance = NormalDist().inv_cdf((1 + confidence) / 2) * np.sqrt(_variance(former) + _variance(latter))
    return np.clip(least - chance, -1, 1), np.clip(most + chance, -1, 1)


def _stops(side: tuple[float, float]) -> np.ndarray:
    """Values between the ends of an assumption, and 1, at which the estimates stand."""
    return np.unique([*np.linspace(*side, _STOPS), 1.0])


def _variance(known: Known) -> np.ndarray:
    """Variance of the share that chance gives, by area."""
    likely = share(known, Assumptions())
    return divide(likely * (1 - likely), known.known + known.unpriced + known.rest)
