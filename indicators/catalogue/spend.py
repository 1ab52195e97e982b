"""Spend: what share of income goes to energy, and who spends suspiciously little."""

import numpy as np
import pandas as pd

from contract.tables import HEATING_MODES, WITHHELD, state_column
from contract.translations import mark
from indicators.basis.figures import amounts, divide, outcome
from indicators.basis.parameters import HEAT_UNKNOWN_LIMIT
from indicators.catalogue.indicator import NO_INCOME, UNEQUIVALISED, Choices, Indicator, always, counts

_BURDEN_CELLS = ("households", "both_known", "income_eur", "electricity_eur", "gas_eur", "heat_eur")
_HIDDEN_CELLS = ("households", "spend_known", "heat_unknown", "below_half_median")
_MODE_CELLS = tuple(f"heating_{mode}" for mode in HEATING_MODES)


def _energy_burden(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    households, known, income_eur, electricity_eur, gas_eur, heat_eur = amounts(frame, *_BURDEN_CELLS)
    spend_eur = electricity_eur + gas_eur + heat_eur
    refusals = {"no_complete_households": known == 0, "no_income": income_eur == 0}
    return outcome(frame, divide(spend_eur, income_eur), None, divide(known, households), refusals)


def _hidden(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    """Share that spends less than half the median of its like.

    Ways of heating serve to refuse and to bound: one that is withheld counts as unknown, and keeps back nothing alone.
    """
    households, known, heat_unknown, low = amounts(frame, *_HIDDEN_CELLS)
    mode_unknown = households - np.nansum(amounts(frame, *_MODE_CELLS), axis=0)
    is_withheld = np.any([frame[state_column(cell)].isin(WITHHELD) for cell in _MODE_CELLS], axis=0)
    lacks_modes = divide(mode_unknown, households) > HEAT_UNKNOWN_LIMIT.value
    refusals = {
        "heat_bills_missing": divide(heat_unknown, households) > HEAT_UNKNOWN_LIMIT.value,
        "withheld_count": lacks_modes & is_withheld,
        "heating_modes_missing": lacks_modes,
        "no_known_spend": known == 0,
    }
    possible = (households - known + low + mode_unknown).clip(max=households)
    bounds = divide(low, households), divide(possible, households)
    return outcome(frame, divide(low, known), bounds, divide(known, households), refusals)


ENERGY_BURDEN = Indicator(
    id="energy_burden",
    version=1,
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
    version=2,
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
