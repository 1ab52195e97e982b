"""What is known of one series before and after works, and the one place that decides what may be said of it."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from indicators.savings.cautions import Caution
from indicators.savings.cooling_parameters import SUMMER_RISE
from indicators.savings.degree_days import Array
from indicators.savings.periods import Lack, Use
from indicators.savings.signature import Signature


@dataclass(frozen=True)
class Range:
    """An estimate with the ends of its 90% interval; NaN where it cannot be given."""

    estimate: float
    low: float
    high: float

    @property
    def is_saving(self) -> bool:
        """Whether the whole interval lies above zero."""
        return self.low > 0

    @property
    def is_rise(self) -> bool:
        """Whether the whole interval lies below zero."""
        return self.high < 0


UNKNOWN = Range(float("nan"), float("nan"), float("nan"))


Verdict = Literal["saving", "rise", "unclear", "insufficient"]
TOLD: tuple[Verdict, ...] = ("saving", "rise")
"""Verdicts that say how much."""


def verdict_of(share: Range, is_sufficient: bool) -> Verdict:
    """What may be said of a share saved at 90% confidence: the one place that decides it."""
    if not is_sufficient:
        return "insufficient"
    if share.is_saving:
        return "saving"
    return "rise" if share.is_rise else "unclear"


@dataclass(frozen=True)
class Saving:
    """What is known of one series of readings before and after works; energies in kWh, shares 0–1.

    `avoided_kwh`, `avoided_share`: what the baseline model foresees for the weather after the works, less what was
    measured then. `usual_year_kwh`, `usual_year_share`: baseline model less reporting model, both in a usual year;
    `usual_before_kwh`: the baseline model alone.
    `raw_share`: 1 − use after ÷ use before, as billed; `raw_daily_share`: the same per day. `lacks` says why there is
    no verdict; estimates are then NaN, the raw ones are still told where there are readings. `draws_kwh`: draws of
    the avoided energy, to add series up. The signatures are None unless they were asked for, and so is `summer_rise`
    NaN: use in hot readings less the model, ÷ mean use, the larger of both periods; −∞ where none is hot. `is_cooled`:
    whether its models look for cooling too. `cautions`:
    what else moved use, where that was looked for (`steadiness.with_cautions`).
    """

    lacks: tuple[Lack, ...]
    before: Use
    after: Use
    raw_share: float
    raw_daily_share: float
    signature_before: Signature | None = None
    signature_after: Signature | None = None
    expected_kwh: float = float("nan")
    avoided_kwh: Range = UNKNOWN
    avoided_share: Range = UNKNOWN
    usual_year_kwh: Range = UNKNOWN
    usual_year_share: Range = UNKNOWN
    usual_before_kwh: float = float("nan")
    summer_rise: float = float("nan")
    draws_kwh: Array = field(default_factory=lambda: np.array([]), compare=False, repr=False)
    cautions: tuple[Caution, ...] = ()
    is_cooled: bool = False

    @property
    def is_sufficient(self) -> bool:
        """Whether the data suffice for a verdict."""
        return not self.lacks

    @property
    def cools(self) -> bool:
        """Whether use rises so much in the heat that cooling, which a model of heating does not know, is likely."""
        return self.summer_rise > SUMMER_RISE.value

    @property
    def verdict(self) -> Verdict:
        """What may be said at 90% confidence."""
        return verdict_of(self.avoided_share, self.is_sufficient)

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be of something else than the works (`cautions`)."""
        return any(caution.is_doubt for caution in self.cautions)
