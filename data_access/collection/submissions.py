"""Submissions exported from KoboToolbox or ODK (CSV or XLSX) as answers; all faults at once, with rows."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from contract.answers import (
    LONGEST_SECONDS,
    ORGANISATION_TOLD,
    UNNUMBERED,
    Answer,
    Response,
    is_number,
    is_organisation,
    place_faults,
    response_faults,
)
from contract.errors import Fault, Refused
from contract.questionnaire import Question, Questionnaire
from contract.translations import mark
from data_access.collection.exported_table import read_table
from data_access.collection.receipts import TWICE, receipt_faults

_AROUND = ("consent", "month", "place", "organisation", "form_version", "consent_version", "_uuid", "receipt")
"""Columns that a submission has beside the questions."""

_IGNORED = re.compile(
    r"_.*|meta|start|end|today|deviceid|uuid|instanceID|KEY|SubmissionDate|asked|receipt_[1-4]|receipt_shown"
)
"""Columns that those tools add by themselves: passed over, but for the number and the two moments."""

_YES, _NO = ("1", "sì", "si", "yes"), ("2", "no")
_NO_CONSENT_TOLD = mark("This neither says that the person consented, nor that they did not.")


@dataclass(frozen=True)
class Submissions:
    """What an exported file holds: answers by its line; of people who did not consent, the organisation by number."""

    responses: dict[int | None, Response]
    refusals: dict[str, str]
    file: str


def read_submissions(content: bytes, file: str, form: Questionnaire, places: Collection[str]) -> Submissions:
    """Answers of an exported file, and people in it who did not consent.

    Columns may be named with their group ("asked/damp"); choices may be codes or words of either language; `places`:
    codes of those that an answer may have ("nil_12"). A column that is no question refuses the file: it could name
    somebody. Raises Refused with every fault and its row.
    """
    frame = read_table(content, file)
    if faults := _column_faults(frame, file, form):
        raise Refused(faults)
    consent = frame["consent"].str.casefold()
    asked, silent = frame[consent.isin(_YES)], frame[consent.isin(_NO)]
    responses: dict[int | None, Response] = {int(row): _response(values, form) for row, values in asked.iterrows()}
    faults = [
        fault
        for row, each in responses.items()
        for fault in response_faults(form, each, file, row) + place_faults(each, places, file, row)
    ]
    faults += [
        Fault("bad_consent", _NO_CONSENT_TOLD, file, int(row), "consent", told[:80], "1, 2")
        for row, told in frame.loc[~consent.isin(_YES + _NO), "consent"].items()
    ]
    if faults := faults + receipt_faults(responses, file) + _silent_faults(frame, silent, file):
        raise Refused(faults)
    refusals = {_number(each): str(whose) for each, whose in silent[["_uuid", "organisation"]].to_numpy()}
    return Submissions(responses, refusals, file)


def _silent_faults(frame: pd.DataFrame, silent: pd.DataFrame, file: str) -> list[Fault]:
    """What is wrong with the rows of people who did not consent: of them, the number and the organisation alone."""
    numbers = Counter(frame["_uuid"].map(_number))
    found = []
    for row, values in silent.iterrows():
        number, whose = _number(values["_uuid"]), values["organisation"]
        if not is_number(number):
            found.append(Fault("bad_response", UNNUMBERED, file, int(row), "response_id", values["_uuid"][:80]))
        elif numbers[number] > 1:
            found.append(Fault("doubled_response", TWICE, file, int(row), "response_id", number))
        if not is_organisation(whose):
            found.append(Fault("bad_organisation", ORGANISATION_TOLD, file, int(row), "organisation", whose[:80],
                               "caf-acli"))  # fmt: skip
    return found


def _column_faults(frame: pd.DataFrame, file: str, form: Questionnaire) -> list[Fault]:
    """Columns that are missing, doubled, or no question of the form."""
    known = {*_AROUND, *form.by_name}
    missing = mark("This column is missing: export all questions, as values.")
    unknown = mark("This is no question of the form, and could name somebody: take the column out.")
    doubled = mark("Several columns have this name: rename or remove all but one.")
    found = [("missing_column", missing, name) for name in sorted(known - set(frame.columns))]
    found += [
        ("unknown_column", unknown, name)
        for name in frame.columns
        if name not in known and not _IGNORED.fullmatch(name)
    ]
    found += [
        ("doubled_column", doubled, name) for name in sorted(set(frame.columns[frame.columns.duplicated()]) & known)
    ]
    return [Fault(code, message, file, 1, name) for code, message, name in found]


def _response(values: pd.Series, form: Questionnaire) -> Response:
    """One row as a response; what cannot be read stays as it is, for the checks to tell."""
    kind, _, place = values["place"].partition("_")
    answers = {name: _answer(question, values[name]) for name, question in form.by_name.items() if values[name] != ""}
    return Response(
        _number(values["_uuid"]),
        form.form_id,
        int(values["form_version"]) if values["form_version"].isdecimal() else 0,
        int(values["consent_version"]) if values["consent_version"].isdecimal() else 0,
        values["month"][:7],
        kind,
        place,
        values["organisation"],
        "file",
        answers,
        _seconds(values),
        values["receipt"],
    )


def _number(uuid: str) -> str:
    return uuid.replace("uuid:", "").replace("-", "").lower()[:32]


def _answer(question: Question, told: str) -> Answer:
    if question.kind == "whole":
        number = re.sub(r"\.0+$", "", told)
        return int(number) if re.fullmatch(r"-?\d{1,9}", number) else told
    return next((each.code for each in question.choices if told in (each.code, *each.label.values())), told)


def _seconds(values: pd.Series) -> int | None:
    """How long the interview took, where both moments are there and in order."""
    moments = [pd.to_datetime(values.get(name, ""), errors="coerce", utc=True) for name in ("start", "end")]
    if any(pd.isna(each) for each in moments):
        return None
    seconds = int((moments[1] - moments[0]).total_seconds())
    return seconds if 0 <= seconds <= LONGEST_SECONDS else None
