"""How many of the homes are lived in, where that is told with the readings: what works saved, were use to follow it."""

from dataclasses import replace

import numpy as np
import pandas as pd

from indicators.savings.degree_days import Array, DegreeDays
from indicators.savings.periods import Lack, Use
from indicators.savings.saving import Saving
from indicators.savings.signature import search
from indicators.savings.steady_parameters import LEAST_OCCUPIED

EMPTIED = "emptied"


def lack_of_people(before: Use, after: Use) -> tuple[Lack, ...]:
    """Why no verdict is given where most homes stood empty before the works or after them; empty where they did not,
    or nothing is told of it."""
    lived_in = mean_occupancy(before), mean_occupancy(after)
    if not min(lived_in) < LEAST_OCCUPIED.value:
        return ()
    return (Lack(EMPTIED, dict(zip(("before", "after"), (round(100 * each) for each in lived_in), strict=True))),)


def share_by_home(saving: Saving, degrees: DegreeDays) -> float:
    """The share saved (0–1) had use followed the homes lived in, reading by reading; NaN where they are not told."""
    if np.isnan([mean_occupancy(saving.before), mean_occupancy(saving.after)]).any():
        return float("nan")
    before, after = (_by_home(use) for use in (saving.before, saving.after))
    drivers = degrees.per_day(before.start, before.end)
    fit = search(before.per_day[None, :], before.days, drivers, degrees.cools)
    expected = float(fit.use(after.days.sum(), after.days @ degrees.per_day(after.start, after.end))[0])
    return 1 - float(after.kwh.sum()) / expected if expected > 0 else float("nan")


def mean_occupancy(use: Use) -> float:
    """Share of the homes lived in over a period, by days; NaN where no reading tells it."""
    known = ~np.isnan(use.occupied)
    return float(np.average(use.occupied[known], weights=use.days[known])) if known.any() else float("nan")


def homes_of_made(frame: pd.DataFrame, series: list[str]) -> pd.DataFrame:
    """The readings, those made of others with the homes lived in of those of their days.

    `frame`: `series`, start_date, end_date, occupied_share, is_given (not so for those made of others).
    """
    told, made = frame[frame["occupied_share"].notna()], frame[~frame["is_given"]]
    if told.empty or made.empty:
        return frame
    pairs = made[[*series, "start_date", "end_date"]].reset_index().merge(told, on=series, suffixes=("", "_told"))
    is_within = (pairs["start_date_told"] < pairs["end_date"]) & (pairs["end_date_told"] > pairs["start_date"])
    lived_in = pairs[is_within].groupby("index")["occupied_share"].mean()
    return frame.assign(occupied_share=frame["occupied_share"].fillna(lived_in))


def _by_home(use: Use) -> Use:
    """Use as if all homes were lived in; readings that do not tell are taken as the others of their period."""
    lived_in: Array = np.where(np.isnan(use.occupied), mean_occupancy(use), use.occupied)
    return replace(use, kwh=use.kwh / np.maximum(lived_in, _LEAST))


_LEAST = 0.05
"""Occupancy below which a reading is not scaled further; chosen, 2026-11: an empty estate has stairs and lifts."""
