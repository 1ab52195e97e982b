"""Moves between two editions: who became poor, who is no longer, among the households that both know in full."""

import numpy as np
import pandas as pd

from contract.household_columns import NEEDS, PANEL_MOVES, panel_cell
from contract.tables import State, state_column
from indicators.basis.figures import Interval, amounts
from indicators.basis.tally import CellIntervals

FLOWS = {
    "entered": (("near", "poor"), ("safe", "poor")),
    "left": (("poor", "near"), ("poor", "safe")),
    "stayed": (("poor", "poor"),),
    "neared": (("safe", "near"),),
}
"""Moves by what they mean: became poor; no longer poor; still poor; came near."""


def has_panel(frame: pd.DataFrame) -> bool:
    """Whether any area of `frame` says how many households both editions know in full."""
    return bool((frame[state_column("panel_known")] != State.MISSING).any())


def flows(intervals: CellIntervals) -> pd.DataFrame:
    """Households of each of FLOWS, by area: `<flow>_low` and `<flow>_high`, and `known`, those of whom it is told.

    Moves enter as what their windows leave, together never more than the households known in both. `known` is the
    centre of its window. NA where the source does not say. Households, not shares; who moved house between the
    editions is in neither.
    """
    frame = intervals.cells
    _, known_high = intervals["panel_known"]
    columns = {"known": amounts(frame, "panel_known")[0]}
    for flow, moves in FLOWS.items():
        low, high = _sum([intervals[panel_cell(*move)] for move in moves])
        others = [intervals[panel_cell(*move)][0] for move in PANEL_MOVES if move not in moves]
        columns[f"{flow}_low"] = low
        columns[f"{flow}_high"] = np.fmin(high, known_high - np.sum(others, axis=0))
    return pd.DataFrame(columns, index=frame.index).astype("Float64")


def board(intervals: CellIntervals, area: str) -> pd.DataFrame:
    """The board of one area: rows, where households were (NEEDS); columns, where they are; cells, least and most.

    A frame of pairs (low, high); who stayed safe is what the others leave.
    """
    place = intervals.cells.index.get_loc(area)
    known = tuple(float(end[place]) for end in intervals["panel_known"])
    cells = {move: tuple(float(end[place]) for end in intervals[panel_cell(*move)]) for move in PANEL_MOVES}
    low, high = (sum(pair[end] for pair in cells.values()) for end in (0, 1))
    cells["safe", "safe"] = (max(known[0] - high, 0.0), max(known[1] - low, 0.0))
    return pd.DataFrame({after: {before: cells[before, after] for before in NEEDS} for after in NEEDS})


def _sum(intervals: list[Interval]) -> Interval:
    return np.sum([low for low, _ in intervals], axis=0), np.sum([high for _, high in intervals], axis=0)
