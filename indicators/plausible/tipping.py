"""What would have to be true for the figure to be another, and which missing field narrows the range most."""

from dataclasses import replace

import numpy as np

from indicators.basis.assumptions import Assumptions, Box
from indicators.basis.figures import Interval
from indicators.plausible.ranges import Known, plausible_range, share

FARTHEST = {"bill": (0.2, 5.0), "spread": (0.5, 2.0), "odds": (0.01, 100.0)}
"""Ends between which a tipping value is sought, by assumption: beyond them nobody would believe it."""

FIELDS = {"heat": ("bill", "spread"), "income": ("odds",)}
"""Missing fields, with the assumptions that end once a field is known for every household."""


def tipping_value(known: Known, area: int, name: str, target: float) -> float | None:
    """Value of the assumption `name`, the others at 1, at which the share (0–1) of the area of that row is `target`.

    None where no value within `FARTHEST` reaches it, or the area tells nothing.
    """
    from scipy.optimize import brentq

    def apart(logarithm: float) -> float:
        """How far the share lies above the target with the assumption at the exponential of `logarithm`."""
        return float(share(known, replace(Assumptions(), **{name: float(np.exp(logarithm))}))[area]) - target

    low, high = np.log(FARTHEST[name])
    if not apart(low) * apart(high) <= 0:
        return None
    return float(np.exp(brentq(apart, low, high, xtol=1e-4)))


def alone(known: Known, box: Box, area: int) -> dict[str, tuple[float, float]]:
    """Least and most share of the area of that row while one assumption moves over its side of the box, by name."""
    found = {}
    for name in FARTHEST:
        shares = [share(known, replace(Assumptions(), **{name: end}))[area] for end in getattr(box, name)]
        found[name] = float(min(shares)), float(max(shares))
    return found


def worth_of_fields(known: Known, box: Box, certain: Interval) -> dict[str, np.ndarray]:
    """How much narrower the plausible range would be, in shares (0–1) by area, with each of `FIELDS` known for all."""
    width = _width(known, box, certain)
    settled = {name: (1.0, 1.0) for names in FIELDS.values() for name in names}
    return {
        field: width - _width(known, replace(box, **{name: settled[name] for name in names}), certain)
        for field, names in FIELDS.items()
    }


def _width(known: Known, box: Box, certain: Interval) -> np.ndarray:
    low, high = plausible_range(known, box, certain)
    return high - low
