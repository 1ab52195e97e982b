"""All renovations of a stock: what each saved, per euro and per vulnerable household, and what the others would."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.savings.comparison import NO_COMPARISON, Comparison, Key, Stock, compare
from indicators.savings.degree_days import DAYS_OF_YEAR, Array, DegreeDays
from indicators.savings.engine import UNKNOWN, Range, Saving, all_set_aside, assess
from indicators.savings.meter_readings import SERIES, clean_readings
from indicators.savings.periods import Lack, Works
from indicators.savings.portfolio_checks import WORKS_OPEN, building_of, checked, other_works, told_by, with_dates
from indicators.savings.potential import Potential, potential
from indicators.savings.uncertainty import interval

COLUMNS = (
    "retrofit_id", "complex_id", "measure", "verdict", "lacks", "series", "series_used", "yearly_kwh", "yearly_low_kwh",
    "yearly_high_kwh", "share", "share_low", "share_high", "raw_share", "effect", "effect_low", "effect_high",
    "matches", "chance", "cost_eur", "kwh_per_eur", "vulnerable_households", "kwh_per_vulnerable", "rank_per_eur",
    "rank_per_vulnerable",
)  # fmt: skip
"""Columns of `Portfolio.retrofits`, one row per renovation, best first by saving per euro, those without verdict last.

`yearly_kwh`: energy avoided, per year of 365 days; shares 0–1 of the expected use; `effect`: the share beside matched
estates. `kwh_per_eur`: yearly kWh per euro spent; `kwh_per_vulnerable`: yearly kWh per vulnerable household. `lacks`:
Lacks (codes of periods.LACKS), what is missing for a verdict, or for the series that are not in it. Numbers are NaN,
ranks NA, where unknown.
"""

CARRIER_CHANGED = "carrier_changed"
NO_READINGS = "no_readings"


@dataclass(frozen=True)
class Portfolio:
    """`retrofits`: COLUMNS. `savings`: by renovation, each series' saving, without signatures (`savings.described` adds
    them). `comparisons`: by renovation and series.
    `set_aside`: readings not used as they came, with `reason`. `changed`: meters that took over from others.
    `potential`: what the estates without works would save."""

    retrofits: pd.DataFrame
    savings: dict[str, dict[Key, Saving]]
    comparisons: dict[Hashable, Comparison]
    set_aside: pd.DataFrame
    changed: pd.DataFrame
    potential: Potential


def assess_portfolio(
    readings: pd.DataFrame,
    weather: pd.DataFrame,
    retrofits: pd.DataFrame,
    complexes: pd.DataFrame,
    vulnerable_households: pd.Series | None = None,
) -> Portfolio:
    """Assess every renovation with the readings of its estate, or of its building where it names one.

    Frames have the columns of their contracts (`contract.tables`), `weather` those of one station;
    `vulnerable_households`: count by complex_id. Carriers are added up in kWh. Nothing is read, nothing is changed.
    """
    cleaned = clean_readings(readings)
    degrees = DegreeDays(weather)
    dated, undated = with_dates(retrofits)
    stock = Stock(cleaned.good, complexes, dated)
    savings: dict[str, dict[Key, Saving]] = {}
    comparisons: dict[Hashable, Comparison] = {}
    rows = [_row(retrofit, {}, {}, vulnerable_households, Lack(WORKS_OPEN)) for retrofit in undated.to_dict("records")]
    for number, retrofit in enumerate(dated.to_dict("records")):
        works = Works.between(retrofit["start_date"], retrofit["end_date"])
        found = _savings_of(retrofit, works, stock, degrees, number)
        found = checked(found, other_works(retrofit, dated), stock.households_of(str(retrofit["complex_id"])))
        savings[str(retrofit["retrofit_id"])] = found
        own = _comparisons_of(found, works, stock, degrees, number)
        comparisons |= {(retrofit["retrofit_id"], *key): comparison for key, comparison in own.items()}
        rows.append(_row(retrofit, found, own, vulnerable_households))
    savings |= {str(code): {} for code in undated["retrofit_id"]}
    ranked, aside = _ranked(rows), all_set_aside(readings, cleaned, degrees)
    return Portfolio(ranked, savings, comparisons, aside, cleaned.changed, potential(ranked, stock, degrees))


def _savings_of(
    retrofit: dict[Hashable, object], works: Works, stock: Stock, degrees: DegreeDays, number: int
) -> dict[Key, Saving]:
    own = stock.keys["complex_id"] == str(retrofit["complex_id"])
    building = building_of(retrofit)
    if building:
        by_building = own & (stock.keys["building_id"] == building)
        # a building without readings of its own is told by the meter of the whole estate alone
        own = by_building if by_building.any() else own & (stock.keys["building_id"] == "")
    keys = [tuple(row) for row in stock.keys.loc[own, SERIES].itertuples(index=False)]
    return {
        key: assess(stock.series[key], degrees, works, "interval", 1000 * number + place)
        for place, key in enumerate(keys)
    }


def _comparisons_of(
    found: dict[Key, Saving], works: Works, stock: Stock, degrees: DegreeDays, number: int
) -> dict[Key, Comparison]:
    comparisons = {}
    for key, saving in found.items():
        if saving.is_sufficient:
            used = float(saving.after.kwh.sum())
            drawn = np.concatenate([[saving.expected_kwh], np.maximum(saving.draws_kwh + used, 1e-3 * used + 1e-9)])
            comparisons[key] = compare(stock, key, works, degrees, used / drawn, number)
    return comparisons


def _row(
    retrofit: dict[Hashable, object],
    found: dict[Key, Saving],
    own: dict[Key, Comparison],
    vulnerable_households: pd.Series | None,
    lack: Lack | None = None,
) -> dict[str, object]:
    used = told_by(found)
    yearly, share = _summed(list(used.values()))
    main = max(used, key=lambda key: used[key].expected_kwh, default=None)
    beside = own[main] if main is not None else NO_COMPARISON
    cost, vulnerable = _number(retrofit.get("cost_eur")), float("nan")
    if vulnerable_households is not None:
        vulnerable = _number(vulnerable_households.get(retrofit["complex_id"]))
    return {
        **{name: retrofit.get(name) for name in ("retrofit_id", "complex_id", "measure")},
        **{"verdict": _verdict(share, bool(used)), "lacks": (lack,) if lack else _lacks(found)},
        **{"series": len(found), "series_used": len(used), "raw_share": _raw_share(list(used.values()))},
        **_ends("yearly", yearly, "_kwh"),
        **_ends("share", share),
        **_ends("effect", beside.effect),
        **{"matches": len(beside.matches), "chance": beside.chance, "cost_eur": cost},
        **{"kwh_per_eur": yearly.estimate / cost if cost > 0 else float("nan"), "vulnerable_households": vulnerable},
        "kwh_per_vulnerable": yearly.estimate / vulnerable if vulnerable > 0 else float("nan"),
    }


def _ends(name: str, value: Range, unit: str = "") -> dict[str, float]:
    return {f"{name}{unit}": value.estimate, f"{name}_low{unit}": value.low, f"{name}_high{unit}": value.high}


def _raw_share(savings: list[Saving]) -> float:
    before, after = (sum(float(use.kwh.sum()) for use in uses) for uses in
                     ([saving.before for saving in savings], [saving.after for saving in savings]))  # fmt: skip
    return 1 - after / before if before > 0 else float("nan")


def _summed(savings: list[Saving]) -> tuple[Range, Range]:
    """Energy avoided per year (kWh) and as a share, all series together."""
    if not savings:
        return UNKNOWN, UNKNOWN
    years = [saving.after.days.sum() / DAYS_OF_YEAR for saving in savings]
    avoided = sum(saving.avoided_kwh.estimate / year for saving, year in zip(savings, years, strict=True))
    expected = sum(saving.expected_kwh / year for saving, year in zip(savings, years, strict=True))
    drawn: Array = np.sum([saving.draws_kwh / year for saving, year in zip(savings, years, strict=True)], axis=0)
    measured = expected - avoided
    shares = 1 - measured / np.maximum(drawn + measured, expected * 1e-3)
    return Range(avoided, *interval(drawn)), Range(avoided / expected, *interval(shares))


def _verdict(share: Range, is_sufficient: bool) -> str:
    if not is_sufficient:
        return "insufficient"
    if share.is_saving:
        return "saving"
    return "rise" if share.is_rise else "unclear"


def _lacks(found: dict[Key, Saving]) -> tuple[Lack, ...]:
    """What is missing, over all series, each thing once; another carrier after the works than before is named."""
    if not found:
        return (Lack(NO_READINGS),)
    codes = [(key[2], {lack.code for lack in saving.lacks}) for key, saving in found.items()]
    stops = {carrier for carrier, each in codes if "reporting_empty" in each and "baseline_empty" not in each}
    begins = {carrier for carrier, each in codes if "baseline_empty" in each and "reporting_empty" not in each}
    if stops and begins and stops != begins:
        return (Lack(CARRIER_CHANGED),)
    lacks = [lack for saving in found.values() for lack in saving.lacks]
    return tuple({lack.code: lack for lack in lacks}.values())


def _number(value: object) -> float:
    return float("nan") if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]


def _ranked(rows: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS[:-2]))
    for name, value in (("rank_per_eur", "kwh_per_eur"), ("rank_per_vulnerable", "kwh_per_vulnerable")):
        frame[name] = frame[value].astype(float).rank(ascending=False, method="min").astype("Int64")
    return frame.sort_values(["rank_per_eur", "retrofit_id"], na_position="last", ignore_index=True)
