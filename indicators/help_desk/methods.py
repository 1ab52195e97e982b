"""Two ways to rank the same estates, side by side, and where they disagree."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from indicators.help_desk.plan_choices import METHODS
from indicators.help_desk.priority import Ranking, rank_estates


@dataclass(frozen=True)
class Comparison:
    """Two methods on the same estates: `places` (columns by method, index `complex_id`), `tiers` likewise, Kendall's
    `tau` of the places (1: the same order, 0: unrelated, −1: reversed; NaN for fewer than two estates), and the
    estates whose tier differs."""

    places: pd.DataFrame
    tiers: pd.DataFrame
    tau: float
    changed: tuple[str, ...]


def compare_methods(ranking: Ranking) -> Comparison:
    """Rank the same estates by every method, all other choices alike."""
    tables = {
        method: rank_estates(ranking.estates, replace(ranking.choices, method=method)).table for method in METHODS
    }
    places = pd.DataFrame({method: table["place"] for method, table in tables.items()})
    tiers = pd.DataFrame({method: table["tier_if_confirmed"] for method, table in tables.items()})
    changed = tiers.index[tiers.nunique(axis=1) > 1]
    first, second = (places[method].dropna().to_numpy(dtype=float) for method in METHODS)
    return Comparison(places, tiers, kendall_tau(first, second), tuple(map(str, changed)))


def kendall_tau(first: np.ndarray, second: np.ndarray) -> float:
    """Kendall's tau-b of two lists without NaN: pairs in the same order less pairs in the other, over all pairs.

    >>> round(kendall_tau(np.array([1.0, 2, 3]), np.array([1.0, 3, 2])), 3)
    0.333
    """
    signs = [np.sign(values[:, None] - values[None, :]) for values in (first, second)]
    pairs = np.sqrt((signs[0] ** 2).sum() * (signs[1] ** 2).sum())
    return float((signs[0] * signs[1]).sum() / pairs) if pairs else float("nan")
