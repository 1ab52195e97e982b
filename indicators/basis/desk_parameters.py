"""The numbers chosen for the plan of the help-desk: sites, scales of the criteria, doubt, walking."""

from contract.translations import mark
from indicators.basis.parameter import Parameter

TIER_1_SITES = Parameter(
    id="tier_1_sites",
    label=mark("Sites of the help-desk in tier 1"),
    value=3,
    unit="number",
    low=0,
    high=1000,
    reason=mark("The plan asks for about three more complexes in the short term."),
    source=mark("City of Milan, “Verso il benessere energetico”, Action 3.1"),
    date="2026-11",
)

TIER_2_SITES = Parameter(
    id="tier_2_sites",
    label=mark("Sites of the help-desk in tier 2"),
    value=5,
    unit="number",
    low=0,
    high=1000,
    reason=mark("The plan asks for about five more complexes within two years."),
    source=mark("City of Milan, “Verso il benessere energetico”, Action 3.1"),
    date="2026-11",
)

VULNERABLE_HALF = Parameter(
    id="vulnerable_half",
    label=mark("Vulnerable households of an estate that give half of the points"),
    value=100,
    unit="households",
    low=10,
    high=1000,
    reason=mark(
        "A scale that depends on no other estate: adding one never turns the order of two others. "
        "It never ends, so that large estates still differ."
    ),
    source=mark("Our choice"),
    date="2026-11",
)

RATE_HALF = Parameter(
    id="rate_half",
    label=mark("Share of vulnerable households that gives half of the points"),
    value=0.2,
    unit="share",
    low=0.05,
    high=0.5,
    reason=mark(
        "The same scale as for the count; one household in five is between "
        "the certain minimum and the possible maximum of most sections."
    ),
    source=mark("Our choice"),
    date="2026-11",
)

ARREARS_HALF = Parameter(
    id="arrears_half",
    label=mark("Share of households in arrears that gives half of the points"),
    value=0.2,
    unit="share",
    low=0.05,
    high=0.5,
    reason=mark("The same scale as for vulnerable households."),
    source=mark("Our choice"),
    date="2026-11",
)

TRANSIT_FAR = Parameter(
    id="transit_far",
    label=mark("Walk to the nearest stop, in metres, beyond which there are no points"),
    value=800,
    unit="metres",
    low=200,
    high=3000,
    reason=mark("About ten minutes on foot for an adult, more for the old."),
    source=mark("Our choice"),
    date="2026-11",
)

ROOM_SEATS = Parameter(
    id="room_seats",
    label=mark("Seats of a room that give all points"),
    value=20,
    unit="number",
    low=5,
    high=100,
    reason=mark("Enough for a plenary meeting of the help-desk with the tenants of one staircase."),
    source=mark("Our choice"),
    date="2026-11",
)

OCCUPANCY_FLOOR = Parameter(
    id="occupancy_floor",
    label=mark("Least share of dwellings that are lived in, where households are not known"),
    value=0.8,
    unit="share",
    low=0.3,
    high=1,
    reason=mark("In San Siro 673 of about 4,000 dwellings were empty in 2024 (17%), in Gola 35 of 618 in 2019 (6%)."),
    source=mark("Il Giorno, 2024; Corriere della Sera, 2019"),
    date="2026-11",
)

UNKNOWN_CONDITION = Parameter(
    id="unknown_condition",
    label=mark("Chance that a condition nobody has confirmed is met"),
    value=0.5,
    unit="share",
    low=0,
    high=1,
    reason=mark(
        "As likely as not, since nothing is known. It enters the probabilities only: a tier is never given on it."
    ),
    source=mark("Our choice"),
    date="2026-11",
)

WEIGHT_FIRMNESS = Parameter(
    id="weight_firmness",
    label=mark("Firmness of the weights in the trials"),
    value=100,
    unit="number",
    low=5,
    high=10000,
    reason=mark("At 100 a weight of 0.30 moves by about 0.05 either way, a weight of 0.05 by about 0.02."),
    source=mark("Our choice: the sum of the parameters of a Dirichlet distribution"),
    date="2026-11",
)

DRAWS = Parameter(
    id="draws",
    label=mark("Trials behind each probability"),
    value=10000,
    unit="number",
    low=100,
    high=100000,
    reason=mark("A probability is then good to about one point in a hundred."),
    source=mark("Our choice"),
    date="2026-11",
)

DETOUR = Parameter(
    id="detour",
    label=mark("Walking distance over straight-line distance"),
    value=1.3,
    unit="ratio",
    low=1,
    high=2,
    reason=mark(
        "Networks of streets lengthen the way by about 1.2; those on foot meet more obstacles. "
        "Used where no street network is given."
    ),
    source=mark(
        "Newell, “Traffic Flow on Transportation Networks”, 1980: about 1.2; O'Sullivan and Morrall, 1996: 1.21–1.23"
    ),
    date="2026-11",
)

WALK_LIMIT = Parameter(
    id="walk_limit",
    label=mark("Longest walk to a desk, in metres"),
    value=1000,
    unit="metres",
    low=200,
    high=5000,
    reason=mark("About a quarter of an hour for an adult."),
    source=mark("Our choice"),
    date="2026-11",
)

DESK_CAPACITY = Parameter(
    id="desk_capacity",
    label=mark("Vulnerable households for which one desk can be the reference"),
    value=2500,
    unit="households",
    low=50,
    high=100000,
    reason=mark(
        "Five sessions of three hours a week, 44 weeks a year, two tutors who give half an hour to a household: 2,640 "
        "talks a year, one for each household."
    ),
    source=mark("Our choice"),
    date="2026-11",
)

CLOSED_MONTH = Parameter(
    id="closed_month",
    label=mark("Month in which no session of the help-desk is held"),
    value=8,
    unit="number",
    low=1,
    high=12,
    reason=mark("In August most residents and offices are away; a service that stays open says so by changing this."),
    source=mark("Our choice"),
    date="2026-11",
)

DESK_PARAMETERS = (
    TIER_1_SITES,
    TIER_2_SITES,
    VULNERABLE_HALF,
    RATE_HALF,
    ARREARS_HALF,
    TRANSIT_FAR,
    ROOM_SEATS,
    OCCUPANCY_FLOOR,
    UNKNOWN_CONDITION,
    WEIGHT_FIRMNESS,
    DRAWS,
    DETOUR,
    WALK_LIMIT,
    DESK_CAPACITY,
    CLOSED_MONTH,
)
"""Every parameter of the plan, in the order of the method page."""
