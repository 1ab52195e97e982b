"""Shared heating bills that are missing, imputed from comparable dwellings, as far as published counts allow.

Households without their bill are still counted by what they spend on electricity and gas ÷ income. With the bill that
homes with the same heating pay, where it is known, a household is above 10% in all if it is above 10% ÷ `ratio` without
it. So their counts are read at that lower cut-off: on a straight line between cut-offs, in normal quantiles of the
share and logarithms of the cut-off, as a log-normal burden has it. Comparable means: the same way of heating (shared)
and the same NIL, drawn towards the city where few bills are known; size and certificate cannot be told apart in counts.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.tables import CUTOFFS
from indicators.basis.figures import amounts, divide
from indicators.basis.intervals import Triple
from indicators.basis.plausible_parameters import GAS_BESIDE_LIMIT
from indicators.basis.tally import CellIntervals, Tallied, window_variance
from indicators.small_areas.beta_binomial import Levels, fit_precision

NEIGHBOURS_BILLS = 100.0
"""Households of the city's bill that are mixed into each NIL's own; our choice, November 2026: with fewer than so many
known bills of its own a NIL's mean is mostly chance."""

_LOGS = np.log(np.array(CUTOFFS, dtype=float))
_EDGE = 1e-4
_CELLS = (
    "both_known", "spend_known", "heat_unknown", "heating_central", "heating_district",
    "electricity_eur", "gas_eur", "heat_eur",
)  # fmt: skip


@dataclass(frozen=True)
class HeatBills:
    """What shared heating adds to the other bills of the same homes, by NIL.

    `ratio`: all bills ÷ those without heat, by NIL in the order of its cells; `city_ratio` the same of the city.
    `error`: typical relative error (root of the mean square, by bills) of the heat bill of a NIL that is left out and
    told from the others. `other_eur`, `city_other_eur`: the bills without heat of such a home, EUR/year, likewise.
    """

    ratio: np.ndarray
    city_ratio: float
    error: float
    other_eur: np.ndarray
    city_other_eur: float


def fit_bills(nil: pd.DataFrame, sections: pd.DataFrame) -> HeatBills | None:
    """Return the bills of homes with shared heating, from the cells of NIL and sections; None where they are not told.

    Among the households known in full, those with shared heating are the ones whose bill is not missing. The gas of
    their homes is told from that of the others by how it varies between sections.
    """
    by_nil, beside = _known_bills(nil), _gas_beside_electricity(_known_bills(sections), _shared_variance(sections))
    is_told = by_nil["shared"] > 0
    if is_told.sum() < 3 or beside is None:
        return None
    heat, shared = by_nil["heat"].fillna(0).to_numpy(dtype=float), by_nil["shared"].fillna(0).to_numpy(dtype=float)
    each = by_nil["electricity"] / by_nil["known"]
    city_each = by_nil["electricity"].sum() / by_nil["known"].sum()
    city_heat = heat.sum() / shared.sum()
    if not (city_heat > 0 and city_each > 0):
        return None
    heat_eur = (heat + NEIGHBOURS_BILLS * city_heat) / (shared + NEIGHBOURS_BILLS)
    other, city_other = each.fillna(city_each).to_numpy(dtype=float) * (1 + beside), float(city_each * (1 + beside))
    error = _left_out_error(heat, shared)
    return HeatBills(1 + heat_eur / other, 1 + city_heat / city_other, error, other, city_other)


def _known_bills(cells: pd.DataFrame) -> pd.DataFrame:
    """Households `known` in full, those of them with `shared` heating, and their bills; NaN where any is not shown."""
    known, priced, unknown, central, district, electricity, gas, heat = amounts(cells, *_CELLS)
    shared = np.clip((central + district - unknown) * divide(known, priced), 0, known)
    columns = {"known": known, "shared": shared, "electricity": electricity, "gas": gas, "heat": heat}
    frame = pd.DataFrame(columns)
    return frame.where(frame.notna().all(axis=1) & (frame["known"] > 0))


def _shared_variance(sections: pd.DataFrame) -> np.ndarray:
    """Variance that the windows leave in each section's count of homes with shared heating whose bills are known."""
    known, priced = amounts(sections, "both_known", "spend_known")
    counts = CellIntervals(sections)
    windows = [window_variance(*counts[name]) for name in ("heating_central", "heating_district", "heat_unknown")]
    return np.sum(windows, axis=0) * divide(known, priced) ** 2


def _gas_beside_electricity(bills: pd.DataFrame, shared_variance: np.ndarray) -> float | None:
    """Gas ÷ electricity of homes with shared heating; None where too few sections tell, or what they tell cannot be.

    Told from how gas ÷ electricity varies with the share of such homes: beside electricity, since where one is high so
    is the other, for reasons that are not the heating. A line by least squares, each home counting the same; what
    windows add to the spread of the shares is taken out of it, or they would flatten the line (errors in variables:
    Fuller, Measurement Error Models, 1987, 1.2); not where they would be more than half of it: too little is left.
    """
    is_used = bills.notna().all(axis=1).to_numpy()
    bills, doubt = bills[is_used], shared_variance[is_used]
    if bills["shared"].gt(0).sum() < 3 or not (bills["electricity"] > 0).all():
        return None
    known = bills["known"].to_numpy()
    share, gas = bills["shared"].to_numpy() / known, (bills["gas"] / bills["electricity"]).to_numpy()
    middle, level = np.average(share, weights=known), np.average(gas, weights=known)
    spread, blur = np.average((share - middle) ** 2, weights=known), np.average(doubt / known**2, weights=known)
    if spread == 0:
        return None
    slope = np.average((share - middle) * (gas - level), weights=known) / (
        spread - blur if blur < spread / 2 else spread
    )
    beside = level + slope * (1 - middle)
    return float(beside) if 0 <= beside <= GAS_BESIDE_LIMIT.value else None


def _left_out_error(bills: np.ndarray, count: np.ndarray) -> float:
    is_used = count > 0
    own = bills[is_used] / count[is_used]
    others = (bills.sum() - bills[is_used]) / (count.sum() - count[is_used])
    return float(np.sqrt(np.average((others / own - 1) ** 2, weights=count[is_used])))


@dataclass(frozen=True)
class Unpriced:
    """How the known burden is spread among the households with an income and no full spend, by area.

    `ladder`: normal quantiles of their shares above each cut-off (areas × CUTOFFS) in the area above; `own`: what each
    area's own count adds to all of them, `own_low` and `own_high` the least and most that it can.
    """

    ladder: np.ndarray
    own: np.ndarray
    own_low: np.ndarray
    own_high: np.ndarray

    def quantile(self, percent: np.ndarray, own: np.ndarray) -> np.ndarray:
        """Normal quantile of the share above `percent` of income, one per area, `own` (one of the three) added.

        On a straight line between logarithms of cut-offs, and beyond the last of either end.
        """
        target, rows = np.log(percent), np.arange(len(self.ladder))
        low = np.clip(np.searchsorted(_LOGS, target) - 1, 0, len(_LOGS) - 2)
        first, second = self.ladder[rows, low], self.ladder[rows, low + 1]
        return first + (second - first) / (_LOGS[low + 1] - _LOGS[low]) * (target - _LOGS[low]) + own


def unpriced_spread(
    counts: CellIntervals, above: CellIntervals, place: np.ndarray, ratio: np.ndarray, cutoff: int
) -> Unpriced:
    """Return how the known burden is spread where spend is not known in full, at `cutoff` percent with heat bills in.

    `above`: cells of the areas that hold those of `counts`, at `place` (−1: none). `ratio`: of `HeatBills`, by area.
    """
    ladder = _quantiles(*_unpriced(above))[place]
    near = np.clip(np.searchsorted(_LOGS, np.log(cutoff / ratio)), 0, len(_LOGS) - 1)
    spread = ladder[np.arange(len(place)), near]
    return Unpriced(ladder, *(own - spread for own in _own_quantiles(counts, spread, near)))


def _unpriced(counts: CellIntervals) -> tuple[np.ndarray, np.ndarray]:
    """Households with an income and no full spend (areas), and those of them above each cut-off on what is known."""
    income, known = amounts(counts.cells, "income_known", "both_known")
    over = [np.subtract(*amounts(counts.cells, f"above_{cut:02d}", f"valid_above_{cut:02d}")) for cut in CUTOFFS]
    return income - known, np.column_stack(over)


def _quantiles(whole: np.ndarray, over: np.ndarray) -> np.ndarray:
    from scipy.special import ndtri

    shares = np.column_stack([divide(column, whole) for column in over.T])
    return ndtri(np.clip(shares, _EDGE, 1 - _EDGE))


def _own_quantiles(counts: CellIntervals, spread: np.ndarray, near: np.ndarray) -> list[np.ndarray]:
    """Normal quantiles of each area's own share above its nearest cut-off, drawn towards that of the area above.

    The likely one, then the least and the most that the count can be.
    """
    from scipy.special import ndtr, ndtri

    least, middle, most = _unpriced_above(counts, near)
    income, known = counts["income_known"], counts["both_known"]
    low, high = np.clip(income[0] - known[1], 0, None), income[1] - known[0]
    whole = np.clip(np.subtract(*amounts(counts.cells, "income_known", "both_known")), 0, None)
    least, middle, most = (np.clip(end, 0, whole) for end in (least, middle, most))

    def tally(first: np.ndarray, likely: np.ndarray, last: np.ndarray) -> Tallied:
        """What lies between `first` and `last` of the unpriced, likely `likely`."""
        return Tallied(likely, first, last, window_variance(first, last), whole, low, high)

    own, prior = tally(least, middle, most), ndtr(spread)
    precision = fit_precision(own, prior)
    tallies = (own, tally(least, least, least), tally(most, most, most))
    return [ndtri(np.clip(Levels(each, prior, precision).mean, _EDGE, 1 - _EDGE)) for each in tallies]


def _unpriced_above(counts: CellIntervals, near: np.ndarray) -> Triple:
    """Least, likely and most households without full spend above the cut-off at place `near` of each area."""
    rows, above = np.arange(len(near)), [f"above_{cut:02d}" for cut in CUTOFFS]
    pairs = [(counts[name], counts[f"valid_{name}"]) for name in above]
    least = np.column_stack([known[0] - valid[1] for known, valid in pairs])[rows, near]
    most = np.column_stack([known[1] - valid[0] for known, valid in pairs])[rows, near]
    centres = [np.subtract(*amounts(counts.cells, name, f"valid_{name}")) for name in above]
    return least, np.column_stack(centres)[rows, near], most


def imputed_figures(figures: pd.DataFrame, share: np.ndarray) -> pd.DataFrame:
    """Return `figures` with `share` for estimate, within the bounds; an area that has no share says why.

    What the windows leave of such an estimate is not told.

    A column `method` says so in every row.
    """
    is_shown = (figures["state"] == "shown").to_numpy(dtype=bool)
    low, high = (figures[name].to_numpy(dtype=float, na_value=np.nan) for name in ("minimum", "maximum"))
    estimate = np.where(is_shown, np.clip(share, low, high), np.nan)
    is_lost = is_shown & np.isnan(estimate)
    numbers = {name: figures[name].mask(is_lost) for name in ("minimum", "maximum")}
    return figures.assign(
        **numbers,
        method="imputed_heat",
        estimate=pd.Series(estimate, figures.index).astype("Float64"),
        estimate_low=pd.Series(pd.NA, figures.index, dtype="Float64"),
        estimate_high=pd.Series(pd.NA, figures.index, dtype="Float64"),
        state=figures["state"].mask(is_lost, "missing"),
        reason=figures["reason"].mask(is_lost, "heat_not_imputed"),
    )
