"""Energy poverty: how many households spend too much of their income on energy, and by how much."""

import pandas as pd

from contract.tables import POVERTY_LINE
from contract.translations import mark
from indicators.basis.figures import coverage_of, outcome, refuse_empty
from indicators.basis.intervals import cell_share, cell_triple, condition_bounds, ratio
from indicators.basis.tally import Tally
from indicators.catalogue.indicator import UNEQUIVALISED, Choices, Indicator, always


def poverty_cells(cutoff: int) -> tuple[str, ...]:
    """Cells that tell the share of households above `cutoff` percent."""
    return ("households", "both_known", f"above_{cutoff:02d}", f"valid_above_{cutoff:02d}")


def share_above(frame: pd.DataFrame, cutoff: int) -> pd.DataFrame:
    """Share of households whose energy spend exceeds `cutoff` percent of income.

    Minimum: those certainly above on what is known. Maximum: also every household whose answer is not known.
    Estimate: the share among households known in full, within these bounds. Undefined where none is known in full.
    """
    certain, counted = f"above_{cutoff:02d}", f"valid_above_{cutoff:02d}"
    bounds = condition_bounds(frame, certain, counted, "both_known")
    return outcome(
        frame, cell_share(frame, counted, "both_known"), bounds, coverage_of(frame), refuse_empty(frame, _NOBODY_KNOWN)
    )


def _energy_poverty(frame: pd.DataFrame, choices: Choices) -> pd.DataFrame:
    return share_above(frame, choices.cutoff)


def _poverty_gap(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    gap = ratio(cell_triple(frame, "excess_eur"), cell_triple(frame, _POOR))
    refusals = refuse_empty(frame, _NOBODY_KNOWN | {"no_poor_households": _POOR})
    return outcome(frame, gap, None, coverage_of(frame), refusals)


_NOBODY_KNOWN = {"no_complete_households": "both_known"}
_POOR = f"valid_above_{POVERTY_LINE:02d}"
_GAP_CELLS = ("households", "both_known", _POOR, "excess_eur")

ENERGY_POVERTY = Indicator(
    id="energy_poverty_10",
    version=2,
    label=mark("Energy poverty"),
    question=mark("How many households spend more than a tenth of their income on energy?"),
    definition=mark(
        "Share of households whose yearly spend on electricity, gas and heating exceeds 10% of their income. The "
        "cut-off can be changed."
    ),
    formula_text=mark(
        "Certain minimum: households above the cut-off on the spend that is known ÷ all households. Estimate: "
        "households above the cut-off ÷ households with income and spend known in full. Possible maximum: also every "
        "household whose answer is not known ÷ all households."
    ),
    method=mark(
        "Estimate on complete cases: the households with income and spend known in full stand for the others. It is "
        "never put below the certain minimum."
    ),
    caveat=mark(
        "Where heating is shared in the condominium its bill is missing: the minimum is certainly too low, and the "
        "households known in full may differ from the others. Incomes are two years older than the spend."
    ),
    source=mark("City of Milan, “Verso il benessere energetico”, Action 1; Boardman, “Fuel Poverty”, 1991"),
    basis=UNEQUIVALISED,
    unit="share",
    higher_is="worse",
    theme="poverty",
    season="all",
    bounds="interval",
    needs=lambda choices: poverty_cells(choices.cutoff),
    compute=_energy_poverty,
    tally=lambda choices: Tally({f"valid_above_{choices.cutoff:02d}": 1.0}, "both_known"),
    choices=("cutoff", "is_heat_imputed"),
)

POVERTY_GAP = Indicator(
    id="poverty_gap",
    version=2,
    label=mark("Depth of energy poverty"),
    question=mark("How much would a household in energy poverty have to save to be out of it?"),
    definition=mark(
        "Mean amount, in euros a year, by which energy spend exceeds 10% of income, among the households in energy "
        "poverty."
    ),
    formula_text=mark("Sum of spend beyond 10% of income ÷ households above 10%, both known in full."),
    method=mark("Computed on the households with income and spend known in full; no bounds can be given."),
    caveat=mark("A few households with very low income weigh much on the mean."),
    source=mark("Depth of poverty (Foster, Greer, Thorbecke, 1984) applied to the 10% cut-off"),
    basis=UNEQUIVALISED,
    unit="eur",
    higher_is="worse",
    theme="poverty",
    season="all",
    bounds="none",
    needs=always(*_GAP_CELLS),
    compute=_poverty_gap,
)

INDICATORS = (ENERGY_POVERTY, POVERTY_GAP)
