"""The doubt of a saving: readings drawn again, the balance point searched again at every draw."""

from functools import lru_cache

import numpy as np

from indicators.savings.degree_days import Array
from indicators.savings.parameters import CONFIDENCE, RESAMPLES
from indicators.savings.signature import Fits, search


class Redraws:
    """A signature fitted again to readings drawn anew from its own residuals.

    `use` (kWh/day), `days` and `degree_days` (per day, periods × balance points) are those of the baseline.
    Residuals are weighted by the days of their period and widened for leverage and for the search. `block`: how many
    periods next to each other are drawn together (1 for bills; more for days, which err alike). `cools` as in `search`.
    """

    def __init__(
        self, use: Array, days: Array, degree_days: Array, rng: np.random.Generator, block: int = 1, cools: bool = False
    ) -> None:
        self._rng, self._block = rng, block
        self.fit = search(use[None, :], days, degree_days, cools)
        fitted = self.fit.per_day(degree_days)
        self._left = max(len(use) / block - self.fit.unknowns, 1)
        has = (self.fit.slope[0] > 0, self.fit.cool_slope[0] > 0)
        drivers = degree_days[:, [self.fit.place[0], self.fit.cool_place[0]]][:, has]
        self._residuals = _widened((use - fitted) * np.sqrt(days), days, drivers, self._left * block)
        drawn = fitted + self._noise(len(use)) / np.sqrt(days)
        self.again: Fits = search(drawn, days, degree_days, cools)

    def errors(self, days: Array, degree_days: Array) -> Array:
        """Errors (kWh), one per draw, of the use predicted for a period that is then measured.

        `days` and `degree_days` (per day) of the readings of that period; the chance of its own readings is in them.
        """
        whole, total = days @ degree_days, float(days.sum())
        predicted = self.again.use(total, whole) - self.fit.use(total, whole)
        return self._stretch() * (predicted - self._noise(len(days)) @ np.sqrt(days))

    def model_errors(self, days: float, degree_days: Array) -> Array:
        """Errors (kWh), one per draw, of the use predicted for `days` days of weather that nobody measures."""
        return self._stretch() * (self.again.use(days, degree_days) - self.fit.use(days, degree_days))

    def _noise(self, count: int) -> Array:
        """Residuals drawn again: draws × `count`, block by block."""
        size, blocks = len(self._residuals), -(-count // self._block)
        runs = np.take(self._residuals, np.arange(size)[:, None] + np.arange(self._block), mode="wrap")
        starts = self._rng.integers(size, size=(int(RESAMPLES.value), blocks))
        return runs[starts].reshape(len(starts), -1)[:, :count]

    def _stretch(self) -> float:
        return _student_over_normal(self._left, (1 + CONFIDENCE.value) / 2)


@lru_cache
def _student_over_normal(left: float, tail: float) -> float:
    """Ratio of the quantiles: few readings also leave the size of the residuals in doubt."""
    from scipy.special import ndtri, stdtrit

    return float(stdtrit(left, tail) / ndtri(tail))


def interval(draws: Array) -> tuple[float, float]:
    """Lowest and highest of the middle draws that hold the chosen confidence."""
    low, high = intervals(draws)
    return float(low), float(high)


def intervals(draws: Array) -> Array:
    """The same of every column of `draws`: its lowest, its highest."""
    tail = (1 - CONFIDENCE.value) / 2
    return np.asarray(np.quantile(draws, [tail, 1 - tail], axis=0))


def _widened(weighted: Array, days: Array, drivers: Array, left: float) -> Array:
    """Residuals at the size that errors have: a fit bends towards the readings that it was made of.

    `drivers`: periods × slopes of the model; `left`: readings (or days) beyond what the model's unknowns use up.
    """
    total, count = days.sum(), len(days)
    away = drivers - days @ drivers / total
    spread = np.linalg.pinv((away * days[:, None]).T @ away)
    leverage = days / total + days * ((away @ spread) * away).sum(axis=1)
    sized = weighted / np.sqrt(np.maximum(1 - leverage, 1 / count))
    return (sized - sized.mean()) * np.sqrt((count - leverage.sum()) / left)
