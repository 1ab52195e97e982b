"""The doubt of small areas: what chance does to a share, what is left of it beside the area above, and what is sure.

Two doubts are kept apart: what is not known (minimum and maximum of the figures) and chance, which is told here and of
which the windows of the counts are a part.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.basis.area_parameters import SURE_FROM
from indicators.basis.chance import level_interval
from indicators.basis.figures import divide
from indicators.basis.intervals import cell_middle
from indicators.basis.tally import CellIntervals, Tallied, Tally, tallied
from indicators.catalogue.indicator import Choices, Indicator
from indicators.small_areas.beta_binomial import Levels, fit_precision
from indicators.small_areas.standing import is_share_counted

COLUMNS = (
    "chance_low",
    "chance_high",
    "smoothed",
    "smoothed_low",
    "smoothed_high",
    "above_city",
    "standing",
    "has_count",
)
"""Columns of a frame of doubt; the index is that of the area frame.

`chance_low`, `chance_high`: Wilson's interval of the level behind the estimate, shares 0–1. `smoothed` with
`smoothed_low`, `smoothed_high`: the level as the area's count and the area above tell it together, kept at the total
of the area above and, the point itself, within the certain minimum and the possible maximum. `above_city`: probability
(0–1) that the level is above the city's, NA where the two cannot be compared: the figure of the area, of the area above
or of the city is not the share counted, but what is certain of all households. `standing`: "above" or "below" the city
where that is sure, "unsure" where it is not, "" where nothing is counted. `has_count`: whether the area has a count of
its own; where it has not, `smoothed` only repeats the area above. All is NA where the figure is refused.
"""

_STEPS = 44
"""Halvings in the search for the shift that keeps a total: beyond the precision of the numbers."""

_FARTHEST = 12.0
"""Largest shift, in logits: from one household in a thousand to nearly all."""


@dataclass(frozen=True)
class Above:
    """The areas that hold the small ones, and the city.

    `parents`: id of the area above each area, NA where there is none. `counts` and `figures` (of the same indicator and
    choices) have one row per area above, `city` and `city_figures` one; these have none where the areas are not set
    beside the city.
    """

    parents: pd.Series
    counts: CellIntervals
    figures: pd.DataFrame
    city: CellIntervals
    city_figures: pd.DataFrame

    @property
    def city_level(self) -> float:
        """The city's estimate (0–1), NaN where it is not shown."""
        return float(np.append(self.city_figures["estimate"].to_numpy(dtype=float, na_value=np.nan), np.nan)[0])


def area_doubt(
    counts: CellIntervals, figures: pd.DataFrame, indicator: Indicator, choices: Choices, above: Above
) -> pd.DataFrame:
    """Return the doubt (`COLUMNS`) of each area of `counts`, whose `figures` are those of `indicator`.

    Every number is NA for an indicator that is not a share of households counted. Where the city has no figure nothing
    is said beside it, and the areas' own counts stand for its level and for that of the areas above.
    """
    tally = indicator.tally(choices)
    if tally is None or figures.empty:
        return _nothing(figures.index)
    own, place = tallied(counts, tally), _places(above, figures.index)
    city_level = _pooled(own, np.zeros(len(place), dtype=int), 1, above.city_level)[0]
    if np.isnan(city_level):
        return _nothing(figures.index)
    weight = cell_middle(counts.cells, "households")
    totals = tallied(above.counts, tally)
    prior = np.where(weight > 0, _prior(own, totals, place, city_level), np.nan)
    precision = fit_precision(own, prior)
    prior = np.where(own.is_open, _left_over(own, totals, place, prior, precision), prior)
    levels, bounds = Levels(own, prior, precision), _bounds(figures, indicator)
    mean = levels.mean
    kept = above.figures["estimate"].to_numpy(dtype=float, na_value=np.nan)
    shift = _shifts(mean, bounds, weight, kept, place)
    point = np.clip(_logistic(_logit(mean) + shift), *bounds)
    is_alike = np.append(is_share_counted(totals, above.figures), True)[place]
    low, high = (_logistic(_logit(each) + np.where(is_alike, shift, 0)) for each in levels.interval)
    smoothed = [point, np.fmin(low, point), np.fmax(high, point)]
    is_alike &= is_share_counted(own, figures) & _is_city_counted(above, tally)
    chance = levels.chance_above(_logistic(_logit(above.city_level) - shift))
    return _frame(figures, own, smoothed, np.where(is_alike, chance, np.nan), np.isnan(above.city_level))


def chance_interval(counts: CellIntervals, indicator: Indicator, choices: Choices) -> pd.DataFrame:
    """Return `chance_low` and `chance_high` alone, of every area of `counts`: no model, a tenth of the time."""
    tally, index = indicator.tally(choices), counts.cells.index
    if tally is None:
        return _nothing(index)[["chance_low", "chance_high"]]
    low, high = level_interval(tallied(counts, tally))
    return pd.DataFrame({"chance_low": low, "chance_high": high}, index=index).astype("Float64")


def smoothed_figures(figures: pd.DataFrame, doubt: pd.DataFrame) -> pd.DataFrame:
    """Return `figures` with the smoothed level for estimate, shown wherever an area has a count of its own.

    A count that the source withheld is enough: it lies in a known interval, and so does its level.
    """
    has_level = doubt["has_count"] & doubt["smoothed"].notna() & (figures["state"] != "missing")
    return figures.assign(
        estimate=doubt["smoothed"].where(has_level),
        state=figures["state"].mask(has_level, "shown"),
        reason=figures["reason"].mask(has_level, ""),
    )


def _is_city_counted(above: Above, tally: Tally) -> bool:
    return bool(is_share_counted(tallied(above.city, tally), above.city_figures).all())


def _places(above: Above, index: pd.Index) -> np.ndarray:
    """Row of the area above each area, −1 where there is none."""
    return above.counts.cells.index.get_indexer(above.parents.reindex(index).astype("object"))


def _nothing(index: pd.Index) -> pd.DataFrame:
    columns: dict[str, pd.Series] = {name: pd.Series(pd.NA, index, dtype="Float64") for name in COLUMNS[:6]}
    columns |= {"standing": pd.Series("", index, dtype="str"), "has_count": pd.Series(False, index)}
    return pd.DataFrame(columns)


def _prior(own: Tallied, totals: Tallied, place: np.ndarray, city_level: float) -> np.ndarray:
    """Level of the area above each area; that of the counts in it where it is withheld; the city's where none is."""
    if not len(totals.whole):
        return np.full(len(place), city_level)
    told = np.where(totals.whole > 0, divide(totals.counted, totals.whole), np.nan)
    level = _pooled(own, place, len(told), told)
    level = np.where(np.isnan(level), city_level, level)
    return np.where(place >= 0, level[place], city_level)


def _pooled(own: Tallied, place: np.ndarray, parents: int, told: np.ndarray | float) -> np.ndarray:
    """`told` and, where it is NaN, the level of all the counts of an area above, withheld ones at their middle."""
    counted, whole = (np.where(own.is_open, 0.0, each) for each in (own.middle, own.whole))
    level = divide(_by_parent(counted, place, parents), _by_parent(whole, place, parents))
    return np.where(np.isnan(told), level, told)


def _left_over(own: Tallied, totals: Tallied, place: np.ndarray, prior: np.ndarray, precision: float) -> np.ndarray:
    """Level of each open area as if its count were its part of what the total of the area above leaves to such areas.

    A cell is seldom withheld at random: small ones are, so the open areas of a NIL may be unlike the others.
    """
    is_open, parents = own.is_open, len(totals.whole)
    if not parents:
        return prior
    counted, whole = (np.where(is_open, 0.0, each) for each in (own.middle, own.whole))
    left_whole = np.clip(totals.whole - _by_parent(whole, place, parents), 0, None)
    left = totals.counted - _by_parent(counted, place, parents)
    share = divide(np.clip(left, 0, left_whole), left_whole)[place]
    each = divide(left_whole, _by_parent(is_open.astype(float), place, parents))[place]
    size = np.where(np.isnan(own.whole), each, own.whole)
    drawn = (size * share + precision * prior) / (size + precision)
    return np.where((place >= 0) & ~np.isnan(drawn), drawn, prior)


def _by_parent(values: np.ndarray, place: np.ndarray, parents: int) -> np.ndarray:
    inside = place >= 0
    return np.bincount(place[inside], weights=values[inside], minlength=parents)


def _bounds(figures: pd.DataFrame, indicator: Indicator) -> tuple[np.ndarray, np.ndarray]:
    """Certain minimum and possible maximum where what is not known opens a range; nothing else binds a level."""
    if indicator.bounds != "interval":
        return np.zeros(len(figures)), np.ones(len(figures))
    low, high = (figures[name].to_numpy(dtype=float, na_value=np.nan) for name in ("minimum", "maximum"))
    return np.nan_to_num(low, nan=0.0), np.nan_to_num(high, nan=1.0)


def _shifts(
    mean: np.ndarray, bounds: tuple[np.ndarray, np.ndarray], weight: np.ndarray, kept: np.ndarray, place: np.ndarray
) -> np.ndarray:
    """Shift of each area, in logits, at which the households-weighted mean of every area above is its own `kept`.

    One shift for all the areas of an area above; 0 where that has no figure.
    """
    is_held = (place >= 0) & (weight > 0) & ~np.isnan(mean)
    is_held &= np.where(place >= 0, ~np.isnan(kept[place]), False) if len(kept) else False
    if not is_held.any():
        return np.zeros(len(mean))
    place, weight, start = place[is_held], weight[is_held], _logit(mean[is_held])
    low, high = bounds[0][is_held], bounds[1][is_held]
    target = kept * np.bincount(place, weights=weight, minlength=len(kept))
    least, most = np.full(len(kept), -_FARTHEST), np.full(len(kept), _FARTHEST)
    for _ in range(_STEPS):
        middle = (least + most) / 2
        total = np.bincount(
            place, weights=weight * np.clip(_logistic(start + middle[place]), low, high), minlength=len(kept)
        )
        is_short = total < target
        least, most = np.where(is_short, middle, least), np.where(is_short, most, middle)
    shifts = np.zeros(len(mean))
    shifts[is_held] = ((least + most) / 2)[place]
    return shifts


def _frame(
    figures: pd.DataFrame, counts: Tallied, smoothed: list[np.ndarray], above_city: np.ndarray, is_alone: bool
) -> pd.DataFrame:
    """The columns of doubt; none of an area whose figure is refused though households are counted."""
    low, high = level_interval(counts)
    is_counted = ~np.isnan(low) & ~counts.is_open
    is_refused = is_counted & (figures["state"] == "missing").to_numpy(dtype=bool)
    has_count, sure = is_counted & ~is_refused, SURE_FROM.value
    is_blank = ~has_count | is_alone
    standing = np.select([is_blank, above_city >= sure, above_city <= 1 - sure], ["", "above", "below"], "unsure")
    numbers = dict(zip(COLUMNS[:6], (low, high, *smoothed, above_city), strict=True))
    columns = {
        name: pd.Series(np.where(is_refused, np.nan, values), figures.index).astype("Float64")
        for name, values in numbers.items()
    }
    standings = pd.Series(standing, figures.index, dtype="str")
    return pd.DataFrame(columns).assign(standing=standings, has_count=has_count)


def _logit(level: np.ndarray | float) -> np.ndarray:
    inside = np.clip(level, 1e-12, 1 - 1e-12)
    return np.log(inside / (1 - inside))


def _logistic(value: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-value))
