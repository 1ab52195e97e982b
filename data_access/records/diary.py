"""The energy diary: a week at a time, on the answers of a person, by the words of their receipt; gone with them."""

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from contract.answers import Answer, answer_faults
from contract.errors import Fault, Refused, UnknownName
from contract.questionnaire import Questionnaire
from contract.translations import mark
from data_access.collection.receipts import receipt_hash
from data_access.records.audit import Act, note
from data_access.records.checks import check_name
from data_access.records.database import Records
from data_access.records.permissions import require
from data_access.records.response_models import DiaryRow, ResponseRow

_NOBODY = mark("No answers have these words: they were withdrawn, or a word is another one.")


def save_week(
    records: Records, form: Questionnaire, words: str, entry: tuple[str, Mapping[str, Answer]], by: str
) -> None:
    """Save a week ("2026-W48") and its answers to the diary `form`; the same week again replaces it.

    Raises UnknownName where no answers have these words, NotPermitted, Refused with every fault.
    """
    check_name(by)
    week, answers = entry
    faults = answer_faults(form, answers)
    if not is_week(week):
        faults.append(Fault("bad_week", mark("This is not a week."), column="week", found=week, expected="2026-W48"))
    if not answers:
        faults.append(Fault("empty_week", mark("There is nothing in this week: answer one question at least.")))
    if faults:
        raise Refused(faults)
    receipt = receipt_hash(words)
    with records.writing() as session:
        roles = require(session, records.reference, "collect")
        response_id = _whose(session, receipt)
        kept = DiaryRow(response_id=response_id, week=week, form_version=form.version, answers=dict(answers))
        session.merge(kept)
        note(session, records, by, roles, Act("diary_saved", f"answers:{form.form_id}"))


def read_diary(records: Records, form: Questionnaire, words: str) -> pd.DataFrame:
    """The weeks of whoever has these words, in order: `week` and one column a question, NA where there is no answer.

    Raises UnknownName where no answers have them.
    """
    receipt = receipt_hash(words)
    with records.reading() as session:
        rows = session.scalars(
            select(DiaryRow).where(DiaryRow.response_id == _whose(session, receipt)).order_by(DiaryRow.week)
        )
        told = [{"week": row.week} | dict(row.answers) for row in rows]
    return pd.DataFrame(told, columns=["week", *form.by_name])


def is_week(week: str) -> bool:
    """Whether this is a week of a year, as "2026-W48"."""
    return bool(pd.notna(pd.to_datetime(f"{week}-1", format="%G-W%V-%u", errors="coerce")))


def _whose(session: Session, receipt: str) -> str:
    found = session.scalar(select(ResponseRow.response_id).where(ResponseRow.receipt == receipt))
    if found is None:
        raise UnknownName(_NOBODY)
    return found
