"""Low income with high costs, or in an inefficient home: two official definitions, as a source counts them."""

import numpy as np
import pandas as pd

from contract.translations import mark
from indicators.basis.figures import coverage_of, divide, outcome, refuse_empty
from indicators.basis.intervals import all_but, cell_share, cell_triple, condition_bounds, share_within
from indicators.basis.parameters import OVERLAP_UNKNOWN_LIMIT
from indicators.catalogue.indicator import Choices, Indicator, always, counts

_COSTS_CELLS = ("households", "both_known", "lihc")
_EFFICIENCY_CELLS = ("households", "income_known", "epc_known", "lilee")


def _high_costs(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    bounds = condition_bounds(frame, "lihc", "lihc", "both_known")
    refusals = refuse_empty(frame, {"no_complete_households": "both_known"})
    return outcome(frame, cell_share(frame, "lihc", "both_known"), bounds, coverage_of(frame), refusals)


def _low_efficiency(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    """Share of households of low income in an inefficient home.

    Known incomes and certificates are counted apart, never together: the households that have both lie between the
    fewest and the most in which the two counts can meet (Fréchet). The estimate is over the most, so it is the lowest
    that complete cases allow; where the fewest are too far below, there is none.
    """
    households, incomes, certified, low = (cell_triple(frame, cell) for cell in _EFFICIENCY_CELLS)
    most = tuple(np.minimum(*pair) for pair in zip(incomes, certified, strict=True))
    fewest = [np.maximum(incomes[end] + certified[end] - households[2 - end], low[end]) for end in range(3)]
    living = households[0], households[2]
    outside = np.maximum(incomes[0] + certified[0] - households[2] - low[2], 0), fewest[2] - low[0]
    bounds = share_within((low[0], low[2]), living), all_but(outside, living)
    refusals = {
        "inconsistent_counts": fewest[0] > most[2],
        **refuse_empty(frame, {"no_certificates": "epc_known", "no_known_income": "income_known"}),
        "overlap_uncounted": most[1] - fewest[1] > OVERLAP_UNKNOWN_LIMIT.value * most[1],
    }
    least, greatest = share_within((low[0], low[2]), (most[0], most[2]))
    share = least, divide(low[1], most[1]), greatest
    # the middles of windows may meet in more homes than the middle of all homes
    return outcome(frame, share, bounds, np.minimum(divide(fewest[1], households[1]), 1.0), refusals)


_AS_THE_SOURCE = mark(
    "As the source counts it: its poverty line, its scale by household size and whether housing costs are taken off "
    "are the source's choice, and to be verified there."
)

HIGH_COSTS = Indicator(
    id="lihc_pniec",
    version=2,
    label=mark("Low income, high costs (PNIEC)"),
    question=mark("How many households does the energy bill leave poor, or go without heating?"),
    definition=mark(
        "Share of households whose energy takes more than twice the mean share of income, and leaves them below the "
        "poverty line; or that spend nothing on heating and have less than the median income."
    ),
    formula_text=mark(
        "Certain minimum: households in this condition ÷ all households. Estimate: the same ÷ households with income "
        "and spend known in full. Possible maximum: also every household of which one of them is not known ÷ all "
        "households."
    ),
    method=mark("Estimate on complete cases: the households with income and spend known in full stand for the others."),
    caveat=mark(
        "Approximate, and to be verified: the definition compares expenditure, and here there is income in its place. "
        "Its level is not to be compared with that published for Italy, nor with energy poverty above 10%."
    ),
    source=mark(
        "Definition of the national plan for energy and climate (PNIEC), after Faiella and Lavecchia, 2014; Italian "
        "observatory on energy poverty (OIPE). To be verified"
    ),
    basis=_AS_THE_SOURCE,
    unit="share",
    higher_is="worse",
    theme="poverty",
    season="all",
    bounds="interval",
    needs=always(*_COSTS_CELLS),
    compute=_high_costs,
    tally=counts("lihc", "both_known"),
)

LOW_EFFICIENCY = Indicator(
    id="lilee",
    version=2,
    label=mark("Low income, low efficiency (LILEE)"),
    question=mark("How many households of low income live in a home that needs much energy?"),
    definition=mark(
        "Share of households whose home is certified in energy class D, E, F or G, and whose income, less the cost of "
        "the energy that the home needs, is below the poverty line."
    ),
    formula_text=mark(
        "Certain minimum: households in this condition ÷ all households. Estimate: the same ÷ households with known "
        "income, or ÷ certified homes where these are fewer. Possible maximum: also every household that may lack a "
        "known income or a certificate ÷ all households."
    ),
    method=mark(
        "How many households have both a known income and a certificate is not counted. The estimate takes the most "
        "that there can be, so among them the share is this or higher. No figure is given where they may be fewer than "
        "half of that."
    ),
    caveat=mark(
        "Approximate, and to be verified: the classes of the certificate (APE) stand for the bands of the English "
        "rating. Certified homes may differ from the others, and a class is theoretical."
    ),
    source=mark(
        "Official measure of England since 2021, Department for Energy Security and Net Zero (DESNZ). To be verified"
    ),
    basis=_AS_THE_SOURCE,
    unit="share",
    higher_is="worse",
    theme="poverty",
    season="all",
    bounds="interval",
    needs=always(*_EFFICIENCY_CELLS),
    compute=_low_efficiency,
)

INDICATORS = (HIGH_COSTS, LOW_EFFICIENCY)
