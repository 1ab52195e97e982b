"""Change between two editions: how much, and whether anything but chance and gaps can be behind it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.basis.chance import estimated_share, wilson
from indicators.basis.depth_parameters import CHANGE_CONFIDENCE
from indicators.basis.figures import Interval
from indicators.basis.tally import Tallied

CERTAIN_RISE, RISE, UNCLEAR, FALL, CERTAIN_FALL = "certain_rise", "rise", "unclear", "fall", "certain_fall"
WITHHELD, MISSING = "withheld", "missing"
VERDICTS = (CERTAIN_RISE, RISE, UNCLEAR, FALL, CERTAIN_FALL, WITHHELD, MISSING)
COMPARED = VERDICTS[:5]
"""Certain: the two ranges lie apart, so it holds whatever is not known. Rise, fall: beyond chance among the households
known in full, though what is not known could undo it; or, where unknown bills are imputed, beyond chance whatever is
plausible of them, the same in both years. Unclear: neither. Withheld, missing: why one of the figures is
not shown. COMPARED are those of areas where both are."""


@dataclass(frozen=True)
class Reading:
    """One edition's figures of an indicator (`figures.COLUMNS`), and what they count, for the same areas.

    `tallied` is None for an indicator that counts no households: then only ranges that lie apart make a change.
    """

    figures: pd.DataFrame
    tallied: Tallied | None


def compare_editions(former: Reading, latter: Reading, around: Interval | None = None) -> pd.DataFrame:
    """Change from `former` to `latter`, by area (both have the same index).

    `change`: of the estimates, in the indicator's unit, NA where either is not shown; `low`, `high`: `around` where it
    is given (`plausible.changes.change_range`), else Newcombe's interval of the change of the share among those known
    in full, at CHANGE_CONFIDENCE; `verdict`: of VERDICTS.
    The households of two years are taken to be drawn apart: as most are the same, the interval is rather too wide.
    """
    before, after = (_floats(reading.figures) for reading in (former, latter))
    change = after["estimate"] - before["estimate"]
    low = high = np.full(len(change), np.nan)
    if around is not None:
        low, high = around
    elif former.tallied is not None and latter.tallied is not None:
        low, high = newcombe(former.tallied, latter.tallied, CHANGE_CONFIDENCE.value)
    states = [reading.figures["state"].fillna("missing") for reading in (former, latter)]
    cases = {
        WITHHELD: np.any([state == "withheld" for state in states], axis=0),
        MISSING: np.any([state == "missing" for state in states], axis=0),
        CERTAIN_RISE: after["minimum"] > before["maximum"],
        CERTAIN_FALL: after["maximum"] < before["minimum"],
        RISE: (low > 0) & (change > 0),
        FALL: (high < 0) & (change < 0),
    }
    index = former.figures.index
    return pd.DataFrame(
        {
            "change": pd.array(change, dtype="Float64"),
            "low": pd.array(low, dtype="Float64"),
            "high": pd.array(high, dtype="Float64"),
            "verdict": pd.array(np.select(list(cases.values()), list(cases), UNCLEAR), dtype="str"),
        },
        index=index,
    )


def newcombe(former: Tallied, latter: Tallied, confidence: float) -> Interval:
    """Interval of the difference of two shares, latter less former, by area; NaN where either has no households.

    Newcombe, Statistics in Medicine 17, 1998, method 10, from Wilson's score intervals, of which the windows of the
    counts are a part.
    """
    (low_before, high_before), (low_after, high_after) = (wilson(each, confidence) for each in (former, latter))
    before, after = estimated_share(former), estimated_share(latter)
    down = np.sqrt((after - low_after) ** 2 + (high_before - before) ** 2)
    up = np.sqrt((high_after - after) ** 2 + (before - low_before) ** 2)
    return np.clip(after - before - down, -1, 1), np.clip(after - before + up, -1, 1)


def _floats(figures: pd.DataFrame) -> dict[str, np.ndarray]:
    """Numbers of `figures`; a figure without bounds is its own estimate, with no certainty in it (NaN)."""
    return {name: figures[name].to_numpy(dtype=float, na_value=np.nan) for name in ("minimum", "estimate", "maximum")}


def expected_by_chance(comparison: pd.DataFrame) -> float:
    """How many areas chance alone would colour if nothing had changed: those compared × (1 − confidence)."""
    compared = comparison["verdict"].isin(COMPARED).sum()
    return float(compared * (1 - CHANGE_CONFIDENCE.value))
