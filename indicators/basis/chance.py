"""What chance, and the windows of published counts, can do to a share counted among few households."""

from statistics import NormalDist

import numpy as np

from indicators.basis.area_parameters import AREA_CONFIDENCE
from indicators.basis.figures import Interval, divide
from indicators.basis.intervals import share_within
from indicators.basis.tally import Tallied, window_variance


def wilson(counts: Tallied, confidence: float = AREA_CONFIDENCE.value) -> Interval:
    """Ends of Wilson's score interval for the level behind each count, shares 0–1; NaN where nobody is counted among.

    The error of the windows is added to that of chance: the level p lies where (p̂ − p)² ≤ z² (p (1 − p) ÷ n + v ÷ n²),
    with v their variance in households and p̂ at the middle of the window: the best estimate is drawn towards the area
    above, and its error is not that of chance. The share itself, whatever the windows leave it to be, is always inside.
    Wilson, JASA 22, 1927; better than the textbook interval for few households (Brown, Cai and DasGupta, Statistical
    Science 16, 2001).
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    whole = np.where(counts.whole > 0, counts.whole, np.nan)
    share = np.clip((counts.least + counts.most) / (2 * whole), 0, 1)
    variance = counts.variance + share**2 * window_variance(counts.whole_low, counts.whole_high)
    square = 1 + z**2 / whole
    middle = (share + z**2 / (2 * whole)) / square
    away = np.sqrt(np.clip(middle**2 - (share**2 - z**2 * variance / whole**2) / square, 0, None))
    own_low, own_high = share_within((counts.least, counts.most), (counts.whole_low, counts.whole_high))
    low, high = np.minimum(middle - away, own_low), np.maximum(middle + away, own_high)
    return np.clip(low, 0, 1), np.clip(high, 0, 1)


def level_interval(counts: Tallied) -> Interval:
    """`wilson`'s interval for the level behind each count, with all that may be missed on the side where it can be.

    Where a window leaves a share of 0 possible no level lies below the interval, and its upper end is that of one side;
    so with the lower one where it leaves 1.
    """
    (low, high), (one_low, one_high) = wilson(counts), wilson(counts, 2 * AREA_CONFIDENCE.value - 1)
    own_low, own_high = share_within((counts.least, counts.most), (counts.whole_low, counts.whole_high))
    is_window = counts.most > counts.least
    return np.where(is_window & (own_high >= 1), one_low, low), np.where(is_window & (own_low <= 0), one_high, high)


def estimated_share(counts: Tallied) -> np.ndarray:
    """Best estimate of the share counted; NaN where nobody is counted among."""
    return np.clip(divide(counts.middle, counts.whole), 0, 1)
