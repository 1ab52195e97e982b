"""Signs that a saving rests on something that is not the works: a unit, bills of equal amounts, another station."""

from typing import Protocol

import numpy as np

from indicators.savings.cautions import Caution
from indicators.savings.degree_days import DegreeDays
from indicators.savings.periods import Use
from indicators.savings.saving import Saving
from indicators.savings.signature import Fits
from indicators.savings.steady_parameters import DEEP_FALL, LEAST_UNFOLLOWED, WEATHER_APART


class Modelled(Protocol):
    """The readings of a year, and their model."""

    @property
    def use(self) -> Use:
        """Its readings."""

    @property
    def fit(self) -> Fits:
        """Their model."""


def doubts_of(saving: Saving, before: Modelled, after: Modelled, degrees: DegreeDays, is_steady: bool) -> list[Caution]:
    """What makes the verdict of `saving` doubtful, as cautions without a size; [] for most.

    `is_steady`: whether no step was found within either year, which hides the weather too.
    """
    found = [Caution("deep_fall")] if saving.avoided_share.estimate > DEEP_FALL.value else []
    unfollowed = _following(before) - _following(after)
    if is_steady and abs(unfollowed) > LEAST_UNFOLLOWED.value:
        found.append(Caution("flat_after" if unfollowed > 0 else "flat_before"))
    if abs(_mean_c(after.use, degrees) - _mean_c(before.use, degrees)) > WEATHER_APART.value:
        found.append(Caution("weather_apart"))
    return found


def _following(year: Modelled) -> float:
    """Part of a year's use that follows the weather, 0–1."""
    mean = float(np.average(year.use.per_day, weights=year.use.days))
    return 1 - float(year.fit.base[0]) / mean if mean > 0 else 0.0


def _mean_c(use: Use, degrees: DegreeDays) -> float:
    return float(np.average(degrees.mean_c(use.start, use.end), weights=use.days))
