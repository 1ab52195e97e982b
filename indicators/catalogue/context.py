"""Context: who lives in an area, in which homes, and for how many of them the answer is known."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from contract.translations import mark
from indicators.basis.figures import amounts, coverage_of, outcome, refuse_empty
from indicators.basis.intervals import cell_share, condition_bounds
from indicators.catalogue.indicator import NO_INCOME, Choices, Indicator, always, counts


def share_of_all(cell: str) -> Callable[[pd.DataFrame, Choices], pd.DataFrame]:
    """Formula of a share counted for every household: `cell` ÷ households, known to its window."""

    def compute(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
        """The formula: figures of `frame`, whatever the choices."""
        low, likely, high = cell_share(frame, cell, "households")
        everyone = np.where(amounts(frame, "households")[0] > 0, 1.0, np.nan)
        return outcome(frame, (low, likely, high), ((low, high), (low, high)), everyone, {})

    return compute


def _inefficient_stock(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    bounds = condition_bounds(frame, "epc_fg", "epc_fg", "epc_known")
    refusals = refuse_empty(frame, {"no_certificates": "epc_known"})
    return outcome(frame, cell_share(frame, "epc_fg", "epc_known"), bounds, coverage_of(frame, "epc_known"), refusals)


_COUNTED = mark("Counted for every household: minimum and maximum are the ends of the window that privacy leaves.")
_REGISTER = mark("A household of which the archive says nothing counts as not in this condition.")

INEFFICIENT_STOCK = Indicator(
    id="inefficient_stock",
    version=2,
    label=mark("Homes in energy class F or G"),
    question=mark("How many households live in the least efficient homes?"),
    definition=mark("Share of households whose home is certified in energy class F or G."),
    formula_text=mark(
        "Certain minimum: homes certified F or G ÷ all households. Estimate: the same ÷ certified homes. Possible "
        "maximum: also every home without certificate ÷ all households."
    ),
    method=mark("Estimate on the certified homes, which stand for the others."),
    caveat=mark(
        "A certificate is made when a home is sold, let or renovated: certified homes may differ from the others. Its "
        "class is theoretical, not the energy really used."
    ),
    source=mark("CENED, register of energy certificates of Lombardy (APE)"),
    basis=NO_INCOME,
    unit="share",
    higher_is="worse",
    theme="context",
    season="all",
    bounds="interval",
    needs=always("households", "epc_known", "epc_fg"),
    compute=_inefficient_stock,
    tally=counts("epc_fg", "epc_known"),
)

CENTRAL_HEATING = Indicator(
    id="central_heating",
    version=2,
    label=mark("Condominium heating"),
    question=mark("How many households are heated by a plant of the condominium?"),
    definition=mark("Share of households heated by a plant shared in the condominium."),
    formula_text=mark("Households with condominium heating ÷ all households."),
    method=_COUNTED,
    caveat=mark(
        "Where it is high, many heating bills are missing. A household whose way of heating is unknown is not counted."
    ),
    source=mark("Archives of the City of Milan (DIOGENE)"),
    basis=NO_INCOME,
    unit="share",
    higher_is="neutral",
    theme="context",
    season="winter",
    bounds="counted",
    needs=always("households", "heating_central"),
    compute=share_of_all("heating_central"),
    tally=counts("heating_central"),
)

OLD_AND_ALONE = Indicator(
    id="old_and_alone",
    version=2,
    label=mark("Aged 75 or more and living alone"),
    question=mark("How many households are one person of 75 or more?"),
    definition=mark("Share of households made of one person aged 75 or more."),
    formula_text=mark("People of 75 or more who live alone ÷ all households."),
    method=_COUNTED,
    caveat=_REGISTER,
    source=mark("Population register of the City of Milan"),
    basis=NO_INCOME,
    unit="share",
    higher_is="worse",
    theme="context",
    season="all",
    bounds="counted",
    needs=always("households", "alone_75_plus"),
    compute=share_of_all("alone_75_plus"),
    tally=counts("alone_75_plus"),
)

RENTERS = Indicator(
    id="renters",
    version=2,
    label=mark("Renters"),
    question=mark("How many households rent their home?"),
    definition=mark("Share of households that rent, from private or public owners."),
    formula_text=mark("Households that rent ÷ all households."),
    method=_COUNTED,
    caveat=_REGISTER,
    source=mark("Archives of the City of Milan (DIOGENE)"),
    basis=NO_INCOME,
    unit="share",
    higher_is="neutral",
    theme="context",
    season="all",
    bounds="counted",
    needs=always("households", "renters"),
    compute=share_of_all("renters"),
    tally=counts("renters"),
)

IN_ARREARS = Indicator(
    id="in_arrears",
    version=2,
    label=mark("Households in arrears"),
    question=mark("How many households owe money for their home or its energy?"),
    definition=mark("Share of households that the archive records as in arrears."),
    formula_text=mark("Households in arrears ÷ all households."),
    method=_COUNTED,
    caveat=mark("Arrears outside the city's archives are not seen: in private homes the true share is higher."),
    source=mark("Archives of the City of Milan (DIOGENE)"),
    basis=NO_INCOME,
    unit="share",
    higher_is="worse",
    theme="context",
    season="all",
    bounds="counted",
    needs=always("households", "in_arrears"),
    compute=share_of_all("in_arrears"),
    tally=counts("in_arrears"),
)

COVERAGE = Indicator(
    id="coverage",
    version=2,
    label=mark("Known in full"),
    question=mark("For how many households are both income and energy spend known?"),
    definition=mark("Share of households whose income and energy spend are both known in full."),
    formula_text=mark("Households with income and spend known in full ÷ all households."),
    method=_COUNTED,
    caveat=mark("Where it is low, estimates rest on few households and the range between minimum and maximum is wide."),
    source=mark("Archives of the City of Milan (DIOGENE)"),
    basis=NO_INCOME,
    unit="share",
    higher_is="better",
    theme="data",
    season="all",
    bounds="counted",
    needs=always("households", "both_known"),
    compute=share_of_all("both_known"),
    tally=counts("both_known"),
)

INDICATORS = (INEFFICIENT_STOCK, CENTRAL_HEATING, OLD_AND_ALONE, RENTERS, IN_ARREARS, COVERAGE)
