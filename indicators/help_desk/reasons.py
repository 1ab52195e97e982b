"""Why an estate stands where it stands: sentences on its parts, on what is unknown, on who would displace it."""

import numpy as np
import pandas as pd

from contract.translations import mark, mark_count
from indicators.basis.statements import Statement
from indicators.help_desk.criteria import CRITERIA
from indicators.help_desk.plan_choices import CONDITIONS, KEPT, TIER_3
from indicators.help_desk.priority import EXACT, NEVER, Ranking

_POINTS = 100
_MOST_NAMED = 3

_KEPT = mark("The help-desk of the trial is held here, and the plan keeps it.")
_PLACE = mark(
    "By score alone it stands at {place} of {count} ({score} of 100); of what is known, most of it comes from: "
    "{criteria}."
)
_PLACE_UNKNOWN = mark("By score alone it stands at {place} of {count} ({score} of 100); nothing of it is known.")
_LACKS = mark("Tier 3, because it lacks: {conditions}.")
_WAITS = mark(
    "Nobody has confirmed: {conditions}. Until then it is in tier {tier}; if all that is unconfirmed were confirmed, "
    "it would be in tier {tier_if_confirmed}."
)
_FEWER = mark("Tier {tier}.")
_UNKNOWN = mark("Not known, and counted as the middle of what is possible: {criteria}.")
_SURE = mark("Nothing that is unknown could change its place at these weights.")
_RANGE = mark("What is unknown could put it anywhere from place {best} to place {worst}.")
_CHANCES = mark("In {first}% of the trials it is in tier 1, in {second}% in tier 1 or 2.")
_DISPLACED = mark_count(
    "{name} would take its place with {points} point more.",
    "{name} would take its place with {points} points more.",
    "points",
)
_DISPLACED_BY_DATA = mark_count(
    "{name} would take its place with {points} point more; what is unknown of it could give it up to {most}.",
    "{name} would take its place with {points} points more; what is unknown of it could give it up to {most}.",
    "points",
)
_DISPLACED_BY_WEIGHT = mark_count(
    "{name} would take its place with {points} point more, or if “{criterion}” weighed {weight}% instead of {now}%.",
    "{name} would take its place with {points} points more, or if “{criterion}” weighed {weight}% instead of {now}%.",
    "points",
)

_LEVEL = mark("{name} stands level with it: their points are the same to a decimal.")


def explain(ranking: Ranking, complex_id: str, chances: pd.DataFrame | None = None) -> list[Statement]:
    """Say in sentences why `complex_id` is in its tier; `chances` as `doubt.tier_chances` gives them.

    Raises KeyError if the estate is not in the ranking.
    """
    row = ranking.table.loc[complex_id]
    if row["tier"] == KEPT:
        return [Statement("kept", _KEPT)]
    said = [_place(ranking, complex_id), *_conditions(ranking, complex_id), *_unknown(ranking, complex_id), _range(row)]
    if chances is not None:
        first, second = (round(_POINTS * float(chances.loc[complex_id, f"chance_tier_{tier}"])) for tier in (1, 2))
        said.append(Statement("chances", _CHANCES, {"first": first, "second": second}))
    return said + _displaced(ranking, complex_id)


def contenders(ranking: Ranking, complex_id: str, most: int) -> pd.DataFrame:
    """Return the estates that stand behind `complex_id` and outside its tier, nearest first, `most` of them at most.

    Empty for kept estates and for tier 3. Index `complex_id`; `gap`: score that it lacks (0–1); `most_gain`: what the
    unknown could add to it; `criterion`, `weight`: the smallest change of one weight (0–1), the others in proportion,
    with which it would overtake by the weighted sum ("" and NaN where none does).
    """
    table = ranking.table
    tier = table.loc[complex_id, "tier_if_confirmed"]
    if tier in (KEPT, TIER_3):
        return pd.DataFrame(columns=["gap", "most_gain", "criterion", "weight"])
    is_behind = (table["tier_if_confirmed"] > tier) & (table["condition"] != NEVER)
    behind = table[is_behind].sort_values("turn").head(most)
    gap = table.loc[complex_id, "score"] - behind["score"]
    changes = [_weight_change(ranking, complex_id, other) for other in behind.index]
    return pd.DataFrame(
        {
            "gap": gap,
            "most_gain": behind["score_high"] - behind["score"],
            "criterion": pd.Series([name for name, _ in changes], index=behind.index, dtype="str"),
            "weight": pd.Series([weight for _, weight in changes], index=behind.index, dtype=float),
        }
    )


def _weight_change(ranking: Ranking, complex_id: str, other: str) -> tuple[str, float]:
    weights = ranking.choices.weight_shares
    here, there = ranking.scores.ids.get_indexer([complex_id, other])
    apart = ranking.scores.likely[here] - ranking.scores.likely[there]
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = (weights @ apart - weights * apart) / (1 - weights)
        wanted = rest / (rest - apart)
    change = np.where((wanted >= 0) & (wanted <= 1), np.abs(wanted - weights), np.inf)
    nearest = int(np.argmin(change))
    return (list(CRITERIA)[nearest], float(wanted[nearest])) if np.isfinite(change[nearest]) else ("", float("nan"))


def _place(ranking: Ranking, complex_id: str) -> Statement:
    row, parts = ranking.table.loc[complex_id], ranking.parts.loc[complex_id]
    parts = parts.drop(_unknown_criteria(ranking, complex_id))
    largest = parts[parts > 0].sort_values(ascending=False, kind="stable").index[:_MOST_NAMED]
    values: dict[str, object] = {
        "place": int(row["place"]),
        "count": int(ranking.table["place"].notna().sum()),
        "score": round(_POINTS * float(row["score"])),
    }
    if not len(largest):
        return Statement("place", _PLACE_UNKNOWN, values)
    return Statement("place", _PLACE, values, {"criteria": tuple(CRITERIA[name].label for name in largest)})


def _conditions(ranking: Ranking, complex_id: str) -> list[Statement]:
    row = ranking.table.loc[complex_id]
    if row["condition"] == EXACT:
        return [Statement("tier", _FEWER, {"tier": int(row["tier"])})]
    met = ranking.met.loc[complex_id]
    if row["condition"] == NEVER:
        lacking = tuple(CONDITIONS[name].label for name in met.index[~met.fillna(True)])
        return [Statement("lacks", _LACKS, {}, {"conditions": lacking})]
    values: dict[str, object] = {name: int(row[name]) for name in ("tier", "tier_if_confirmed")}
    unsure = tuple(CONDITIONS[name].label for name in met.index[met.isna()])
    return [Statement("waits", _WAITS, values, {"conditions": unsure})]


def _unknown(ranking: Ranking, complex_id: str) -> list[Statement]:
    shares = dict(zip(CRITERIA, ranking.choices.weight_shares, strict=True))
    named = tuple(CRITERIA[name].label for name in _unknown_criteria(ranking, complex_id) if shares[name] > 0)
    return [Statement("unknown", _UNKNOWN, {}, {"criteria": named})] if named else []


def _unknown_criteria(ranking: Ranking, complex_id: str) -> list[str]:
    """Criteria of which the estate's points could be any."""
    return [name for name, is_so in zip(CRITERIA, ranking.unknown.loc[complex_id], strict=True) if is_so]


def _range(row: pd.Series) -> Statement:
    if row["best_place"] == row["worst_place"]:
        return Statement("sure", _SURE)
    return Statement("range", _RANGE, {"best": int(row["best_place"]), "worst": int(row["worst_place"])})


def _displaced(ranking: Ranking, complex_id: str) -> list[Statement]:
    rivals = contenders(ranking, complex_id, most=1)
    if rivals.empty:
        return []
    rival = rivals.iloc[0]
    values: dict[str, object] = {
        "name": str(ranking.estates.loc[rivals.index[0], "name"]),
        "points": round(_POINTS * float(rival["gap"]), 1),
    }
    if not values["points"]:
        return [Statement("displaced", _LEVEL, {"name": values["name"]})]
    if rival["most_gain"] >= rival["gap"] > 0:
        return [Statement("displaced", _DISPLACED_BY_DATA, values | {"most": round(_POINTS * rival["most_gain"], 1)})]
    if not rival["criterion"]:
        return [Statement("displaced", _DISPLACED, values)]
    now = ranking.choices.weight_shares[list(CRITERIA).index(rival["criterion"])]
    shares = {"weight": round(_POINTS * rival["weight"]), "now": round(_POINTS * float(now))}
    label: dict[str, str | tuple[str, ...]] = {"criterion": CRITERIA[rival["criterion"]].label}
    return [Statement("displaced", _DISPLACED_BY_WEIGHT, values | shares, label)]
