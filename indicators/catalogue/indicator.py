"""What an indicator is: its words, the cells it needs, its formula; and what its reader may choose."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from contract.errors import UnknownName
from contract.tables import CUTOFFS, POVERTY_LINE
from contract.translations import mark
from indicators.basis.assumptions import Box
from indicators.basis.parameters import DEFAULT_CUTOFF, INCOME_FALL, PRICE_RISE
from indicators.basis.tally import Tally

THEMES = {
    "poverty": mark("Energy poverty"),
    "precarity": mark("Energy precarity"),
    "spend": mark("Spend"),
    "aid": mark("Aid"),
    "context": mark("People and homes"),
    "data": mark("What is known"),
}
"""Groups of indicators, in the order of the pages."""

UNEQUIVALISED = mark(
    "Disposable income of the household before housing costs; neither income nor spend is rescaled by household size."
)
"""Statement on housing cost and equivalence scale that every ratio to income shares."""

NO_INCOME = mark("A count of households: income, housing costs and scales of equivalence play no part.")
"""The same statement for counts that use no income."""


@dataclass(frozen=True)
class Choices:
    """What a reader may choose; defaults come from the parameters.

    `cutoff` in percent, one of `tables.CUTOFFS`, moves `energy_poverty_10` alone; `price_rise` and `income_fall` are
    shares (0.25 = 25%) and make the shock. `is_heat_imputed` asks for `energy_poverty_10` with missing heating bills
    imputed, which `heat_imputation` does: formulas know one area at a time and do without. `box` holds the assumptions
    of the plausible range that then stands around it. Raises UnknownName for
    another cut-off, ObservatoryError out of range.
    """

    cutoff: int = int(DEFAULT_CUTOFF.value)
    price_rise: float = PRICE_RISE.value
    income_fall: float = INCOME_FALL.value
    is_heat_imputed: bool = False
    box: Box = Box()

    def __post_init__(self) -> None:
        if self.cutoff not in CUTOFFS:
            raise UnknownName(
                mark("There is no cut-off at {cutoff}%. Cut-offs: {known}."),
                cutoff=self.cutoff,
                known=", ".join(f"{cut}%" for cut in CUTOFFS),
            )
        PRICE_RISE.check(self.price_rise)
        INCOME_FALL.check(self.income_fall)


AS_DEFINED = Choices(cutoff=POVERTY_LINE)
"""Under these choices each indicator is what its definition says, wherever a reader starts."""


@dataclass(frozen=True)
class Indicator:
    """One indicator; its id is for ever, its `version` grows when figures change.

    Texts are English sentences of the catalogue. `unit`: "share" (0–1, shown as a percentage), "eur" (EUR/year),
    "ratio". `bounds`: "interval" (certain minimum, possible maximum), "counted" (for every household: they are the ends
    of its window), "none" (an estimate alone). `needs` names the cells without which there is no figure; `compute`
    takes the area frame and returns what `figures.outcome` makes. `tally` tells what the estimate counts, None where it
    is not a share of households. `choices` names the fields of `Choices` that move it.
    """

    id: str
    version: int
    label: str
    question: str
    definition: str
    formula_text: str
    method: str
    caveat: str
    source: str
    basis: str
    unit: Literal["share", "eur", "ratio"]
    higher_is: Literal["worse", "better", "neutral"]
    theme: str
    season: Literal["winter", "summer", "all"]
    bounds: Literal["interval", "counted", "none"]
    needs: Callable[[Choices], tuple[str, ...]]
    compute: Callable[[pd.DataFrame, Choices], pd.DataFrame]
    tally: Callable[[Choices], Tally | None] = lambda _choices: None
    choices: tuple[str, ...] = ()


def always(*cells: str) -> Callable[[Choices], tuple[str, ...]]:
    """The needs of an indicator that asks for the same cells whatever is chosen."""
    return lambda _choices: cells


def counts(cell: str, whole: str = "households") -> Callable[[Choices], Tally]:
    """The tally of an indicator whose estimate is `cell` ÷ `whole`, whatever is chosen."""
    return lambda _choices: Tally({cell: 1.0}, whole)
