"""Aid: does help reach as many households as are in energy poverty?"""

import pandas as pd

from contract.translations import mark
from indicators.basis.figures import NUMBERS, divide, outcome, refuse_empty
from indicators.basis.intervals import cell_triple, ratio
from indicators.basis.parameters import POVERTY_CUTOFF
from indicators.catalogue.indicator import UNEQUIVALISED, Choices, Indicator, always
from indicators.catalogue.poverty import poverty_cells, share_above

_POVERTY = int(POVERTY_CUTOFF.value)


def _bonus_gap(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    poverty = share_above(frame, _POVERTY)
    households, recipients = cell_triple(frame, "households"), cell_triple(frame, "bonus_recipients")
    share = {name: poverty[name].to_numpy() for name in NUMBERS}
    poor = tuple(share[name] * each for name, each in zip(("estimate_low", "estimate", "estimate_high"), households,
                                                          strict=True))  # fmt: skip
    bounds = (
        divide(share["minimum"] * households[2], recipients[2]),
        divide(share["maximum"] * households[2], recipients[0]),
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
    needs=always(*poverty_cells(_POVERTY), "bonus_recipients"),
    compute=_bonus_gap,
)

INDICATORS = (BONUS_GAP,)
