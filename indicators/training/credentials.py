"""What a credential says, whether it still stands, and who is trained by those that do."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from contract.aid_records import Catalogue
from contract.training import Course, CourseClass, Credential
from contract.translations import mark
from indicators.training.quotes import stale_quotes

STANDINGS = {
    "valid": mark("valid"),
    "rule_changed": mark("no longer valid: a rule that it taught has changed"),
    "expired": mark("no longer valid: its time is over"),
    "revoked": mark("taken back"),
}


def standing_of(credential: Credential, catalogue: Catalogue, today: date) -> str:
    """Key of STANDINGS on the day `today`; `valid_to` is the last day on which it holds."""
    if credential.revoked_reason:
        return "revoked"
    if credential.valid_to < today:
        return "expired"
    return "rule_changed" if stale_quotes(credential.quotes, catalogue, today) else "valid"


def trained(credentials: Iterable[Credential], catalogue: Catalogue, today: date) -> dict[str, frozenset[str]]:
    """Levels for which each person has a credential that stands, by the person's reference."""
    told: dict[str, set[str]] = {}
    for each in credentials:
        if standing_of(each, catalogue, today) == "valid":
            told.setdefault(each.person, set()).add(each.level)
    return {person: frozenset(levels) for person, levels in told.items()}


def credential_of(
    course: Course, held: CourseClass, person: str, number: str, issuer: str, issued_on: date, address: str
) -> Credential:
    """What a person earned in a class, from `issued_on` for as many months as the course says; `address`: of the page
    that verifies it."""
    hours = next((each.hours for each in held.attendances if each.person == person), 0.0)
    valid_to = (pd.Timestamp(issued_on) + pd.DateOffset(months=course.months)).date()
    return Credential(number, person, held.class_id, course.title, course.level, hours, issuer, issued_on, valid_to,
                      address, dict(course.quotes))  # fmt: skip
