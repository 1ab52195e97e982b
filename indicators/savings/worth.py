"""What a saving is worth: money at two sorts of prices, and warmth taken back."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.translations import mark
from indicators.savings.periods import Use
from indicators.savings.saving import Saving

_NAN = float("nan")


@dataclass(frozen=True)
class Bill:
    """EUR per year of 365 days of one series. `before`, `after`: at each time's prices. `after_constant`: use after at
    the prices of before. `without_works`: what the model foresees after, at the prices of after. NaN without prices."""

    before: float
    after: float
    after_constant: float
    without_works: float

    @property
    def saved(self) -> float:
        """What works spare at the prices of after and equal weather."""
        return self.without_works - self.after


def bill(saving: Saving, prices: pd.DataFrame, carrier: str) -> Bill:
    """Cost of a series before and after works.

    `prices`: carrier, start_date (first day of a price), eur_per_kwh (all taxes in). A reading is billed at the price
    of its first day. NaN where a day has no price yet, and without verdict for `without_works`.
    """
    own = prices[prices["carrier"] == carrier].sort_values("start_date")
    before, after = (_yearly(use, own) for use in (saving.before, saving.after))
    mean = before[0] / before[1] if before[1] > 0 else _NAN
    paid = after[0] / after[1] if after[1] > 0 else _NAN
    years = saving.after.days.sum() / 365
    expected = saving.expected_kwh / years if years > 0 else _NAN
    return Bill(before[0], after[0], after[1] * mean, expected * paid)


def _yearly(use: Use, prices: pd.DataFrame) -> tuple[float, float]:
    """EUR and kWh per year of 365 days."""
    if not len(use):
        return _NAN, _NAN
    starts = prices["start_date"].to_numpy().astype("datetime64[D]")
    place = np.searchsorted(starts, use.start, side="right") - 1
    known = np.append(prices["eur_per_kwh"].to_numpy(dtype=float), _NAN)
    years = use.days.sum() / 365
    return float((use.kwh * known[place]).sum() / years), float(use.kwh.sum() / years)


@dataclass(frozen=True)
class Warmth:
    """Use beside the certificate. `prebound`: 1 − actual ÷ certified use before. `shortfall`: 1 − actual ÷ certified
    saving; both shares, NaN where the area or a certificate is not known. `sentences`: in plain words."""

    prebound: float
    shortfall: float
    sentences: tuple[tuple[str, dict[str, float]], ...]


_PREBOUND = mark(
    "Before the works people used {share} less than the certificate says: homes may have been kept colder than it "
    "supposes."
)
_OVERUSE = mark("Before the works {share} more energy was used than the certificate says.")
_SHORTFALL = mark(
    "Of the saving that the certificates promise, {share} did not come. Some may have been taken as warmth, which is a "
    "success too; some was never there to be saved, where less was used before than they suppose."
)
_NOTHING = mark("Of the saving that the certificates promise, nothing came.")
_BEYOND = mark("The works saved {share} more than the certificates promise.")


def warmth(before_kwh: float, saved_kwh: float, retrofit: pd.Series) -> Warmth:
    """Prebound and shortfall from yearly kWh in a usual year and the renovation's certificates.

    `retrofit`: floor_area_m2, theoretical_before_kwh_m2, theoretical_after_kwh_m2. Source: Sunikka-Blank and Galvin,
    "Introducing the prebound effect", 2012.
    """
    area, before, after = (
        float(retrofit[name]) if pd.notna(retrofit.get(name)) else _NAN
        for name in ("floor_area_m2", "theoretical_before_kwh_m2", "theoretical_after_kwh_m2")
    )
    prebound = 1 - before_kwh / (area * before) if area > 0 and before > 0 else _NAN
    promised = area * (before - after)
    shortfall = 1 - saved_kwh / promised if promised > 0 else _NAN
    sentences: list[tuple[str, dict[str, float]]] = []
    for value, less, more in ((prebound, _PREBOUND, _OVERUSE), (shortfall, _SHORTFALL, _BEYOND)):
        if value >= 1 and less == _SHORTFALL:
            sentences.append((_NOTHING, {}))
        elif not np.isnan(value):
            sentences.append((less if value >= 0 else more, {"share": abs(value)}))
    return Warmth(prebound, shortfall, tuple(sentences))
