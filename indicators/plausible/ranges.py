"""The plausible range: the least and the most that energy poverty is over a box of assumptions, by area.

The share grows with the missing bills and with the odds, and with the spread where fewer than half are poor (it falls
where more are). So the ends lie at corners of the box, which are read exactly.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.basis.assumptions import ENDS, Assumptions, Box, Ends
from indicators.basis.figures import Interval, amounts, divide
from indicators.basis.plausible_parameters import CHANCE_QUANTILE
from indicators.basis.tally import CellIntervals
from indicators.small_areas.heat_imputation import Unpriced, imputed_figures, unpriced_spread

RANGE_COLUMNS = ("plausible_low", "plausible_high", "assumptions_id")


@dataclass(frozen=True)
class Known:
    """What published counts tell of the areas of one level, one element each, households.

    `cutoff`: percent of income, one for all or one for each. `known` in full, `unpriced` (income known, a bill
    missing), `rest` (income unknown); `above`: those known in full above `cutoff` percent, with the least and the
    most that the published cells allow. `heat`: shared heating bill ÷ the other bills of comparable homes.
    `spread`: how the known burden of the unpriced is spread.
    """

    cutoff: float | np.ndarray
    known: np.ndarray
    unpriced: np.ndarray
    rest: np.ndarray
    above: np.ndarray
    above_low: np.ndarray
    above_high: np.ndarray
    heat: np.ndarray
    spread: Unpriced

    def at(self, place: np.ndarray) -> "Known":
        """The areas at `place`, in that order; one without a place (−1) tells nothing."""

        def taken(values: np.ndarray) -> np.ndarray:
            """The rows of `values` at `place`, NaN where there is none."""
            return np.where((place >= 0).reshape(-1, *[1] * (values.ndim - 1)), values[place], np.nan)

        cutoff = self.cutoff if np.ndim(self.cutoff) == 0 else taken(np.asarray(self.cutoff))
        spread = Unpriced(**{name: taken(values) for name, values in vars(self.spread).items()})
        counts = {name: taken(values) for name, values in vars(self).items() if name not in ("cutoff", "spread")}
        return Known(cutoff=cutoff, spread=spread, **counts)


def read_known(counts: CellIntervals, above: CellIntervals, place: np.ndarray, ratio: np.ndarray, cutoff: int) -> Known:
    """Return what the cells of `counts` tell; arguments as of `unpriced_spread`.

    An area without a place among the areas above tells nothing: its ladder is NaN.
    """
    cell = f"valid_above_{cutoff:02d}"
    households, income, known, valid = amounts(counts.cells, "households", "income_known", "both_known", cell)
    low, high = counts[cell]
    spread = unpriced_spread(counts, above, place, ratio, cutoff)
    ladder = np.where(place[:, None] >= 0, spread.ladder, np.nan)
    return Known(
        cutoff=cutoff,
        known=known,
        unpriced=np.clip(income - known, 0, None),
        rest=np.clip(households - income, 0, None),
        above=valid,
        above_low=np.fmin(low, valid),
        above_high=np.fmin(np.fmax(high, valid), known),
        heat=ratio - 1,
        spread=Unpriced(ladder, spread.own, np.fmin(spread.own_low, spread.own), np.fmax(spread.own_high, spread.own)),
    )


def share(known: Known, at: Assumptions) -> np.ndarray:
    """Share of households above the cut-off (0–1) where the assumptions hold exactly; NaN where it cannot be told."""
    return _with_odds(
        known, _among_told(known, known.above, _unpriced(known, at.bill, (at.spread,), known.spread.own)[0]), at.odds
    )


def ends(known: Known, box: Box) -> Interval:
    """Least and most share (0–1) over the box and over what the published cells leave open; without chance."""
    least, most = _told_ends(known, box.bill, box.spread)
    return _with_odds(known, least, box.odds[0]), _with_odds(known, most, box.odds[1])


def plausible_range(known: Known, box: Box, certain: Interval) -> Interval:
    """The ends over the box, widened by chance in small areas, cut by the `certain` bounds, around the estimate."""
    estimate = np.clip(share(known, Assumptions()), *certain)
    return _around(estimate, _with_chance(known, ends(known, box)), certain)


def staircase(known: Known, box: Box, certain: Interval) -> dict[str, Interval]:
    """The range that is left after each assumption, by its name in `ENDS`, in that order; the last is the plausible.

    Before it is assumed, the spread is anything that a reader may choose, and of the households without an income
    none or all may be poor.
    """
    free = ENDS["spread"][0].low, ENDS["spread"][1].high
    estimate = np.clip(share(known, Assumptions()), *certain)
    steps = {}
    for name, spread in (("bill", free), ("spread", box.spread)):
        least, most = _told_ends(known, box.bill, spread)
        told = known.known + known.unpriced
        all_of_them = divide(most * told + known.rest, told + known.rest)
        open_ends = divide(least * told, told + known.rest), all_of_them
        steps[name] = _around(estimate, _with_chance(known, open_ends), certain)
    return steps | {"odds": plausible_range(known, box, certain)}


def plausible_figures(figures: pd.DataFrame, known: Known, box: Box) -> pd.DataFrame:
    """Return `figures` of energy poverty with imputed estimates and `RANGE_COLUMNS` (shares 0–1, and the box's id).

    minimum ≤ plausible_low ≤ estimate ≤ plausible_high ≤ maximum in every area that is shown; elsewhere all are NA.
    `estimate_low` and `estimate_high` are what the published cells leave of the estimate itself.
    """
    imputed = imputed_figures(figures, share(known, Assumptions()))
    minimum, maximum = (imputed[name].to_numpy(dtype=float, na_value=np.nan) for name in ("minimum", "maximum"))
    certain = minimum, maximum
    is_shown = imputed["estimate"].notna().to_numpy(dtype=bool)
    estimate = imputed["estimate"].to_numpy(dtype=float, na_value=np.nan)
    window = _around(estimate, ends(known, Box((1.0, 1.0), (1.0, 1.0), (1.0, 1.0))), certain)
    found = {"plausible": plausible_range(known, box, certain), "estimate": window}
    columns = {
        f"{name}_{word}": pd.Series(np.where(is_shown, end, np.nan), figures.index).astype("Float64")
        for name, pair in found.items()
        for word, end in zip(("low", "high"), pair, strict=True)
    }
    return imputed.assign(**columns, assumptions_id=box.id)


def _unpriced(known: Known, bill: float, spreads: Ends | tuple[float], own: np.ndarray) -> list[np.ndarray]:
    """Share above the cut-off of the unpriced, at each of `spreads`."""
    from scipy.special import ndtr

    quantile = known.spread.quantile(known.cutoff / (1 + known.heat * bill), own)
    return [ndtr(quantile / spread) for spread in spreads]


def _among_told(known: Known, above: np.ndarray, unpriced: np.ndarray) -> np.ndarray:
    """Share above the cut-off among households whose income is known."""
    poor = above + np.where(known.unpriced > 0, known.unpriced * unpriced, 0)
    return divide(poor, known.known + known.unpriced)


def _told_ends(known: Known, bill: Ends, spread: Ends) -> Interval:
    least = np.minimum(*_unpriced(known, bill[0], spread, known.spread.own_low))
    most = np.maximum(*_unpriced(known, bill[1], spread, known.spread.own_high))
    return _among_told(known, known.above_low, least), _among_told(known, known.above_high, most)


def _with_odds(known: Known, told: np.ndarray, odds: float) -> np.ndarray:
    """Share of all households, those without a known income having `odds` times the odds of the others."""
    rest = odds * told / (1 - told + odds * told)
    households = known.known + known.unpriced + known.rest
    return divide((known.known + known.unpriced) * told + known.rest * rest, households)


def _with_chance(known: Known, found: Interval) -> Interval:
    count = known.known + known.unpriced + known.rest
    low, high = (CHANCE_QUANTILE.value * np.sqrt(divide(end * (1 - end), count)) for end in found)
    return found[0] - low, found[1] + high


def _around(estimate: np.ndarray, found: Interval, certain: Interval) -> Interval:
    low, high = (np.clip(end, *certain) for end in found)
    return np.minimum(low, estimate), np.maximum(high, estimate)
