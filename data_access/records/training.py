"""Keeping events, material, courses, classes, operators and credentials, in the chain of the plan's progress."""

from dataclasses import replace
from typing import TypeVar

from contract.errors import Fault, Refused
from contract.events import EVENT, MATERIAL, Event, Material, event_faults, material_faults
from contract.progress import plain_of, typed
from contract.training import (
    CLASS,
    COURSE,
    CREDENTIAL,
    OPERATOR,
    Course,
    CourseClass,
    Credential,
    Operator,
    class_faults,
    course_faults,
    credential_faults,
    operator_faults,
)
from contract.translations import mark
from data_access.records.checks import check_reason, refuse_if
from data_access.records.database import Records
from data_access.records.progress import ProgressEntry, read_records, save_record

Kind = TypeVar("Kind")
Known = dict[str, tuple[Kind, ProgressEntry]]
"""Records of a kind as they stand, each with its last save, by id."""

_ALLOWED = "save_training"


def save_event(records: Records, told: Event, version: int, by: str) -> ProgressEntry:
    """Save an event that was read at `version`. Raises Refused, StaleSave, NotPermitted."""
    refuse_if(event_faults(told))
    return save_record(records, (EVENT, told.event_id), plain_of(told), version, by, action=_ALLOWED)


def save_material(records: Records, told: Material, version: int, by: str) -> ProgressEntry:
    """Save material that was read at `version`. Raises Refused, StaleSave, NotPermitted."""
    refuse_if(material_faults(told))
    return save_record(records, (MATERIAL, told.material_id), plain_of(told), version, by, action=_ALLOWED)


def save_course(records: Records, told: Course, version: int, by: str) -> ProgressEntry:
    """Save a course that was read at `version`. Raises Refused, StaleSave, NotPermitted."""
    refuse_if(course_faults(told))
    return save_record(records, (COURSE, told.course_id), plain_of(told), version, by, action=_ALLOWED)


def save_class(records: Records, told: CourseClass, version: int, by: str) -> ProgressEntry:
    """Save a class that was read at `version`. Raises Refused, StaleSave, NotPermitted."""
    course, _ = read_courses(records).get(told.course_id, (None, None))
    refuse_if(class_faults(told, course))
    return save_record(records, (CLASS, told.class_id), plain_of(told), version, by, action=_ALLOWED)


def save_operator(records: Records, told: Operator, version: int, by: str) -> ProgressEntry:
    """Save what is told of a person that was read at `version`. Raises Refused, StaleSave, NotPermitted."""
    refuse_if(operator_faults(told))
    return save_record(records, (OPERATOR, told.person), plain_of(told), version, by, action=_ALLOWED)


def issue_credential(records: Records, told: Credential, by: str) -> ProgressEntry:
    """Issue a credential that was earned in its class. Raises Refused, StaleSave, NotPermitted."""
    held, _ = read_classes(records).get(told.class_id, (None, None))
    course, _ = read_courses(records).get(held.course_id, (None, None)) if held else (None, None)
    known = [each for each, _ in read_credentials(records).values()]
    refuse_if(credential_faults(told, course, held, known))
    return save_record(records, (CREDENTIAL, told.number), plain_of(told), 0, by, action="issue_credentials")


def revoke_credential(records: Records, number: str, version: int, reason: str, by: str) -> ProgressEntry:
    """Take back a credential that was read at `version`, for good. Raises Refused, StaleSave, NotPermitted."""
    check_reason(reason)
    known = read_credentials(records).get(number)
    if known is None or known[0].revoked_reason:
        message = mark("There is no such certificate that stands.")
        raise Refused([Fault("unknown_credential", message, found=number[:80])])
    after = plain_of(replace(known[0], revoked_reason=reason.strip()))
    return save_record(records, (CREDENTIAL, number), after, version, by, action="issue_credentials")


def read_events(records: Records) -> Known[Event]:
    """Each event. Raises RewrittenHistory."""
    return _read(records, EVENT, Event)


def read_materials(records: Records) -> Known[Material]:
    """All material. Raises RewrittenHistory."""
    return _read(records, MATERIAL, Material)


def read_courses(records: Records) -> Known[Course]:
    """Each course. Raises RewrittenHistory."""
    return _read(records, COURSE, Course)


def read_classes(records: Records) -> Known[CourseClass]:
    """Each class. Raises RewrittenHistory."""
    return _read(records, CLASS, CourseClass)


def read_operators(records: Records) -> Known[Operator]:
    """What is told of each person. Raises RewrittenHistory."""
    return _read(records, OPERATOR, Operator)


def read_credentials(records: Records) -> Known[Credential]:
    """Each credential that was ever issued. Raises RewrittenHistory."""
    return _read(records, CREDENTIAL, Credential)


def _read(records: Records, kind: str, typed_as: type[Kind]) -> Known[Kind]:
    return {key: (typed(typed_as, entry.content, key), entry) for key, entry in read_records(records, kind).items()}
