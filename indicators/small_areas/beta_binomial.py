"""The beta-binomial model of small areas: each area's level is drawn around that of the area that holds it.

Counts enter as the windows in which they lie, never as nothing and never as a guess. Empirical Bayes after Efron and
Morris, JASA 70, 1975; beta-binomial after Griffiths, Biometrics 29, 1973.
"""

from dataclasses import dataclass

import numpy as np

from indicators.basis.figures import Interval
from indicators.basis.tally import Tallied
from indicators.small_areas.chance import beta_end

_PRECISIONS = (2.0, 20_000.0)
"""Ends between which the precision is sought, in households that the area above is worth."""

_NARROW = 20
"""Widest window, in households, that is used to find the precision: the difference of two counts of which 10 is the
least has 19 values; wider intervals, of counts that the source withheld, say next to nothing."""

_LEAST_VARIANCE = 1e-15
"""Of a level: below it only the rounding of floating point is left."""

_EDGE = 1e-6
"""Least distance of a level from 0 and from 1."""


@dataclass(frozen=True)
class _Terms:
    """The counts that each area may have, one element each: `area` (its place, ascending), `counted`, `whole`.

    The whole, which has a window of its own, stands at its centre, or at what is counted where that is more.
    """

    area: np.ndarray
    counted: np.ndarray
    whole: np.ndarray
    coefficient: np.ndarray

    @classmethod
    def of(cls, least: np.ndarray, most: np.ndarray, whole: np.ndarray) -> "_Terms":
        """Every count that each area's window leaves possible, one term each."""
        from scipy.special import betaln

        sizes = np.floor(most - least + 1e-9).astype(int) + 1
        area = np.repeat(np.arange(len(sizes)), sizes)
        offset = np.arange(len(area)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        counted = least[area] + offset
        whole = np.maximum(whole[area], counted)
        coefficient = -np.log1p(whole) - betaln(counted + 1, whole - counted + 1)
        return cls(area, counted, whole, coefficient)

    def log_chance(self, prior: np.ndarray, precision: float) -> np.ndarray:
        """Logarithm of the chance of each count where levels are Beta(prior × precision, (1 − prior) × precision)."""
        from scipy.special import betaln

        first, second = precision * prior, precision * (1 - prior)
        fitted = betaln(self.counted + first[self.area], self.whole - self.counted + second[self.area])
        return self.coefficient + fitted - betaln(first, second)[self.area]

    def summed(self, values: np.ndarray, areas: int) -> np.ndarray:
        """Sum of the `values` of the terms, by area."""
        return np.bincount(self.area, weights=values, minlength=areas)


def fit_precision(counts: Tallied, prior: np.ndarray) -> float:
    """Precision of the levels around `prior`, in households that the area above is worth, by maximum likelihood.

    The likelihood of a count is that of its window. Without any count the largest precision is returned:
    nothing tells the areas apart.
    """
    from scipy.optimize import minimize_scalar

    is_used = (counts.most - counts.least < _NARROW) & (counts.whole > 0) & ~np.isnan(prior)
    if not is_used.any():
        return _PRECISIONS[1]
    terms = _Terms.of(counts.least[is_used], counts.most[is_used], counts.whole[is_used])
    level = _inside(prior[is_used])

    def misfit(log_precision: float) -> float:
        """Minus the log-likelihood of the counts at that precision."""
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
        """Ends that hold the confidence of `area_parameters`, of the beta distribution with the level's moments.

        What is known of a level is a mixture over the counts of its window: its mean and its variance are exact here.
        """
        total = self._successes + self._failures
        mean = self._averaged(self._successes / total)
        square = self._averaged(self._successes * (self._successes + 1) / (total * (total + 1)))
        precision = mean * (1 - mean) / np.maximum(square - mean**2, _LEAST_VARIANCE) - 1
        ends = (beta_end(mean * precision, (1 - mean) * precision, is_upper) for is_upper in (False, True))
        low, high = (np.where(self._nobody, np.nan, end) for end in ends)
        return low, high

    def _averaged(self, values: np.ndarray) -> np.ndarray:
        means = self._terms.summed(self._weight * values, len(self._nobody))
        return np.where(self._nobody, np.nan, means)


def _inside(level: np.ndarray) -> np.ndarray:
    return np.clip(level, _EDGE, 1 - _EDGE)
