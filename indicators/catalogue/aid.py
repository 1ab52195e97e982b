"""Aid: does help reach as many households as are in energy poverty?"""

import numpy as np
import pandas as pd

from contract.tables import POVERTY_LINE
from contract.translations import mark
from indicators.basis.figures import divide, outcome, refuse_empty
from indicators.basis.intervals import cell_interval, cell_triple, less, ratio
from indicators.catalogue.indicator import UNEQUIVALISED, Choices, Indicator, always
from indicators.catalogue.poverty import poverty_cells, share_above

_, _, _CERTAIN, _COUNTED = poverty_cells(POVERTY_LINE)


def _bonus_gap(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    poverty = share_above(frame, POVERTY_LINE)
    households, recipients = cell_triple(frame, "households"), cell_triple(frame, "bonus_recipients")
    shares = (poverty[name].to_numpy() for name in ("estimate_low", "estimate", "estimate_high"))
    poor = tuple(share * all_of_them for share, all_of_them in zip(shares, households, strict=True))
    certain = cell_interval(frame, _CERTAIN)
    outside = less(cell_interval(frame, "both_known"), cell_interval(frame, _COUNTED))
    possible = [households[2 * end] - np.clip(outside[1 - end], 0, None) for end in (0, 1)]
    bounds = (
        (divide(certain[0], recipients[2]), divide(certain[1], recipients[0])),
        (divide(np.clip(possible[0], 0, None), recipients[2]), divide(possible[1], recipients[0])),
    )
    refusals = refuse_empty(frame, {"no_complete_households": "both_known", "no_bonus_recipients": "bonus_recipients"})
    return outcome(frame, ratio(poor, recipients), bounds, poverty["coverage"].to_numpy(), refusals)


BONUS_GAP = Indicator(
    id="bonus_gap",
    version=2,
    label=mark("Households in energy poverty for each social bonus"),
    question=mark("Does the social bonus reach as many households as are in energy poverty?"),
    definition=mark(
        "Households in energy poverty (above 10%) over households that receive the social bonus for electricity or "
        "gas. At 1 there are as many as receive it; at 3, three for each."
    ),
    formula_text=mark(
        "Share of households above 10% (minimum, estimate, maximum) × all households ÷ households with the bonus."
    ),
    method=mark("Minimum, estimate and maximum of energy poverty, each over the same count of recipients."),
    caveat=mark(
        "Those who receive the bonus need not be those in energy poverty: the means test looks at ISEE. Where gas is "
        "shared, tenants must give the condominium's PDR to get it."
    ),
    source=mark("ARERA, social bonus; City of Milan, “Verso il benessere energetico”, Action 2"),
    basis=UNEQUIVALISED,
    unit="ratio",
    higher_is="worse",
    theme="aid",
    season="all",
    bounds="interval",
    needs=always(*poverty_cells(POVERTY_LINE), "bonus_recipients"),
    compute=_bonus_gap,
)

INDICATORS = (BONUS_GAP,)
