"""Files of scenarios, comparisons and hand-made areas; each row says what kind of figure it is."""

import numpy as np
import pandas as pd

from indicators.basis.scenario_parameters import Scenario, kind_of
from indicators.comparison.selection import Selection
from reports.downloads import RANGE, csv_of

_WINDOW = ("estimate_low", "estimate_high")


def scenario_csv(frame: pd.DataFrame, scenario: Scenario, year: int, language: str) -> bytes:
    """The areas under `scenario` (index: area id): kind and changes in every row, shares 0–1, households that cross.

    `frame`: `area_name`, `today`, `minimum`, `estimate`, `maximum`, `estimate_low`, `estimate_high`, `crossing_…`,
    `state`, `reason`; `plausible_low`, `plausible_high` and `assumptions_id` where heating bills are imputed.
    """
    crossing = [f"crossing_{name}" for name in ("minimum", "estimate", "maximum")]
    order = ["area_name", "today", *RANGE, *_WINDOW, *crossing, "state", "reason", "assumptions_id"]
    kept = frame[[name for name in order if name in frame]]
    changes = {f"{name}_change": getattr(scenario, name) for name in ("electricity", "gas", "heat", "income")}
    told = kept.assign(
        kind=kind_of(scenario),
        edition=year,
        **changes,
        cutback=scenario.cutback,
        has_bonus=str(not scenario.without_bonus).lower(),
    )
    return csv_of(told.rename_axis("area_id").reset_index().astype({"area_id": "str"}), language)


def change_csv(comparison: pd.DataFrame, indicator_id: str, years: tuple[int, int], language: str) -> bytes:
    """Change of an indicator between two editions, by area (index: area id): `area_name`, `change`, its interval and
    the verdict (`indicators.comparison.change.VERDICTS`); shares 0–1. `assumptions_id`: what is assumed of both
    years, where heating bills are imputed."""
    columns = ("area_name", "change", "low", "high", "verdict", "assumptions_id")
    kept = comparison[[name for name in columns if name in comparison]]
    told = kept.assign(indicator_id=indicator_id, former_edition=years[0], latter_edition=years[1])
    return csv_of(told.rename_axis("area_id").reset_index().astype({"area_id": "str"}), language)


def selection_csv(selection: Selection, year: int, language: str) -> bytes:
    """What an area made by hand holds: least and most of each cell (households, EUR/year; blank where nothing bounds
    it), and of how many of its areas the cell is shown, withheld or missing."""
    totals = selection.totals.rename_axis("cell").reset_index().astype({"cell": "str"})
    totals["high"] = totals["high"].where(np.isfinite(totals["high"].astype(float)))
    return csv_of(totals.assign(edition=year), language)
