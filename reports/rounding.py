"""How numbers are rounded: the same one by one and many at once, as spreadsheets, slides and browsers do."""

from typing import TypeVar

import numpy as np
import pandas as pd

_LEFT_OVER = 1e-9
"""What arithmetic may leave in the last digits of a number, beside the digit that is rounded: 0.40650000000000003."""

_Numbers = TypeVar("_Numbers", float, pd.Series)


def rounded(values: _Numbers, decimals: int) -> _Numbers:
    """A number, or many, to so many decimals; halves go away from zero, and nothing has a sign of its own."""
    nearest = np.sign(values) * np.floor(abs(values) * 10**decimals + 0.5 + _LEFT_OVER) / 10**decimals + 0.0
    return nearest if isinstance(nearest, pd.Series) else float(nearest)


def round_estimate(value: float) -> float:
    """A count that is an estimate, to two significant figures; NaN where there is none."""
    if pd.isna(value):
        return value
    step: float = 10 ** max(0, len(str(int(abs(value)))) - 2)
    nearest: float = rounded(value / step, 0) * step
    return nearest
