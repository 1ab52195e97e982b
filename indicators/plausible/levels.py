"""The plausible range at the levels of an edition: which areas hold which, and whose bills they are compared with."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from indicators.basis.tally import CellIntervals
from indicators.plausible.ranges import Known, read_known
from indicators.small_areas.heat_imputation import HeatBills


def read_level(
    level: str, counts: Mapping[str, CellIntervals], nil_ids: pd.Series, bills: HeatBills, cutoff: int
) -> Known:
    """Return what the areas of `level` tell of energy poverty above `cutoff` percent.

    `counts`: by level, at least that one, "nil" and "city". `nil_ids`: NIL of each section, by section id. Sections are
    read beside their NIL and its bills, NIL beside the city and their own bills, others beside the city and its.
    """
    index, nil = counts[level].cells.index, counts["nil"].cells.index
    ratio, place = np.full(len(index), bills.city_ratio), np.zeros(len(index), dtype=int)
    if level == "nil":
        ratio = bills.ratio
    if level == "section":
        place = nil.get_indexer(nil_ids.reindex(index).astype("object"))
        ratio = np.where(place >= 0, bills.ratio[place], bills.city_ratio)
    return read_known(counts[level], counts["nil" if level == "section" else "city"], place, ratio, cutoff)
