"""Signs that a saving rests on something that is not the works: a unit, bills of equal amounts, another station."""

from typing import Protocol

import numpy as np

from indicators.savings.cautions import Caution
from indicators.savings.degree_days import Array, DegreeDays
from indicators.savings.parameters import LEAST_COVERED
from indicators.savings.periods import Use, years_from
from indicators.savings.saving import Saving
from indicators.savings.signature import Fits
from indicators.savings.steady_parameters import DEEP_FALL, LEAST_UNFOLLOWED, WEATHER_APART

_MOST_YEARS = 5
"""Before the works and since, so that a climate that warms is not taken for a station; chosen, 2026-11."""


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
    if _is_weather_apart(before.use, after.use, degrees):
        found.append(Caution("weather_apart"))
    return found


def _following(year: Modelled) -> float:
    """Part of a year's use that follows the weather, 0–1."""
    mean = float(np.average(year.use.per_day, weights=year.use.days))
    return 1 - float(year.fit.base[0]) / mean if mean > 0 else 0.0


def _is_weather_apart(before: Use, after: Use, degrees: DegreeDays) -> bool:
    """Whether one year or the mean of several before the works is too far from one or several since.

    Means of several years are nearer to each other, by the root of their number.
    """
    earlier, later = _means_c(before.end.max(), -1, degrees), _means_c(after.start.min(), 1, degrees)
    chance = 1 / np.arange(1, len(earlier) + 1)[:, None] + 1 / np.arange(1, len(later) + 1)
    return bool((np.abs(later - earlier[:, None]) > WEATHER_APART.value * np.sqrt(chance / 2)).any())


def _means_c(day: np.datetime64, sign: int, degrees: DegreeDays) -> Array:
    """Mean temperature of one, two … whole years before `day` (`sign` −1) or from it on (1), °C; as far as known."""
    edges = np.array([years_from(day, sign * count) for count in range(_MOST_YEARS + 1)])
    starts, ends = np.sort([edges[:-1], edges[1:]], axis=0)
    is_known = np.cumprod(degrees.known_share(starts, ends) >= LEAST_COVERED.value).astype(bool)
    means = degrees.mean_c(starts, ends)[is_known]
    return np.cumsum(means) / np.arange(1, len(means) + 1)
