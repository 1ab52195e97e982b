"""What of an area may be set beside the city: shares counted among the same households, or whole ranges."""

import numpy as np
import pandas as pd

from indicators.basis.intervals import share_within
from indicators.basis.tally import Tallied

_DUST = 1e-9
"""Differences of shares below this are those of floating point."""


def is_share_counted(counts: Tallied, figures: pd.DataFrame) -> np.ndarray:
    """Whether each estimate is the share that `counts` tell, as far as their windows leave it open; True without one.

    It is not where what is certain of all households lies above, or below, that share of those known in full.
    """
    low, high = share_within((counts.least, counts.most), (counts.whole_low, counts.whole_high))
    estimate = figures["estimate"].to_numpy(dtype=float, na_value=np.nan)
    return ~((estimate < low - _DUST) | (estimate > high + _DUST))


def range_standing(figures: pd.DataFrame, city: pd.DataFrame) -> pd.Series:
    """Where the whole range of each area stands beside the estimate of the `city` (figures of one row).

    `figures` (of an indicator) with their plausible range, else their certain one. "above" where even the lower end is
    above it, "below" where even the upper end is below it, "unsure" where the range holds it, "" where an area or the
    city has no figure.
    """
    kind = ("plausible_low", "plausible_high") if "plausible_low" in figures else ("minimum", "maximum")
    low, high = (figures[name].astype("Float64").to_numpy(float, na_value=np.nan) for name in kind)
    city_level = float(city["estimate"].astype("Float64").to_numpy(float, na_value=np.nan)[0])
    is_blank = (figures["state"] != "shown").to_numpy(bool) | np.isnan(low) | np.isnan(high) | np.isnan(city_level)
    standing = np.select([is_blank, low > city_level, high < city_level], ["", "above", "below"], "unsure")
    return pd.Series(standing, figures.index, dtype="str")
