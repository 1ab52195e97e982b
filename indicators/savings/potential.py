"""What the estates without works would save, if works did there what they did elsewhere."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.savings.comparison import Stock
from indicators.savings.degree_days import DAYS_OF_YEAR, DegreeDays
from indicators.savings.engine import SEED
from indicators.savings.parameters import CONFIDENCE, RESAMPLES
from indicators.savings.periods import Use, doubtful, lacks_of, last_year
from indicators.savings.saving import UNKNOWN, Range
from indicators.savings.signature import search
from indicators.savings.uncertainty import interval, intervals

LEAST_EFFECTS = 3
"""Renovations with a verdict without which nothing is said of the others: of two no spread can be told."""

COLUMNS = ("complex_id", "carrier", "usual_year_kwh", "saved_kwh", "low_kwh", "high_kwh")
"""Columns of `Potential.complexes`: yearly kWh in a usual year, and what works would save of it with 90% interval."""


@dataclass(frozen=True)
class Potential:
    """`share`: the effect to be expected of one more renovation (0–1, with 90% interval for a single one).
    `total_kwh`: yearly, all estates together. `complexes`: COLUMNS. `left_out`: estates whose use is not known, or told
    by meters of the whole and of its buildings at once."""

    share: Range
    total_kwh: Range
    complexes: pd.DataFrame
    left_out: tuple[str, ...]


def potential(retrofits: pd.DataFrame, stock: Stock, degrees: DegreeDays) -> Potential:
    """Carry the effects observed (`portfolio.COLUMNS`) over to the series of estates without works.

    Only carriers that were renovated count, and effects that are not in doubt. One effect is drawn for each estate
    from those observed, with the doubt of their own, and the mean of them all moves too: that they were chosen for
    works may make them unlike the others, which no interval tells. Undefined (NaN) with fewer than LEAST_EFFECTS.
    """
    known = retrofits[~retrofits["is_doubtful"].astype(bool)].dropna(subset=["share"])
    treated = set(retrofits["complex_id"])
    uses, left_out = _usual_years(stock, degrees, treated)
    if len(known) < LEAST_EFFECTS or uses.empty:
        empty = uses.assign(saved_kwh=np.nan, low_kwh=np.nan, high_kwh=np.nan)
        return Potential(UNKNOWN, UNKNOWN, empty[list(COLUMNS)], left_out)
    drawn = _drawn_effects(known, len(uses))
    saved = drawn * uses["usual_year_kwh"].to_numpy()
    low, high = intervals(saved)
    mean = float(known["share"].mean())
    table = uses.assign(saved_kwh=mean * uses["usual_year_kwh"], low_kwh=low, high_kwh=high)
    total = Range(float(table["saved_kwh"].sum()), *interval(saved.sum(axis=1)))
    return Potential(Range(mean, *interval(drawn[:, 0])), total, table[list(COLUMNS)], left_out)


def _drawn_effects(known: pd.DataFrame, count: int) -> np.ndarray:
    """Draws × estates: a resample of the renovations gives the level, one of its members the estate's effect."""
    from scipy.special import ndtri

    rng = np.random.default_rng([SEED, count])
    size, draws = len(known), int(RESAMPLES.value)
    own = ((known["share_high"] - known["share_low"]) / (2 * ndtri((1 + CONFIDENCE.value) / 2))).to_numpy(dtype=float)
    level = rng.integers(size, size=(draws, size))
    member = np.take_along_axis(level, rng.integers(size, size=(draws, count)), axis=1)
    # the level's spread is widened by what few renovations hide of it
    shares, widened = known["share"].to_numpy(dtype=float), np.sqrt(size / (size - 1))
    centre = shares.mean()
    return centre + widened * (shares[member] - centre) + rng.normal(size=member.shape) * own[member]


def _usual_years(stock: Stock, degrees: DegreeDays, treated: set[object]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Use of each untreated series in a usual year, from a model of its last year."""
    carriers = {key[2] for key in stock.series if key[0] in treated}
    whole, buildings = (
        {(key[0], key[2]) for key in stock.series if bool(key[1]) == is_one} for is_one in (False, True)
    )
    rows, left_out = [], set()
    for key, use in stock.series.items():
        if key[0] in treated or key[2] not in carriers or _has_stopped(use, stock, str(key[0])):
            continue
        period = last_year(use.keep(doubtful(use, degrees) == ""))
        if lacks_of(period, "baseline") or (key[0], key[2]) in whole & buildings:
            left_out.add(str(key[0]))
            continue
        fits = search(period.per_day[None, :], period.days, degrees.per_day(period.start, period.end))
        rows.append((key[0], key[2], float(fits.use(DAYS_OF_YEAR, degrees.usual_year())[0])))
    return pd.DataFrame(rows, columns=list(COLUMNS[:3])), tuple(sorted(left_out))


def _has_stopped(use: Use, stock: Stock, complex_id: str) -> bool:
    """Whether a meter was given up a year or more before the last reading of its estate."""
    last = max(stock.series[key].end.max() for key in stock.of_estate(complex_id))
    return bool(use.end.max() <= last - np.timedelta64(DAYS_OF_YEAR, "D"))
