"""Which estates come next: scores, the order, the tiers, and what each criterion gives."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from indicators.help_desk.criteria import CRITERIA, Scores, is_unknown, score_estates
from indicators.help_desk.plan_choices import CONDITIONS, KEPT, TIER_1, TIER_2, TIER_3, PlanChoices
from indicators.help_desk.scorers import SCORERS

SCORE_DECIMALS = 9
"""Scores that agree to so many decimals are ties; computers add in different orders."""

EXACT, PERHAPS, NEVER = "met", "unknown", "unmet"
"""Whether an estate meets the conditions of tiers 1 and 2."""

_NO_MUNICIPIO = "–"


@dataclass(frozen=True)
class Ranking:
    """The computed plan.

    `estates`: the frame it was computed from (index `complex_id`, sorted), `scores` its points. `table`, same index:
    `place` (1 for the highest score; NA for the kept), `score` (0–1) with `score_low` and `score_high`, `best_place`
    and `worst_place` that unknown data allow at these weights, `condition` ("met", "unknown", "unmet"), `tier` (0
    kept, 1, 2, 3), `tier_if_confirmed` (were every condition that nobody has confirmed met), `turn` (position in
    the order from which tiers are filled). `parts`: what each criterion gives, weight × points, columns by id.
    """

    choices: PlanChoices
    estates: pd.DataFrame
    scores: Scores
    table: pd.DataFrame
    parts: pd.DataFrame

    @property
    def order(self) -> pd.DataFrame:
        """`table` as it is read: by tier, then by turn."""
        return self.table.sort_values(["tier", "turn"])

    @cached_property
    def unknown(self) -> pd.DataFrame:
        """Whether nothing is known of an estate (rows) by a criterion (columns), as `criteria.is_unknown`."""
        return is_unknown(self.scores)

    @cached_property
    def met(self) -> pd.DataFrame:
        """Whether each estate meets each condition that was chosen (columns by id); NA where nobody knows."""
        states = {name: CONDITIONS[name].met(self.estates).astype("boolean") for name in self.choices.conditions}
        return pd.DataFrame(states, index=self.estates.index)


def rank_estates(estates: pd.DataFrame, choices: PlanChoices | None = None) -> Ranking:
    """Rank the estates of `estates.estate_frame` as `choices` say; the order of the rows plays no part.

    Ties: more vulnerable households first (unknown last), then the id in alphabetical order.
    """
    choices = choices or PlanChoices()
    frame = estates.sort_index()
    scores = score_estates(frame)
    weights = choices.weight_shares
    totals = {name: total(scores, getattr(scores, name), choices) for name in ("low", "likely", "high")}
    kept = choices.is_kept(frame)
    condition = _condition(choices.eligibility(frame))
    table = pd.DataFrame(
        {"score": totals["likely"], "score_low": totals["low"], "score_high": totals["high"], "condition": condition},
        index=frame.index,
    )
    table["place"] = _places(frame, table["score"], kept)
    best, worst = place_range(totals["low"], totals["high"], ~kept.to_numpy())
    table = table.assign(best_place=_whole(best, table), worst_place=_whole(worst, table))
    table = table.assign(**fill(table, frame, choices, kept, {}))
    parts = pd.DataFrame(scores.likely * weights, index=frame.index, columns=list(CRITERIA))
    return Ranking(choices, frame, scores, table, parts)


def total(scores: Scores, points: np.ndarray, choices: PlanChoices) -> np.ndarray:
    """One score 0–1 per estate from its `points` (estates × criteria), by the method that `choices` name."""
    return SCORERS[choices.method](points, choices.weight_shares, scores.likely)


def place_range(low: np.ndarray, high: np.ndarray, is_ranked: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Best and worst place that scores between `low` and `high` allow among the ranked; NaN for the others.

    An estate is certainly ahead of another only where its least exceeds the other's most.
    """
    lows, highs = np.sort(low[is_ranked]), np.sort(high[is_ranked])
    best = 1.0 + (len(lows) - np.searchsorted(lows, high, side="right"))
    worst = len(highs) - np.searchsorted(highs, low, side="left").astype(float)
    return np.where(is_ranked, best, np.nan), np.where(is_ranked, worst, np.nan)


def fill(
    table: pd.DataFrame, frame: pd.DataFrame, choices: PlanChoices, kept: pd.Series, fixed: dict[str, int]
) -> dict[str, pd.Series]:
    """Give the tiers: columns `turn`, `tier`, `tier_if_confirmed`, index of `table`.

    `fixed` are estates that an overrule holds in a tier: they take its places first. The others take the places that
    are left in the order of their turn, if they meet the conditions; the rest are tier 3.
    """
    free = ~kept & ~table.index.isin(fixed)
    held = kept | pd.Series(table.index.map(fixed).isin((TIER_1, TIER_2)), index=table.index)
    turn = _turns(table, frame["municipio_id"], choices.most_per_municipio, free, held)
    tiers = {}
    for name, accepted in (("tier", (EXACT,)), ("tier_if_confirmed", (EXACT, PERHAPS))):
        tier = pd.Series(TIER_3, index=table.index, dtype="int64").mask(kept, KEPT)
        for complex_id, held_tier in fixed.items():
            tier[complex_id] = held_tier
        left = [sites - int((tier == number).sum()) for number, sites in _sites(choices)]
        waiting = turn[free & table["condition"].isin(accepted)].sort_values().index
        tier[waiting[: left[0]]] = TIER_1
        tier[waiting[left[0] : sum(left)]] = TIER_2
        tiers[name] = tier
    return {"turn": turn} | tiers


def _sites(choices: PlanChoices) -> tuple[tuple[int, int], tuple[int, int]]:
    return (TIER_1, choices.tier_1_sites), (TIER_2, choices.tier_2_sites)


def _condition(met: pd.Series) -> np.ndarray:
    return np.select([met.isna(), met.fillna(False)], [PERHAPS, EXACT], NEVER)


def _sorted_ids(frame: pd.DataFrame, score: pd.Series) -> pd.Index:
    keys = pd.DataFrame(
        {
            "score": -score.round(SCORE_DECIMALS),
            "vulnerable": -frame["vulnerable_households"].round(SCORE_DECIMALS).fillna(-1),
            "id": frame.index.astype("str"),
        },
        index=frame.index,
    )
    return keys.sort_values(["score", "vulnerable", "id"]).index


def _places(frame: pd.DataFrame, score: pd.Series, kept: pd.Series) -> pd.Series:
    order = _sorted_ids(frame[~kept], score[~kept])
    places = pd.Series(range(1, len(order) + 1), index=order, dtype="Int64")
    return places.reindex(frame.index)


def _whole(places: np.ndarray, table: pd.DataFrame) -> pd.Series:
    return pd.Series(places, index=table.index).astype("Int64")


def _turns(table: pd.DataFrame, municipio: pd.Series, most: int, free: pd.Series, held: pd.Series) -> pd.Series:
    """Position from which tiers are filled: the place, or, where a Municipio has had `most` sites, after the others.

    Sites that are kept or held count for their Municipio; an estate of an unknown Municipio stands for one of its own.
    """
    place = table["place"].fillna(0).astype("int64")
    if not most:
        return place
    area = municipio.astype("str").where(municipio.notna(), _NO_MUNICIPIO + table.index.astype("str"))
    may = free & (table["condition"] != NEVER)
    ahead = place.where(may).groupby(area).rank(method="first").fillna(0) - 1
    before = held.groupby(area).transform("sum")
    late = ((ahead.clip(lower=0) + before) // most).where(may, len(table))
    order = pd.DataFrame({"late": late, "place": place}).sort_values(["late", "place"]).index
    return pd.Series(range(1, len(order) + 1), index=order).reindex(table.index).where(free | held, 0)
