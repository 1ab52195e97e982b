"""Scenarios: who would be above 10% if prices, incomes or habits changed, read from the counts alone.

A household's spend ÷ income is multiplied by (Σ carrier share × (1 + price change)) × (1 − cutback) ÷ (1 + income
change). How each household splits its spend is not counted, so the certain minimum takes the carrier whose price rises
least, the possible maximum the one whose price rises most; the estimate the mix of its area. Not thought of: who loses
a job, who changes carrier, who cuts back more than others.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.tables import CUTOFFS, POVERTY_LINE, high_column, low_column, state_column
from indicators.basis.figures import Bounds, divide, outcome, settle
from indicators.basis.intervals import Triple, all_but, less, share_within
from indicators.basis.ladder import Ladder, rungs
from indicators.basis.scenario_parameters import BONUS_ELECTRICITY, BONUS_GAS, Scenario

_TEN = CUTOFFS.index(POVERTY_LINE)
BONUS_SPREAD = CUTOFFS[0]
"""Share of income, percent, above which the recipients of the bonus are taken to spend, for the estimate alone."""


@dataclass(frozen=True)
class Reading:
    """Where today's counts are read: shares of income, percent, beyond which a household would be above 10%.

    `first`: for the household hit most; `last`: for the one hit least; `likely`: by each area's mix.
    """

    first: float
    last: float
    likely: np.ndarray


def reading_of(scenario: Scenario, mix: np.ndarray) -> Reading:
    """Where to read the ladder; `mix` as in Ladder (areas × electricity, gas, heat)."""
    factors = (1 + np.array([scenario.electricity, scenario.gas, scenario.heat])) * (1 - scenario.cutback)
    moved = POVERTY_LINE * (1 + scenario.income)
    with np.errstate(invalid="ignore"):
        likely = mix @ factors if np.ptp(factors) > 0 else np.full(len(mix), factors[0])
    return Reading(moved / factors.max(), moved / factors.min(), moved / likely)


def project(frame: pd.DataFrame, ladder: Ladder, scenario: Scenario) -> pd.DataFrame:
    """Share of households above 10% in `scenario`, by area: columns of `figures.COLUMNS`, index of `frame`.

    `ladder` is that of `frame`. Minimum and maximum are given wherever the counts, withheld ones as what they may be,
    allow; the estimate only where every count that it needs is shown and the cut-offs reach ("scenario_out_of_reach"
    otherwise). Without any change the figures are those of `energy_poverty_10`.
    """
    reading = reading_of(scenario, ladder.mix)
    points = _points(ladder, reading, scenario)
    bounds = _bounds(ladder, reading, scenario)
    refusals = {
        "no_complete_households": ladder.known[0] == 0,
        "carriers_unknown": np.isnan(reading.likely),
        "scenario_out_of_reach": (points.round(9) < CUTOFFS[0]).any(axis=0)
        | (points.round(9) > CUTOFFS[-1]).any(axis=0),
    }
    coverage = divide(ladder.known[1], ladder.households[1])
    found = outcome(frame, _estimate(ladder, points, scenario), bounds, coverage, refusals)
    figures = _settled(frame, points, found, scenario)
    for name, bound in (("minimum", bounds[0][0]), ("maximum", bounds[1][1])):
        figures[name] = pd.array(bound, dtype="Float64")
    return figures


def crossings(ladder: Ladder, today: pd.DataFrame, figures: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Households that would cross 10%, upwards positive: `minimum`, `estimate`, `maximum`; index of `figures`.

    `today` and `figures` are what `project` gives without and with the scenario. The estimate is the change of their
    estimates times households; the bounds count who enters less who leaves. NA where nothing is known.
    """
    reading = reading_of(scenario, ladder.mix)
    enter_low, enter_high = _enter(ladder, reading)
    leave_low, leave_high = _leave(ladder, reading)
    extra = ladder.recipients[2] if scenario.without_bonus else 0.0
    low = enter_low - leave_high
    high = np.fmin(enter_high + extra, ladder.households[2]) - leave_low
    shares = (each["estimate"].to_numpy(dtype=float, na_value=np.nan) for each in (figures, today))
    change = np.subtract(*shares) * ladder.households[1]
    columns = {"minimum": low, "estimate": np.clip(change, low, high), "maximum": high}
    return pd.DataFrame(columns, index=figures.index).astype("Float64")


def _bounds(ladder: Ladder, reading: Reading, scenario: Scenario) -> Bounds:
    """Certain minimum and possible maximum of the share above 10%; NaN where nobody lives."""
    living, known = (ladder.households[0], ladder.households[2]), (ladder.known[0], ladder.known[2])
    nobody, last, first = np.zeros(len(ladder.areas)), rungs(reading.last).above, rungs(reading.first).below
    certain = _at(ladder.above_low, last, nobody), _at(ladder.above_high, last, nobody)
    above = _at(ladder.valid_low, first, known[0]), _at(ladder.valid_high, first, known[0])
    outside = less(known, above) if first is not None else (nobody, nobody)
    if scenario.without_bonus:
        outside = less(outside, (ladder.recipients[0], ladder.recipients[2]))
    minimum, maximum = share_within(certain, living), all_but(outside, living)
    return minimum, (maximum[0], np.fmax(minimum[0], maximum[1]))


def _estimate(ladder: Ladder, points: np.ndarray, scenario: Scenario) -> Triple:
    """Least, likely and most share above 10% among the households known in full."""
    share = _among(ladder.interpolate(points[0]), ladder.known)
    more = _bonus_estimate(ladder, points, scenario)
    return share[0] + more[0], share[1] + more[1], share[2] + more[2]


def _among(part: Triple, whole: Triple) -> Triple:
    low, high = share_within((part[0], part[2]), (whole[0], whole[2]))
    return low, divide(part[1], whole[1]), high


def _enter(ladder: Ladder, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
    """Fewest and most households that are not above 10% and would be."""
    nobody = np.zeros(len(ladder.areas))
    low = nobody
    if reading.last < POVERTY_LINE:
        low = _at(ladder.valid_low, rungs(reading.last).above, nobody) - ladder.valid_high[:, _TEN]
    if reading.first >= POVERTY_LINE:
        return nobody, nobody
    high = _at(ladder.valid_high, rungs(reading.first).below, ladder.known[0]) - ladder.valid_low[:, _TEN]
    certain = np.clip(ladder.above_low[:, _TEN] - ladder.valid_high[:, _TEN], 0, None)
    return np.clip(low, 0, None), np.clip(high + _incomplete(ladder) - certain, 0, None)


def _leave(ladder: Ladder, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
    """Fewest and most households that are above 10% and would not be."""
    nobody = np.zeros(len(ladder.areas))
    if reading.last <= POVERTY_LINE:
        return nobody, nobody
    low, beyond = nobody, rungs(reading.last).above
    if reading.first > POVERTY_LINE:
        low = ladder.valid_low[:, _TEN] - _at(ladder.valid_high, rungs(reading.first).below, nobody)
    high = ladder.valid_high[:, _TEN] - _at(ladder.valid_low, beyond, nobody)
    kept = np.clip(_at(ladder.above_low, beyond, nobody) - _at(ladder.valid_high, beyond, nobody), 0, None)
    return np.clip(low, 0, None), np.clip(high + _incomplete(ladder) - kept, 0, None)


def _incomplete(ladder: Ladder) -> np.ndarray:
    """Most households whose income or spend may be unknown."""
    return ladder.households[2] - ladder.known[0]


def _at(counts: np.ndarray, place: int | None, otherwise: float | np.ndarray) -> np.ndarray:
    """Column `place` of `counts`; `otherwise` where no cut-off lies on that side."""
    return counts[:, place] if place is not None else np.broadcast_to(np.asarray(otherwise, dtype=float), len(counts))


def _points(ladder: Ladder, reading: Reading, scenario: Scenario) -> np.ndarray:
    """Where each area's estimate is read, percent: one row, or three where nobody receives the bonus."""
    if not scenario.without_bonus:
        return reading.likely[None, :]
    taken_off = ladder.mix @ np.array([BONUS_ELECTRICITY.value, BONUS_GAS.value, 0.0])
    spread = np.full(len(ladder.areas), float(BONUS_SPREAD))
    return np.stack([reading.likely, reading.likely * (1 - taken_off), spread])


def _bonus_estimate(ladder: Ladder, points: np.ndarray, scenario: Scenario) -> Triple:
    """Share of households above 10% only because nobody receives the bonus; nothing where they do.

    Recipients are taken to spend more than 5% of income, spread as all the households that do. Their bills grow back
    by 30% of electricity and 15% of gas, in the mix of their area.
    """
    if not scenario.without_bonus:
        nothing = np.zeros(len(ladder.areas))
        return nothing, nothing, nothing
    now, before, spread = (ladder.interpolate(at) for at in points)
    between = (np.clip(before[end] - now[2 - end], 0, None) for end in range(3))
    low, likely, high = _among(tuple(between), spread)
    nobody = spread[2] == 0
    band = tuple(np.where(nobody, 0.0, end) for end in (low, np.where(spread[1] == 0, 0.0, likely), high))
    received = _among(ladder.recipients, ladder.households)
    return band[0] * received[0], band[1] * received[1], band[2] * received[2]


def _settled(frame: pd.DataFrame, points: np.ndarray, found: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Figures of the areas, each with the cells that its own estimate is read from: areas read alike go together."""
    places = np.stack([np.searchsorted(CUTOFFS, points.round(9), side=side) for side in ("right", "left")])
    alike = pd.Series([tuple(column) for column in places.reshape(-1, len(frame)).T], index=range(len(frame)))
    more = ("bonus_recipients",) if scenario.without_bonus else ()
    parts = []
    for rows in alike.groupby(alike).indices.values():
        cells = dict.fromkeys(cell for at in points[:, rows[0]] for cell in _cells(at))
        needs = ("households", "both_known", *cells, *more)
        columns = [column(cell) for cell in needs for column in (str, state_column, low_column, high_column)]
        parts.append(settle(frame[columns].iloc[rows], needs, found.iloc[rows], largest=1.0))
    return pd.concat(parts).reindex(frame.index) if parts else settle(frame, ("households",), found, largest=1.0)


def _cells(percent: float) -> list[str]:
    """Cells between which the ladder is read at `percent`; none where it does not reach."""
    found = rungs(percent)
    return [f"valid_above_{CUTOFFS[place]:02d}" for place in (found.below, found.above) if place is not None]
