"""What a meter uses at a time of the year, told by its other readings: beside it, rows that may mean two things."""

from collections.abc import Sequence

import numpy as np

from indicators.savings.degree_days import DAYS_OF_YEAR, Array
from indicators.savings.entries import Entry
from indicators.savings.ledger_parameters import SEASON_FLOOR, SEASON_SPREAD

_NEAR = 120
"""Days before and after that tell the level of a time; chosen, 2026-11: some four bills on each side."""
_LEAST_KNOWN = 60
_FARTHEST = 3.0
"""Deviations from which neither meaning is believed; chosen, 2026-11."""


class Seasons:
    """The use of each day, as readings tell it of which nobody doubts (`sure`: they do not overlap)."""

    def __init__(self, sure: Sequence[Entry]) -> None:
        self._first = min((entry.start for entry in sure), default=0)
        self._daily: Array = np.full(max((entry.end for entry in sure), default=self._first) - self._first + 1, np.nan)
        for entry in sure:
            self._daily[entry.start - self._first : entry.end - self._first] = entry.kwh / entry.days
        known = self._daily[~np.isnan(self._daily)]
        self._mean = float(known.mean()) if len(known) else float("nan")

    def expected(self, span: tuple[int, int]) -> float:
        """kWh a day of the days of `span`: those of other years at the level of the readings round it; NaN where too
        little is known."""
        days = np.arange(span[0] - _NEAR, span[1] + _NEAR)
        years = len(self._daily) // DAYS_OF_YEAR + 1
        others = [self._of(days + DAYS_OF_YEAR * shift) for shift in range(-years, years + 1) if shift]
        known = np.sum(~np.isnan(others), axis=0)
        usual = np.nansum(others, axis=0) / np.maximum(known, 1)
        own = self._of(days)
        both, inside = (known > 0) & ~np.isnan(own), usual[_NEAR:-_NEAR]
        is_told = both.sum() >= _LEAST_KNOWN and usual[both].sum() > 0 and (known[_NEAR:-_NEAR] > 0).all()
        return float(own[both].sum() / usual[both].sum() * inside.mean()) if is_told else float("nan")

    def away(self, span: tuple[int, int], kwh: float) -> float:
        """Deviations between `kwh` and what is expected of the days of `span`; NaN where too little is known."""
        expected = self.expected(span)
        spread = SEASON_SPREAD.value * expected + SEASON_FLOOR.value * self._mean
        return float((kwh / (span[1] - span[0]) - expected) / max(spread, 1e-9))

    def evidence(self, span: tuple[int, int], one: float, other: float) -> float:
        """How much likelier it is (logarithm) that `one` was used in the days of `span` than `other`, both kWh; 0 where
        the season tells nothing."""
        return likelier(self.away(span, one), self.away(span, other))

    def _of(self, days: Array) -> Array:
        places = days - self._first
        is_inside = (places >= 0) & (places < len(self._daily))
        return np.where(is_inside, self._daily[np.where(is_inside, places, 0)], np.nan)


def likelier(one: float, other: float) -> float:
    """How much likelier a deviation is than another (logarithm); 0 where unknown, or where both are far."""
    is_told = not np.isnan(one) and not np.isnan(other) and min(abs(one), abs(other)) < _FARTHEST
    return (other**2 - one**2) / 2 if is_told else 0.0
