"""Change between two editions: how much, and whether anything but chance and gaps can be behind it."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from indicators.basis.depth_parameters import CHANGE_CONFIDENCE
from indicators.basis.intervals import Interval
from indicators.basis.tally import Tallied

CERTAIN_RISE, RISE, UNCLEAR, FALL, CERTAIN_FALL = "certain_rise", "rise", "unclear", "fall", "certain_fall"
WITHHELD, MISSING = "withheld", "missing"
VERDICTS = (CERTAIN_RISE, RISE, UNCLEAR, FALL, CERTAIN_FALL, WITHHELD, MISSING)
COMPARED = VERDICTS[:5]
"""Certain: the two ranges lie apart, so it holds whatever is not known. Rise, fall: beyond chance among the households
known in full, though what is not known could undo it. Unclear: neither. Withheld, missing: why one of the figures is
not shown. COMPARED are those of areas where both are."""


@dataclass(frozen=True)
class Reading:
    """One edition's figures of an indicator (`figures.COLUMNS`), and what they count, for the same areas.

    `tallied` is None for an indicator that counts no households: then only ranges that lie apart make a change.
    """

    figures: pd.DataFrame
    tallied: Tallied | None


def compare_editions(former: Reading, latter: Reading) -> pd.DataFrame:
    """Change from `former` to `latter`, by area (both have the same index).

    `change`: of the estimates, in the indicator's unit, NA where either is not shown; `low`, `high`: Newcombe's
    interval of the change of the share among those known in full, at CHANGE_CONFIDENCE; `verdict`: of VERDICTS.
    The households of two years are taken to be drawn apart: as most are the same, the interval is rather too wide.
    """
    before, after = (_floats(reading.figures) for reading in (former, latter))
    change = after["estimate"] - before["estimate"]
    low = high = np.full(len(change), np.nan)
    if former.tallied is not None and latter.tallied is not None:
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

    Newcombe, Statistics in Medicine 17, 1998, method 10, from Wilson's score intervals. Withheld counts enter as what
    they can be: the lower end takes the most of the former and the least of the latter, the upper end the reverse.
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    low = _end(former.most / _some(former.whole), _some(former.whole), latter.least / _some(latter.whole),
               _some(latter.whole), z, -1)  # fmt: skip
    high = _end(former.least / _some(former.whole), _some(former.whole), latter.most / _some(latter.whole),
                _some(latter.whole), z, 1)  # fmt: skip
    return low, high


def _end(before: np.ndarray, n: np.ndarray, after: np.ndarray, m: np.ndarray, z: float, sign: int) -> np.ndarray:
    away = (after - _score(after, m, sign * z)) ** 2 + (before - _score(before, n, -sign * z)) ** 2
    return np.clip(after - before + sign * np.sqrt(away), -1, 1)


def _score(share: np.ndarray, whole: np.ndarray, z: float) -> np.ndarray:
    """One end of Wilson's interval: the upper one for z > 0."""
    spread = z * np.sqrt(share * (1 - share) / whole + z**2 / (4 * whole**2))
    return (share + z**2 / (2 * whole) + spread) / (1 + z**2 / whole)


def _some(whole: np.ndarray) -> np.ndarray:
    return np.where(whole > 0, whole, np.nan)


def _floats(figures: pd.DataFrame) -> dict[str, np.ndarray]:
    """Numbers of `figures`; a figure without bounds is its own estimate, with no certainty in it (NaN)."""
    return {name: figures[name].to_numpy(dtype=float, na_value=np.nan) for name in ("minimum", "estimate", "maximum")}


def expected_by_chance(comparison: pd.DataFrame) -> float:
    """How many areas chance alone would colour if nothing had changed: those compared × (1 − confidence)."""
    compared = comparison["verdict"].isin(COMPARED).sum()
    return float(compared * (1 - CHANGE_CONFIDENCE.value))
