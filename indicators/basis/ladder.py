"""The ladder: households counted above growing shares of income, to be read at any share between them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.tables import CUTOFFS
from indicators.basis.figures import Interval, amounts
from indicators.basis.intervals import Triple, cell_interval, cell_triple

CARRIER_CELLS = ("electricity_eur", "gas_eur", "heat_eur")
"""Spend by carrier, in the order of a mix."""


@dataclass(frozen=True)
class Rungs:
    """The counted cut-offs around a share of income, by place in CUTOFFS: the last at or below, the first at or above.

    None where no cut-off lies on that side. `weight`: how far the share is from the lower one to the upper one, 0–1.
    """

    below: int | None
    above: int | None
    weight: float


def rungs(percent: float) -> Rungs:
    """The cut-offs around `percent` of income.

    >>> rungs(9.0)
    Rungs(below=2, above=3, weight=0.5)
    """
    at = round(percent, 9)
    below = [place for place, cut in enumerate(CUTOFFS) if cut <= at]
    above = [place for place, cut in enumerate(CUTOFFS) if cut >= at]
    if not below or not above:
        return Rungs(below[-1] if below else None, above[0] if above else None, float("nan"))
    low, high = CUTOFFS[below[-1]], CUTOFFS[above[0]]
    return Rungs(below[-1], above[0], (at - low) / (high - low) if high > low else 0.0)


@dataclass(frozen=True)
class Ladder:
    """Counts of an area frame as arrays (areas × cut-offs where two-dimensional), made once and read many times.

    `households`, `known`, `recipients`: the least that the window leaves possible, its centre (NaN where not shown),
    the most. `valid`: centres; every `…_low` and `…_high` is what the windows leave possible.
    `mix`: shares of electricity, gas and heat in the spend of the area, of the whole frame where it is not shown.
    """

    areas: pd.Index
    households: Triple
    known: Triple
    above_low: np.ndarray
    above_high: np.ndarray
    valid: np.ndarray
    valid_low: np.ndarray
    valid_high: np.ndarray
    recipients: Triple
    mix: np.ndarray

    def interpolate(self, percent: float | np.ndarray) -> Triple:
        """Households known in full above `percent` (one, or one per area): least, likely, most.

        Read on a straight line between cut-offs. NaN beyond the first or the last cut-off, and where a count that is
        needed is not shown.
        """
        at = np.broadcast_to(np.asarray(percent, dtype=float), len(self.areas))
        cuts = np.array(CUTOFFS, dtype=float)
        upper = np.clip(np.searchsorted(cuts, at.round(9)), 0, len(cuts) - 1)
        lower = np.where(cuts[upper] == at.round(9), upper, np.maximum(upper - 1, 0))
        weight = np.where(upper > lower, (at - cuts[lower]) / np.maximum(cuts[upper] - cuts[lower], 1.0), 1.0)
        rows, reached = np.arange(len(at)), (at.round(9) >= cuts[0]) & (at.round(9) <= cuts[-1])

        def read(counts: np.ndarray) -> np.ndarray:
            """The counts on the line between their two rungs; NaN beyond the ladder."""
            start, end = counts[rows, lower], counts[rows, upper]
            return np.where(reached, start + weight * (end - start), np.nan)

        return read(self.valid_low), read(self.valid), read(self.valid_high)


def make_ladder(frame: pd.DataFrame) -> Ladder:
    """Read the counts of `frame`, an area frame of published cells; `frame` is left as it is."""
    above_low, above_high = _stacked(frame, "above")
    valid_low, valid_high = _stacked(frame, "valid_above")
    return Ladder(
        areas=frame.index,
        households=cell_triple(frame, "households"),
        known=cell_triple(frame, "both_known"),
        above_low=above_low,
        above_high=above_high,
        valid=np.column_stack(amounts(frame, *(f"valid_above_{cut:02d}" for cut in CUTOFFS))),
        valid_low=valid_low,
        valid_high=valid_high,
        recipients=cell_triple(frame, "bonus_recipients"),
        mix=_mix(frame),
    )


def _stacked(frame: pd.DataFrame, prefix: str) -> Interval:
    ends = [cell_interval(frame, f"{prefix}_{cut:02d}") for cut in CUTOFFS]
    return np.column_stack([low for low, _ in ends]), np.column_stack([high for _, high in ends])


def _mix(frame: pd.DataFrame) -> np.ndarray:
    """Shares of the carriers in each area's spend; where it is not shown, those of all the areas together."""
    spend = np.column_stack(amounts(frame, *CARRIER_CELLS))
    total = spend.sum(axis=1)
    shown = np.isfinite(total) & (total > 0)
    everywhere = spend[shown].sum(axis=0) / total[shown].sum() if shown.any() else np.full(3, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(shown[:, None], spend / total[:, None], everywhere)
