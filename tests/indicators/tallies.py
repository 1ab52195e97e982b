"""Tallies for tests, made without an area frame."""

import numpy as np

from indicators.basis.tally import Tallied, window_variance


def shares(counted, whole, around=0):
    """`counted` of `whole` (numbers, or one array each), each known to within `around` households."""
    counted, whole = (np.atleast_1d(np.asarray(each, dtype=float)) for each in (counted, whole))
    least, most = np.maximum(counted - around, 0), counted + around
    return Tallied(counted, least, most, window_variance(least, most), whole, whole - around, whole + around)
