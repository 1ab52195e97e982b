"""Spend: what share of income goes to energy, and who spends suspiciously little."""

import numpy as np
import pandas as pd

from contract.tables import HEATING_MODES
from contract.translations import mark
from indicators.basis.figures import amounts, coverage_of, divide, outcome, refuse_empty
from indicators.basis.intervals import all_but, all_parts, cell_middle, cell_share, cell_triple, ratio, share_within
from indicators.basis.parameters import HEAT_UNKNOWN_LIMIT
from indicators.catalogue.indicator import NO_INCOME, UNEQUIVALISED, Choices, Indicator, always, counts

_BURDEN_CELLS = ("households", "both_known", "income_eur", "electricity_eur", "gas_eur", "heat_eur")
_HIDDEN_CELLS = ("households", "spend_known", "heat_unknown", "below_half_median")
_MODE_CELLS = tuple(f"heating_{mode}" for mode in HEATING_MODES)


def _energy_burden(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    electricity, gas, heat = (cell_triple(frame, f"{carrier}_eur") for carrier in ("electricity", "gas", "heat"))
    spend_eur = electricity[0] + gas[0] + heat[0], electricity[1] + gas[1] + heat[1], electricity[2] + gas[2] + heat[2]
    burden = ratio(spend_eur, cell_triple(frame, "income_eur"))
    refusals = refuse_empty(frame, {"no_complete_households": "both_known", "no_income": "income_eur"})
    return outcome(frame, burden, None, coverage_of(frame), refusals)


def _hidden(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    """Share that spends less than half the median of its like.

    Ways of heating serve to refuse and to bound: one that is withheld keeps back nothing alone.
    """
    households, known, low = (cell_triple(frame, cell) for cell in ("households", "spend_known", "below_half_median"))
    modes = all_parts(frame, _MODE_CELLS)
    mode_known = np.sum([np.nan_to_num(cell_middle(frame, cell)) for cell in _MODE_CELLS], axis=0)
    (heat_unknown,) = amounts(frame, "heat_unknown")
    refusals = {
        "heat_bills_missing": divide(heat_unknown, households[1]) > HEAT_UNKNOWN_LIMIT.value,
        "heating_modes_missing": divide(households[1] - mode_known, households[1]) > HEAT_UNKNOWN_LIMIT.value,
        **refuse_empty(frame, {"no_known_spend": "spend_known"}),
    }
    living = households[0], households[2]
    outside = known[0] - low[2] - (households[2] - modes[0]), known[2] - low[0] - (households[0] - modes[1])
    bounds = share_within((low[0], low[2]), living), all_but(outside, living)
    share = cell_share(frame, "below_half_median", "spend_known")
    return outcome(frame, share, bounds, coverage_of(frame, "spend_known"), refusals)


ENERGY_BURDEN = Indicator(
    id="energy_burden",
    version=2,
    label=mark("Energy burden"),
    question=mark("What share of all incomes goes to energy?"),
    definition=mark(
        "Energy spend of all the households known in full, over their income. A ratio of two sums, not a share of "
        "households: it does not tell how many are in energy poverty."
    ),
    formula_text=mark("(Electricity + gas + heating) ÷ income, summed over the households with both known in full."),
    method=mark("The same households above and below the line; no bounds can be given."),
    caveat=mark(
        "A mean hides its tails: with the same burden of 5%, few or many households may be above 10%. High incomes "
        "weigh more than low ones."
    ),
    source=mark("Energy burden, LEAD tool of the US Department of Energy"),
    basis=UNEQUIVALISED,
    unit="share",
    higher_is="worse",
    theme="spend",
    season="all",
    bounds="none",
    needs=always(*_BURDEN_CELLS),
    compute=_energy_burden,
)

HIDDEN = Indicator(
    id="hidden_m2",
    version=3,
    label=mark("Hidden energy poverty"),
    question=mark("How many households spend so little that they may be going without?"),
    definition=mark(
        "Share of households whose energy spend is below half the median of households of the same size that heat in "
        "the same way."
    ),
    formula_text=mark(
        "Certain minimum: households below half the median ÷ all households. Estimate: the same ÷ households whose "
        "spend is known. Possible maximum: also every household whose spend or way of heating is not known ÷ all "
        "households."
    ),
    method=mark(
        "Estimate on the households whose spend is known. No figure is given where the heating bill, or the way of "
        "heating, is unknown for more than half of the households."
    ),
    caveat=mark("Low spend may also mean an efficient or an often empty home: it is a signal, not a diagnosis."),
    source=mark("Energy Poverty Advisory Hub (EPAH), indicator M/2, by groups of households alike"),
    basis=NO_INCOME,
    unit="share",
    higher_is="worse",
    theme="spend",
    season="all",
    bounds="interval",
    needs=always(*_HIDDEN_CELLS),
    compute=_hidden,
    tally=counts("below_half_median", "spend_known"),
)

INDICATORS = (ENERGY_BURDEN, HIDDEN)
