"""Degree days of any period, of heating and of cooling, at many balance points at once."""

from copy import copy
from functools import cached_property

import numpy as np
import pandas as pd

from indicators.savings.cooling_parameters import COLDEST_COOLING, WARMEST_COOLING
from indicators.savings.parameters import BALANCE_STEP, COLDEST_BALANCE, WARMEST_BALANCE

Array = np.ndarray

DAYS_OF_YEAR = 365
FILLED_DAYS = 7
"""Days in a straight line from which temperatures are taken for filled in; chosen, 2026-11: weather varies."""
FILLED_STEP = 0.011
"""°C by which such a line may bend from day to day, as files round to hundredths; chosen, 2026-11."""

ZERO_LEAP = 4.0
"""°C by which a day of exactly 0 lies from the days round it, from which 0 stands for "not known": in Milan, 1999–2003,
a day near 0 lay 3.3 °C from them at most; chosen, 2026-11."""
LEAST_ZEROS = 3
"""Such days from which no 0 of the file is believed; chosen, 2026-11."""


def balance_points() -> Array:
    """Balance points that are tried, °C, lowest first."""
    steps = round((WARMEST_BALANCE.value - COLDEST_BALANCE.value) / BALANCE_STEP.value)
    return COLDEST_BALANCE.value + BALANCE_STEP.value * np.arange(steps + 1)


def cooling_points() -> Array:
    """Balance points of cooling that are tried, °C, lowest first."""
    return np.arange(COLDEST_COOLING.value, WARMEST_COOLING.value + BALANCE_STEP.value / 2, BALANCE_STEP.value)


COOLING_POINTS = len(cooling_points())


class DegreeDays:
    """Degree days of one station; made once, asked for many periods.

    `weather` has `date` and `temperature_c` (mean of the day), one row per day in any order; days that it lacks are
    left out of the means. Periods are given as arrays of datetime64[D], the end not included. Raises ValueError if a
    day stands twice. `filled_days`: days taken as not known because their temperatures were filled in. `cools`: whether
    the degree days of cooling stand behind those of heating, one column for each of `cooling_points`.
    """

    def __init__(self, weather: pd.DataFrame, points_c: Array | None = None) -> None:
        self.points_c = balance_points() if points_c is None else np.asarray(points_c, dtype=float)
        daily = weather.dropna(subset=["date", "temperature_c"]).sort_values("date")
        dates = as_days(daily["date"])
        if (np.diff(dates) == np.timedelta64(0, "D")).any():
            raise ValueError("a day stands twice in the weather: keep one station")
        self.first = dates[0] if len(dates) else np.datetime64(0, "D")
        self._temperatures = np.full(int((dates[-1] - self.first).astype(int)) + 1 if len(dates) else 0, np.nan)
        self._temperatures[(dates - self.first).astype(int)] = daily["temperature_c"].to_numpy(dtype=float)
        filled = _filled_in(self._temperatures)
        self.filled_days, self._filled = int(filled.sum()), _running(filled.astype(int))
        self._temperatures[filled] = np.nan
        self.cools = False
        known = ~np.isnan(self._temperatures)
        each = np.clip(self.points_c - self._temperatures[:, None], 0, None)
        self._known = _running(known.astype(float))
        self._warmth = _running(np.where(known, self._temperatures, 0.0))
        self._degrees = _running(np.where(known[:, None], each, 0.0))

    @cached_property
    def with_cooling(self) -> "DegreeDays":
        """The same, with the degree days of cooling."""
        if self.cools:
            return self
        both = copy(self)
        known = ~np.isnan(self._temperatures)
        each = np.clip(self._temperatures[:, None] - cooling_points(), 0, None)
        both.cools = True
        both._degrees = np.hstack([self._degrees, _running(np.where(known[:, None], each, 0.0))])
        return both

    def per_day(self, starts: Array, ends: Array) -> Array:
        """Mean degree days per day, one row per period, one column per balance point; NaN without weather."""
        first, last = self._place(starts), self._place(ends)
        return _ratio(self._degrees[last] - self._degrees[first], (self._known[last] - self._known[first])[:, None])

    def mean_c(self, starts: Array, ends: Array) -> Array:
        """Mean temperature of each period, °C; NaN without weather."""
        first, last = self._place(starts), self._place(ends)
        return _ratio(self._warmth[last] - self._warmth[first], self._known[last] - self._known[first])

    def known_share(self, starts: Array, ends: Array) -> Array:
        """Share of the days of each period whose temperature is known."""
        return _ratio(self._known[self._place(ends)] - self._known[self._place(starts)], (ends - starts).astype(int))

    def filled_in(self, starts: Array, ends: Array) -> int:
        """Days of the periods whose temperatures were filled in."""
        return int((self._filled[self._place(ends)] - self._filled[self._place(starts)]).sum())

    def usual_year(self) -> Array:
        """Degree days of a year at each balance point: mean of the last whole years of weather; NaN below one year."""
        years = len(self._temperatures) // DAYS_OF_YEAR
        if not years:
            return np.full(self._degrees.shape[1], np.nan)
        first = len(self._temperatures) - DAYS_OF_YEAR * years
        return DAYS_OF_YEAR * _ratio(self._degrees[-1] - self._degrees[first], self._known[-1] - self._known[first])

    def _place(self, dates: Array) -> Array:
        return np.minimum(np.maximum((dates - self.first).astype(int), 0), len(self._temperatures))


def as_days(dates: pd.Series) -> Array:
    """Dates as an array of datetime64[D]."""
    return dates.to_numpy().astype("datetime64[D]")


def _filled_in(temperatures: Array) -> Array:
    """Days of stretches that stand still or move in a straight line, as no weather does: filled in, not measured."""
    with np.errstate(invalid="ignore"):
        straight = np.abs(np.diff(temperatures, n=2)) <= FILLED_STEP
    stretches = np.flatnonzero(np.diff(np.concatenate([[False], straight, [False]]).astype(int)))
    filled = np.zeros(len(temperatures), dtype=bool)
    for first, end in zip(stretches[::2], stretches[1::2], strict=True):
        if end - first + 2 >= FILLED_DAYS:
            filled[first : end + 2] = True
    filled |= _zeros(temperatures)
    # a file that is straight nearly throughout is no weather with holes: it is taken as it was given
    return filled & (filled.mean() < 0.5) if len(filled) else filled


def _zeros(temperatures: Array) -> Array:
    """Days of exactly 0 °C, where some lie so far from the days round them that 0 stands for what is missing."""
    is_zero, places = temperatures == 0, np.arange(len(temperatures))
    known = ~np.isnan(temperatures) & ~is_zero
    if is_zero.sum() < LEAST_ZEROS or not known.any():
        return np.zeros(len(temperatures), dtype=bool)
    beside = np.interp(places[is_zero], places[known], temperatures[known])
    return is_zero & ((np.abs(beside) >= ZERO_LEAP).sum() >= LEAST_ZEROS)


def _running(values: Array) -> Array:
    return np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])


def _ratio(numerator: Array, denominator: Array) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(denominator > 0, numerator / denominator, np.nan)


def of_one_station(weather: pd.DataFrame, readings: pd.DataFrame) -> pd.DataFrame:
    """Temperatures of the station that has most of the days of `readings`, of equals the first by code; columns of the
    contract."""
    is_read = weather["date"].between(readings["start_date"].min(), readings["end_date"].max())
    stations = weather["station_id"][is_read if is_read.any() else slice(None)]
    return weather[weather["station_id"] == stations.mode().iloc[0]]
