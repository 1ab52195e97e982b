"""How collecting goes: how many answers are wanted of a place, and how many people did not consent."""

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contract.answers import ORGANISATION_TOLD, PLACES, is_organisation
from contract.errors import Fault, Refused
from contract.questionnaire import Questionnaire
from contract.translations import mark
from data_access.collection.submissions import Submissions
from data_access.records.audit import Act, note
from data_access.records.checks import check_name
from data_access.records.database import Records
from data_access.records.permissions import require
from data_access.records.response_models import RefusalRow, TargetRow
from data_access.records.responses import add_answers, checked_answers, foreign_faults, own_alone

MOST_WANTED = 10_000
"""Answers that may be wanted of one place."""


def set_target(records: Records, place: tuple[str, str], answers: int, by: str) -> None:
    """Say how many answers are wanted of a place (kind and id), 0 for none. Raises NotPermitted, Refused."""
    check_name(by)
    kind, place_id = place
    if kind not in PLACES or not place_id.strip() or not 0 <= answers <= MOST_WANTED:
        message = mark("A target is a whole number of answers, of a neighbourhood or an estate.")
        raise Refused(
            [Fault("bad_target", message, found=f"{kind} {place_id} {answers}", expected=f"0 … {MOST_WANTED}")]
        )
    with records.writing() as session:
        roles = require(session, records.reference, "set_targets")
        session.merge(TargetRow(place_kind=kind, place_id=place_id, answers=answers))
        note(session, records, by, roles, Act("target_set", f"{kind}:{place_id}"[:200]))


def read_targets(records: Records) -> dict[tuple[str, str], int]:
    """Answers that are wanted, by kind and id of the place; none of places of which none are."""
    with records.reading() as session:
        rows = session.scalars(select(TargetRow).where(TargetRow.answers > 0))
        return {(row.place_kind, row.place_id): row.answers for row in rows}


def count_refusals(records: Records, refusals: Mapping[str, str], by: str) -> int:
    """Count people who did not consent: the organisation by an id drawn for each, so that none counts twice.

    Returns how many are new. Raises NotPermitted, Refused; Refused too for another organisation than one's own.
    """
    check_name(by)
    wrong = sorted({each for each in refusals.values() if not is_organisation(each)})
    if wrong:
        raise Refused([Fault("bad_organisation", ORGANISATION_TOLD, found=each, expected="caf-acli") for each in wrong])
    with records.writing() as session:
        return _add_refusals(session, records, refusals, by)


def _add_refusals(session: Session, records: Records, refusals: Mapping[str, str], by: str) -> int:
    roles = require(session, records.reference, "collect")
    if faults := foreign_faults(session, records, dict.fromkeys(refusals.values())):
        raise Refused(faults)
    new = [each for each in refusals if session.get(RefusalRow, each) is None]
    session.add_all(RefusalRow(refusal_id=each, organisation=refusals[each]) for each in new)
    note(session, records, by, roles, Act("refusals_counted", "answers"))
    return len(new)


def take_submissions(records: Records, form: Questionnaire, told: Submissions, by: str) -> int:
    """Save the answers of an exported file and count who did not consent in it: all of it, or nothing.

    Returns how many answers are new. Raises NotPermitted, and Refused as `save_responses` and `count_refusals` do.
    """
    check_name(by)
    answers = checked_answers(records, form, told.responses, told.file)
    with records.writing() as session:
        new = add_answers(session, records, answers, by)
        if told.refusals:
            _add_refusals(session, records, told.refusals, by)
    return new


def read_refusals(records: Records, by: str) -> pd.Series:
    """People who did not consent, by organisation: those of one's own, or all for a manager. Raises NotPermitted."""
    query = select(RefusalRow.organisation, func.count()).group_by(RefusalRow.organisation)
    with records.writing() as session:
        roles = require(session, records.reference, "read_responses")
        own = own_alone(session, records, roles)
        found = session.execute(query if own is None else query.where(RefusalRow.organisation == own)).all()
        note(session, records, by, roles, Act("responses_read", "refusals"))
    return pd.Series({str(name): int(count) for name, count in found}, dtype="int64")
