"""The plausible range at the levels of an edition: which areas hold which, and whose bills they are compared with."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from indicators.basis.tally import CellIntervals
from indicators.plausible.ranges import Known, read_known
from indicators.small_areas.heat_imputation import HeatBills


def read_level(
    level: str, counts: Mapping[str, CellIntervals], middle: str, held_by: pd.Series, bills: HeatBills, cutoff: int
) -> Known:
    """Return what the areas of `level` tell of energy poverty above `cutoff` percent.

    `counts`: by level, at least that one, `middle` and "city". `middle`: the level of neighbourhoods, whose `bills`
    they are; "section" where the city has none. `held_by`: the area of it that holds each section, by section id.
    Sections are read beside their neighbourhood and its bills, neighbourhoods beside the city and their own bills,
    others beside the city and its.
    """
    index, is_held = counts[level].cells.index, level == "section" != middle
    ratio, place = np.full(len(index), bills.city_ratio), np.zeros(len(index), dtype=int)
    if level == middle:
        ratio = bills.ratio
    if is_held:
        place = neighbourhood_rows(counts[middle].cells.index, held_by, index)
        ratio = np.where(place >= 0, bills.ratio[place], bills.city_ratio)
    return read_known(counts[level], counts[middle if is_held else "city"], place, ratio, cutoff)


def neighbourhood_rows(neighbourhoods: pd.Index, held_by: pd.Series, sections: pd.Index) -> np.ndarray:
    """Row among `neighbourhoods` of the one that holds each of `sections` (`held_by`, by section id); −1: none does."""
    return neighbourhoods.get_indexer(held_by.reindex(sections).astype("object"))
