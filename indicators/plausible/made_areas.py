"""The plausible range of an area made by hand: that of its parts, under the same assumptions in all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.basis.assumptions import Assumptions, Box
from indicators.basis.plausible_parameters import CHANCE_QUANTILE
from indicators.plausible.ranges import Known, ends, share


@dataclass(frozen=True)
class MadeRange:
    """Share of households above the cut-off, 0–1: plausible_low ≤ estimate ≤ plausible_high; NaN: nothing is told."""

    plausible_low: float
    estimate: float
    plausible_high: float


def made_range(parts: Sequence[Known], households: float, box: Box, certain: tuple[float, float]) -> MadeRange:
    """Return the plausible range of `parts` read as one area, of at most that many `households`.

    `parts`: what the areas tell that make it up, level by level, each household in one of them. Households in no part
    that tells anything may all be above the cut-off, or none: they only widen the range, which is cut by the `certain`
    bounds as that of an area is.
    """
    sizes = np.concatenate([part.known + part.unpriced + part.rest for part in parts])
    likely = np.concatenate([share(part, Assumptions()) for part in parts])
    low, high = (np.concatenate([ends(part, box)[side] for part in parts]) for side in (0, 1))
    is_told = ~np.isnan(likely) & (sizes > 0)
    if not is_told.any():
        return MadeRange(np.nan, np.nan, np.nan)
    told, whole = sizes[is_told].sum(), max(households, sizes[is_told].sum())
    estimate, least, most = (float(sizes[is_told] @ end[is_told] / told) for end in (likely, low, high))
    chance = [CHANCE_QUANTILE.value * np.sqrt(end * (1 - end) / told) for end in (least, most)]
    first, last = (least - chance[0]) * told / whole, (most + chance[1]) * told / whole + 1 - told / whole
    estimate, first, last = (float(np.clip(end, *certain)) for end in (estimate, first, last))
    return MadeRange(min(first, estimate), estimate, max(last, estimate))
