"""Every number chosen for telling what cools homes: unit, range, reason, source, date."""

from contract.translations import mark
from indicators.basis.parameters import Parameter

_OURS = mark("Our choice")

COLDEST_COOLING = Parameter(
    id="coldest_cooling",
    label=mark("Lowest balance point of cooling that is tried"),
    value=14,
    unit="°C",
    low=12,
    high=20,
    reason=mark("Sun and people warm a home: in a well insulated one cooling may begin while it is mild outside."),
    source=_OURS,
    date="2026-11",
)

WARMEST_COOLING = Parameter(
    id="warmest_cooling",
    label=mark("Highest balance point of cooling that is tried"),
    value=27,
    unit="°C",
    low=24,
    high=30,
    reason=mark("The law lets homes be cooled to 26 °C: warmer days than that always cool where anything does."),
    source=mark("Decree of the President of the Republic 74/2013, art. 3"),
    date="2026-11",
)

HOT = Parameter(
    id="hot",
    label=mark("Mean temperature from which a reading is of hot days"),
    value=22,
    unit="°C",
    low=20,
    high=26,
    reason=mark("Warmer than any balance point of heating that is tried: what moves use there is not heating."),
    source=_OURS,
    date="2026-11",
)

SUMMER_RISE = Parameter(
    id="summer_rise",
    label=mark("Rise of use in hot days, over mean use, from which cooling is named"),
    value=0.15,
    unit="share",
    low=0.05,
    high=0.5,
    reason=mark("Chance alone seldom moves a summer's readings by so much; below it no cooling is looked for."),
    source=_OURS,
    date="2026-11",
)

COOLING_PARAMETERS = (COLDEST_COOLING, WARMEST_COOLING, HOT, SUMMER_RISE)
