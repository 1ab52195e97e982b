"""Signs that a saving rests on something that is not the works: a unit, bills of equal amounts, another station."""

from collections.abc import Hashable

import numpy as np
import pandas as pd

from indicators.savings.cautions import Caution
from indicators.savings.degree_days import Array, DegreeDays
from indicators.savings.even_parameters import EVEN_APART, EVEN_FALL, EVEN_LEAST, EVEN_RISE
from indicators.savings.modelled_year import Year
from indicators.savings.parameters import LEAST_COVERED, METER_CHANGE_DAYS
from indicators.savings.periods import Use, Works, years_from
from indicators.savings.saving import Saving
from indicators.savings.steady_parameters import DEEP_FALL, LEAST_UNFOLLOWED, WEATHER_APART

_MOST_YEARS = 5
"""Before the works and since, so that a climate that warms is not taken for a station; chosen, 2026-11."""


def doubts_of(saving: Saving, before: Year, after: Year, degrees: DegreeDays, is_steady: bool) -> list[Caution]:
    """What makes the verdict of `saving` doubtful, as cautions without a size; [] for most.

    `is_steady`: whether no step was found within either year, which hides the weather too.
    """
    found = [Caution("deep_fall")] if saving.avoided_share.estimate > DEEP_FALL.value else []
    if is_steady and not found and _is_even(before, after, degrees):
        found.append(Caution("even_change", saving.avoided_share.estimate))
    unfollowed = _following(before) - _following(after)
    if is_steady and abs(unfollowed) > LEAST_UNFOLLOWED.value:
        found.append(Caution("flat_after" if unfollowed > 0 else "flat_before"))
    if _is_weather_apart(before.use, after.use, degrees):
        found.append(Caution("weather_apart"))
    return found


def new_meters(changed: pd.DataFrame, works: Works) -> dict[Hashable, Caution]:
    """A caution for each series (estate, building, carrier) in which another meter took over with the works.

    `changed`: `Cleaned.changed`."""
    margin = np.timedelta64(int(METER_CHANGE_DAYS.value), "D")
    days = changed["start_date"].to_numpy("datetime64[D]")
    near = changed[(days >= works.start - margin) & (days <= works.end + margin)]
    first = near.groupby(["complex_id", "building_id", "carrier"])["start_date"].min()
    return {key: Caution("meter_changed", day=str(day.date())) for key, day in first.items()}


def _is_even(before: Year, after: Year, degrees: DegreeDays) -> bool:
    """Whether what follows the weather and what does not changed alike and by much, as a factor changes both.

    Both are set beside each other in the weather after the works; unknown, hence not told, where either is small.
    """
    use = after.use
    days, driven = use.days.sum(), use.days @ degrees.per_day(use.start, use.end)
    bases = np.array([float(year.fit.base[0]) * days for year in (before, after)])
    heats = np.array([float(year.fit.use(days, driven)[0]) for year in (before, after)]) - bases
    parts = np.array([bases, heats])
    if parts[:, 0].min() < EVEN_LEAST.value * parts[:, 0].sum() or parts.min() <= 0:
        return False
    moved = parts[:, 1] / parts[:, 0]
    is_much = moved.max() < 1 - EVEN_FALL.value or moved.min() > 1 + EVEN_RISE.value
    return bool(is_much and moved.max() < EVEN_APART.value * moved.min())


def _following(year: Year) -> float:
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
