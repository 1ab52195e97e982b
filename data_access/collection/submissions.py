"""Submissions exported from KoboToolbox or ODK (CSV or XLSX) as answers; all faults at once, with rows."""

import re
from io import BytesIO

import pandas as pd
from python_calamine import CalamineError

from contract.answers import ORGANISATION_TOLD, Answer, Response, is_organisation, response_faults
from contract.errors import Fault, Refused
from contract.questionnaire import Question, Questionnaire
from contract.translations import mark
from data_access.collection.receipts import receipt_faults

_AROUND = ("consent", "month", "place", "organisation", "form_version", "consent_version", "_uuid", "receipt")
"""Columns that a submission has beside the questions."""

_IGNORED = re.compile(
    r"_.*|meta|start|end|today|deviceid|uuid|instanceID|KEY|SubmissionDate|asked|receipt_[1-4]|receipt_shown"
)
"""Columns that those tools add by themselves: passed over, but for the number and the two moments."""

MOST_ROWS = 10_000
_YES = ("1", "sì", "yes")


def read_submissions(
    content: bytes, file: str, form: Questionnaire
) -> tuple[dict[int | None, Response], dict[str, str]]:
    """Answers of an exported file by its line; and of people in it who did not consent, the organisation by number.

    Columns may be named with their group ("asked/damp"); choices may be codes or words of either language. A column
    that is no question refuses the file: it could name somebody. Raises Refused with every fault and its row.
    """
    frame = _table(content, file)
    if faults := _column_faults(frame, file, form):
        raise Refused(faults)
    asked = frame[frame["consent"].str.lower().isin(_YES)]
    responses: dict[int | None, Response] = {int(row): _response(values, form) for row, values in asked.iterrows()}
    faults = [fault for row, each in responses.items() for fault in response_faults(form, each, file, row)]
    silent = frame.drop(index=asked.index)
    faults += [
        Fault("bad_organisation", ORGANISATION_TOLD, file, int(row), "organisation", str(whose)[:80], "caf-acli")
        for row, whose in silent["organisation"].items()
        if not is_organisation(str(whose))
    ]
    if faults := faults + receipt_faults(responses, file):
        raise Refused(faults)
    return responses, {_number(each): str(whose) for each, whose in silent[["_uuid", "organisation"]].to_numpy()}


def _table(content: bytes, file: str) -> pd.DataFrame:
    """The file as texts, by the last part of each column's name; the index is the line of the file."""
    try:
        if content[:2] == b"PK":
            frame = pd.read_excel(BytesIO(content), dtype=str, engine="calamine", keep_default_na=False)
        else:
            text = content.decode("utf-8-sig")
            separator = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
            frame = pd.read_csv(BytesIO(text.encode()), sep=separator, dtype=str, keep_default_na=False)
    except (ValueError, OSError, CalamineError) as error:
        message = mark("The file cannot be read as CSV in UTF-8, or as XLSX: {reason}")
        raise Refused([Fault("unreadable", message, file, values={"reason": str(error)[:200]})]) from error
    if not 0 < len(frame) <= MOST_ROWS:
        message = mark("The file has no submissions, or more than {most}.")
        raise Refused([Fault("bad_size", message, file, found=str(len(frame)), values={"most": str(MOST_ROWS)})])
    frame.columns = [str(name).rpartition("/")[2].strip() for name in frame.columns]
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    return frame.map(lambda value: str(value).strip())


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
    if any(pd.isna(each) for each in moments) or moments[1] < moments[0]:
        return None
    return int((moments[1] - moments[0]).total_seconds())
