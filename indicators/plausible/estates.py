"""The plausible range of energy poverty in public-housing estates: that of their section, their own bill where told."""

from dataclasses import replace

import numpy as np
import pandas as pd

from indicators.basis.assumptions import Assumptions, Box
from indicators.basis.figures import amounts, divide
from indicators.plausible.ranges import Known, plausible_range, share
from indicators.plausible.tipping import FARTHEST
from indicators.small_areas.heat_imputation import HeatBills

COLUMNS = ("plausible_low", "estimate", "plausible_high", "heating_bill_eur")


def estate_poverty(
    complexes: pd.DataFrame, figures: pd.DataFrame, known: Known, bills: HeatBills, neighbourhoods: np.ndarray, box: Box
) -> pd.DataFrame:
    """Return what the section that holds each estate tells of energy poverty (0–1), by `complex_id`; COLUMNS.

    `complexes`: an edition's table. `figures` of the sections (index section id) and what they tell, `known`, in their
    order; `neighbourhoods`: the row of `bills` of the area that holds each, −1 for none. `heating_bill_eur`: the
    estate's heating expense ÷ its dwellings (EUR/year) where it heats together: it takes the place of the bill of
    similar homes, and nothing is assumed of it. Beyond `tipping.FARTHEST` times that bill nobody would believe it
    (another unit, a part of the year): it is NaN then, as where nothing is told, and the bill stays assumed.
    NaN where the section's figure is not shown.
    """
    place = figures.index.get_indexer(complexes["section_id"].astype("object"))
    own = known.at(place)
    other = np.where(neighbourhoods >= 0, bills.other_eur[neighbourhoods], bills.city_other_eur)[place]
    bill = _bill_of_dwelling(complexes)
    least_times, most_times = FARTHEST["bill"]
    has_bill = (bill >= least_times * own.heat * other) & (bill <= most_times * own.heat * other)
    own = replace(own, heat=np.where(has_bill, bill / other, own.heat))
    least, most = (np.where(place >= 0, end[place], np.nan) for end in amounts(figures, "minimum", "maximum"))
    told = plausible_range(own, replace(box, bill=(1.0, 1.0)), (least, most))
    assumed = plausible_range(own, box, (least, most))
    low, high = (np.where(has_bill, *ends) for ends in zip(told, assumed, strict=True))
    estimate = np.clip(share(own, Assumptions()), least, most)
    columns = dict(zip(COLUMNS, (low, estimate, high, np.where(has_bill, bill, np.nan)), strict=True))
    return pd.DataFrame(columns, index=pd.Index(complexes["complex_id"], name="complex_id"))


def _bill_of_dwelling(complexes: pd.DataFrame) -> np.ndarray:
    """Heating expense ÷ dwellings, EUR/year, of estates that heat together; NaN elsewhere."""
    frame = complexes.reindex(columns=["heating_cost_eur", "dwellings", "heating_mode"])
    cost, dwellings = amounts(frame, "heating_cost_eur", "dwellings")
    is_shared = frame["heating_mode"].isin(["central", "district"]).to_numpy(dtype=bool)
    return np.where(is_shared & (cost > 0), divide(cost, dwellings), np.nan)
