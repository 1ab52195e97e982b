"""Renovated series beside matched ones of estates without works: the change that works alone explain."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.savings.comparison_parameters import LEAST_MATCHES, MATCHES, SIZE_RATIO, USE_RATIO
from indicators.savings.degree_days import DAYS_OF_YEAR, Array, DegreeDays
from indicators.savings.engine import COOLS, SEED, assess
from indicators.savings.meter_readings import SERIES
from indicators.savings.parameters import LEAST_COVERED
from indicators.savings.periods import Use, Works
from indicators.savings.saving import UNKNOWN, Range
from indicators.savings.uncertainty import interval

Key = tuple[Hashable, ...]
"""A series: complex_id, building_id, carrier, line."""


@dataclass(frozen=True)
class Comparison:
    """A renovated series beside its matches; shares 0–1.

    `effect`: 1 − (its use ÷ expected use) ÷ (the same of the matches), with 90% interval. `matched_share`: what the
    matches saved meanwhile at equal weather. `matches`: their keys. `placebos`: the effect of each match, taken
    for renovated, beside the others. `chance`: share of effects as large among placebos and the series itself; NaN
    without comparison, as are the ranges.
    """

    effect: Range
    matched_share: float
    matches: tuple[Key, ...]
    placebos: tuple[float, ...]
    chance: float


NO_COMPARISON = Comparison(UNKNOWN, float("nan"), (), (), float("nan"))


class Stock:
    """All series of a stock with the facts on which they are matched.

    `good`: as `meter_readings.Cleaned.good`. `complexes`: complex_id, manager, households. `retrofits`: complex_id,
    start_date, end_date (both known). Series of estates without known manager or households match none.
    """

    def __init__(self, good: pd.DataFrame, complexes: pd.DataFrame, retrofits: pd.DataFrame) -> None:
        good = good.sort_values([*SERIES, "start_date"])
        self._good, self._places = Use.of(good), good.groupby(SERIES).ngroup().to_numpy()
        _, firsts = np.unique(self._places, return_index=True)
        self.keys = good[SERIES].iloc[firsts].reset_index(drop=True)
        ends = np.append(firsts[1:], len(good))[: len(firsts)]
        slices = [slice(first, end) for first, end in zip(firsts, ends, strict=True)]
        keys = self.keys.itertuples(index=False, name=None)
        self.series: dict[Key, Use] = {key: self._good.keep(part) for key, part in zip(keys, slices, strict=True)}
        self._of_estate: dict[str, list[Key]] = defaultdict(list)
        for key in self.series:
            self._of_estate[str(key[0])].append(key)
        self._place = {key: place for place, key in enumerate(self.series)}
        self._codes, _ = pd.factorize(self.keys["complex_id"])
        self._plants = self.keys.groupby(["complex_id", "carrier"]).ngroup().to_numpy()
        facts = complexes.drop_duplicates("complex_id").set_index("complex_id")
        estates = self.keys["complex_id"]
        manager = estates.map(facts["manager"])
        self._kind = (self.keys["carrier"] + "\n" + manager.astype("str")).where(manager.notna()).to_numpy(dtype=object)
        households = estates.map(facts["households"]).astype("Float64").to_numpy(dtype=float, na_value=np.nan)
        self._households = np.where(households > 0, households, np.nan)
        spans = retrofits.groupby("complex_id").agg(first=("start_date", "min"), last=("end_date", "max"))
        self._first, self._last = (_days(spans[name].reindex(estates)) for name in ("first", "last"))

    def of_estate(self, complex_id: str) -> list[Key]:
        """The series of an estate."""
        return self._of_estate.get(complex_id, [])

    def households_of(self, complex_id: str) -> float:
        """Households of an estate; NaN where they are not known, or without readings."""
        own = self.of_estate(complex_id)
        return float(self._households[self._place[own[0]]]) if own else float("nan")

    def matches(self, key: Key, works: Works) -> list[Key]:
        """Series alike, nearest first, one of each estate: same carrier and manager, estates of like size and use for
        each household, all their meters of the carrier together, no works in the same years."""
        own = self._place[key]
        year = np.timedelta64(DAYS_OF_YEAR, "D")
        is_free = np.isnat(self._first) | (self._first >= works.end + year) | (self._last <= works.start - year)
        is_other = self._codes != self._codes[own]
        use = self._together(self._use_per_day(works.start - year, works.start)) / self._households
        with np.errstate(divide="ignore", invalid="ignore"):
            size = np.log(self._households / self._households[own]) / np.log(SIZE_RATIO.value)
            need = np.log(use / use[own]) / np.log(USE_RATIO.value)
        is_alike = (np.abs(size) <= 1) & (np.abs(need) <= 1) & (self._kind == self._kind[own])
        chosen = np.flatnonzero(is_free & is_other & is_alike)
        nearest = chosen[np.argsort((size**2 + need**2)[chosen], kind="stable")]
        _, firsts = np.unique(self._codes[nearest], return_index=True)
        keys = list(self.series)
        return [keys[number] for number in nearest[np.sort(firsts)]]

    def _together(self, use: Array) -> Array:
        """Use of all series of each one's estate and carrier; NaN where its own is not known."""
        return np.where(np.isnan(use), np.nan, np.bincount(self._plants, np.nan_to_num(use))[self._plants])

    def _use_per_day(self, start: np.datetime64, end: np.datetime64) -> Array:
        """Mean kWh per day of each series in the period; NaN where its readings cover too little of it."""
        inside = (self._good.start >= start) & (self._good.end <= end)
        places, count = self._places[inside], len(self.series)
        days = np.bincount(places, self._good.days[inside], count)
        # the bills that straddle the two ends are left out: up to two months of a year
        least = (LEAST_COVERED.value - 1 / 6) * (end - start).astype(int)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(days >= least, np.bincount(places, self._good.kwh[inside], count) / days, np.nan)


def compare(stock: Stock, key: Key, works: Works, degrees: DegreeDays, drawn: Array, stream: int = 0) -> Comparison:
    """Set the series `key` beside its matches (difference in differences of logarithms).

    `drawn`: draws of its use ÷ expected use, the first being the estimate. Undefined (NO_COMPARISON) with too few
    matches whose own data suffice. The interval joins the doubt of the series and the spread between the matches.
    """
    ratios: dict[Key, float] = {}
    for match in stock.matches(key, works):
        saving = assess(stock.series[match], degrees, works, depth="estimate", may_cool=match[2] in COOLS)
        if saving.is_sufficient and saving.avoided_share.estimate < 1:
            ratios[match] = float(np.log1p(-saving.avoided_share.estimate))
        if len(ratios) == MATCHES.value:
            break
    if len(ratios) < LEAST_MATCHES.value:
        return NO_COMPARISON
    changes = np.array(list(ratios.values()))
    own = np.log(np.maximum(drawn, 1e-6))
    spread = changes.std(ddof=1) / np.sqrt(len(changes))
    rng = np.random.default_rng([SEED, stream, len(changes)])
    noise = spread * rng.standard_t(len(changes) - 1, size=len(own) - 1)
    effect = float(1 - np.exp(own[0] - changes.mean()))
    placebos = _placebos(changes)
    as_large = 1 + int(np.sum(np.abs(placebos) >= abs(effect)))
    return Comparison(
        Range(effect, *interval(1 - np.exp(own[1:] - changes.mean() + noise))),
        float(1 - np.exp(changes.mean())),
        tuple(ratios),
        tuple(placebos),
        as_large / (1 + len(placebos)),
    )


def placebo_summary(comparisons: Mapping[Hashable, Comparison]) -> dict[str, float]:
    """Of all placebos: how many, their mean effect and spread (shares). A sound comparison has a mean near 0."""
    effects = np.array([effect for comparison in comparisons.values() for effect in comparison.placebos])
    if len(effects) < 2:
        return {"count": float(len(effects)), "mean": float("nan"), "deviation": float("nan")}
    return {"count": float(len(effects)), "mean": float(effects.mean()), "deviation": float(effects.std(ddof=1))}


def _placebos(changes: Array) -> Array:
    """Effect of each match beside the others."""
    others = (changes.sum() - changes) / (len(changes) - 1)
    return 1 - np.exp(changes - others)


def _days(dates: pd.Series) -> Array:
    return pd.to_datetime(dates).to_numpy().astype("datetime64[D]")
