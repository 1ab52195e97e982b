"""The beta-binomial model of small areas: each area's level is drawn around that of the area that holds it.

Counts that are withheld enter as the interval in which they lie, never as nothing and never as a guess: areas whose
small counts are withheld are the good ones, and to drop them would make the others look usual. Empirical Bayes after
Efron and Morris, JASA 70, 1975; beta-binomial after Griffiths, Biometrics 29, 1973.
"""

from dataclasses import dataclass

import numpy as np

from indicators.basis.intervals import Interval
from indicators.basis.tally import Tallied
from indicators.small_areas.chance import beta_end

_PRECISIONS = (2.0, 20_000.0)
"""Ends between which the precision is sought, in households that the area above is worth."""

_NARROW = 10
"""Widest interval of a withheld count, in households, that is used to find the precision: wider ones say nothing."""

_EDGE = 1e-6
"""Least distance of a level from 0 and from 1."""


@dataclass(frozen=True)
class _Terms:
    """The counts that each area may have, one element each: `area` (its place, ascending), `counted`, `whole`."""

    area: np.ndarray
    counted: np.ndarray
    whole: np.ndarray
    coefficient: np.ndarray

    @classmethod
    def of(cls, least: np.ndarray, most: np.ndarray, whole: np.ndarray) -> "_Terms":
        from scipy.special import betaln

        sizes = np.floor(most - least + 1e-9).astype(int) + 1
        area = np.repeat(np.arange(len(sizes)), sizes)
        offset = np.arange(len(area)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        counted, whole = least[area] + offset, whole[area]
        coefficient = -np.log1p(whole) - betaln(counted + 1, whole - counted + 1)
        return cls(area, counted, whole, coefficient)

    def log_chance(self, prior: np.ndarray, precision: float) -> np.ndarray:
        """Logarithm of the chance of each count where levels are Beta(prior × precision, (1 − prior) × precision)."""
        from scipy.special import betaln

        first, second = precision * prior, precision * (1 - prior)
        fitted = betaln(self.counted + first[self.area], self.whole - self.counted + second[self.area])
        return self.coefficient + fitted - betaln(first, second)[self.area]

    def summed(self, values: np.ndarray, areas: int) -> np.ndarray:
        return np.bincount(self.area, weights=values, minlength=areas)


def fit_precision(counts: Tallied, prior: np.ndarray) -> float:
    """Precision of the levels around `prior`, in households that the area above is worth, by maximum likelihood.

    The likelihood of a withheld count is that of its interval. Without any count the largest precision is returned:
    nothing tells the areas apart.
    """
    from scipy.optimize import minimize_scalar

    is_used = (counts.most - counts.least < _NARROW) & (counts.whole > 0) & ~np.isnan(prior)
    if not is_used.any():
        return _PRECISIONS[1]
    terms = _Terms.of(counts.least[is_used], counts.most[is_used], counts.whole[is_used])
    level = _inside(prior[is_used])

    def misfit(log_precision: float) -> float:
        chances = np.exp(terms.log_chance(level, np.exp(log_precision)))
        return -float(np.log(np.maximum(terms.summed(chances, len(level)), 1e-300)).sum())

    found = minimize_scalar(misfit, bounds=tuple(np.log(_PRECISIONS)), method="bounded", options={"xatol": 0.02})
    return float(np.exp(found.x))


class Levels:
    """What is known of each area's level (0–1) after its count; of `prior` alone where it has none, or any is possible.

    `prior`: level of the area above, by area; NaN where nobody lives, and then so is everything. `precision`: see
    `fit_precision`.
    """

    def __init__(self, counts: Tallied, prior: np.ndarray, precision: float) -> None:
        self._nobody, prior = np.isnan(prior), _inside(np.nan_to_num(prior, nan=0.5))
        is_counted = (counts.whole > 0) & ~np.isnan(counts.least) & ~self._nobody
        least, most, whole = (np.where(is_counted, each, 0.0) for each in (counts.least, counts.most, counts.whole))
        self._counts = Tallied(least, most, whole)
        self._first, self._second = precision * prior, precision * (1 - prior)
        self._terms = terms = _Terms.of(least, most, whole)
        weight = np.exp(terms.log_chance(prior, precision))
        self._weight = weight / np.maximum(terms.summed(weight, len(prior))[terms.area], 1e-300)
        self._successes = self._first[terms.area] + terms.counted
        self._failures = self._second[terms.area] + terms.whole - terms.counted

    @property
    def mean(self) -> np.ndarray:
        """Expected level of each area."""
        return self._averaged(self._successes / (self._successes + self._failures))

    def chance_above(self, level: np.ndarray) -> np.ndarray:
        """Probability that the level of each area is above `level`."""
        from scipy.special import betainc

        return self._averaged(1 - betainc(self._successes, self._failures, level[self._terms.area]))

    @property
    def interval(self) -> Interval:
        """Ends that hold the confidence of `area_parameters`; over all that a withheld count can be."""
        least, most, whole = self._counts.least, self._counts.most, self._counts.whole
        is_open = (least == 0) & (most == whole)
        least, most, whole = (np.where(is_open, 0.0, values) for values in (least, most, whole))
        low = beta_end(self._first + least, self._second + whole - least, is_upper=False)
        high = beta_end(self._first + most, self._second + whole - most, is_upper=True)
        return np.where(self._nobody, np.nan, low), np.where(self._nobody, np.nan, high)

    @property
    def counted(self) -> np.ndarray:
        """Expected count of each area that has one, 0 elsewhere."""
        return self._terms.summed(self._weight * self._terms.counted, len(self._nobody))

    def _averaged(self, values: np.ndarray) -> np.ndarray:
        means = self._terms.summed(self._weight * values, len(self._nobody))
        return np.where(self._nobody, np.nan, means)


def _inside(level: np.ndarray) -> np.ndarray:
    return np.clip(level, _EDGE, 1 - _EDGE)
