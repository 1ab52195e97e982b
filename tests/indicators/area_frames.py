"""Area frames for tests: from counts written by hand, or counted on simulated households."""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import pandas as pd
from scipy.stats import binom

from contract.schema import Kind
from contract.tables import CELLS, CUTOFFS, HEATING_MODES, HOUSEHOLDS, State, high_column, low_column, state_column


@dataclass(frozen=True)
class Windows:
    """How counts are published: windows of `least_count` values, none of areas under `least_base` households; sums of
    money to `grain_eur`."""

    least_count: int = 1
    least_base: int = 0
    grain_eur: float = 0.0


EXACT = Windows()
"""Windows of one value: every number by hand is its own."""

IS_MONEY = np.array([HOUSEHOLDS[cell].kind is Kind.MONEY for cell in CELLS])
IS_DRAWN = ~IS_MONEY & (np.array(CELLS) != "households")
"""The cells whose likely value is drawn from the households; of the others it is the middle of their window."""

USUAL = Windows(least_count=3, least_base=10, grain_eur=500.0)


def area_frame(rule=EXACT, **cells):
    """One area per element of the lists in `cells` (NA elsewhere), as the publisher writes it under `rule`."""
    rows = max(len(np.atleast_1d(values)) for values in cells.values())
    exact = pd.DataFrame({name: pd.array([None] * rows, dtype="Float64") for name in CELLS})
    for name, values in cells.items():
        exact[name] = pd.array(np.broadcast_to(np.atleast_1d(values), rows), dtype="Float64")
    exact.index = pd.Index([f"area-{row}" for row in range(rows)], name="area_id")
    return windowed(exact, rule).assign(area_name=[f"Area {row}" for row in range(rows)])


def windowed(exact, rule):
    """`exact` counts (index: area id, columns CELLS, NA: missing) as windows: each cell, its ends and its state."""
    offset = np.array([int.from_bytes(blake2b(str(area).encode()).digest()[:4]) for area in exact.index])[:, None]
    values = exact[list(CELLS)].to_numpy(dtype=float, na_value=np.nan)
    households = values[:, [CELLS.index("households")]]
    is_small, is_empty = (households > 0) & (households < rule.least_base), households == 0
    counts, sums = _window(values, offset, rule.least_count), _rounded(values, rule.grain_eur)
    told = (np.where(IS_MONEY, *ends) for ends in zip(sums, counts, strict=True))
    low, high = (np.where(is_empty & ~np.isnan(values), 0.0, end) for end in told)
    state = np.where(np.isnan(values), State.MISSING, np.where(is_small, State.BASE, State.SHOWN)).astype(str)
    likely = (low + high) / 2
    likely[:, IS_DRAWN] = _likely(low[:, IS_DRAWN], high[:, IS_DRAWN], households)
    centre = np.where(state == State.SHOWN, likely, np.nan)
    low = np.where(state == State.BASE, 0.0, low)
    high = np.where(state == State.BASE, np.where(IS_MONEY, np.inf, rule.least_base - 1), high)
    return _told(exact.index, centre, low, high, state)


def _told(index, centre, low, high, state):
    columns = {}
    for place, cell in enumerate(CELLS):
        ends = _floats if IS_MONEY[place] else _integers
        columns[cell] = _floats(centre[:, place])
        columns[low_column(cell)], columns[high_column(cell)] = ends(low[:, place]), ends(high[:, place])
        columns[state_column(cell)] = state[:, place]
    return pd.DataFrame(columns, index=index)


def _floats(values):
    return pd.arrays.FloatingArray(np.nan_to_num(values, posinf=np.inf), np.isnan(values))


def _integers(values):
    return pd.arrays.IntegerArray(np.nan_to_num(values).astype("int64"), np.isnan(values))


def _window(values, offset, least_count):
    offset = offset % least_count
    low = least_count * np.floor((values + offset) / least_count) - offset
    return np.maximum(low, 0), low + least_count - 1


def _likely(low, high, households):
    """Mean of each window's values, as drawn from the households at the rate of all areas together."""
    width = int(np.nanmax(high - low, initial=0)) + 1
    if width == 1:
        return low
    values = np.minimum(low + np.arange(width)[:, None, None], high)
    rate = np.clip(np.nansum((low + high) / 2, axis=0) / max(np.nansum(households), 1), 1e-6, 1 - 1e-6)
    among = np.maximum(households, high)
    chance = np.where(low + np.arange(width)[:, None, None] <= high, binom.pmf(values, among, rate), 0.0)
    total = chance.sum(axis=0)
    mean = np.divide((chance * values).sum(axis=0), total, out=(low + high) / 2, where=total > 0)
    return np.clip(mean, low, high)


def _rounded(values, grain):
    if not grain:
        return values, values
    middle = grain * np.round(values / grain)
    return np.maximum(middle - grain / 2, 0), middle + grain / 2


def with_counts(frame, rule=EXACT, **cells):
    """`frame` with other values in every area for some cells, as the publisher writes them under `rule`."""
    exact = pd.DataFrame({name: pd.array([None] * len(frame), dtype="Float64") for name in CELLS}, index=frame.index)
    exact = exact.assign(households=frame["households"].astype("Float64"))
    for name, values in cells.items():
        exact[name] = pd.array(np.broadcast_to(np.atleast_1d(values), len(frame)), dtype="Float64")
    told = windowed(exact, rule)
    return frame.assign(**{column: told[column] for name in cells for column in columns_of(name)})


def columns_of(cell):
    """The columns in which a frame tells a cell."""
    return [cell, low_column(cell), high_column(cell), state_column(cell)]


def withheld(frame, area, cell, state, low=0, high=None):
    """`frame` with one cell withheld in `area`: nothing but its ends is told; up to the area's households if not said.

    `state` may be "missing", and then not even the ends are.
    """
    changed = frame.copy()
    withhold(changed, area, cell, state, low, high)
    return changed


def withhold(frame, area, cell, state, low=0, high=None):
    """Withhold one cell of `frame` itself, as `withheld` says."""
    is_missing = state == State.MISSING
    most = frame.at[area, high_column("households")] if high is None else high
    frame.at[area, cell] = pd.NA
    frame.at[area, low_column(cell)] = pd.NA if is_missing else low
    frame.at[area, high_column(cell)] = pd.NA if is_missing else most
    frame.at[area, state_column(cell)] = str(state)


def whole_frame(rows=1, rule=EXACT):
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
