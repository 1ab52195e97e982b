"""Hot spots: areas whose neighbours are all together higher, or lower, than chance would have them.

Gi* (Ord and Getis, Geographical Analysis 27, 1995) and local Moran (Anselin, same volume) with binary weights. Chance
is what is left when the value of an area stays and those of its neighbours are drawn from all the others ("conditional
permutation"). Given the area's own value, both statistics then order the draws alike, by the sum of the neighbours: one
probability serves both. Too many tests are accounted for by Benjamini and Hochberg's rate of false discoveries.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.neighbours import Neighbours
from indicators.basis.area_parameters import FALSE_DISCOVERIES, SHUFFLES
from indicators.basis.figures import divide

SEED = 20_261_125
"""Of the draws: the same data always give the same map."""

_TIE = 1e-12
"""Sums nearer than this are the same: their parts were added in another order."""

KINDS = ("hot", "cold", "high_among_low", "low_among_high")
"""What an area is where chance does not explain its surroundings: high among high, low among low, or unlike them."""

COLUMNS = ("gi_star", "moran", "chance", "kind")
"""Columns of a frame of hot spots: Gi* as a number of standard deviations; local Moran's I; the probability that chance
alone does as much either way, after the rate of false discoveries; the kind, "" where chance explains it and "left_out"
for an area that is not judged: without a level, without a count of its own, or without neighbours that have a level."""


@dataclass(frozen=True)
class Shuffles:
    """Draws of other areas, without repetition, made once for all that is tested on the same areas.

    `drawn`: draws × the most neighbours, places of areas. In the draws of an area its own place stands for the last
    one, so that it is never its own neighbour.
    """

    drawn: np.ndarray

    @classmethod
    def make(cls, areas: int, most_neighbours: int, draws: int = int(SHUFFLES.value), seed: int = SEED) -> "Shuffles":
        """Draw `most_neighbours` of `areas` − 1 places, `draws` times."""
        rng = np.random.default_rng(seed)
        drawn = np.empty((draws, most_neighbours), dtype=np.int32)
        for column in range(most_neighbours):
            again = np.arange(draws)
            while len(again):
                drawn[again, column] = rng.integers(areas - 1, size=len(again))
                again = again[(drawn[again, :column] == drawn[again, column, None]).any(axis=1)]
        return cls(drawn)

    def reach(self, values: np.ndarray, neighbours: Neighbours) -> tuple[np.ndarray, np.ndarray]:
        """How many draws of its neighbours add up to no less, and to no more, than the true ones, for each area."""
        counts, true = neighbours.counts, neighbours.summed(values)
        no_less, no_more = np.zeros(len(values)), np.zeros(len(values))
        sums = np.cumsum(values[self.drawn], axis=1)
        for size in np.unique(counts[counts > 0]):
            group, total = counts == size, sums[:, size - 1]
            ordered = np.sort(total)
            no_less[group] = len(total) - np.searchsorted(ordered, true[group] - _TIE, side="left")
            no_more[group] = np.searchsorted(ordered, true[group] + _TIE, side="right")
            row, column = np.nonzero(group[self.drawn[:, :size]])
            area, total = self.drawn[row, column], total[row]
            mended = total - values[area] + values[-1]
            end = true[area]
            gained = (mended >= end - _TIE).astype(float) - (total >= end - _TIE)
            no_less += np.bincount(area, weights=gained, minlength=len(values))
            gained = (mended <= end + _TIE).astype(float) - (total <= end + _TIE)
            no_more += np.bincount(area, weights=gained, minlength=len(values))
        return no_less, no_more


def hot_spots(
    levels: pd.Series,
    has_count: pd.Series,
    neighbours: Neighbours,
    shuffles: Shuffles,
    middle: float | None = None,
) -> pd.DataFrame:
    """Return `COLUMNS` for each area of `levels` (shares 0–1, NA where there is none; same order as `neighbours`).

    Areas without a level and those without a neighbour that has one are left out, and take no part in what chance is.
    Those whose level only repeats the area above (no `has_count`) take part as neighbours and are not judged.
    `shuffles` are those of the areas that take part (`takes_part`). An area is high above `middle`, the city's level
    (0–1), so that none is called high that is below the city; above the mean of the areas where it is not known.
    """
    kept = takes_part(levels, neighbours)
    values, among = levels.to_numpy(dtype=float, na_value=np.nan)[kept], neighbours.among(kept)
    judged = has_count.to_numpy(dtype=bool)[kept]
    found = {name: np.full(len(levels), np.nan) for name in COLUMNS[:3]}
    kind = np.full(len(levels), "left_out", dtype=object)
    if judged.any() and np.ptp(values) > 0:
        no_less, no_more = shuffles.reach(values, among)
        chance = np.full(len(values), np.nan)
        chance[judged] = _after_discoveries((no_less, no_more), len(shuffles.drawn), judged)
        found["gi_star"][kept], found["moran"][kept] = gi_star(values, among), local_moran(values, among)
        found["chance"][kept] = chance
        kind[kept] = np.where(
            judged,
            _kinds(values > (values.mean() if middle is None else middle), no_less < no_more, chance),
            "left_out",
        )
    else:
        kind[kept] = np.where(judged, "", "left_out")
    columns = {name: pd.Series(numbers, levels.index).astype("Float64") for name, numbers in found.items()}
    return pd.DataFrame(columns).assign(kind=pd.Series(kind, levels.index, dtype="str"))


def takes_part(levels: pd.Series, neighbours: Neighbours) -> np.ndarray:
    """Which areas have a level and a neighbour that has one; both are needed to be compared with their surroundings."""
    has_level = levels.notna().to_numpy(dtype=bool)
    return has_level & (neighbours.summed(has_level.astype(float)) > 0)


def gi_star(values: np.ndarray, neighbours: Neighbours) -> np.ndarray:
    """Gi* of each area, in standard deviations: the sum over it and its neighbours beside what it would be anywhere.

    Ord and Getis 1995, equation 5, binary weights, the area itself included.
    """
    count, size = len(values), neighbours.counts + 1.0
    total = neighbours.summed(values) + values
    spread = values.std() * np.sqrt((count * size - size**2) / (count - 1))
    return divide(total - values.mean() * size, spread)


def local_moran(values: np.ndarray, neighbours: Neighbours) -> np.ndarray:
    """Local Moran's I of each area, weights adding up to one; 0 without neighbours. Anselin 1995, equation 12."""
    apart = values - values.mean()
    around = np.nan_to_num(divide(neighbours.summed(apart), neighbours.counts.astype(float)))
    return (len(values) - 1) * apart * around / (apart @ apart)


def _after_discoveries(reached: tuple[np.ndarray, np.ndarray], draws: int, judged: np.ndarray) -> np.ndarray:
    """Probability, either way, that chance does as much; raised for the number of areas that are judged."""
    from scipy.stats import false_discovery_control

    either_way = np.minimum(2 * (1 + np.minimum(*reached)) / (1 + draws), 1)
    return np.asarray(false_discovery_control(either_way[judged], method="bh"))


def _kinds(is_high: np.ndarray, is_surrounded_high: np.ndarray, chance: np.ndarray) -> np.ndarray:
    among_high = np.where(is_high, "hot", "low_among_high")
    among_low = np.where(is_high, "high_among_low", "cold")
    return np.where(chance <= FALSE_DISCOVERIES.value, np.where(is_surrounded_high, among_high, among_low), "")
