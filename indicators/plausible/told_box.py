"""The box of assumptions where the city's household files were asked: what they tell takes the place of the guesses."""

from dataclasses import replace

import numpy as np
import pandas as pd

from contract.tables import CUTOFFS
from indicators.basis.assumptions import Box
from indicators.basis.plausible_parameters import BILL_HIGH, BILL_LOW, CHANCE_QUANTILE, SPREAD_TOLERANCE
from indicators.plausible.ranges import Known

_LOGS = np.log(np.array(CUTOFFS, dtype=float))


def told_box(heat: pd.DataFrame, known: Known) -> Box:
    """Return the box that the rows of table `city_heat` tell, beside what the city's counts tell (`known`, one area).

    Bills: 1 ± their error when a place is told from the others. Spread: that of ln(all bills ÷ income) over that of
    ln(known bills ÷ income), from the spread of the bills' ratio, its correlation, and the spread that the ladder of
    cut-offs shows. Odds are not told by any file: they stay chosen. Without a row, the chosen box.
    """
    burden = _burden_spread(known)
    if heat.empty or not burden > 0:
        return Box()
    row = heat.iloc[-1]
    error = CHANCE_QUANTILE.value * float(row["left_out_error"])
    ratio = float(row["spread_log_ratio"]) / burden
    spread = float(np.sqrt(max(1 + 2 * float(row["correlation"]) * ratio + ratio**2, 0)))
    bill = max(1 - error, BILL_LOW.low), min(1 + error, BILL_HIGH.high)
    ends = spread - SPREAD_TOLERANCE.value, spread + SPREAD_TOLERANCE.value
    return replace(Box(), bill=_rounded(bill), spread=_rounded((max(ends[0], 0.1), ends[1])))


def _burden_spread(known: Known) -> float:
    """Standard deviation of ln(known bills ÷ income) that the ladder shows: one over its slope, by least squares."""
    quantiles = known.spread.ladder[0]
    if not np.isfinite(quantiles).all():
        return float("nan")
    slope = float(np.polyfit(_LOGS, quantiles, 1)[0])
    return -1 / slope if slope < 0 else float("nan")


def _rounded(ends: tuple[float, float]) -> tuple[float, float]:
    """Outwards to hundredths, as an address holds them."""
    return float(np.floor(100 * ends[0]) / 100), float(np.ceil(100 * ends[1]) / 100)
