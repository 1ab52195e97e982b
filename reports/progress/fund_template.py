"""Milestones and targets in the columns of the plan template of the Social Climate Fund, for an answer to a call.

Regulation (EU) 2023/955, annex V: a milestone is told by what it is, a target by unit, baseline and goal; both by the
quarter and year of completion. The headings are in our words, not copied from the annex: compare them with the call.
"""

import pandas as pd

from contract.progress import EVIDENCE
from contract.translations import mark, translate
from indicators.progress.evidence import Reached
from reports.figures import as_csv
from reports.progress.overview import Overview

HEADS = {
    "number": mark("Sequential number"),
    "measure": mark("Measure or investment"),
    "type": mark("Milestone or target"),
    "name": mark("Name"),
    "qualitative": mark("Qualitative indicator (milestones)"),
    "unit": mark("Unit of measure (targets)"),
    "baseline": mark("Baseline (targets)"),
    "goal": mark("Goal (targets)"),
    "quarter": mark("Quarter"),
    "year": mark("Year"),
    "description": mark("Description"),
    "verification": mark("Verification"),
    "responsible": mark("Responsible"),
}
"""Columns of the template, by our names."""

_UNSTATED = mark("not stated")


def fund_rows(overview: Overview, language: str) -> pd.DataFrame:
    """One row for each milestone of each activity (columns HEADS), numbered from 1; what nobody stated says so."""
    told = [(each, step) for each in overview.standings for step in each.milestones]
    rows = [
        {"number": str(number), "measure": f"{each.activity.activity_id} {translate(each.activity.title, language)}",
         "responsible": each.activity.owner or translate(_UNSTATED, language), **_row(step, language)}
        for number, (each, step) in enumerate(told, start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(HEADS))


def fund_csv(overview: Overview, language: str) -> str:
    """The same as CSV, with the headings of the template in `language`."""
    rows = fund_rows(overview, language)
    return as_csv(rows.rename(columns={name: translate(head, language) for name, head in HEADS.items()}))


def _row(step: Reached, language: str) -> dict[str, str]:
    milestone, title = step.milestone, translate(step.milestone.title, language)
    unstated = translate(_UNSTATED, language)
    is_target = bool(milestone.counts)
    told = {
        "type": translate(mark("target"), language) if is_target else translate(mark("milestone"), language),
        "name": title,
        "qualitative": "" if is_target else title,
        "unit": translate(EVIDENCE[milestone.counts], language) if is_target else "",
        "baseline": f"{milestone.baseline:g}" if is_target else "",
        "goal": f"{milestone.goal:g}" if is_target else "",
        "quarter": f"{(milestone.due.month + 2) // 3}" if milestone.due else unstated,
        "year": str(milestone.due.year) if milestone.due else unstated,
    }
    if milestone.is_yearly:
        told |= {"quarter": "4", "year": translate(mark("every year"), language)}
    return told | {name: getattr(milestone, name) or unstated for name in ("description", "verification")}
