"""Answers of people met at the desk: saved once however often they are sent, read by their own organisation, withdrawn
with the four words of their receipt."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import zip_longest

import pandas as pd
from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from contract.answers import ORGANISATION_TOLD, Response, is_organisation, response_faults
from contract.errors import Fault, Refused, UnknownName
from contract.questionnaire import Questionnaire
from contract.translations import mark
from data_access.collection.receipts import DOUBLED, draw_receipt, receipt_faults, receipt_hash
from data_access.records.audit import Act, note
from data_access.records.checks import check_name, check_reference
from data_access.records.database import Records
from data_access.records.entries import Change
from data_access.records.permissions import require
from data_access.records.response_models import CorrectionRow, DiaryRow, MembershipRow, ResponseRow, WithdrawalRow

READ_WHOLE = "manager"
"""Role that reads the answers of every organisation."""

COLUMNS = ("response_id", "number", "month", "place_kind", "place_id", "organisation", "carrier", "seconds")
"""Columns of `read_responses` before those of the questions."""


def save_response(records: Records, form: Questionnaire, response: Response, by: str) -> str | None:
    """Save a person's answers as `save_responses` does; return the words of their receipt, which nobody can show again,
    None where the answers had arrived already, or were withdrawn since."""
    drawn = response if response.receipt else replace(response, receipt=draw_receipt())
    return drawn.receipt if save_responses(records, form, {None: drawn}, by) else None


def save_responses(
    records: Records, form: Questionnaire, responses: Mapping[int | None, Response], by: str, file: str = ""
) -> int:
    """Save answers, each with the receipt that its person has, in the name of `by`: all of them, or none.

    `responses` are by the row of `file` where they stand. Returns how many are new: those that had arrived already, or
    were withdrawn since, are passed over. Raises NotPermitted; Refused with every fault, also where a verified person
    records for another organisation than theirs, and where another person has a receipt already.
    """
    check_name(by)
    told = checked_answers(records, form, responses, file)
    with records.writing() as session:
        return add_answers(session, records, told, by)


@dataclass(frozen=True)
class CheckedAnswers:
    """Answers without a fault of their own, by the row of `file`; `hashes`: what is kept of receipts of new ones."""

    form: Questionnaire
    responses: Mapping[int | None, Response]
    file: str
    hashes: Mapping[int | None, str]


def checked_answers(
    records: Records, form: Questionnaire, responses: Mapping[int | None, Response], file: str = ""
) -> CheckedAnswers:
    """The answers, ready to be added: what takes long is done before a writer is let in. Raises Refused."""
    faults = [fault for row, each in responses.items() for fault in response_faults(form, each, file, row)]
    if faults := faults + receipt_faults(responses, file):
        raise Refused(faults)
    with records.reading() as session:
        new = {row: each for row, each in responses.items() if not _is_known(session, each.response_id)}
    return CheckedAnswers(form, responses, file, {row: receipt_hash(each.receipt) for row, each in new.items()})


def add_answers(session: Session, records: Records, told: CheckedAnswers, by: str) -> int:
    """Add answers to what `session` keeps, as `save_responses` says; returns how many are new."""
    roles = require(session, records.reference, "collect")
    new = {row: told.responses[row] for row in told.hashes if not _is_known(session, told.responses[row].response_id)}
    whose = [each.organisation for each in told.responses.values()]
    faults = foreign_faults(session, records, whose, told.responses, told.file)
    if faults := faults + _taken_faults(session, told.hashes, new, told.file):
        raise Refused(faults)
    for number, (row, response) in enumerate(new.items(), _next(session)):
        session.add(ResponseRow(**asdict(response) | {"number": number, "receipt": told.hashes[row]}))
        note(session, records, by, roles, Act("response_saved", f"answers:{told.form.form_id}"))
    return len(new)


def withdraw(records: Records, words: str) -> None:
    """Delete the answers whose receipt has these words; anybody who has them may. Raises UnknownName if there are none.

    The audit says that answers were withdrawn, neither which nor by whom.
    """
    with records.writing() as session:
        row = session.scalars(select(ResponseRow).where(ResponseRow.receipt == receipt_hash(words))).first()
        if row is None:
            raise UnknownName(
                mark("No answers have these words: they were withdrawn already, or a word is another one.")
            )
        remove_response(session, row)
        note(session, records, "", (), Act("response_withdrawn", "answers"))


def remove_response(session: Session, row: ResponseRow) -> None:
    """Delete answers, what was put right in them and their diary; their number is never given again, and they do not
    come back when they are sent once more."""
    for kind in (CorrectionRow, DiaryRow):
        session.execute(delete(kind).where(kind.response_id == row.response_id))
    session.add(WithdrawalRow(response_id=row.response_id, number=row.number))
    session.delete(row)


def read_responses(records: Records, form: Questionnaire, by: str) -> pd.DataFrame:
    """Return the answers that `by` may read: COLUMNS, then one column a question (NA where there is no answer), in
    order of arrival. Who has not the role READ_WHOLE reads those of the own organisation. Raises NotPermitted."""
    with records.writing() as session:
        roles = require(session, records.reference, "read_responses")
        frame = frame_of(session, readable(session, records, roles), form)
        note(session, records, by, roles, Act("responses_read", f"answers:{form.form_id}"))
    return frame


def readable(session: Session, records: Records, roles: Iterable[str]) -> Select[ResponseRow]:
    """The answers that a person with these roles may read."""
    own = own_alone(session, records, roles)
    return select(ResponseRow) if own is None else select(ResponseRow).where(ResponseRow.organisation == own)


def own_alone(session: Session, records: Records, roles: Iterable[str]) -> str | None:
    """The organisation of which alone a person may read; None for all: of a manager, or where nobody is verified."""
    if records.reference is None or READ_WHOLE in roles:
        return None
    return organisation_of(session, records.reference)


def set_organisation(records: Records, reference: str, organisation: str, by: str) -> None:
    """Say to which organisation a person belongs ("" for none); nothing happens where it is told already.

    Raises NotPermitted, Refused.
    """
    check_name(by)
    check_reference(reference)
    code = organisation.strip().lower()
    if code and not is_organisation(code):
        raise Refused([Fault("bad_organisation", ORGANISATION_TOLD, found=code[:80], expected="caf-acli")])
    with records.writing() as session:
        roles = require(session, records.reference, "manage_roles")
        row = session.get(MembershipRow, reference) or MembershipRow(reference=reference, organisation="")
        if row.organisation == code:
            return
        change = Change("organisation", "", row.organisation or None, code or None)
        row.organisation = code
        session.add(row)
        note(session, records, by, roles, Act("organisation_set", f"person:{reference}"[:200], changes=(change,)))


def read_memberships(records: Records) -> dict[str, str]:
    """Code of the organisation of each person who has one, by reference."""
    with records.reading() as session:
        rows = session.scalars(select(MembershipRow).order_by(MembershipRow.reference))
        return {row.reference: row.organisation for row in rows if row.organisation}


def own_organisation(records: Records) -> str | None:
    """The organisation of the person in whose name `records` are written, "" where none was told; None where nobody is
    verified."""
    if records.reference is None:
        return None
    with records.reading() as session:
        return organisation_of(session, records.reference)


def organisation_of(session: Session, reference: str) -> str:
    """The organisation of a person, "" where none was told."""
    row = session.get(MembershipRow, reference) if reference else None
    return row.organisation if row else ""


def _taken_faults(
    session: Session, hashes: Mapping[int | None, str], new: Iterable[int | None], file: str
) -> list[Fault]:
    """Receipts that answers in the records have already."""
    taken = [row for row in new if session.scalar(select(ResponseRow.number).where(ResponseRow.receipt == hashes[row]))]
    return [Fault("doubled_receipt", DOUBLED, file, row, "receipt") for row in taken]


def foreign_faults(
    session: Session, records: Records, organisations: Iterable[str], rows: Iterable[int | None] = (), file: str = ""
) -> list[Fault]:
    """What a verified person records for another organisation, by the rows of `file` where it stands."""
    if records.reference is None:
        return []
    own = organisation_of(session, records.reference)
    message = mark("You record answers for your own organisation alone: an administrator says which it is.")
    return [
        Fault("other_organisation", message, file, row, "organisation", each, own)
        for each, row in zip_longest(organisations, rows)
        if each != own
    ]


def _is_known(session: Session, response_id: str) -> bool:
    return any(session.get(kind, response_id) is not None for kind in (ResponseRow, WithdrawalRow))


def _next(session: Session) -> int:
    """The next number of arrival; that of a withdrawn answer is never given again."""
    last = [session.scalar(select(func.max(kind.number))) or 0 for kind in (ResponseRow, WithdrawalRow)]
    return max(last) + 1


def frame_of(session: Session, query: Select[ResponseRow], form: Questionnaire) -> pd.DataFrame:
    """The answers of a query as `read_responses` returns them."""
    rows = session.scalars(query.where(ResponseRow.form_id == form.form_id).order_by(ResponseRow.number))
    told = [{name: getattr(row, name) for name in COLUMNS} | dict(row.answers) for row in rows]
    return pd.DataFrame(told, columns=[*COLUMNS, *form.by_name])
