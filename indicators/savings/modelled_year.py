"""A year of readings beside its own model."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indicators.savings.degree_days import DegreeDays
from indicators.savings.periods import Use
from indicators.savings.signature import Fits, search

_BLOCK = 30


@dataclass(frozen=True)
class Year:
    """The readings of a year beside their own model, made once."""

    use: Use
    degrees: DegreeDays

    @cached_property
    def fit(self) -> Fits:
        """Their model."""
        return _fitted(self.use, self.degrees)

    @cached_property
    def blocks(self) -> Use:
        """Daily readings added up by thirty days; bills as they are."""
        return in_blocks(self.use)

    @cached_property
    def spread(self) -> float:
        """Deviation of the readings from their own model, ÷ mean use; daily ones by blocks of a month."""
        blocks = self.blocks
        fit = _fitted(blocks, self.degrees) if blocks is not self.use else self.fit
        mean = blocks.kwh.sum() / blocks.days.sum()
        return float(np.sqrt(fit.loss[0] / blocks.days.sum()) / mean) if mean > 0 else 0.0


def _fitted(use: Use, degrees: DegreeDays) -> Fits:
    return search(use.per_day[None, :], use.days, degrees.per_day(use.start, use.end), degrees.cools)


def in_blocks(use: Use) -> Use:
    """Daily readings added up by thirty days; bills as they are."""
    if not use.is_daily:
        return use
    cuts = np.arange(0, len(use) - _BLOCK // 2, _BLOCK)
    lasts = np.append(cuts[1:], len(use)) - 1
    days = np.add.reduceat(use.days, cuts)
    blocks = Use(use.start[cuts], use.end[lasts], np.add.reduceat(use.kwh, cuts))
    return Use(blocks.start, blocks.end, blocks.kwh * blocks.days / days)
