"""Every number chosen for the comparison before and after works: unit, range, reason, source, date."""

from contract.translations import mark
from indicators.basis.parameters import Parameter
from indicators.savings.cooling_parameters import COOLING_PARAMETERS
from indicators.savings.even_parameters import EVEN_PARAMETERS
from indicators.savings.ledger_parameters import LEDGER_PARAMETERS
from indicators.savings.steady_parameters import STEADY_PARAMETERS
from indicators.savings.sun_parameters import SUN_PARAMETERS

_CALTRACK = mark("CalTRACK methods 2.0, data sufficiency")
_OURS = mark("Our choice")

WINDOW_YEARS = Parameter(
    id="window_years",
    label=mark("Length of the period before and of the period after the works"),
    value=1,
    unit="years",
    low=1,
    high=3,
    reason=mark("A whole year holds every season once; a longer one would mix other changes of the building in."),
    source=mark("CalTRACK methods 2.0; IPMVP, option C"),
    date="2026-11",
)

LEAST_COVERED = Parameter(
    id="least_covered",
    label=mark("Least share of the days of a period that good readings must cover"),
    value=0.9,
    unit="share",
    low=0.5,
    high=1,
    reason=mark("With more days missing, a season may be told by its mild days alone."),
    source=_CALTRACK,
    date="2026-11",
)

MOST_GAP = Parameter(
    id="most_gap",
    label=mark("Most days between the works and the readings beside them"),
    value=180,
    unit="days",
    low=70,
    high=365,
    reason=mark(
        "Beyond half a year a winter may be lost, and tenants, plant or use may have changed for other reasons."
    ),
    source=_OURS,
    date="2026-11",
)

LEAST_PERIODS = Parameter(
    id="least_periods",
    label=mark("Fewest readings of a period on which a model is fitted"),
    value=9,
    unit="readings",
    low=6,
    high=12,
    reason=mark("Base use, slope and balance point are three unknowns: with five or six readings anything fits."),
    source=_OURS,
    date="2026-11",
)

SHORTEST_BILL = Parameter(
    id="shortest_bill",
    label=mark("Fewest days of a bill"),
    value=25,
    unit="days",
    low=20,
    high=30,
    reason=mark("Shorter bills close a contract or follow a visit: they are not a usual month."),
    source=_CALTRACK,
    date="2026-11",
)

LONGEST_BILL = Parameter(
    id="longest_bill",
    label=mark("Most days of a bill"),
    value=70,
    unit="days",
    low=35,
    high=100,
    reason=mark("A longer bill mixes cold and mild weather: its mean says little of either."),
    source=_CALTRACK,
    date="2026-11",
)

COLDEST_BALANCE = Parameter(
    id="coldest_balance",
    label=mark("Lowest balance point that is tried"),
    value=8,
    unit="°C",
    low=4,
    high=12,
    reason=mark("Lower than any balance point met in dwellings: the search must have room on both sides."),
    source=_OURS,
    date="2026-11",
)

WARMEST_BALANCE = Parameter(
    id="warmest_balance",
    label=mark("Highest balance point that is tried"),
    value=22,
    unit="°C",
    low=18,
    high=27,
    reason=mark("The law lets homes be heated to 20 °C, with 2 °C of tolerance: above it nobody heats."),
    source=mark("Decree of the President of the Republic 74/2013, art. 3"),
    date="2026-11",
)

BALANCE_STEP = Parameter(
    id="balance_step",
    label=mark("Step between the balance points that are tried"),
    value=0.5,
    unit="°C",
    low=0.1,
    high=1,
    reason=mark("Monthly readings cannot tell balance points half a degree apart."),
    source=_OURS,
    date="2026-11",
)

CONFIDENCE = Parameter(
    id="saving_confidence",
    label=mark("Confidence of the interval of a saving"),
    value=0.9,
    unit="share",
    low=0.8,
    high=0.99,
    reason=mark("The usual level of energy savings; one saving in ten lies outside."),
    source=mark("IPMVP, option C; ASHRAE guideline 14"),
    date="2026-11",
)

RESAMPLES = Parameter(
    id="resamples",
    label=mark("Times that the readings are drawn again to measure the doubt"),
    value=1000,
    unit="draws",
    low=200,
    high=10_000,
    reason=mark("The ends of the interval then move by less than a twentieth of its width from draw to draw."),
    source=_OURS,
    date="2026-11",
)

BLOCK_DAYS = Parameter(
    id="block_days",
    label=mark("Days that are drawn together where readings are daily"),
    value=28,
    unit="days",
    low=1,
    high=60,
    reason=mark(
        "Days close to each other err alike (holidays, spells of sun): drawn one by one they seem too sure. With four "
        "whole weeks, intervals of simulated buildings held the truth as often as they should."
    ),
    source=_OURS,
    date="2026-11",
)

SPIKE = Parameter(
    id="spike",
    label=mark("Use per day, over the upper quartile of the meter, from which a reading is not believed"),
    value=4,
    unit="ratio",
    low=3,
    high=10,
    reason=mark("The coldest month uses about twice the upper quartile; a slip of the decimal point ten times."),
    source=_OURS,
    date="2026-11",
)

COLD = Parameter(
    id="cold",
    label=mark("Mean temperature below which a reading of no use at all is not believed"),
    value=10,
    unit="°C",
    low=5,
    high=12,
    reason=mark("In a month this cold a plant that serves lived-in homes cannot have used nothing: the meter stood."),
    source=_OURS,
    date="2026-11",
)

MOST_PER_HOUSEHOLD = Parameter(
    id="most_per_household",
    label=mark("Most energy a year, for each household of an estate, that is believed"),
    value=60_000,
    unit="kWh",
    low=30_000,
    high=200_000,
    reason=mark("Four times a large poorly insulated home in Milan: beyond it a unit, or the register, is mistaken."),
    source=_OURS,
    date="2026-11",
)

METER_CHANGE_DAYS = Parameter(
    id="meter_change_days",
    label=mark("Days from the works within which a new meter is taken to have come with them"),
    value=60,
    unit="days",
    low=0,
    high=180,
    reason=mark("Who renews a plant has its meter changed in the same weeks; two months hold one bill."),
    source=_OURS,
    date="2026-11",
)

RETROFIT_PARAMETERS = {
    parameter.id: parameter
    for parameter in (
        WINDOW_YEARS,
        LEAST_COVERED,
        MOST_GAP,
        LEAST_PERIODS,
        SHORTEST_BILL,
        LONGEST_BILL,
        *LEDGER_PARAMETERS,
        *STEADY_PARAMETERS,
        *EVEN_PARAMETERS,
        *SUN_PARAMETERS,
        *COOLING_PARAMETERS,
        COLDEST_BALANCE,
        WARMEST_BALANCE,
        BALANCE_STEP,
        CONFIDENCE,
        RESAMPLES,
        BLOCK_DAYS,
        SPIKE,
        COLD,
        MOST_PER_HOUSEHOLD,
        METER_CHANGE_DAYS,
    )
}
"""Every one of them by id."""
