"""The numbers chosen for the plausible range: what may be assumed of bills and incomes that nobody knows."""

from contract.translations import mark
from indicators.basis.parameter import Parameter

_CHOSEN = mark("Our choice, tested on simulated cities whose truth is known")

GAS_BESIDE_LIMIT = Parameter(
    id="gas_beside_limit",
    label=mark("Most that homes with shared heating spend on gas, over their electricity"),
    value=0.5,
    unit="ratio",
    low=0,
    high=1,
    reason=mark("It is told from the sections: beyond one half, gas that heats is taken for gas that cooks."),
    source=_CHOSEN,
    date="2026-11",
)

BILL_LOW = Parameter(
    id="bill_low",
    label=mark("Unknown heating bills over those of similar homes: the least that is plausible"),
    value=0.75,
    unit="ratio",
    low=0.4,
    high=1,
    reason=mark("A quarter below similar homes: dwellings without a known bill may be smaller, or better kept."),
    source=_CHOSEN,
    date="2026-11",
)

BILL_HIGH = Parameter(
    id="bill_high",
    label=mark("Unknown heating bills over those of similar homes: the most that is plausible"),
    value=1.35,
    unit="ratio",
    low=1,
    high=2,
    reason=mark("A third above similar homes. At half as much again the range fails, as the tests show."),
    source=_CHOSEN,
    date="2026-11",
)

SPREAD_LOW = Parameter(
    id="spread_low",
    label=mark("Spread of the whole burden over that of its known part: the least that is plausible"),
    value=0.93,
    unit="ratio",
    low=0.8,
    high=1,
    reason=mark("Bills that differ little between homes draw the burdens of households together."),
    source=_CHOSEN,
    date="2026-11",
)

SPREAD_HIGH = Parameter(
    id="spread_high",
    label=mark("Spread of the whole burden over that of its known part: the most that is plausible"),
    value=1.10,
    unit="ratio",
    low=1,
    high=1.3,
    reason=mark("Bills that differ much between homes push the burdens of households apart."),
    source=_CHOSEN,
    date="2026-11",
)

ODDS_LOW = Parameter(
    id="odds_low",
    label=mark("Odds of energy poverty where the income is unknown, over those of the others: the least plausible"),
    value=0.5,
    unit="ratio",
    low=0.1,
    high=1,
    reason=mark("Half the odds of the others: nothing published tells why an income is not known."),
    source=_CHOSEN,
    date="2026-11",
)

ODDS_HIGH = Parameter(
    id="odds_high",
    label=mark("Odds of energy poverty where the income is unknown, over those of the others: the most plausible"),
    value=2.0,
    unit="ratio",
    low=1,
    high=10,
    reason=mark("Twice the odds of the others: nothing published tells why an income is not known."),
    source=_CHOSEN,
    date="2026-11",
)

CHANCE_QUANTILE = Parameter(
    id="chance_quantile",
    label=mark("Standard errors that chance adds at either end of the plausible range"),
    value=1.645,
    unit="number",
    low=1.645,
    high=1.645,
    reason=mark("Nine areas in ten lie within; in an area of many households it adds nothing that can be seen."),
    source=mark("Our choice"),
    date="2026-11",
)

SPREAD_TOLERANCE = Parameter(
    id="spread_tolerance",
    label=mark("Doubt left of the spread of burdens where the city's household files tell it"),
    value=0.02,
    unit="ratio",
    low=0,
    high=0.1,
    reason=mark("The files tell it of the homes whose bill is known: the others may differ a little."),
    source=mark("Our choice"),
    date="2026-11",
)

PLAUSIBLE_PARAMETERS = (
    GAS_BESIDE_LIMIT,
    BILL_LOW,
    BILL_HIGH,
    SPREAD_LOW,
    SPREAD_HIGH,
    ODDS_LOW,
    ODDS_HIGH,
    CHANCE_QUANTILE,
    SPREAD_TOLERANCE,
)
