"""Every number chosen for telling changes that are not the works: unit, range, reason, source, date."""

from contract.translations import mark
from indicators.basis.parameters import Parameter

_OURS = mark("Our choice")

SUSPECT_SPREAD = Parameter(
    id="suspect_spread",
    label=mark(
        "How many times further than in the other year readings must lie from their model for a step to be sought"
    ),
    value=1.5,
    unit="ratio",
    low=1,
    high=4,
    reason=mark("A step that neither weather nor works explain leaves readings far from any signature."),
    source=_OURS,
    date="2026-11",
)

STEP_EVIDENCE = Parameter(
    id="step_evidence",
    label=mark("Gain in likelihood from which a step of use within a year is told"),
    value=15,
    unit="ratio",
    low=10,
    high=40,
    reason=mark("On simulated buildings without a step fewer than one year in fifty reaches it."),
    source=_OURS,
    date="2026-11",
)

LEAST_STEP = Parameter(
    id="least_step",
    label=mark("Smallest step of use within a year that is told"),
    value=0.05,
    unit="share",
    low=0.02,
    high=0.5,
    reason=mark("One of a tenth in January moves a saving by five points; chance seldom looks like a smaller one."),
    source=_OURS,
    date="2026-11",
)

LEAST_MOVED = Parameter(
    id="least_moved",
    label=mark("Smallest difference between neighbouring years, at equal weather, that is told"),
    value=0.1,
    unit="share",
    low=0.05,
    high=0.3,
    reason=mark("Years without works seldom differ by a tenth at equal weather."),
    source=_OURS,
    date="2026-11",
)

LARGEST_FALL = Parameter(
    id="largest_fall",
    label=mark("Share saved from which a change is not believed to be the works' alone"),
    value=0.85,
    unit="share",
    low=0.7,
    high=0.95,
    reason=mark("The best renovations save some 80%; a kWh taken for a standard cubic metre makes it 91%."),
    source=_OURS,
    date="2026-11",
)

LARGEST_RISE = Parameter(
    id="largest_rise",
    label=mark("Use after the works, over the expected one, from which a change is not believed"),
    value=2,
    unit="ratio",
    low=1.5,
    high=3,
    reason=mark("No use of the same homes doubles; MJ taken for kWh multiply it by 3.6."),
    source=_OURS,
    date="2026-11",
)

DEEP_FALL = Parameter(
    id="deep_fall",
    label=mark("Share saved from which a unit or a carrier may be mistaken, which is told"),
    value=0.7,
    unit="share",
    low=0.6,
    high=0.85,
    reason=mark("Few renovations save as much; kWh taken for MJ look like 72%."),
    source=_OURS,
    date="2026-11",
)

LEAST_UNFOLLOWED = Parameter(
    id="least_unfollowed",
    label=mark("Difference, between both years, of the part of use that follows the weather, from which it is told"),
    value=0.5,
    unit="share",
    low=0.3,
    high=0.7,
    reason=mark("Works halve what heats at most; bills of equal amounts, or another plant that heats, leave nothing."),
    source=_OURS,
    date="2026-11",
)

WEATHER_APART = Parameter(
    id="weather_apart",
    label=mark(
        "Difference of mean temperature between a year before works and one since from which the weather is doubted"
    ),
    value=2.2,
    unit="°C",
    low=2,
    high=4,
    reason=mark(
        "Years of Milan, 1983–2005, differ by 2.1 °C at most; another station, or its roof, by more. Means of several "
        "years differ by less, by the root of their number."
    ),
    source=_OURS,
    date="2026-11",
)

MOSTLY_RISING = Parameter(
    id="mostly_rising",
    label=mark("Share of readings above the one before them from which they are taken for the index of the meter"),
    value=0.9,
    unit="share",
    low=0.8,
    high=1,
    reason=mark("Use follows the seasons, up and down; only an index grows all the time."),
    source=_OURS,
    date="2026-11",
)

LEAST_MOVED_USE = Parameter(
    id="least_moved_use",
    label=mark("Share of a meter's use, or of a carrier's, from which it is taken to have moved to another"),
    value=0.3,
    unit="share",
    low=0.1,
    high=0.6,
    reason=mark("Weather alone seldom moves a year's use by so much."),
    source=_OURS,
    date="2026-11",
)

LEAST_NEW_CARRIER = Parameter(
    id="least_new_carrier",
    label=mark("Growth of a carrier, over the energy of the estate before the works, from which it has taken over"),
    value=0.05,
    unit="share",
    low=0.02,
    high=0.2,
    reason=mark("A heat pump uses a third to a quarter of the gas that it replaces; lights and lifts use less."),
    source=_OURS,
    date="2026-11",
)

LEAST_OCCUPIED = Parameter(
    id="least_occupied",
    label=mark("Share of the homes that must be lived in, before works and after, for a verdict"),
    value=0.5,
    unit="share",
    low=0.3,
    high=0.8,
    reason=mark("Plants, stairs and walls use the same however few live there: half empty, use tells little of works."),
    source=_OURS,
    date="2026-11",
)

LEAST_OCCUPANCY = Parameter(
    id="least_occupancy",
    label=mark("Change of a saving, had use followed the homes lived in, from which these are told"),
    value=0.01,
    unit="share",
    low=0.005,
    high=0.05,
    reason=mark("One point of the saving: less than most intervals hold."),
    source=_OURS,
    date="2026-11",
)

STEADY_PARAMETERS = (
    LEAST_OCCUPIED,
    LEAST_OCCUPANCY,
    LEAST_MOVED_USE,
    LEAST_NEW_CARRIER,
    MOSTLY_RISING,
    SUSPECT_SPREAD,
    STEP_EVIDENCE,
    LEAST_STEP,
    LEAST_MOVED,
    LARGEST_FALL,
    LARGEST_RISE,
    DEEP_FALL,
    LEAST_UNFOLLOWED,
    WEATHER_APART,
)
