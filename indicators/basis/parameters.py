"""Every number that somebody chose, once: with its unit, the range it may take, the reason, the source, the date."""

from contract.tables import CUTOFFS, POVERTY_LINE
from contract.translations import mark
from indicators.basis.area_parameters import AREA_PARAMETERS
from indicators.basis.collection_parameters import COLLECTION_PARAMETERS
from indicators.basis.depth_parameters import DEPTH_PARAMETERS
from indicators.basis.desk_parameters import DESK_PARAMETERS
from indicators.basis.parameter import CITY, DATA_PROTECTION, Parameter
from indicators.basis.plausible_parameters import PLAUSIBLE_PARAMETERS
from indicators.basis.progress_parameters import PROGRESS_PARAMETERS
from indicators.basis.retention_parameters import RETENTION_PARAMETERS
from indicators.basis.scenario_parameters import SCENARIO_PARAMETERS
from indicators.basis.training_parameters import TRAINING_PARAMETERS

__all__ = ["PARAMETERS", "Parameter"]


POVERTY_CUTOFF = Parameter(
    id="poverty_cutoff",
    label=mark("Cut-off of energy poverty"),
    value=POVERTY_LINE,
    unit="percent",
    low=POVERTY_LINE,
    high=POVERTY_LINE,
    reason=mark("The city's indicator: yearly energy spend above 10% of household income."),
    source=mark("City of Milan, “Verso il benessere energetico”, Action 1; Boardman, “Fuel Poverty”, 1991"),
    date="2026-11",
    owner=CITY,
)

DEFAULT_CUTOFF = Parameter(
    id="default_cutoff",
    label=mark("Cut-off at which the pages open"),
    value=10,
    unit="percent",
    low=CUTOFFS[0],
    high=CUTOFFS[-1],
    reason=mark("The pages open on the city's own definition; a reader may look at any other counted cut-off."),
    source=mark("Our choice"),
    date="2026-11",
)

PRECARITY_FLOOR = Parameter(
    id="precarity_floor",
    label=mark("Lower end of the band of precarity"),
    value=6,
    unit="percent",
    low=CUTOFFS[0],
    high=8,
    reason=mark("Our choice, as no law sets one: from 6%, prices up by two thirds (67%) lead to 10%."),
    source=mark("City of Milan, “Verso il benessere energetico”, which names precarity and does not measure it"),
    date="2026-11",
)

PRICE_RISE = Parameter(
    id="price_rise",
    label=mark("Rise of energy prices in the shock"),
    value=0.25,
    unit="share",
    low=0,
    high=1,
    reason=mark(
        "With prices up by 25% the cut-off of 10% is read at 8%, one of those at which households were counted: "
        "nothing is interpolated."
    ),
    source=mark("Scenarios of TNO for the Dutch monitor of energy poverty"),
    date="2026-11",
)

INCOME_FALL = Parameter(
    id="income_fall",
    label=mark("Fall of incomes in the shock"),
    value=0,
    unit="share",
    low=0,
    high=0.5,
    reason=mark("By default only prices move, so that one cause is read at a time."),
    source=mark("Scenarios of TNO for the Dutch monitor of energy poverty"),
    date="2026-11",
)

HEAT_UNKNOWN_LIMIT = Parameter(
    id="heat_unknown_limit",
    label=mark("Largest share of households whose heating bill, or way of heating, may be unknown"),
    value=0.5,
    unit="share",
    low=0,
    high=1,
    reason=mark(
        "Beyond one half, most of what is read as low spend would be a bill of the condominium that is missing."
    ),
    source=mark("Our choice"),
    date="2026-11",
)

OVERLAP_UNKNOWN_LIMIT = Parameter(
    id="overlap_unknown_limit",
    label=mark("Largest part of the households that may have both a known income and a certificate, and may not"),
    value=0.5,
    unit="share",
    low=0,
    high=1,
    reason=mark("Up to one half, the share among those who have both is at most twice the one that is shown."),
    source=mark("Our choice"),
    date="2026-11",
)

LOW_SPEND = Parameter(
    id="low_spend",
    label=mark("Spend below which poverty may be hidden, over the median of households alike"),
    value=0.5,
    unit="ratio",
    low=0.5,
    high=0.5,
    reason=mark("Half the median (M/2); it is applied where households are counted, before the data leave the city."),
    source=mark("Energy Poverty Advisory Hub (EPAH), indicator M/2"),
    date="2026-11",
)

LEAST_BASE = Parameter(
    id="least_base",
    label=mark("Fewest households that a figure may rest on"),
    value=10,
    unit="households",
    low=3,
    high=50,
    reason=mark(
        "The law asks for at least three, and for more where the matter is sensitive; applied when publishing."
    ),
    source=mark("Regole deontologiche, Official Gazette 14 January 2019, annex 1, art. 5"),
    date="2026-11",
    owner=DATA_PROTECTION,
)

LEAST_COUNT = Parameter(
    id="least_count",
    label=mark("Households in the window in which a count is given"),
    value=3,
    unit="households",
    low=3,
    high=10,
    reason=mark(
        "The least that the law allows: no count of 1 or 2 is told, as every window of three holds none, or three and "
        "more."
    ),
    source=mark("Regole deontologiche, Official Gazette 14 January 2019, annex 1, art. 5"),
    date="2026-11",
    owner=DATA_PROTECTION,
)

ABOUT_THE_SAME = Parameter(
    id="about_the_same",
    label=mark("Difference up to which two estimates are called about the same, over the one compared with"),
    value=0.1,
    unit="ratio",
    low=0,
    high=0.5,
    reason=mark("A difference below one tenth is not worth a word: estimates are less precise than that."),
    source=mark("Our choice"),
    date="2026-11",
)

PARAMETERS = {
    parameter.id: parameter
    for parameter in (
        POVERTY_CUTOFF,
        DEFAULT_CUTOFF,
        PRECARITY_FLOOR,
        PRICE_RISE,
        INCOME_FALL,
        HEAT_UNKNOWN_LIMIT,
        OVERLAP_UNKNOWN_LIMIT,
        LOW_SPEND,
        LEAST_BASE,
        LEAST_COUNT,
        ABOUT_THE_SAME,
        *AREA_PARAMETERS,
        *COLLECTION_PARAMETERS,
        *DESK_PARAMETERS,
        *SCENARIO_PARAMETERS,
        *DEPTH_PARAMETERS,
        *PLAUSIBLE_PARAMETERS,
        *PROGRESS_PARAMETERS,
        *RETENTION_PARAMETERS,
        *TRAINING_PARAMETERS,
    )
}
"""Every parameter by id."""
