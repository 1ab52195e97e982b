"""Figures: what an indicator says of each area, how sure that is, and why it is absent where it is."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from pandas.arrays import FloatingArray

from contract.tables import State, high_column, low_column, state_column
from indicators.basis.findings import WITHHELD_REASONS

COLUMNS = (
    "minimum",
    "estimate",
    "maximum",
    "estimate_low",
    "estimate_high",
    "households",
    "households_low",
    "households_high",
    "coverage",
    "state",
    "reason",
)
"""Columns of a frame of figures; the index is that of the area frame.

`minimum`, `estimate`, `maximum`: in the indicator's unit, NA unless `state` is "shown" (and for the bounds of
indicators without bounds). `estimate_low`, `estimate_high`: least and most that the estimate would be on the exact
counts, of which only windows are published. `households`: residents' households, the centre of their window, NA where
it is not published; `households_low` and `households_high`: the least and the most that they can be. `coverage`: share
of them whose answer is known. `state`: "shown", "withheld" or "missing". `reason`: id of a finding, "" where shown.
"""

NUMBERS = COLUMNS[:5]
"""Those of them that are in the indicator's unit."""

Interval = tuple[np.ndarray, np.ndarray]
"""Least and most, one array each; NaN where nothing is known."""

Bounds = tuple[Interval, Interval]
"""Certain minimum and possible maximum, each with what the windows of its counts leave open."""

Estimate = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Least, likely and most of an estimate, as far as the windows of its counts leave it open."""

_DUST = 1e-9
"""Differences of shares below this are those of floating point."""

_WITHHELD = {
    "withheld_base": State.BASE,
    "withheld_source": State.SOURCE,
    "withheld_complement": State.COMPLEMENT,
    "withheld_dominance": State.DOMINANCE,
}
"""The finding that each state of a withheld cell gives, in the order in which they are told."""


def amounts(frame: pd.DataFrame, *cells: str) -> list[np.ndarray]:
    """Values of columns (households, EUR/year) as floats, one array each; NaN where there is none."""
    return [frame[cell].to_numpy(dtype=float, na_value=np.nan) for cell in cells]


def divide(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Element by element; NaN where the denominator is 0 or either is NaN."""
    empty = np.full(len(denominator), np.nan)
    return np.divide(numerator, denominator, out=empty, where=denominator != 0)


def coverage_of(frame: pd.DataFrame, known: str = "both_known") -> np.ndarray:
    """Share of households counted in the cell `known`, by the centres; NaN where nobody lives, or it is not shown."""
    return np.clip(divide(*amounts(frame, known, "households")), 0, 1)


def refuse_empty(frame: pd.DataFrame, findings: Mapping[str, str]) -> dict[str, np.ndarray]:
    """Where each finding holds: in areas of which the window of its cell begins at 0, so that there may be none."""
    return {finding: amounts(frame, low_column(cell))[0] <= 0 for finding, cell in findings.items()}


def outcome(
    frame: pd.DataFrame,
    estimate: Estimate,
    bounds: Bounds | None,
    coverage: np.ndarray,
    refusals: Mapping[str, np.ndarray],
) -> pd.DataFrame:
    """Return what a formula found: `NUMBERS`, coverage, reason; index of `frame`.

    The estimate and its ends are kept within `bounds`, of which the least minimum and the most maximum are returned.
    `refusals` tells by finding id the areas for which the formula has no meaning; the first that holds is the reason.
    """
    low, likely, high = estimate
    contradicts = refusals.get("inconsistent_counts", np.zeros(len(frame), dtype=bool)) | (low > high + _DUST)
    refusals = {**refusals, "inconsistent_counts": contradicts}
    if bounds is None:
        minimum = maximum = np.full(len(frame), np.nan)
    else:
        (minimum, most_minimum), (least_maximum, maximum) = bounds
        low = np.clip(np.minimum(low, least_maximum), minimum, maximum)
        high = np.clip(np.maximum(high, most_minimum), minimum, maximum)
        likely = np.clip(likely, minimum, maximum)
    likely = np.clip(likely, low, high)
    numbers = dict(zip(NUMBERS, (minimum, likely, maximum, low, high), strict=True)) | {"coverage": coverage}
    reason = pd.array(_first_true(refusals, "", len(frame)), dtype="str")
    return pd.DataFrame(numbers | {"reason": reason}, index=frame.index)


def settle(frame: pd.DataFrame, needs: tuple[str, ...], found: pd.DataFrame, largest: float) -> pd.DataFrame:
    """Return the figures (`COLUMNS`) of the areas: what the formula `found`, where every cell it `needs` is shown.

    Numbers that contradict each other (bounds crossed, below 0, above `largest`, or none at all) are not shown either.
    """
    absent = _absences(frame, needs)
    reason = np.where(absent == "", found["reason"].to_numpy(dtype=object), absent)
    numbers = found[list(NUMBERS)].to_numpy(dtype=float).T
    reason[(reason == "") & _contradicts(numbers, largest)] = "inconsistent_counts"
    is_shown, is_withheld = reason == "", np.isin(reason, WITHHELD_REASONS)
    (households,) = amounts(frame, "households")
    is_counted = (frame[state_column("households")] == State.SHOWN).to_numpy(dtype=bool)
    return pd.DataFrame(
        {name: _where(values, is_shown) for name, values in zip(NUMBERS, numbers, strict=True)}
        | {
            "households": _where(households, is_counted),
            "households_low": frame[low_column("households")].astype("Int64"),
            "households_high": frame[high_column("households")].astype("Int64"),
            "coverage": _where(found["coverage"].to_numpy(dtype=float), True),
            "state": pd.array(np.where(is_shown, "shown", np.where(is_withheld, "withheld", "missing")), dtype="str"),
            "reason": pd.array(reason, dtype="str"),
        },
        index=frame.index,
    )


def state_counts(figures: pd.DataFrame) -> dict[str, int]:
    """How many areas of `figures` are "shown", "withheld" and "missing", and in how many "nobody" lives.

    The one count of states: whatever page tells how many areas have no figure asks here.
    """
    nobody = figures["reason"] == "no_households"
    counted = figures["state"].mask(nobody, "nobody").value_counts()
    return {state: int(counted.get(state, 0)) for state in ("shown", "withheld", "missing", "nobody")}


def _absences(frame: pd.DataFrame, needs: tuple[str, ...]) -> np.ndarray:
    """Id of the finding that keeps each area's figure back, "" where every needed cell is shown."""
    states = np.column_stack([frame[state_column(cell)].to_numpy(dtype=object) for cell in needs])
    missing = states == State.MISSING
    nowhere = missing[:, missing.all(axis=0)]
    absences = {
        "not_in_extract": (frame[state_column("households")] == State.MISSING).to_numpy(dtype=bool),
        "no_households": (frame[high_column("households")] == 0).fillna(False).to_numpy(dtype=bool),
        "not_measured": nowhere.any(axis=1),
        **{finding: (states == state).any(axis=1) for finding, state in _WITHHELD.items()},
        "not_measured_here": missing.any(axis=1),
    }
    return _first_true(absences, "", len(frame))


def _first_true(cases: Mapping[str, np.ndarray], otherwise: str, rows: int) -> np.ndarray:
    """Name of the first case that holds in each of `rows` rows, `otherwise` where none does."""
    positions = list(range(1, len(cases) + 1))
    position = np.select(list(cases.values()), positions, 0) if cases else np.zeros(rows, dtype=int)
    return np.array([otherwise, *cases], dtype=object)[position]


def _where(values: np.ndarray, is_told: np.ndarray | bool) -> FloatingArray:
    """`values` where they are told and are numbers, NA elsewhere."""
    is_absent = np.isnan(values) | ~np.broadcast_to(is_told, values.shape)
    return FloatingArray(np.where(is_absent, 0.0, values), is_absent)


def _contradicts(numbers: np.ndarray, largest: float) -> np.ndarray:
    minimum, estimate, maximum = numbers[:3]
    crossed = (minimum > estimate) | (estimate > maximum)
    return crossed | ~((estimate >= 0) & (estimate <= largest)) | (minimum < 0) | (maximum > largest)
