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
    reason=mark("The directive asks for one desk (one-stop shop) for 80,000 inhabitants, or by other yardsticks."),
    source=_EPBD,
    date="2026-11",
    owner=CITY,
)

PEOPLE_PER_HOUSEHOLD = Parameter(
    id="people_per_household",
    label=mark("Residents in a household, on average"),
    value=1.84,
    unit="ratio",
    low=1,
    high=4,
    reason=mark(
        "Editions count households alone. In the 88 neighbourhoods, 1,386,285 residents are registered in 751,850 "
        "families."
    ),
    source=mark("City of Milan, open data: residents and registered families by neighbourhood"),
    date="2026-11",
    owner=CITY,
)

TRAVEL_MINUTES = Parameter(
    id="travel_minutes",
    label=mark("Minutes of travel to a desk, on average, at most"),
    value=90,
    unit="number",
    low=15,
    high=180,
    reason=mark("The directive asks that a desk be reached in less than 90 minutes on average."),
    source=_EPBD,
    date="2026-11",
    owner=CITY,
)

WALKED_METRES = Parameter(
    id="walked_metres",
    label=mark("Metres walked in a minute, on the way to a desk"),
    value=60,
    unit="metres",
    low=30,
    high=90,
    reason=mark(
        "One metre a second, as is advised where more than a fifth of those who walk are over 65: in Milan a quarter "
        "of residents are. Buses and metro are left out: they can only be faster, and no timetable is among the data."
    ),
    source=mark("Highway Capacity Manual, 2000, chapter 18; ISTAT census 2011 (residents over 65: 25.0%)"),
    date="2026-11",
    owner=CITY,
)

TRAINING_PARAMETERS = (RESIDENTS_PER_DESK, PEOPLE_PER_HOUSEHOLD, TRAVEL_MINUTES, WALKED_METRES)
"""In the order of the method page."""
