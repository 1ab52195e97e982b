"""Whom a desk should reach: vulnerable households by section, and what stands in for a figure that is kept back."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.basis.figures import amounts
from indicators.basis.intervals import cell_middle


@dataclass(frozen=True)
class Demand:
    """`households`: estimated vulnerable households by section (index `section_id`), 0 where nothing is known.

    `from_nil`: sections whose own figure is withheld or missing, so that the rate of their neighbourhood stands for it.
    `unknown`: sections of which neither is known, or not even the households; they count as nobody.
    """

    households: pd.Series
    from_nil: tuple[str, ...]
    unknown: tuple[str, ...]


def section_demand(sections: pd.DataFrame, neighbourhoods: pd.DataFrame, nil_of: pd.Series) -> Demand:
    """Estimated households in energy poverty of each section: households × estimate.

    `sections`, `neighbourhoods`: figures of `energy_poverty_10` (`figures.COLUMNS`) by section and by NIL; `nil_of`:
    NIL by section. Only published figures are used, so nothing that is withheld is told.
    """
    (own,) = amounts(sections, "estimate")
    households = cell_middle(sections, "households")
    (of_nil,) = amounts(neighbourhoods.reindex(nil_of.reindex(sections.index)), "estimate")
    rate = np.where(np.isnan(own), of_nil, own)
    demand = pd.Series(households * rate, index=sections.index)
    inhabited = ~(households == 0)
    from_nil = sections.index[inhabited & np.isnan(own) & ~np.isnan(demand)]
    unknown = sections.index[inhabited & np.isnan(demand)]
    return Demand(demand.fillna(0.0), tuple(map(str, from_nil)), tuple(map(str, unknown)))
