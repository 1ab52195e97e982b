"""What chance alone can do to a share counted among few households: intervals for the level that lies behind it."""

from statistics import NormalDist

import numpy as np

from indicators.basis.area_parameters import AREA_CONFIDENCE
from indicators.basis.intervals import Interval

_TAIL = (1 - AREA_CONFIDENCE.value) / 2
_Z = NormalDist().inv_cdf(1 - _TAIL)


def wilson(least: np.ndarray, most: np.ndarray, whole: np.ndarray) -> Interval:
    """Ends of Wilson's score interval for `least` to `most` households counted among `whole`; NaN where that is 0.

    A withheld count gives its lower end from the least that it can be, its upper end from the most. Wilson, JASA 22,
    1927; better than the textbook interval for few households (Brown, Cai and DasGupta, Statistical Science 16, 2001).

    >>> low, high = wilson(np.array([10.0]), np.array([10.0]), np.array([110.0]))
    >>> round(float(low[0]), 4), round(float(high[0]), 4)
    (0.0501, 0.1593)
    """
    whole = np.where(whole > 0, whole, np.nan)
    ends = [_score_end(counted, whole, sign * _Z) for counted, sign in ((least, -1), (most, 1))]
    return np.clip(ends[0], 0, 1), np.clip(ends[1], 0, 1)


def _score_end(counted: np.ndarray, whole: np.ndarray, z: float) -> np.ndarray:
    share = counted / whole
    spread = z * np.sqrt(share * (1 - share) / whole + z**2 / (4 * whole**2))
    return (share + z**2 / (2 * whole) + spread) / (1 + z**2 / whole)


def beta_end(successes: np.ndarray, failures: np.ndarray, is_upper: bool) -> np.ndarray:
    """One end of the equal-tailed interval of Beta(`successes`, `failures`); NaN where either is.

    With half a household added to those counted and half to those not counted it is Jeffreys' interval; with one added
    to those not counted below, and to those counted above, Clopper and Pearson's.
    """
    from scipy.special import betaincinv

    return np.asarray(betaincinv(successes, failures, 1 - _TAIL if is_upper else _TAIL))
