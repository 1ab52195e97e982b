"""Energy poverty where works were done, before and after them, beside where none were."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

BESIDE = ("energy_poverty_10", "precarity", "coverage")
"""Indicators that are read together with a saving."""

COLUMNS = (
    "retrofit_id", "complex_id", "indicator_id", "year_before", "year_after", "before", "after", "minimum_before",
    "maximum_before", "minimum_after", "maximum_after", "plausible_low_before", "plausible_high_before",
    "plausible_low_after", "plausible_high_after", "reason_before", "reason_after", "others", "others_before",
    "others_after", "difference",
)  # fmt: skip
"""One row per renovation and indicator; figures are those of the census section that holds the estate (shares 0–1).

`plausible_*`: ends of the plausible range where heating bills are imputed, else NaN. `reason_*`: id of the finding
where a figure is not shown. `others`: sections of estates without works whose estimate is shown in both years;
`others_*` their mean, weighted by households. `difference`: change here less change there; NaN where any of them is
not known. A section holds other homes too: the figure is not the estate's alone.
"""


def poverty_beside(
    figures: Mapping[tuple[int, str], pd.DataFrame], complexes: pd.DataFrame, retrofits: pd.DataFrame
) -> pd.DataFrame:
    """Set indicators of the last year before and the first after each renovation beside estates without works.

    `figures`: those of the sections (index section_id) by year of spend and indicator id, the same indicators in every
    year; `complexes`: complex_id, section_id, households; `retrofits`: retrofit_id, complex_id, start_date, end_date.
    A renovation without a year on both sides has no rows.
    """
    estates = complexes.dropna(subset=["section_id"]).set_index("complex_id")
    is_treated = estates.index.isin(retrofits["complex_id"])
    others = estates[~is_treated & ~estates["section_id"].isin(estates.loc[is_treated, "section_id"]).to_numpy()]
    listed = {year: [name for at, name in figures if at == year] for year, _ in figures}
    rows = []
    for retrofit in retrofits.to_dict("records"):
        years = _years(retrofit, list(listed))
        if years and retrofit["complex_id"] in estates.index:
            section = str(estates.loc[retrofit["complex_id"], "section_id"])
            names = {name: retrofit[name] for name in ("retrofit_id", "complex_id")}
            names |= dict(zip(("year_before", "year_after"), years, strict=True))
            for indicator in listed[years[0]]:
                pair = figures[years[0], indicator], figures[years[1], indicator]
                rows.append(names | {"indicator_id": indicator} | _pair(pair, section, others))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _years(retrofit: Mapping[Hashable, Any], years: Sequence[int]) -> tuple[int, int] | None:
    """The last year that ends before the works and the first that begins after them."""
    before = [year for year in years if year < pd.Timestamp(retrofit["start_date"]).year]
    after = [year for year in years if year > pd.Timestamp(retrofit["end_date"]).year]
    return (max(before), min(after)) if before and after else None


def _pair(pair: tuple[pd.DataFrame, pd.DataFrame], section: str, others: pd.DataFrame) -> dict[str, object]:
    row: dict[str, object] = {}
    for name, figures in zip(("before", "after"), pair, strict=True):
        is_there = section in figures.index
        row |= {
            name if column == "estimate" else f"{column}_{name}": _number(figures.loc[section, column])
            if is_there and column in figures
            else np.nan
            for column in ("estimate", "minimum", "maximum", "plausible_low", "plausible_high")
        }
        row[f"reason_{name}"] = str(figures.loc[section, "reason"]) if is_there else "not_in_extract"
    row |= _others(pair, others)
    changes = [row[name] for name in ("before", "after", "others_before", "others_after")]
    here, there = float(changes[1]) - float(changes[0]), float(changes[3]) - float(changes[2])  # type: ignore[arg-type]
    return row | {"difference": here - there}


def _others(pair: tuple[pd.DataFrame, pd.DataFrame], others: pd.DataFrame) -> dict[str, object]:
    sections = others.drop_duplicates("section_id").set_index("section_id")
    estimates = pd.DataFrame({
        name: figures["estimate"].astype("Float64").reindex(sections.index).astype(float)
        for name, figures in zip(("others_before", "others_after"), pair, strict=True)
    }).dropna()  # fmt: skip
    weights = sections.loc[estimates.index, "households"].astype("Float64").fillna(0).astype(float)
    if not weights.sum():
        return {"others": 0, "others_before": np.nan, "others_after": np.nan}
    means = {name: float(np.average(estimates[name], weights=weights)) for name in estimates}
    return {"others": len(estimates), **means}


def _number(value: object) -> float:
    return float("nan") if pd.isna(value) else float(value)  # type: ignore[arg-type]


TOGETHER = ("indicator_id", "renovations", "before", "after", "others_before", "others_after", "difference")
"""Columns of `poverty_together`: means over the `renovations` whose figures are known on all four sides."""


def poverty_together(beside: pd.DataFrame) -> pd.DataFrame:
    """The rows of `poverty_beside` brought together, one per indicator in their order; NaN where none is known."""
    known = beside.dropna(subset=["difference"])
    means = known.groupby("indicator_id", sort=False)[list(TOGETHER[2:])].mean()
    means.insert(0, "renovations", known.groupby("indicator_id", sort=False).size())
    named = means.reindex(list(dict.fromkeys(beside["indicator_id"]))).rename_axis("indicator_id").reset_index()
    return named.assign(renovations=named["renovations"].fillna(0).astype(int))
