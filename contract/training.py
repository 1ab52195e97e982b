"""Training on energy vulnerability (activity 3.3): courses, who followed them, and the credentials that they earn.

Nobody is named: a person is told by a reference, and the names stay in the City's directory.
"""

import hashlib
import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from contract.errors import Fault
from contract.events import LANGUAGES, code_faults
from contract.progress import Kept, plain_of, typed
from contract.progress_checks import needed_faults, text_faults
from contract.translations import mark, with_decimals

COURSE = "course"
CLASS = "class"
OPERATOR = "operator"
CREDENTIAL = "credential"

LEVELS = {
    "base": mark("basic training on energy vulnerability"),
    "tutor": mark("tutor for home energy (TED)"),
}
"""The two trainings of the plan: the second is for those who have the first."""

OUTCOMES = {"passed": mark("passed"), "failed": mark("not passed"), "open": mark("under way")}

ROLES = {
    "social": mark("social operator"),
    "custodian": mark("social custodian"),
    "tutor": mark("volunteer or tutor"),
}
"""What a person who is trained does."""

REFERENCE = re.compile(r"[A-Z]{2,4}-\d{3,8}", re.ASCII)
"""How a person is told: letters of the list, then a number of it. No name has this form."""


@dataclass(frozen=True)
class Module(Kept):
    """One part of a course, with its hours."""

    title: str
    hours: float


@dataclass(frozen=True)
class Course(Kept):
    """A course of one of LEVELS. `least_share`: share of its hours (0–1) that one has to attend; `months`: for how
    long what it teaches holds; `quotes`: the editions of aids that it teaches, as in `contract.events.Material`."""

    course_id: str
    title: str
    level: str
    modules: tuple[Module, ...]
    least_share: float = 0.8
    months: int = 24
    quotes: dict[str, str] = field(default_factory=dict)

    @property
    def hours(self) -> float:
        """Hours of all its modules."""
        return math.fsum(module.hours for module in self.modules)


@dataclass(frozen=True)
class Attendance(Kept):
    """How many hours a person attended, and with what outcome."""

    person: str
    hours: float
    outcome: str = "open"


@dataclass(frozen=True)
class CourseClass(Kept):
    """One time that a course is held, from `first_day` to `last_day`, at a place, and who attended."""

    class_id: str
    course_id: str
    place: str
    first_day: date
    last_day: date
    attendances: tuple[Attendance, ...] = ()


@dataclass(frozen=True)
class Operator(Kept):
    """A person by reference: what they do, the languages they speak, where they work (codes of areas, ids of
    estates), for which organisation."""

    person: str
    role: str
    languages: tuple[str, ...] = ("it",)
    municipi: tuple[str, ...] = ()
    estates: tuple[str, ...] = ()
    organisation: str = ""
    is_active: bool = True


@dataclass(frozen=True)
class Credential(Kept):
    """What a person earned in a class; `address`: of the page that verifies it, printed on it.

    `pdf_sha256`, `badge_sha256`: fingerprints of its two files as issued;
    `revoked_reason`: "" while it stands."""

    number: str
    person: str
    class_id: str
    title: str
    level: str
    hours: float
    issuer: str
    issued_on: date
    valid_to: date
    address: str
    quotes: dict[str, str] = field(default_factory=dict)
    pdf_sha256: str = ""
    badge_sha256: str = ""
    revoked_reason: str = ""

    @property
    def fingerprint(self) -> str:
        """SHA-256 (64 hexadecimal digits) of what it says, printed on it; its files and what came later are not in."""
        later = ("pdf_sha256", "badge_sha256", "revoked_reason")
        told = plain_of(typed(Credential, plain_of(self)))
        return fingerprint_of({name: value for name, value in told.items() if name not in later})


def fingerprint_of(plain: Any) -> str:
    """SHA-256 of plain values, the same however they are ordered."""
    told = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def course_faults(told: Course) -> list[Fault]:
    """Everything that is wrong with a course; none where it may be kept."""
    faults = needed_faults("title", told.title) + code_faults("level", told.level, LEVELS)
    if not told.modules:
        faults.append(Fault("no_module", mark("A course has one module at least."), column="modules"))
    for number, module in enumerate(told.modules, start=1):
        faults += needed_faults(f"modules.{number}.title", module.title)
        faults += _hours_faults(f"modules.{number}.hours", module.hours, 0.25, 200)
    faults += _between("least_share", told.least_share, 0, 1)
    return faults + _between("months", told.months, 1, 120)


def class_faults(told: CourseClass, course: Course | None) -> list[Fault]:
    """Everything that is wrong with a class of a course; none where it may be kept."""
    faults = needed_faults("place", told.place)
    if course is None:
        faults.append(Fault("unknown_course", mark("There is no such course."), column="course_id",
                            found=told.course_id[:80]))  # fmt: skip
    if told.last_day < told.first_day:
        message = mark("It ends before it begins.")
        faults.append(Fault("upside_down", message, column="last_day", found=str(told.last_day)))
    for number, each in enumerate(told.attendances, start=1):
        place = f"attendances.{number}"
        faults += person_faults(f"{place}.person", each.person)
        faults += code_faults(f"{place}.outcome", each.outcome, OUTCOMES)
        faults += _hours_faults(f"{place}.hours", each.hours, 0, course.hours if course else 0)
    return faults + _doubled("attendances", [each.person for each in told.attendances])


def credential_faults(
    told: Credential, course: Course | None, held: CourseClass | None, known: Iterable[Credential]
) -> list[Fault]:
    """Why a credential cannot be issued: it was not earned in the class, or there is one already; none where it may be.

    `known`: all that were issued. That of a tutor needs one of basic training, whatever became of it since.
    """
    faults = needed_faults("issuer", told.issuer) + person_faults("person", told.person)
    own = [each for each in held.attendances if each.person == told.person] if held else []
    others = [each for each in known if each.person == told.person and not each.revoked_reason]
    is_earned = bool(course and own and own[0].outcome == "passed"
                     and own[0].hours >= course.least_share * course.hours)  # fmt: skip
    if not is_earned:
        message = mark("The class was not passed, or too few of its hours were attended.")
        faults.append(Fault("not_earned", message, column="person", found=told.person[:80]))
    if any(each.class_id == told.class_id for each in others):
        message = mark("There is a certificate of this class already.")
        faults.append(Fault("doubled", message, column="class_id", found=told.class_id[:80]))
    if told.level == "tutor" and not any(each.level == "base" for each in others):
        message = mark("A tutor needs the basic training first.")
        faults.append(Fault("no_base", message, column="level", found=told.person[:80]))
    if not told.issued_on < told.valid_to:
        message = mark("It ends before it begins.")
        faults.append(Fault("upside_down", message, column="valid_to", found=str(told.valid_to)))
    return faults


def operator_faults(told: Operator) -> list[Fault]:
    """Everything that is wrong with what is told of a person; none where it may be kept."""
    faults = person_faults("person", told.person) + code_faults("role", told.role, ROLES)
    if not told.languages:
        faults.append(Fault("no_language", mark("Choose one language at least."), column="languages"))
    for each in told.languages:
        faults += code_faults("languages", each, LANGUAGES)
    return faults + text_faults("organisation", told.organisation)


def person_faults(column: str, person: str) -> list[Fault]:
    """What is wrong with the reference of a person."""
    if REFERENCE.fullmatch(person):
        return []
    message = mark("A person is told by a reference of the City’s directory, never by name.")
    return [Fault("bad_reference", message, column=column, found=person[:80], expected="TED-0042")]


def _hours_faults(column: str, hours: float, least: float, most: float) -> list[Fault]:
    if math.isfinite(hours) and least <= hours <= most:
        return []
    message = mark("These hours cannot be.")
    found, expected = with_decimals(f"{hours:g}"), with_decimals(f"{least:g}–{most:g}")
    return [Fault("bad_hours", message, column=column, found=found, expected=expected)]


def _between(column: str, value: float, least: float, most: float) -> list[Fault]:
    if least <= value <= most:
        return []
    message = mark("The value lies outside what can be.")
    found, expected = with_decimals(f"{value:g}"), with_decimals(f"{least:g}–{most:g}")
    return [Fault("out_of_range", message, column=column, found=found, expected=expected)]


def _doubled(column: str, ids: Iterable[str]) -> list[Fault]:
    told = list(ids)
    message = mark("It is there more than once: keep one.")
    return [Fault("doubled", message, column=column, found=each)
            for each in dict.fromkeys(told) if told.count(each) > 1]  # fmt: skip
