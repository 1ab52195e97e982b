"""The plausible range of energy poverty in a scenario: the same assumptions, read where the scenario moves the line."""

from dataclasses import replace

import numpy as np
import pandas as pd

from contract.tables import POVERTY_LINE
from indicators.basis.figures import amounts
from indicators.basis.ladder import Ladder
from indicators.basis.scenario_parameters import Scenario
from indicators.plausible.ranges import Known
from indicators.scenarios.projection import reading_of


def known_in(known: Known, ladder: Ladder, figures: pd.DataFrame, scenario: Scenario) -> Known:
    """Return what areas would tell of energy poverty in `scenario`; `known` at POVERTY_LINE and `ladder` are today's.

    `figures`: what `scenarios.projection.project` makes of the households known in full. Of those whose heating bill is
    missing, the known part moves with the area's mix of electricity and gas, the missing bill with the price of heat:
    part × (others + heat ÷ others' bills × heat's factor) > 10% × (1 + income). Without the social bonus these are as
    with it: who receives it is counted among the others.
    """
    factors = (1 + np.array([scenario.electricity, scenario.gas, scenario.heat])) * (1 - scenario.cutback)
    mix = ladder.mix[:, :2]
    with np.errstate(invalid="ignore", divide="ignore"):
        others = np.where(mix.sum(axis=1) > 0, (mix @ factors[:2]) / mix.sum(axis=1), factors[:2].mean())
    low, above, high = ladder.interpolate(reading_of(scenario, ladder.mix).likely)
    (share,) = amounts(figures, "estimate")
    without_bonus = share * known.known - above if scenario.without_bonus else 0.0
    return replace(
        known,
        cutoff=POVERTY_LINE * (1 + scenario.income) / others,
        heat=known.heat * factors[2] / others,
        above=above + without_bonus,
        above_low=np.fmin(low, above) + without_bonus,
        above_high=np.fmin(np.fmax(high, above), known.known) + without_bonus,
    )
