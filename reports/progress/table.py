"""How the plan stands, as a table: one row an activity, in words of one language."""

from typing import Any

import pandas as pd

from contract.translations import translate
from indicators.progress.evidence import Reached
from indicators.progress.money import AMOUNTS, money_rows, money_sums
from indicators.progress.reasons import reasons
from indicators.progress.standing import STATES, Standing
from reports.figures import as_csv
from reports.progress.overview import Overview


def progress_records(overview: Overview, language: str) -> list[dict[str, Any]]:
    """One record an activity, in the order of their numbers: how it stands, why, its milestones, its money.

    `progress_share` is 0–1, None where it cannot be told; amounts are sums of what is stated, None where nothing is.
    """
    return [_record(overview, each, language) for each in overview.standings]


def progress_csv(overview: Overview, language: str) -> str:
    """The same as CSV, without the milestones."""
    rows = [{name: _cell(value) for name, value in row.items() if name != "milestones"}
            for row in progress_records(overview, language)]  # fmt: skip
    return as_csv(pd.DataFrame(rows))


def _cell(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value


def _record(overview: Overview, each: Standing, language: str) -> dict[str, Any]:
    activity = each.activity
    return {
        "activity_id": activity.activity_id,
        "title": translate(activity.title, language),
        "owner": activity.owner,
        "partners": [translate(partner, language) for partner in activity.partners],
        "municipi": list(activity.municipi),
        "start": _day(activity.start),
        "end": _day(activity.end),
        "state": each.state,
        "state_in_words": translate(STATES[each.state], language),
        "is_explained": each.is_explained if each.state == "late" else None,
        "progress_share": each.share,
        "evidence_share": each.evidence_share,
        "is_manual": each.is_manual,
        "last_news_on": _day(each.last_on),
        "is_stale": each.is_stale,
        "has_owner": each.has_owner,
        "why": [told.sentence(language) for told in reasons(each, overview.today)],
        **_amounts(each),
        "milestones": [_milestone(reached, language) for reached in each.milestones],
    }


def _milestone(reached: Reached, language: str) -> dict[str, Any]:
    milestone = reached.milestone
    return {
        "milestone_id": milestone.milestone_id,
        "title": translate(milestone.title, language),
        "due": _day(reached.due),
        "counts": milestone.counts,
        "counted": reached.counted,
        "goal": milestone.goal,
        "is_done": reached.is_done,
        "evidence": [{"day": _day(told.day), "what": told.what} for told in reached.evidence],
    }


def _amounts(each: Standing) -> dict[str, float | None]:
    sums = money_sums(money_rows([each.activity]), ["activity_id"])
    if sums.empty:
        return dict.fromkeys(AMOUNTS)
    return {name: None if pd.isna(sums[name][0]) else float(sums[name][0]) for name in AMOUNTS}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
