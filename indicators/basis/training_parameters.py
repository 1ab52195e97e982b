"""The numbers chosen for training and for the yardstick of desks."""

from contract.translations import mark
from indicators.basis.parameter import CITY, Parameter

_EPBD = mark("Directive (EU) 2024/1275 (EPBD), art. 18")

RESIDENTS_PER_DESK = Parameter(
    id="residents_per_desk",
    label=mark("Residents for whom there is one desk"),
    value=80_000,
    unit="number",
    low=10_000,
    high=200_000,
    reason=mark("The directive asks for one desk (one-stop shop) for 80,000 inhabitants, among other yardsticks."),
    source=_EPBD,
    date="2026-11",
    owner=CITY,
)

PEOPLE_PER_HOUSEHOLD = Parameter(
    id="people_per_household",
    label=mark("Residents in a household, on average"),
    value=1.9,
    unit="ratio",
    low=1,
    high=4,
    reason=mark("Editions count households: about 1.4 million residents live in about 750,000 of them."),
    source=mark("City of Milan, population register, rounded"),
    date="2026-11",
    owner=CITY,
)

TRAVEL_MINUTES = Parameter(
    id="travel_minutes",
    label=mark("Minutes of travel to a desk, at most"),
    value=90,
    unit="number",
    low=15,
    high=180,
    reason=mark("The directive asks that a desk be reached in less than 90 minutes on average."),
    source=_EPBD,
    date="2026-11",
    owner=CITY,
)

TRAINING_PARAMETERS = (RESIDENTS_PER_DESK, PEOPLE_PER_HOUSEHOLD, TRAVEL_MINUTES)
"""In the order of the method page."""
