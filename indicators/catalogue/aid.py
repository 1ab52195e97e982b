"""Aid: does help reach as many households as are in energy poverty?"""

import pandas as pd

from contract.tables import POVERTY_LINE
from contract.translations import mark
from indicators.basis.figures import amounts, divide, outcome
from indicators.catalogue.indicator import UNEQUIVALISED, Choices, Indicator, always
from indicators.catalogue.poverty import poverty_cells, share_above


def _bonus_gap(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    poverty = share_above(frame, POVERTY_LINE)
    households, known, recipients = amounts(frame, "households", "both_known", "bonus_recipients")
    minimum, estimate, maximum = (
        divide(poverty[name].to_numpy() * households, recipients) for name in ("minimum", "estimate", "maximum")
    )
    refusals = {"no_complete_households": known == 0, "no_bonus_recipients": recipients == 0}
    return outcome(frame, estimate, (minimum, maximum), poverty["coverage"].to_numpy(), refusals)


BONUS_GAP = Indicator(
    id="bonus_gap",
    version=1,
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
