"""Every number chosen for telling use that falls with the sun, as behind solar panels: unit, range, reason, source."""

from contract.translations import mark
from indicators.basis.parameters import Parameter

_OURS = mark("Our choice")

SUN_LATITUDE = Parameter(
    id="sun_latitude",
    label=mark("Latitude for which the height of the sun is known day by day"),
    value=45.5,
    unit="°",
    low=36,
    high=47,
    reason=mark("Milan's; five degrees further south summer and winter are a quarter nearer to each other."),
    source="FAO, Irrigation and drainage paper 56, eq. 21",
    date="2026-11",
)

SUN_EVIDENCE = Parameter(
    id="sun_evidence",
    label=mark("Gain in likelihood from which use is told to fall with the sun"),
    value=3.5,
    unit="ratio",
    low=2,
    high=15,
    reason=mark("On invented buildings without panels one in a hundred reaches it."),
    source=_OURS,
    date="2026-11",
)

LEAST_SUN = Parameter(
    id="least_sun",
    label=mark("Smallest part of use that the sun takes away, more than in the year before, that is told"),
    value=0.015,
    unit="share",
    low=0.01,
    high=0.2,
    reason=mark("A saving that is off by less is right enough to decide by."),
    source=_OURS,
    date="2026-11",
)

SUN_KNOWN = Parameter(
    id="sun_known",
    label=mark("How many times the likeliest part that the sun takes away the interval of a saving must hold"),
    value=1.4,
    unit="ratio",
    low=1,
    high=2,
    reason=mark("Panels at a slope give in winter more than flat ones: by their summer alone they are taken for less."),
    source=_OURS,
    date="2026-11",
)

SUN_PARAMETERS = (SUN_LATITUDE, SUN_EVIDENCE, LEAST_SUN, SUN_KNOWN)
