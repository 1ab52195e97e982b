"""What shared heating bills told by people met do to the plausible range of their estate, with the gain in points.

It stands beside the figures of an edition and never goes into them: people met are not drawn by lot.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy import stats

from indicators.basis.area_parameters import AREA_CONFIDENCE
from indicators.basis.collection_parameters import LEAST_ANSWERS

BILLS = ("bill_low_eur", "bill_eur", "bill_high_eur")

Poverty = Callable[[pd.DataFrame], pd.DataFrame]
"""`plausible.estates.estate_poverty` of an edition, from its table of estates."""


def collected_bills(responses: pd.DataFrame) -> pd.DataFrame:
    """The mean shared heating bill that people of an estate told (EUR/year) with its interval: columns `answers` and
    BILLS, by `complex_id`.

    `responses`: `place_kind`, `place_id`, `shared_bill_eur`. Only amounts count, not bands; estates of which fewer than
    LEAST_ANSWERS tell one are left out. The interval is Student's, never below 0.
    """
    known = responses[(responses["place_kind"] == "complex") & responses["shared_bill_eur"].notna()]
    by = known["shared_bill_eur"].astype(float).groupby(known["place_id"])
    found = by.agg(["size", "mean", "std"])
    found = found[found["size"] >= LEAST_ANSWERS.value]
    tail = stats.t.ppf((1 + AREA_CONFIDENCE.value) / 2, found["size"] - 1)
    half = tail * found["std"] / np.sqrt(found["size"])
    ends = ((found["mean"] - half).clip(lower=0), found["mean"], found["mean"] + half)
    return pd.DataFrame({"answers": found["size"], **dict(zip(BILLS, ends, strict=True))}).rename_axis("complex_id")


def narrowed_ranges(complexes: pd.DataFrame, bills: pd.DataFrame, poverty: Poverty) -> pd.DataFrame:
    """The plausible range (0–1) of each estate of `bills` before and with them: columns `before_low`, `before_high`,
    `low`, `high`, and `gain`, the width that went (0–1), by `complex_id`.

    Within the ends of the mean bill nothing else is assumed of it; where both ranges overlap what they share is told,
    else that of the bills alone, and the gain may then be below 0. Left out are estates that do not heat together,
    whose register tells its own expense, whose section is not shown, or whose bills nobody would believe.
    """
    rows = complexes[complexes["complex_id"].isin(bills.index)].reset_index(drop=True)
    before = poverty(rows)
    told = [poverty(_with_bills(rows, bills[name])) for name in BILLS]
    is_told = before["heating_bill_eur"].isna() & before["plausible_low"].notna()
    for each in told:
        is_told &= each["heating_bill_eur"].notna()
    least, most = told[0]["plausible_low"], told[-1]["plausible_high"]
    low, high = np.maximum(least, before["plausible_low"]), np.minimum(most, before["plausible_high"])
    overlap = low <= high
    found = pd.DataFrame(
        {
            "before_low": before["plausible_low"],
            "before_high": before["plausible_high"],
            "low": low.where(overlap, least),
            "high": high.where(overlap, most),
        }
    )
    width = found["before_high"] - found["before_low"] - (found["high"] - found["low"])
    return found.assign(gain=width)[is_told]


def _with_bills(rows: pd.DataFrame, bill: pd.Series) -> pd.DataFrame:
    return rows.assign(heating_cost_eur=rows["complex_id"].map(bill).to_numpy(float) * rows["dwellings"])
