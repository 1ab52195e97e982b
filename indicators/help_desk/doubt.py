"""How sure the plan is: the chance of each estate to be in a tier, with data and weights drawn within their doubt."""

import numpy as np
import pandas as pd

from indicators.help_desk.criteria import CRITERIA, Scores
from indicators.help_desk.plan_choices import PlanChoices
from indicators.help_desk.priority import EXACT, NEVER, Ranking

_BATCH = 1_000
"""Trials computed at once: few enough to stay in the processor's cache."""

USUAL = (0.1, 0.9)
"""Shares of the trials between which an estate's usual places lie."""

_LEFT_OUT = np.iinfo(np.int32).max

_TIE = 1e-11
"""Taken off a score for each place, so that ties fall as in the ranking."""


def tier_chances(ranking: Ranking) -> pd.DataFrame:
    """Chance (0–1) of each estate to be in tier 1 (`chance_tier_1`), and in tier 1 or 2 (`chance_tier_2`); places (1 is
    first) between which it is in four fifths of the trials that let it in (`usual_best`, `usual_worst`).

    Index of `ranking.table`; NaN for the kept. In each of `choices.draws` seeded trials every unknown is drawn
    evenly between its bounds, energy poverty between its plausible ends (criteria that rest on the same unknown
    move together), the weights from a Dirichlet distribution around the chosen ones, and each condition that nobody
    has confirmed is met with the chance that `choices.unknown_condition` gives. Weighted sum, whatever method
    orders the plan; equity between Municipi as chosen.
    """
    choices, table = ranking.choices, ranking.table
    rng = np.random.Generator(np.random.SFC64(choices.seed))
    is_ranked = table["place"].notna().to_numpy(dtype=bool)
    counts, places = np.zeros((2, len(table))), []
    for start in range(0, choices.draws, _BATCH):
        totals = _totals(ranking.scores, choices, min(_BATCH, choices.draws - start), rng)
        totals -= table["place"].fillna(0).to_numpy(dtype=float) * _TIE
        totals[~_eligible(ranking, is_ranked, len(totals), rng)] = -np.inf
        _give_turns(totals, ranking)
        places.append(_places(totals))
        counts += _count_first(totals, (choices.tier_1_sites, choices.tier_1_sites + choices.tier_2_sites))
    chances = np.where(is_ranked, counts / choices.draws, np.nan)
    best, worst = np.where(is_ranked, _usual(np.concatenate(places)), np.nan)
    return pd.DataFrame(
        {"chance_tier_1": chances[0], "chance_tier_2": chances[1], "usual_best": best, "usual_worst": worst},
        index=table.index,
    )


def _totals(scores: Scores, choices: PlanChoices, trials: int, rng: np.random.Generator) -> np.ndarray:
    """Scores of every estate (columns) in every trial (rows)."""
    weights = _draw_weights(choices, trials, rng)
    totals = scores.plausible_low @ weights.T
    groups: dict[str, list[int]] = {}
    for place, criterion in enumerate(CRITERIA.values()):
        groups.setdefault(criterion.doubt, []).append(place)
    for places in groups.values():
        spread = (scores.plausible_high[:, places] - scores.plausible_low[:, places]).astype(np.float32)
        doubtful = np.flatnonzero(spread.any(axis=1))
        if len(doubtful):
            gained = spread[doubtful] @ weights[:, places].T.astype(np.float32)
            gained *= rng.random(gained.shape, dtype=np.float32)
            totals[doubtful] += gained
    return np.ascontiguousarray(totals.T)


def _draw_weights(choices: PlanChoices, trials: int, rng: np.random.Generator) -> np.ndarray:
    shares = choices.weight_shares
    weights = np.zeros((trials, len(shares)))
    weights[:, shares > 0] = rng.dirichlet(choices.weight_firmness * shares[shares > 0], size=trials)
    return weights


def _eligible(ranking: Ranking, is_ranked: np.ndarray, trials: int, rng: np.random.Generator) -> np.ndarray:
    condition = ranking.table["condition"].to_numpy()
    eligible = np.tile(is_ranked & (condition != NEVER), (trials, 1))
    unsure = np.flatnonzero(is_ranked & (condition != NEVER) & (condition != EXACT))
    eligible[:, unsure] = rng.random((trials, len(unsure))) < ranking.choices.unknown_condition
    return eligible


def _give_turns(totals: np.ndarray, ranking: Ranking) -> None:
    """Where Municipi take turns, take one point off each time that a Municipio has had its sites."""
    most = ranking.choices.most_per_municipio
    if not most:
        return
    municipio = ranking.estates["municipio_id"]
    kept = ranking.table["place"].isna()
    for area in municipio.dropna().unique():
        inside = (municipio == area).fillna(False).to_numpy(dtype=bool)
        columns, before = np.flatnonzero(inside & ~kept), int((inside & kept).sum())
        order = np.argsort(-totals[:, columns], axis=1)
        late = (np.arange(len(columns)) + before) // most
        totals[:, columns] -= 2.0 * late[np.argsort(order, axis=1)]


def _count_first(totals: np.ndarray, sites: tuple[int, ...]) -> np.ndarray:
    """In how many trials each estate (columns) is among the first of each number of `sites` (rows); never at −∞."""
    count = totals.shape[1]
    within = [number for number in sites if 0 < number < count]
    places = [count - number for number in within]
    ends = np.partition(totals, places, axis=1)[:, places] if places else np.empty((len(totals), 0))
    least = dict(zip(within, ends.T, strict=True))
    is_there = totals > -np.inf
    rows = []
    for number in sites:
        among = is_there if number else np.zeros_like(is_there)
        rows.append((among & (totals >= least[number][:, None]) if number in least else among).sum(axis=0))
    return np.array(rows)


def _places(totals: np.ndarray) -> np.ndarray:
    """Place of each estate (columns) in each trial (rows), 1 for the highest; `_LEFT_OUT` where it is at −∞."""
    places = np.argsort(np.argsort(-totals, axis=1), axis=1).astype(np.int32) + 1
    return np.where(totals > -np.inf, places, _LEFT_OUT)


def _usual(places: np.ndarray) -> np.ndarray:
    """Places at the shares `USUAL` (rows) of the trials that let each estate in; NaN where none does."""
    ordered, trials = np.sort(places, axis=0), (places < _LEFT_OUT).sum(axis=0)
    at = np.rint(np.outer(USUAL, np.maximum(trials - 1, 0))).astype(int)
    return np.where(trials > 0, np.take_along_axis(ordered, at, axis=0), np.nan)
