"""The energy signature: use per day as a base plus so much per degree day, the balance point chosen by the data."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from indicators.savings.degree_days import Array

HEATING_UNKNOWNS = 3
"""Base, slope and balance point: the search is paid for as an unknown."""


@dataclass(frozen=True)
class Fits:
    """Signatures of many series over the same periods, one entry per series.

    `place`: index of the balance point; `base`: kWh/day; `slope`: kWh per degree day (0 for the constant model);
    `loss`: weighted sum of squared residuals.
    """

    place: Array
    base: Array
    slope: Array
    loss: Array

    def use(self, days: float, degree_days: Array) -> Array:
        """kWh over `days` days that have `degree_days` in all, one entry per balance point."""
        return self.base * days + self.slope * degree_days[self.place]


@dataclass(frozen=True)
class Signature:
    """One fitted model: use per day = base + slope × degree days per day at the balance point.

    kWh/day and kWh per degree day with their standard errors at that balance point; `balance_point_c` is NaN for
    the constant model. `r_squared` is weighted by days; `cv` is the weighted residual deviation ÷ mean use.
    """

    model: Literal["heating", "constant"]
    balance_point_c: float
    base_kwh_per_day: float
    slope_kwh_per_degree_day: float
    base_error: float
    slope_error: float
    r_squared: float
    cv: float
    periods: int


def search(use: Array, days: Array, degree_days: Array) -> Fits:
    """Fit every series of `use` (series × periods, kWh/day) at every balance point and keep the best of each.

    `days` weigh the periods; `degree_days` (periods × balance points) are per day. Base and slope are kept from
    falling below 0. The constant model is kept where the heating one does not pay for its two more unknowns
    (Bayesian information criterion).
    """
    base, slope, loss = _weighted_lines(use, days, degree_days)
    place = np.argmin(loss, axis=1)
    rows = np.arange(len(use))
    mean = use @ days / days.sum()
    flat = ((use - mean[:, None]) ** 2) @ days
    best = loss[rows, place]
    is_flat = _criterion(flat, len(days), 1) <= _criterion(best, len(days), HEATING_UNKNOWNS)
    return Fits(
        place,
        np.where(is_flat, mean, base[rows, place]),
        np.where(is_flat, 0.0, slope[rows, place]),
        np.where(is_flat, flat, best),
    )


def _weighted_lines(use: Array, days: Array, degree_days: Array) -> tuple[Array, Array, Array]:
    """Base, slope and loss of each series at each balance point, in closed form, base and slope ≥ 0."""
    total = days.sum()
    mean_use = (use @ days / total)[:, None]
    mean_degrees = days @ degree_days / total
    weighed = days[:, None] * degree_days
    squares = (weighed * degree_days).sum(axis=0)
    spread = squares - total * mean_degrees**2
    products = use @ weighed
    with np.errstate(invalid="ignore", divide="ignore"):
        slope = np.where(spread > 1e-9, (products - total * mean_use * mean_degrees) / spread, 0.0)
        through_zero = np.where(squares > 0, products / squares, 0.0)
    base = mean_use - slope * mean_degrees
    slope, base = np.where(base < 0, through_zero, slope), np.maximum(base, 0.0)
    base, slope = np.where(slope < 0, mean_use, base), np.maximum(slope, 0.0)
    loss = ((use**2) @ days)[:, None] - 2 * base * total * mean_use - 2 * slope * products
    loss = loss + base**2 * total + 2 * base * slope * total * mean_degrees + slope**2 * squares
    return base, slope, np.maximum(loss, 0.0)


def _criterion(loss: Array, periods: int, unknowns: int) -> Array:
    return periods * np.log(np.maximum(loss, 1e-12)) + unknowns * np.log(periods)


def fit_signature(use: Array, days: Array, degree_days: Array, points_c: Array) -> Signature:
    """Fit one series (`use` in kWh/day by period) and describe the chosen model by weighted least squares.

    Shapes as in `search`, `points_c` names its balance points. Errors hold at the chosen balance point: the doubt of
    the search is in the interval of the saving, not here.
    """
    from statsmodels.regression.linear_model import WLS

    fits = search(use[None, :], days, degree_days)
    place, base, slope = int(fits.place[0]), float(fits.base[0]), float(fits.slope[0])
    columns = [np.ones_like(use)] if base > 0 else []
    columns += [degree_days[:, place]] if slope > 0 else []
    errors = iter(WLS(use, np.column_stack(columns), weights=days).fit().bse) if columns else iter(())
    mean = use @ days / days.sum()
    flat = float(((use - mean) ** 2) @ days)
    unknowns = HEATING_UNKNOWNS if slope > 0 else 1
    deviation = np.sqrt(float(fits.loss[0]) / days.sum() * len(use) / max(len(use) - unknowns, 1))
    return Signature(
        "heating" if slope > 0 else "constant",
        float(points_c[place]) if slope > 0 else float("nan"),
        base,
        slope,
        float(next(errors)) if base > 0 else 0.0,
        float(next(errors)) if slope > 0 else 0.0,
        1 - float(fits.loss[0]) / flat if flat > 0 else float("nan"),
        float(deviation / mean) if mean > 0 else float("nan"),
        len(use),
    )
