"""Figures: what an indicator says of each area, how sure that is, and why it is absent where it is."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from contract.tables import State, state_column
from indicators.basis.findings import WITHHELD_REASONS

COLUMNS = ("minimum", "estimate", "maximum", "households", "coverage", "state", "reason")
"""Columns of a frame of figures; the index is that of the area frame.

`minimum`, `estimate`, `maximum`: in the indicator's unit, NA unless `state` is "shown" (and for the bounds of
indicators without bounds). `households`: residents' households, NA where not published. `coverage`: share of them
whose answer is known. `state`: "shown", "withheld" or "missing". `reason`: id of a finding, "" where shown.
"""

Bounds = tuple[np.ndarray, np.ndarray]


def amounts(frame: pd.DataFrame, *cells: str) -> list[np.ndarray]:
    """Values of `cells` (households, EUR/year) as floats, one array each; NaN where not shown."""
    return [frame[cell].to_numpy(dtype=float, na_value=np.nan) for cell in cells]


def divide(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Element by element; NaN where the denominator is 0 or either is NaN."""
    empty = np.full(len(denominator), np.nan)
    return np.divide(numerator, denominator, out=empty, where=denominator != 0)


def outcome(
    frame: pd.DataFrame,
    estimate: np.ndarray,
    bounds: Bounds | None,
    coverage: np.ndarray,
    refusals: Mapping[str, np.ndarray],
) -> pd.DataFrame:
    """Return what a formula found: minimum, estimate, maximum, coverage, reason; index of `frame`.

    The estimate is kept within `bounds` (certain minimum, possible maximum). `refusals` tells by finding id the areas
    for which the formula has no meaning; the first that holds is the reason.
    """
    if bounds is None:
        minimum = maximum = np.full(len(frame), np.nan)
    else:
        minimum, maximum = bounds
        estimate = np.clip(estimate, minimum, maximum)
    numbers = {"minimum": minimum, "estimate": estimate, "maximum": maximum, "coverage": coverage}
    return pd.DataFrame(numbers | {"reason": _first_true(refusals, "", frame.index)}, index=frame.index)


def settle(frame: pd.DataFrame, needs: tuple[str, ...], found: pd.DataFrame, largest: float) -> pd.DataFrame:
    """Return the figures (`COLUMNS`) of the areas: what the formula `found`, where every cell it `needs` is shown.

    Numbers that contradict each other (bounds crossed, below 0, above `largest`, or none at all) are not shown either.
    """
    reason = _absences(frame, needs)
    reason = reason.mask(reason == "", found["reason"])
    is_shown = (reason == "").to_numpy(dtype=bool)
    contradicts = is_shown & _contradicts(found, largest)
    reason = reason.mask(contradicts, "inconsistent_counts")
    is_shown = is_shown & ~contradicts
    is_withheld = reason.isin(WITHHELD_REASONS).to_numpy(dtype=bool)
    is_counted = frame[state_column("households")] == State.SHOWN
    return pd.DataFrame(
        {name: found[name].where(is_shown).astype("Float64") for name in COLUMNS[:3]}
        | {
            "households": frame["households"].astype("Int64").where(is_counted),
            "coverage": found["coverage"].astype("Float64"),
            "state": _first_true({"shown": is_shown, "withheld": is_withheld}, "missing", frame.index),
            "reason": reason,
        }
    )


def _absences(frame: pd.DataFrame, needs: tuple[str, ...]) -> pd.Series:
    """Id of the finding that keeps each area's figure back, "" where every needed cell is shown."""
    states = [frame[state_column(cell)] for cell in needs]
    missing, base, count, source, complement, dominance = (
        np.column_stack([state.isin(kinds).to_numpy(dtype=bool) for state in states])
        for kinds in (
            (State.MISSING,),
            (State.BASE,),
            (State.COUNT, State.REST),
            (State.SOURCE,),
            (State.COMPLEMENT,),
            (State.DOMINANCE,),
        )
    )
    nowhere = missing[:, missing.all(axis=0)]
    (households,) = amounts(frame, "households")
    absences = {
        "not_in_extract": (frame[state_column("households")] == State.MISSING).to_numpy(dtype=bool),
        "no_households": households == 0,
        "not_measured": nowhere.any(axis=1),
        "withheld_base": base.any(axis=1),
        "withheld_count": count.any(axis=1),
        "withheld_source": source.any(axis=1),
        "withheld_complement": complement.any(axis=1),
        "withheld_dominance": dominance.any(axis=1),
        "not_measured_here": missing.any(axis=1),
    }
    return _first_true(absences, "", frame.index)


def _first_true(cases: Mapping[str, np.ndarray], otherwise: str, index: pd.Index) -> pd.Series:
    """Name of the first case that holds in each row, `otherwise` where none does."""
    position = (
        np.select(list(cases.values()), list(range(1, len(cases) + 1)), 0) if cases else np.zeros(len(index), int)
    )
    return pd.Series(pd.array([otherwise, *cases], dtype="str").take(position), index=index)


def _contradicts(found: pd.DataFrame, largest: float) -> np.ndarray:
    minimum, estimate, maximum = (found[name].to_numpy() for name in COLUMNS[:3])
    crossed = (minimum > estimate) | (estimate > maximum)
    return crossed | ~((estimate >= 0) & (estimate <= largest)) | (minimum < 0) | (maximum > largest)
