"""Area frames for tests: from counts written by hand, or counted on simulated households."""

import numpy as np
import pandas as pd

from contract.tables import CELLS, CUTOFFS, HEATING_MODES
from data_access.disclosure import PrivacyRule
from data_access.privacy.alone import withhold_alone

OPEN = PrivacyRule(least_base=0, least_count=0)


def area_frame(rule=OPEN, **cells):
    """One area per element of the lists in `cells` (NA elsewhere), as the publisher writes it under `rule`."""
    rows = max(len(np.atleast_1d(values)) for values in cells.values())
    exact = pd.DataFrame({name: pd.array([None] * rows, dtype="Float64") for name in CELLS})
    for name, values in cells.items():
        exact[name] = pd.array(np.broadcast_to(np.atleast_1d(values), rows), dtype="Float64")
    exact.index = pd.Index([f"area-{row}" for row in range(rows)], name="area_id")
    return withhold_alone(exact, rule).assign(area_name=[f"Area {row}" for row in range(rows)])


def whole_frame(rows=1, rule=OPEN):
    """Areas of 120 households in which every cell is shown and every indicator has a value."""
    cells = dict.fromkeys(CELLS, 20.0) | {f"above_{cut:02d}": 40.0 - cut for cut in CUTOFFS}
    cells |= {f"valid_above_{cut:02d}": 30.0 - cut for cut in CUTOFFS} | {"households": 120, "heat_unknown": 40}
    cells |= {"income_known": 100, "spend_known": 80, "both_known": 65, "epc_known": 60, "income_eur": 2_000_000}
    cells |= {f"heating_{mode}": 30 for mode in HEATING_MODES}
    return area_frame(rule, **{name: [value] * rows for name, value in cells.items()})


POVERTY_LINE_EUR, MEDIAN_INCOME_EUR, NEEDED_EUR, TWICE_MEAN_SHARE = 12_000, 24_000, 1_800, 0.1


def has_high_costs(people):
    """Whether each simulated household is of low income and high costs, at lines that are set for all."""
    heat, income = people["heat"] + people["gas"], people["income"]
    spend = people["electricity"] + heat
    is_burdened = (spend > TWICE_MEAN_SHARE * income) & (income - spend < POVERTY_LINE_EUR)
    return is_burdened | ((heat == 0) & (income < MEDIAN_INCOME_EUR))


def has_low_efficiency(people):
    """Whether each simulated household is of low income and low efficiency; `is_fg` stands for classes D to G."""
    return people["is_fg"] & (people["income"] - NEEDED_EUR < POVERTY_LINE_EUR)


def counted(people):
    """Area frame of one area, and what is true of it, from simulated households.

    Columns `income`, `electricity`, `gas`, `heat`, `mode`, `is_fg` are the truth, and `knows_<column>` tells what the
    city holds.
    """
    spend = people["electricity"] + people["gas"] + people["heat"]
    priced = people["knows_electricity"] & people["knows_gas"] & people["knows_heat"]
    known_spend = sum(people[part].where(people[f"knows_{part}"], 0) for part in ("electricity", "gas", "heat"))
    both = priced & people["knows_income"]
    low = spend < people["mode"].map({mode: 900 + 100 * place for place, mode in enumerate(HEATING_MODES)})
    cells = {
        "households": len(people),
        "spend_known": priced.sum(),
        "both_known": both.sum(),
        "heat_unknown": (~people["knows_heat"]).sum(),
        "below_half_median": (low & priced & people["knows_mode"]).sum(),
        "income_known": people["knows_income"].sum(),
        "lihc": (has_high_costs(people) & both).sum(),
        "lilee": (has_low_efficiency(people) & people["knows_is_fg"] & people["knows_income"]).sum(),
        "epc_known": people["knows_is_fg"].sum(),
        "epc_fg": (people["is_fg"] & people["knows_is_fg"]).sum(),
    }
    for mode in HEATING_MODES:
        cells[f"heating_{mode}"] = ((people["mode"] == mode) & people["knows_mode"]).sum()
    for cut in CUTOFFS:
        limit = cut / 100 * people["income"]
        cells[f"above_{cut:02d}"] = ((known_spend > limit) & people["knows_income"]).sum()
        cells[f"valid_above_{cut:02d}"] = ((spend > limit) & both).sum()
    cells["bonus_recipients"] = 7
    ratio = 100 * spend / people["income"]
    return area_frame(**{name: [value] for name, value in cells.items()}), ratio, low
