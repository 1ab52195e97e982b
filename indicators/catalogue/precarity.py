"""Energy precarity: households that are not in energy poverty, and would be after one more blow."""

import numpy as np
import pandas as pd

from contract.tables import CUTOFFS, POVERTY_LINE
from contract.translations import mark
from indicators.basis.figures import coverage_of, divide, outcome, refuse_empty
from indicators.basis.intervals import all_but, cell_triple, share_within
from indicators.basis.ladder import rungs
from indicators.basis.parameters import PRECARITY_FLOOR
from indicators.basis.tally import Tally
from indicators.catalogue.indicator import UNEQUIVALISED, Choices, Indicator, always

_FLOOR = int(PRECARITY_FLOOR.value)
_BASE_CELLS = ("households", "both_known", f"above_{POVERTY_LINE:02d}", f"valid_above_{POVERTY_LINE:02d}")


def shocked_cutoff(choices: Choices) -> float:
    """Spend ÷ income, percent, beyond which a household is above 10% once prices rise and incomes fall."""
    return round(POVERTY_LINE * (1 - choices.income_fall) / (1 + choices.price_rise), 9)


def neighbouring_cutoffs(percent: float) -> tuple[int, int] | None:
    """Counted cut-offs around `percent`, twice the same if it is one of them; None if outside 5% ≤ percent < 10%."""
    found = rungs(percent)
    if found.below is None or found.above is None or percent >= POVERTY_LINE:
        return None
    return CUTOFFS[found.below], CUTOFFS[found.above]


def _precarity(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    return _share_between(frame, _FLOOR, (_FLOOR, _FLOOR))


def _shock_exposed(frame: pd.DataFrame, choices: Choices) -> pd.DataFrame:
    percent = shocked_cutoff(choices)
    cutoffs = neighbouring_cutoffs(percent)
    if cutoffs is None:
        nothing = np.full(len(frame), np.nan)
        refusals = {"shock_out_of_reach": np.ones(len(frame), dtype=bool)}
        return outcome(frame, (nothing, nothing, nothing), None, coverage_of(frame), refusals)
    return _share_between(frame, percent, cutoffs)


def _share_between(frame: pd.DataFrame, percent: float, cutoffs: tuple[int, int]) -> pd.DataFrame:
    """Share of households above `percent` and not above 10%, read between two counted cut-offs.

    Only households between the upper cut-off and 10% are certain; those between the lower one and 10% are possible, as
    are all whose answer is not known, unless they are above 10% already on what is known.
    """
    households, known, above = (cell_triple(frame, cell) for cell in _BASE_CELLS[:3])
    poor, *ends = (cell_triple(frame, _valid_above(cutoff)) for cutoff in (POVERTY_LINE, *cutoffs))
    weight = _weight(percent, cutoffs)
    between = tuple(
        np.clip((1 - weight) * ends[0][end] + weight * ends[1][end] - poor[2 - end], 0, None) for end in range(3)
    )
    living = households[0], households[2]
    certain = np.clip(ends[1][0] - poor[2], 0, None), np.clip(ends[1][2] - poor[0], 0, None)
    outside = np.clip(known[0] - ends[0][2], 0, None) + above[0], known[2] - ends[0][0] + above[2]
    bounds = share_within(certain, living), all_but(outside, living)
    low, high = share_within((between[0], between[2]), (known[0], known[2]))
    refusals = refuse_empty(frame, {"no_complete_households": "both_known"})
    return outcome(frame, (low, divide(between[1], known[1]), high), bounds, coverage_of(frame), refusals)


def _valid_above(cutoff: int) -> str:
    return f"valid_above_{cutoff:02d}"


def _between(percent: float, cutoffs: tuple[int, int]) -> Tally:
    """Households above `percent` and not above 10%, read between two counted cut-offs as `_share_between` does."""
    lower, upper = cutoffs
    weight = _weight(percent, cutoffs)
    parts = {_valid_above(lower): 1 - weight, _valid_above(upper): weight} if weight else {_valid_above(lower): 1.0}
    poor = _valid_above(POVERTY_LINE)
    return Tally(parts | {poor: parts.get(poor, 0.0) - 1.0}, "both_known")


def _shock_tally(choices: Choices) -> Tally | None:
    percent = shocked_cutoff(choices)
    cutoffs = neighbouring_cutoffs(percent)
    return _between(percent, cutoffs) if cutoffs else None


def _weight(percent: float, cutoffs: tuple[int, int]) -> float:
    """How far `percent` lies from the lower of two cut-offs to the upper, 0–1."""
    lower, upper = cutoffs
    return (percent - lower) / (upper - lower) if upper > lower else 0.0


def _shock_needs(choices: Choices) -> tuple[str, ...]:
    cutoffs = neighbouring_cutoffs(shocked_cutoff(choices)) or ()
    return tuple(dict.fromkeys((*_BASE_CELLS, *map(_valid_above, cutoffs))))


_METHOD = mark(
    "Estimate on complete cases: the households with income and spend known in full stand for the others. It is kept "
    "between the certain minimum and the possible maximum."
)

PRECARITY = Indicator(
    id="precarity",
    version=2,
    label=mark("Energy precarity"),
    question=mark("How many households are not in energy poverty, but close to it?"),
    definition=mark("Share of households whose energy spend is above 6% and not above 10% of their income."),
    formula_text=mark(
        "Certain minimum: households between 6% and 10%, known in full ÷ all households. Estimate: the same ÷ "
        "households known in full. Possible maximum: also every household whose answer is not known, unless it is "
        "certainly above 10%, ÷ all households."
    ),
    method=_METHOD,
    caveat=mark(
        "The band from 6% to 10% is our choice. It tells who is near the cut-off, not who has just lost a job: incomes "
        "are two years older than the spend."
    ),
    source=mark("City of Milan, “Verso il benessere energetico”, which names precarity; the band is ours"),
    basis=UNEQUIVALISED,
    unit="share",
    higher_is="worse",
    theme="precarity",
    season="all",
    bounds="interval",
    needs=always(*_BASE_CELLS, _valid_above(_FLOOR)),
    compute=_precarity,
    tally=lambda _choices: _between(_FLOOR, (_FLOOR, _FLOOR)),
)

SHOCK_EXPOSED = Indicator(
    id="shock_exposed",
    version=2,
    label=mark("Exposed to a price shock"),
    question=mark("How many more households would be in energy poverty if prices rose or incomes fell?"),
    definition=mark(
        "Share of households that are not above 10% today and would be, with the chosen rise of prices and fall of "
        "incomes and unchanged consumption."
    ),
    formula_text=mark(
        "Households between 10% × (1 − fall of incomes) ÷ (1 + rise of prices) and 10%. Between two counted cut-offs "
        "the estimate is read on a straight line, the minimum at the upper one, the maximum at the lower one."
    ),
    method=_METHOD,
    caveat=mark("It supposes that nobody consumes less when prices rise, and that all incomes fall alike."),
    source=mark("Scenarios of TNO for the Dutch monitor of energy poverty"),
    basis=UNEQUIVALISED,
    unit="share",
    higher_is="worse",
    theme="precarity",
    season="all",
    bounds="interval",
    needs=_shock_needs,
    compute=_shock_exposed,
    tally=_shock_tally,
    choices=("price_rise", "income_fall"),
)

INDICATORS = (PRECARITY, SHOCK_EXPOSED)
