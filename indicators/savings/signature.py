"""The energy signature: use per day as a base plus so much per degree day, the balance point chosen by the data."""

from dataclasses import dataclass, fields
from typing import Literal

import numpy as np

from indicators.savings.degree_days import COOLING_POINTS, Array, cooling_points

HEATING_UNKNOWNS, BOTH_UNKNOWNS = 3, 5
"""Base, slope and balance point, and those of cooling: the search is paid for as an unknown."""

ROWS = 512
"""Series fitted at once: more of them leave the processor's cache and take up to six times as long each."""


@dataclass(frozen=True)
class Fits:
    """Signatures of many series over the same periods, one entry per series.

    `place`: column of the balance point; `base`: kWh/day; `slope`: kWh per degree day of heating; `loss`: weighted sum
    of squared residuals; `cool_place`, `cool_slope`: the same of cooling. Slopes are 0 for what a model does not have.
    """

    place: Array
    base: Array
    slope: Array
    loss: Array
    cool_place: Array
    cool_slope: Array

    def use(self, days: float, degree_days: Array) -> Array:
        """kWh over `days` days that have `degree_days` in all, one entry per balance point."""
        warmth = self.slope * degree_days[self.place]
        return self.base * days + warmth + self.cool_slope * degree_days[self.cool_place]

    def per_day(self, degree_days: Array) -> Array:
        """kWh/day of the first series over periods with `degree_days` (per day, periods × balance points)."""
        warmth = self.slope[0] * degree_days[:, self.place[0]]
        return self.base[0] + warmth + self.cool_slope[0] * degree_days[:, self.cool_place[0]]

    @property
    def unknowns(self) -> int:
        """What the model of the first series has found out from its readings: base, slopes and their balance points."""
        return 1 + 2 * int(self.slope[0] > 0) + 2 * int(self.cool_slope[0] > 0)


_PARTS = tuple(each.name for each in fields(Fits))


@dataclass(frozen=True)
class Signature:
    """One fitted model: use per day = base + slope × degree days per day at the balance point, of heating, cooling or
    of both.

    kWh/day and kWh per degree day with their standard errors at that balance point; `balance_point_c` and
    `cooling_point_c` are NaN, and slopes 0, for what the model does not have. `r_squared` is weighted by days; `cv` is
    the weighted residual deviation ÷ mean use.
    """

    model: Literal["heating", "cooling", "both", "constant"]
    balance_point_c: float
    base_kwh_per_day: float
    slope_kwh_per_degree_day: float
    base_error: float
    slope_error: float
    r_squared: float
    cv: float
    periods: int
    cooling_point_c: float = float("nan")
    cooling_slope_kwh_per_degree_day: float = 0.0
    cooling_slope_error: float = 0.0


def search(use: Array, days: Array, degree_days: Array, cools: bool = False) -> Fits:
    """Fit every series of `use` (series × periods, kWh/day) at every balance point and keep the best of each.

    `days` weigh the periods; `degree_days` (periods × balance points) are per day; with `cools` their last columns are
    those of `degree_days.cooling_points`. Base and slopes are kept from falling below 0. Of a constant, heating,
    cooling and both, the model is kept that pays best for its unknowns (Bayesian information criterion).
    """
    if len(use) > ROWS:
        parts = [search(use[first : first + ROWS], days, degree_days, cools) for first in range(0, len(use), ROWS)]
        return Fits(*(np.concatenate([getattr(part, name) for part in parts]) for name in _PARTS))
    split = degree_days.shape[1] - COOLING_POINTS if cools else degree_days.shape[1]
    mean = use @ days / days.sum()
    none, nowhere = np.zeros(len(use)), np.zeros(len(use), dtype=int)
    flat = np.maximum(((use - mean[:, None]) ** 2) @ days, 0.0)
    best, told = Fits(nowhere, mean, none, flat, nowhere, none), _criterion(flat, len(days), 1)
    place, base, slope, loss = _best(*_weighted_lines(use, days, degree_days[:, :split]))
    models = [(HEATING_UNKNOWNS, Fits(place, base, slope, loss, nowhere, none))]
    if cools:
        place, base, slope, loss = _best(*_weighted_lines(use, days, degree_days[:, split:]))
        models.append((HEATING_UNKNOWNS, Fits(nowhere, base, none, loss, split + place, slope)))
        models.append((BOTH_UNKNOWNS, both_ways(use, days, degree_days[:, :split], degree_days[:, split:])))
    for unknowns, fits in models:
        paid = _criterion(fits.loss, len(days), unknowns)
        is_better = paid < told
        told = np.where(is_better, paid, told)
        best = Fits(*(np.where(is_better, getattr(fits, name), getattr(best, name)) for name in _PARTS))
    return best


def _best(base: Array, slope: Array, loss: Array) -> tuple[Array, Array, Array, Array]:
    place, rows = np.argmin(loss, axis=1), np.arange(len(loss))
    return place, base[rows, place], slope[rows, place], loss[rows, place]


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


def both_ways(use: Array, days: Array, heat: Array, cool: Array) -> Fits:
    """Fit heating and cooling together at every pair of balance points, in closed form; infinite loss where a base or a
    slope would fall below 0. Shapes as in `search`."""
    total = days.sum()
    mean, heat_mean, cool_mean = use @ days / total, days @ heat / total, days @ cool / total
    away, heat_away, cool_away = use - mean[:, None], heat - heat_mean, cool - cool_mean
    weighed = away * days
    hh, cc = (days @ heat_away**2)[:, None], (days @ cool_away**2)[None, :]
    hc = (heat_away * days[:, None]).T @ cool_away
    hy, cy = (weighed @ heat_away)[:, :, None], (weighed @ cool_away)[:, None, :]
    spread = hh * cc - hc**2
    with np.errstate(invalid="ignore", divide="ignore"):
        slope, cool_slope = (cc * hy - hc * cy) / spread, (hh * cy - hc * hy) / spread
    base = mean[:, None, None] - slope * heat_mean[:, None] - cool_slope * cool_mean
    loss = (weighed * away).sum(axis=1)[:, None, None] - slope * hy - cool_slope * cy
    is_sound = (spread > 1e-9 * hh * cc) & (slope > 0) & (cool_slope > 0) & (base >= 0)
    loss = np.where(is_sound, np.maximum(loss, 0.0), np.inf).reshape(len(use), -1)
    best, rows = np.argmin(loss, axis=1), np.arange(len(use))
    place, cool_place = np.divmod(best, cool.shape[1])
    base, slope, cool_slope = (np.nan_to_num(part[rows, place, cool_place]) for part in (base, slope, cool_slope))
    return Fits(place, base, slope, loss[rows, best], heat.shape[1] + cool_place, cool_slope)


def fit_signature(use: Array, days: Array, degree_days: Array, points_c: Array, cools: bool = False) -> Signature:
    """Fit one series (`use` in kWh/day by period) and describe the chosen model by weighted least squares.

    Shapes as in `search`, `points_c` names its balance points of heating. Errors hold at the chosen balance points: the
    doubt of the search is in the interval of the saving, not here.
    """
    fits = search(use[None, :], days, degree_days, cools)
    base, slope, cool = (float(part[0]) for part in (fits.base, fits.slope, fits.cool_slope))
    errors = _errors(use, days, degree_days, fits)
    mean = use @ days / days.sum()
    loss, flat = float(fits.loss[0]), float(((use - mean) ** 2) @ days)
    deviation = np.sqrt(loss / days.sum() * len(use) / max(len(use) - fits.unknowns, 1))
    return Signature(
        _NAMES[slope > 0, cool > 0],
        float(points_c[fits.place[0]]) if slope > 0 else float("nan"),
        base,
        slope,
        errors["base"],
        errors["slope"],
        1 - loss / flat if flat > 0 else float("nan"),
        float(deviation / mean) if mean > 0 else float("nan"),
        len(use),
        float(cooling_points()[fits.cool_place[0] - len(points_c)]) if cool > 0 else float("nan"),
        cool,
        errors["cool"],
    )


_NAMES: dict[tuple[bool, bool], Literal["heating", "cooling", "both", "constant"]] = {
    (True, False): "heating", (False, True): "cooling", (True, True): "both", (False, False): "constant",
}  # fmt: skip


def _errors(use: Array, days: Array, degree_days: Array, fits: Fits) -> dict[str, float]:
    """Standard errors of what the model has; 0 for what it does not have."""
    from statsmodels.regression.linear_model import WLS

    columns = {}
    if fits.base[0] > 0:
        columns["base"] = np.ones_like(use)
    if fits.slope[0] > 0:
        columns["slope"] = degree_days[:, fits.place[0]]
    if fits.cool_slope[0] > 0:
        columns["cool"] = degree_days[:, fits.cool_place[0]]
    told = WLS(use, np.column_stack(list(columns.values())), weights=days).fit().bse if columns else []
    return {"base": 0.0, "slope": 0.0, "cool": 0.0} | dict(zip(columns, map(float, told), strict=True))
