"""All renovations of a stock: what each saved, per euro and per vulnerable household, and what the others would."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.savings.boundary import has_switched, inside, joined, switched
from indicators.savings.comparison import Comparison, Key, Stock, compare
from indicators.savings.degree_days import DegreeDays
from indicators.savings.engine import COOLS, all_set_aside, assess
from indicators.savings.joint_works import together
from indicators.savings.meter_readings import clean_readings
from indicators.savings.periods import Works
from indicators.savings.portfolio_checks import (
    building_of,
    checked,
    lasting,
    other_works,
    told_by,
    why_undated,
    with_dates,
    with_new_meters,
)
from indicators.savings.potential import Potential, potential
from indicators.savings.renovation import renovation_of
from indicators.savings.saving import TOLD, Saving
from indicators.savings.steadiness import with_cautions

COLUMNS = (
    "retrofit_id", "complex_id", "measure", "verdict", "lacks", "cautions", "is_doubtful", "series", "series_used",
    "yearly_kwh", "yearly_low_kwh", "yearly_high_kwh", "share", "share_low", "share_high",
    "raw_share", "effect", "effect_low", "effect_high",
    "matches", "chance", "cost_eur", "kwh_per_eur", "vulnerable_households", "kwh_per_vulnerable", "rank_per_eur",
    "rank_per_vulnerable",
)  # fmt: skip
"""Columns of `Portfolio.retrofits`, one row per renovation, in the order of `ranked_by` saving per euro.

`yearly_kwh`: energy avoided, per year of 365 days; shares 0–1 of the expected use; `effect`: the share beside matched
estates. `kwh_per_eur`: yearly kWh per euro spent; `kwh_per_vulnerable`: yearly kWh per vulnerable household of
the estate, unknown where the works and their meters are of one building. `lacks`:
Lacks (codes of periods.LACKS), what is missing for a verdict, or for the series that are not in it. `cautions`:
Cautions, what else moved use; `is_doubtful`: whether the saving may be of that. Ranks are of the verdicts saving and
rise without doubt. Numbers are NaN, ranks NA, where unknown.
"""


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
    `vulnerable_households`: count by complex_id. Works that the same meters tell within a year are one renovation
    (`joint_works.together`). Carriers are added up in kWh. Nothing is read, nothing is changed.
    """
    cleaned = clean_readings(readings)
    degrees = DegreeDays(weather)
    retrofits = together(retrofits, readings)
    dated, undated = with_dates(retrofits)
    stock = Stock(cleaned.good, complexes, lasting(retrofits))
    of_estate: dict[object, list[dict[Hashable, object]]] = defaultdict(list)
    for row in retrofits.to_dict("records"):
        of_estate[row["complex_id"]].append(row)
    savings: dict[str, dict[Key, Saving]] = {}
    comparisons: dict[Hashable, Comparison] = {}
    rows = [
        renovation_of(retrofit, {}, {}, vulnerable_households, why_undated(retrofit)).row()
        for retrofit in undated.to_dict("records")
    ]
    for number, retrofit in enumerate(dated.to_dict("records")):
        works = Works.between(retrofit["start_date"], retrofit["end_date"])
        found = _savings_of(retrofit, works, stock, degrees, number)
        others = other_works(retrofit, of_estate[retrofit["complex_id"]], found)
        found = checked(found, others, stock.households_of(str(retrofit["complex_id"])))
        found = with_new_meters(found, cleaned.changed, works)
        savings[str(retrofit["retrofit_id"])] = found
        own = _comparisons_of(told_by(found), works, stock, degrees, number)
        comparisons |= {(retrofit["retrofit_id"], *key): comparison for key, comparison in own.items()}
        rows.append(renovation_of(retrofit, found, own, vulnerable_households).row())
    savings |= {str(code): {} for code in undated["retrofit_id"]}
    ranked, aside = _ranked(rows), all_set_aside(readings, cleaned, degrees)
    return Portfolio(ranked, savings, comparisons, aside, cleaned.changed, potential(ranked, stock, degrees))


def _savings_of(
    retrofit: dict[Hashable, object], works: Works, stock: Stock, degrees: DegreeDays, number: int
) -> dict[Key, Saving]:
    keys, building = stock.of_estate(str(retrofit["complex_id"])), building_of(retrofit)
    if building:
        # a building without readings of its own is told by the meter of the whole estate alone
        keys = [key for key in keys if key[1] == building] or [key for key in keys if not key[1]]
    near = inside({key: stock.series[key] for key in keys}, works) or {key: stock.series[key] for key in keys}
    found = {
        key: with_cautions(
            assess(use, degrees, works, "interval", 1000 * number + place, key[2] in COOLS), use, degrees, works
        )
        for place, (key, use) in enumerate(joined(near, works).items())
    }
    return switched(found) if has_switched(near, works) else found


def _comparisons_of(
    found: dict[Key, Saving], works: Works, stock: Stock, degrees: DegreeDays, number: int
) -> dict[Key, Comparison]:
    comparisons = {}
    for key, saving in found.items():
        if saving.is_sufficient and key in stock.series:
            used = float(saving.after.kwh.sum())
            drawn = np.concatenate([[saving.expected_kwh], np.maximum(saving.draws_kwh + used, 1e-3 * used + 1e-9)])
            comparisons[key] = compare(stock, key, works, degrees, used / drawn, number)
    return comparisons


def _ranked(rows: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS[:-2]))
    is_sure = _standing(frame) == 0
    for name, value in (("rank_per_eur", "kwh_per_eur"), ("rank_per_vulnerable", "kwh_per_vulnerable")):
        frame[name] = frame[value].astype(float).where(is_sure).rank(ascending=False, method="min").astype("Int64")
    return ranked_by(frame, "kwh_per_eur")


def ranked_by(retrofits: pd.DataFrame, column: str) -> pd.DataFrame:
    """Renovations (COLUMNS), those first that say how much and of which nothing else is known to have moved use, then
    those in doubt, then the unclear, last those without a verdict; within each, the largest of `column` first."""
    ordered = retrofits.assign(standing=_standing(retrofits)).sort_values(
        ["standing", column, "retrofit_id"], ascending=[True, False, True], na_position="last", ignore_index=True
    )
    return ordered.drop(columns="standing")


def _standing(retrofits: pd.DataFrame) -> pd.Series:
    """0 where a saving or a rise is told, 1 where it is in doubt, 2 where it is unclear, 3 without a verdict."""
    standing = retrofits["verdict"].map({**dict.fromkeys(TOLD, 0), "unclear": 2, "insufficient": 3}).astype(int)
    return standing.mask((standing == 0) & retrofits["is_doubtful"].astype(bool), 1)
