"""What chance alone can do to a share counted among few households: intervals for the level that lies behind it."""

import numpy as np

from indicators.basis.area_parameters import AREA_CONFIDENCE

_TAIL = (1 - AREA_CONFIDENCE.value) / 2


def beta_end(successes: np.ndarray, failures: np.ndarray, is_upper: bool) -> np.ndarray:
    """One end of the equal-tailed interval of Beta(`successes`, `failures`); NaN where either is.

    With half a household added to those counted and half to those not counted it is Jeffreys' interval; with one added
    to those not counted below, and to those counted above, Clopper and Pearson's.
    """
    from scipy.special import betaincinv

    return np.asarray(betaincinv(successes, failures, 1 - _TAIL if is_upper else _TAIL))
