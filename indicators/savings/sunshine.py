"""Use that falls with the sun, as a meter behind photovoltaic or solar panels tells it."""

from typing import NamedTuple

import numpy as np

from indicators.savings.degree_days import Array, DegreeDays
from indicators.savings.periods import Use
from indicators.savings.signature import search
from indicators.savings.sun_parameters import SUN_LATITUDE

_TAKEN = np.linspace(0.0, 1.0, 51)
"""What the sun may take away, ÷ what is used."""


class Taken(NamedTuple):
    """What the sun takes away: likeliest part of the use measured, and its gain in likelihood (n log of losses)."""

    share: float
    gain: float


def taken_by_sun(use: Use, degrees: DegreeDays) -> Taken:
    """What the sun takes away from `use`: with it, given back day by day, use follows its signature best.

    The gain is that over the signature alone, less one more unknown; (0, 0) where weather is not known.
    """
    drivers, mean = degrees.per_day(use.start, use.end), use.kwh.sum() / use.days.sum()
    if np.isnan(drivers).any() or not mean > 0:
        return Taken(0.0, 0.0)
    shine = _shine(use.start, use.end)
    given_back = use.per_day + _TAKEN[:, None] * mean * shine / np.average(shine, weights=use.days)
    loss = np.maximum(search(given_back, use.days, drivers, degrees.cools).loss, 1e-12)
    best = int(np.argmin(loss))
    return Taken(float(_TAKEN[best]), float(len(use) * np.log(loss[0] / loss[best]) - np.log(len(use))))


def _shine(starts: Array, ends: Array) -> Array:
    """Mean energy of the sun above the air in each period, MJ/m² a day."""
    first = starts.min()
    days = np.arange(first, ends.max() + 1)
    each = sun_energy((days - days.astype("datetime64[Y]")).astype(int) + 1, SUN_LATITUDE.value)
    running = np.concatenate([[0.0], np.cumsum(each)])
    places = [(edge - first).astype(int) for edge in (starts, ends)]
    return np.asarray((running[places[1]] - running[places[0]]) / (places[1] - places[0]))


def sun_energy(days: Array, latitude: float) -> Array:
    """Energy of the sun above the air, MJ/m² a day, on `days` (of the year, from 1) at a latitude in degrees.

    FAO, Irrigation and drainage paper 56 (1998), equations 21–25; not within the polar circles.
    """
    year, place = 2 * np.pi * np.asarray(days) / 365, np.radians(latitude)
    declination = 0.409 * np.sin(year - 1.39)
    sunset = np.arccos(-np.tan(place) * np.tan(declination))
    height = sunset * np.sin(place) * np.sin(declination) + np.cos(place) * np.cos(declination) * np.sin(sunset)
    return np.asarray(24 * 60 / np.pi * 0.0820 * (1 + 0.033 * np.cos(year)) * height)
