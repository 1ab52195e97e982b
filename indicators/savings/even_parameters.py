"""Every number chosen for telling that all use moved alike, as a factor moves it: unit, range, reason, source, date."""

from contract.translations import mark
from indicators.basis.parameters import Parameter

_OURS = mark("Our choice")

EVEN_FALL = Parameter(
    id="even_fall",
    label=mark(
        "Fall of what does not follow the weather, and of heating, from which all use is told to have moved alike"
    ),
    value=0.25,
    unit="share",
    low=0.2,
    high=0.6,
    reason=mark(
        "A new boiler seldom saves more than a quarter of hot water too; gross calorific value taken for net, or a "
        "pressure factor that was lost, take more away beside what the works saved."
    ),
    source=_OURS,
    date="2026-11",
)

EVEN_RISE = Parameter(
    id="even_rise",
    label=mark(
        "Rise of what does not follow the weather, and of heating, from which all use is told to have moved alike"
    ),
    value=0.15,
    unit="share",
    low=0.05,
    high=0.5,
    reason=mark("Works do not raise hot water and kitchens; another factor, or more people, do."),
    source=_OURS,
    date="2026-11",
)

EVEN_APART = Parameter(
    id="even_apart",
    label=mark("Most by which both parts may have moved apart, as a ratio, to have moved alike"),
    value=1.35,
    unit="ratio",
    low=1.1,
    high=1.6,
    reason=mark(
        "Monthly bills tell what does not follow the weather to a quarter. On invented buildings 90–100% of factors of "
        "1.5 that were lost are told, 50–95% of factors of 0.9 and 0.86, and of works 0–5% of those that saved 40% of "
        "heating and a tenth of the rest, up to 25% of those that saved a fifth of the rest."
    ),
    source=_OURS,
    date="2026-11",
)

EVEN_LEAST = Parameter(
    id="even_least",
    label=mark("Smallest part of use, of both, that can tell whether all use moved alike"),
    value=0.1,
    unit="share",
    low=0.05,
    high=0.3,
    reason=mark("Of a smaller part bills tell nothing: plants that heat alone are not looked at."),
    source=_OURS,
    date="2026-11",
)

EVEN_PARAMETERS = (EVEN_FALL, EVEN_RISE, EVEN_APART, EVEN_LEAST)
