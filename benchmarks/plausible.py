"""The plausible range on simulated cities whose truth is known, inside and outside the box of its assumptions."""

import statistics
import time
from collections.abc import Iterable

import numpy as np
import pandas as pd

from benchmarks.results import Bar, Outcome
from benchmarks.worlds import LEVELS, WORLDS, City, Size, World, simulate
from indicators.basis.assumptions import Box
from indicators.basis.tally import CellIntervals
from indicators.catalogue.registry import Choices, compute_figures, get_indicator
from indicators.plausible.levels import read_level
from indicators.plausible.ranges import Known, plausible_figures, staircase
from indicators.plausible.tipping import worth_of_fields
from indicators.small_areas.heat_imputation import fit_bills

SEEDS = range(10)
MOVES, MOVE_MS = 9, 150.0
CITY_COVERED, NIL_COVERED, NIL_OUTSIDE = 1.0, 0.95, 0.9


def measure() -> Outcome:
    """Draw every world with every seed; tell how often the truth lies inside, and how wide the range is."""
    drawn = coverage(WORLDS, SEEDS)
    inside, outside = drawn[drawn["is_inside"]], drawn[~drawn["is_inside"]]
    bars = [
        Bar("truth inside, city", _covered(inside, "city"), "", at_least=CITY_COVERED),
        Bar("truth inside, NIL", _covered(inside, "nil"), "", at_least=NIL_COVERED),
        Bar("truth inside, NIL, bills half as dear again", _covered(outside, "nil"), "", at_most=NIL_OUTSIDE),
        Bar(
            "processor time of a move of the staircase, 6,000 sections",
            _move_ms(simulate(WORLDS[0], 0)),
            "ms",
            at_most=MOVE_MS,
        ),
    ]
    means = drawn.groupby(["world", "level"], sort=False)[["covered", "width_points", "certain_points"]].mean().round(4)
    worlds = {
        world: {level: row.to_dict() for level, row in frame.droplevel(0).iterrows()}
        for world, frame in means.groupby(level=0, sort=False)
    }
    measured = {"cities inside the box": int((inside["level"] == "city").sum()), "box": Box().id, "worlds": worlds}
    for level in LEVELS:
        measured[f"points wide, {level}"] = float(inside.loc[inside["level"] == level, "width_points"].mean())
    return Outcome("plausible range", measured, bars)


def coverage(worlds: Iterable[World], seeds: Iterable[int], size: Size | None = None) -> pd.DataFrame:
    """Return a row per world, seed and level: the share of areas whose truth is inside, and mean widths in points."""
    rows = []
    for world in worlds:
        for seed in seeds:
            city = simulate(world, seed, size)
            ranges = ranges_of(city)
            for level in LEVELS:
                drawn = {"world": world.name, "is_inside": world.is_inside, "seed": seed, "level": level}
                rows.append(drawn | _told(ranges[level], city.truth[level]))
    return pd.DataFrame(rows)


def ranges_of(city: City, box: Box | None = None) -> dict[str, pd.DataFrame]:
    """Figures with the plausible range of every level of a simulated city."""
    known, figures = _known(city), _counted(city)
    return {level: plausible_figures(figures[level], known[level], box or Box()) for level in LEVELS}


def _known(city: City) -> dict[str, Known]:
    bills = fit_bills(city.cells["nil"], city.cells["section"])
    if bills is None:
        raise ValueError("a simulated city must tell its heating bills")
    counts = {level: CellIntervals(city.cells[level]) for level in LEVELS}
    nil_ids = pd.Series(city.cells["nil"].index[city.places["nil"]], city.cells["section"].index)
    return {level: read_level(level, counts, nil_ids, bills, Choices().cutoff) for level in LEVELS}


def _counted(city: City) -> dict[str, pd.DataFrame]:
    poverty = get_indicator("energy_poverty_10")
    return {level: compute_figures(city.cells[level], poverty) for level in LEVELS}


def _move_ms(city: City) -> float:
    """Median processor time, in ms, of a moved assumption: staircase of the city, ranges of all levels."""
    known, figures = _known(city), _counted(city)
    certain = tuple(figures["city"][name].to_numpy(dtype=float) for name in ("minimum", "maximum"))
    spent = []
    for move in range(MOVES):
        box, start = Box(bill=(0.6, 1.2 + 0.05 * move)), time.process_time()
        staircase(known["city"], box, certain)
        worth_of_fields(known["city"], box, certain)
        for level in LEVELS:
            plausible_figures(figures[level], known[level], box)
        spent.append(1000 * (time.process_time() - start))
    return round(statistics.median(spent), 1)


def _told(ranges: pd.DataFrame, truth: np.ndarray) -> dict[str, float]:
    low, high = (ranges[name].to_numpy(dtype=float, na_value=np.nan) for name in ("plausible_low", "plausible_high"))
    is_shown = ~np.isnan(low)
    is_inside = (low <= truth) & (truth <= high)
    certain = (ranges["maximum"] - ranges["minimum"]).to_numpy(dtype=float, na_value=np.nan)
    return {
        "covered": float(is_inside[is_shown].mean()),
        "width_points": 100 * float((high - low)[is_shown].mean()),
        "certain_points": 100 * float(certain[is_shown].mean()),
    }


def _covered(drawn: pd.DataFrame, level: str) -> float:
    return float(drawn.loc[drawn["level"] == level, "covered"].mean())
