"""Answers put right, with what stood before; a figure once told rests on what it was told from."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contract.answers import CORRECTION_REASONS, Answer, Response, response_faults
from contract.errors import Fault, Refused, UnknownName
from contract.questionnaire import Questionnaire
from contract.translations import mark
from data_access.records.audit import Act, note
from data_access.records.checks import check_name
from data_access.records.database import Records
from data_access.records.permissions import require
from data_access.records.response_models import CorrectionRow, ResponseRow
from data_access.records.responses import frame_of, readable

LOG = ("at", "answers", "organisation", "field", "before", "after", "reason", "by")
"""Columns of `read_corrections`; `answers`: number of arrival."""

_NO_CHANGE = mark("This is the answer already: nothing to put right.")
_NO_REASON = mark("Say why an answer is put right, by one of the reasons.")


def correct(
    records: Records, form: Questionnaire, number: int, change: tuple[str, Answer | None, str], by: str
) -> None:
    """Put one answer right: `change` is the question, its answer (None for none), and a key of CORRECTION_REASONS.

    `number`: that of arrival. Raises UnknownName where nobody has it, NotPermitted, Refused with every fault: also of
    the questions that the new answer leaves without a reason to be asked, which are put right first.
    """
    check_name(by)
    field, after, reason = change
    with records.writing() as session:
        roles = require(session, records.reference, "correct_responses")
        row = session.scalars(readable(session, records, roles).where(ResponseRow.number == number)).first()
        if row is None:
            raise UnknownName(mark("There are no answers with the number {number} that you may read."), number=number)
        before = row.answers.get(field)
        answers = {name: value for name, value in row.answers.items() if name != field}
        answers |= {} if after is None else {field: after}
        _check(form, row, answers, (field, before, after, reason))
        row.answers = answers
        last = session.scalar(select(func.max(ResponseRow.number)))
        session.add(
            CorrectionRow(
                response_id=row.response_id, field=field, before=before, after=after, reason=reason, last_number=last,
                at=datetime.now(UTC), by=by,
            )
        )  # fmt: skip
        note(session, records, by, roles, Act("response_corrected", f"answers:{form.form_id}"))


def _check(
    form: Questionnaire, row: ResponseRow, answers: dict[str, Answer], change: tuple[str, object, object, str]
) -> None:
    field, before, after, reason = change
    names = ("response_id", "form_id", "form_version", "consent_version", "month", "place_kind", "place_id")
    kept = {name: getattr(row, name) for name in (*names, "organisation", "carrier", "seconds")}
    faults = response_faults(form, Response(**kept, answers=answers))
    if field not in form.by_name:
        faults.append(Fault("unknown_question", mark("There is no such question in this version."), found=field))
    if reason not in CORRECTION_REASONS:
        faults.append(Fault("no_reason", _NO_REASON, found=reason, expected=", ".join(CORRECTION_REASONS)))
    if before == after:
        faults.append(Fault("no_change", _NO_CHANGE, column=field, found=str(after)))
    if faults:
        raise Refused(faults)


def read_corrections(records: Records, by: str) -> pd.DataFrame:
    """The log, oldest first, of the answers that `by` may read: columns LOG. Raises NotPermitted."""
    with records.writing() as session:
        roles = require(session, records.reference, "read_responses")
        rows = {row.response_id: row for row in session.scalars(readable(session, records, roles))}
        log = [each for each in _log(session) if each.response_id in rows]
        note(session, records, by, roles, Act("responses_read", "corrections"))
    told = [
        (each.at, rows[each.response_id].number, rows[each.response_id].organisation, each.field, each.before,
         each.after, each.reason, each.by)
        for each in log
    ]  # fmt: skip
    return pd.DataFrame(told, columns=list(LOG))


def told_responses(records: Records, form: Questionnaire, batch: int) -> pd.DataFrame:
    """Every answer, as `read_responses`, only for `indicators.collection`, which tells shares among many.

    Where a batch of `batch` numbers was whole already, and so told, its answers are those of before the corrections: a
    figure never moves by one person.
    """
    with records.reading() as session:
        frame = frame_of(session, select(ResponseRow), form).set_index("response_id", drop=False)
        log = [each for each in _log(session) if each.response_id in frame.index]
    for each in reversed(log):
        ends = -(-frame.loc[each.response_id, "number"] // batch) * batch
        if ends <= each.last_number:
            frame.loc[each.response_id, each.field] = pd.NA if each.before is None else each.before
    return frame.reset_index(drop=True)


def _log(session: Session) -> Sequence[CorrectionRow]:
    return session.scalars(select(CorrectionRow).order_by(CorrectionRow.number)).all()
