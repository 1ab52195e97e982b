"""What a coordinator looks at before trusting answers: refusals, doubles, haste, the same answer all along.

The checks are those that coordinators of household surveys make (as in IPA's DataSure): by organisation, never by
interviewer.
"""

from collections.abc import Mapping

import pandas as pd

from contract.answers import holds, is_asked
from contract.questionnaire import Questionnaire
from contract.translations import mark
from indicators.basis.collection_parameters import HASTE

CHECKS = {
    "not_consenting_share": mark("people who did not consent"),
    "refused_share": mark("questions without an answer"),
    "doubled": mark("answers equal to others of the same place and month"),
    "unlikely": mark("answers that hardly hold together"),
    "straight": mark("the same answer to every question"),
    "hasty": mark("hasty interviews"),
}
"""Columns of `quality_by_organisation`: two shares (0–1), then counts of answers."""

LEAST_ALIKE = 4
"""Questions that must have been answered before one answer to all of them means anything."""


def quality_by_organisation(responses: pd.DataFrame, form: Questionnaire, refusals: pd.Series) -> pd.DataFrame:
    """One row an organisation (index), columns `answers` and CHECKS.

    `responses`: `organisation`, `place_id`, `month`, `seconds` and one column a question of `form`, NA where there is
    no answer; `refusals`: people who did not consent, by organisation. `not_consenting_share`: of all whom the
    organisation met; `refused_share`: of the questions that were to be asked, those without an answer. `hasty`: under
    HASTE of the median time; none where no time is known.
    """
    names = list(form.by_name)
    rows = responses[names].to_dict("records")
    given = [{str(name): value for name, value in row.items() if pd.notna(value)} for row in rows]
    asked = [[name for name, question in form.by_name.items() if is_asked(question, answers)] for answers in given]
    seconds = responses["seconds"].astype("Float64")
    found = pd.DataFrame(
        {
            "organisation": responses["organisation"].to_numpy(),
            "asked": [len(each) for each in asked],
            "given": [len(each) for each in given],
            "doubled": responses.duplicated(["organisation", "place_id", "month", *names], keep="first").to_numpy(),
            "unlikely": [any(holds(each.answers, answers) for each in form.unlikely) for answers in given],
            "straight": [_is_straight(form, answers) for answers in given],
            "hasty": (seconds < HASTE.value * seconds.median()).fillna(False).astype(bool).to_numpy(),
        }
    )
    by = found.groupby("organisation")
    sums = by[["asked", "given", "doubled", "unlikely", "straight", "hasty"]].sum()
    refused = 1 - sums["given"] / sums["asked"].where(sums["asked"] > 0)
    table = sums.assign(answers=by.size(), refused_share=refused)
    table = table.reindex(table.index.union(refusals.index)).fillna({"answers": 0})
    silent = refusals.reindex(table.index).fillna(0)
    table["not_consenting_share"] = silent / (silent + table["answers"])
    return table[["answers", *CHECKS]]


def progress_by_place(responses: pd.DataFrame, targets: Mapping[tuple[str, str], int]) -> pd.DataFrame:
    """Answers by place beside those that are wanted there: index (kind, id), columns `answers` and `target`, NA where
    none was set; first the places that miss most."""
    found = responses.groupby(["place_kind", "place_id"]).size()
    wanted = pd.Series(targets, dtype="Int64")
    places = sorted({*found.index, *targets}, key=lambda place: (found.get(place, 0) - targets.get(place, 0), place))
    index = pd.MultiIndex.from_tuples(places, names=["place_kind", "place_id"])
    answers = [int(found.get(place, 0)) for place in places]
    return pd.DataFrame({"answers": answers, "target": [wanted.get(place, pd.NA) for place in places]}, index)


def _is_straight(form: Questionnaire, answers: dict[str, object]) -> bool:
    """Whether every choice was the first, or the second …, in at least LEAST_ALIKE questions of two choices or more."""
    chosen = [code for name, code in answers.items() if form.by_name[name].kind == "one"]
    return len(chosen) >= LEAST_ALIKE and len(set(map(str, chosen))) == 1
