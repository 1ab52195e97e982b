"""Overrules: a manager pins, bars or moves an estate, with a reason and a name; what the plan then is, and its cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from contract.errors import Fault, Refused
from contract.translations import mark
from indicators.help_desk.plan_choices import KEPT, TIER_1, TIER_2, TIER_3
from indicators.help_desk.priority import EXACT, Ranking, fill

ACTIONS = {
    "pin": mark("Held in its tier"),
    "bar": mark("Kept out of tiers 1 and 2"),
    "move": mark("Moved to another tier"),
}
"""What an overrule does."""

COSTS = ("score_lost", "vulnerable_lost", "vulnerable_lost_low", "vulnerable_lost_high")
"""What an overrule costs: sum of scores (0–1) and vulnerable households with their bounds."""


@dataclass(frozen=True)
class Overrule:
    """One decision of a manager: "pin" holds an estate in `tier` whatever the computation says later, "move" puts it
    there against the computation, "bar" puts it in tier 3 (its `tier` is then 3). `reason` and `name` are required."""

    complex_id: str
    action: Literal["pin", "bar", "move"]
    reason: str
    name: str
    tier: int = TIER_3


@dataclass(frozen=True)
class Decision:
    """The plan after overrules.

    `table` is the ranking's with `computed_tier` (and its `tier`, `tier_if_confirmed` and `turn` the decided ones),
    `overrule` (the action, "" for none), `reason` and `overruled_by`. `costs`: one row per overrule and one for all
    together (`complex_id` ""), for tiers 1 and 2 together: `score_lost` (sum of scores 0–1), `vulnerable_lost`
    (households; NaN where the count of an estate that comes or goes is unknown) and its bounds `_low`, `_high`. Below
    zero is a gain.
    """

    ranking: Ranking
    overrules: tuple[Overrule, ...]
    table: pd.DataFrame
    costs: pd.DataFrame


def decide(ranking: Ranking, overrules: Iterable[Overrule]) -> Decision:
    """Apply `overrules` to the computed plan; both orders are kept.

    Raises Refused with every fault: an unknown or kept estate, two overrules of one estate, no reason or name, a tier
    that does not exist or is full, an estate that does not meet the conditions of tiers 1 and 2.
    """
    overrules = tuple(sorted(overrules, key=lambda overrule: overrule.complex_id))
    faults = _faults(ranking, overrules)
    if faults:
        raise Refused(faults)
    filled = _filled(ranking, overrules)
    tier = filled["tier"]
    by_id = {overrule.complex_id: overrule for overrule in overrules}
    table = ranking.table.assign(
        computed_tier=ranking.table["tier"],
        **filled,
        overrule=_told(ranking, {name: overrule.action for name, overrule in by_id.items()}),
        reason=_told(ranking, {name: overrule.reason for name, overrule in by_id.items()}),
        overruled_by=_told(ranking, {name: overrule.name for name, overrule in by_id.items()}),
    )
    estates = ranking.estates.assign(score=ranking.table["score"])
    without: dict[str, tuple[Overrule, ...]] = {"": ()} if overrules else {}
    without |= {one.complex_id: tuple(each for each in overrules if each is not one) for one in overrules}
    rows = [
        {"complex_id": name} | exchange_cost(_tiers(ranking, others), tier, estates) for name, others in without.items()
    ]
    return Decision(ranking, overrules, table, pd.DataFrame(rows, columns=["complex_id", *COSTS]))


def _filled(ranking: Ranking, overrules: tuple[Overrule, ...]) -> dict[str, pd.Series]:
    fixed = {overrule.complex_id: overrule.tier for overrule in overrules}
    kept = ranking.table["tier"] == KEPT
    return fill(ranking.table, ranking.estates, ranking.choices, kept, fixed)


def _tiers(ranking: Ranking, overrules: tuple[Overrule, ...]) -> pd.Series:
    return _filled(ranking, overrules)["tier"]


def _told(ranking: Ranking, texts: dict[str, str]) -> pd.Series:
    return pd.Series(texts, dtype="str").reindex(ranking.table.index).fillna("").astype("str")


def exchange_cost(before: pd.Series, after: pd.Series, estates: pd.DataFrame) -> dict[str, float]:
    """What it costs that the tiers of `estates` are `after` and not `before`, for tiers 1 and 2 together.

    `estates` (same index): `score`, `vulnerable_households` and its bounds. Returns the columns of `Decision.costs`.
    """
    was, now = (tiers.isin((TIER_1, TIER_2)) for tiers in (before, after))
    left, came = was & ~now, now & ~was
    score = estates["score"]
    households = {end: estates[f"vulnerable_households{end}"] for end in ("", "_low", "_high")}
    lost = {
        f"vulnerable_lost{end}": float(
            households[gone][left].sum(skipna=False) - households[new][came].sum(skipna=False)
        )
        for end, gone, new in (("", "", ""), ("_low", "_low", "_high"), ("_high", "_high", "_low"))
    }
    return {"score_lost": float(score[left].sum() - score[came].sum())} | lost


def _faults(ranking: Ranking, overrules: tuple[Overrule, ...]) -> list[Fault]:
    faults = [fault for overrule in overrules for fault in _faults_of(ranking, overrule)]
    ids = [overrule.complex_id for overrule in overrules]
    message = mark("The estate is overruled more than once: keep one decision.")
    faults += [
        _fault("doubled_overrule", message, each) for each in sorted({each for each in ids if ids.count(each) > 1})
    ]
    message = mark("More estates are held in the tier than it has sites.")
    for tier, sites in ((TIER_1, ranking.choices.tier_1_sites), (TIER_2, ranking.choices.tier_2_sites)):
        held = sum(overrule.tier == tier for overrule in overrules)
        if held > sites:
            faults.append(_fault("full_tier", message, f"{held}", f"≤ {sites}"))
    return faults


def _faults_of(ranking: Ranking, overrule: Overrule) -> list[Fault]:
    found = overrule.complex_id
    if found not in ranking.table.index:
        return [_fault("unknown_complex", mark("There is no such estate among the complexes."), found)]
    faults = []
    if not overrule.reason.strip():
        faults.append(_fault("no_reason", mark("An overrule needs a reason."), found))
    if not overrule.name.strip():
        faults.append(_fault("no_name", mark("An overrule needs the name of who decides."), found))
    row = ranking.table.loc[found]
    if row["tier"] == KEPT:
        faults.append(_fault("kept_site", mark("The desk of the trial is kept: it cannot be overruled."), found))
    wanted = (TIER_3,) if overrule.action == "bar" else (TIER_1, TIER_2, TIER_3)
    if overrule.tier not in wanted:
        message = mark("This overrule cannot give this tier.")
        faults.append(_fault("bad_tier", message, f"{found}: {overrule.tier}", ", ".join(map(str, wanted))))
    if overrule.tier in (TIER_1, TIER_2) and row["condition"] != EXACT:
        message = mark(
            "The estate does not meet the conditions of tiers 1 and 2, or nobody has confirmed it: correct "
            "the register first."
        )
        faults.append(_fault("condition_not_met", message, found))
    return faults


def _fault(code: str, message: str, found: str, expected: str = "") -> Fault:
    return Fault(code, message, column="complex_id", found=found, expected=expected)
