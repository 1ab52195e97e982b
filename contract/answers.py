"""Answers to a questionnaire: which questions are asked of whom, and what is wrong with an answer."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from contract.errors import Fault
from contract.local_time import today
from contract.questionnaire import Codes, Question, Questionnaire
from contract.translations import mark

Answer = str | int
Answers = Mapping[str, Answer]
"""By question, a choice's code or a whole number. One that was not asked, or that the person did not want to answer,
is absent."""

PLACES = {"nil": mark("neighbourhood (NIL)"), "complex": mark("public-housing estate")}
"""What a place of an answer may be: no finer one is ever asked for."""

CARRIERS = ("desk", "phone", "file")
"""Ways by which an answer comes: the page, the form that works offline, a file of another tool."""


ORGANISATION_TOLD = mark("An organisation is told by its code: small letters and digits.")

UNNUMBERED = mark("This answer has no number of its own, or came by a way that is not known.")

CORRECTION_REASONS = {
    "typing": mark("typing mistake"),
    "asked_again": mark("the person was asked again"),
    "unit": mark("another unit, or another period"),
    "misunderstood": mark("the question was misunderstood"),
}
"""Why an answer may be put right: never in free words, which could name somebody."""

LONGEST_SECONDS = 86_400
"""Of an interview: one that seems longer, or shorter than nothing, was left open or a clock was put right meanwhile."""

RECEIPT_WORDS = 4
"""Words of the receipt with which a person withdraws, as the words of consent promise."""


@dataclass(frozen=True)
class Response:
    """One person's answers, without anything that tells who it is.

    `response_id`: drawn at random by whoever asks, so that what is sent twice arrives once; `month`: "2026-11";
    `place_kind` a key of PLACES; `organisation`: code of who asked; `seconds`: how long it took, where it is known;
    `receipt`: the words that the person got from the form on a device, "" where they are drawn on saving.
    """

    response_id: str
    form_id: str
    form_version: int
    consent_version: int
    month: str
    place_kind: str
    place_id: str
    organisation: str
    carrier: str
    answers: Answers
    seconds: int | None = None
    receipt: str = ""


def is_organisation(code: str) -> bool:
    """Whether `code` may name an organisation: small letters and digits, so that nobody's name stands in it."""
    return re.fullmatch(r"[a-z0-9_-]{2,40}", code) is not None


def is_number(response_id: str) -> bool:
    """Whether `response_id` is one that was drawn: 32 hexadecimal digits."""
    return re.fullmatch(r"[0-9a-f]{32}", response_id) is not None


def is_asked(question: Question, answers: Answers) -> bool:
    """Whether the earlier `answers` lead to `question`."""
    return holds(question.asked_if, answers)


def holds(codes: Codes, answers: Answers) -> bool:
    """Whether every question of `codes` has one of its codes."""
    return all(answers.get(name) in wanted for name, wanted in codes.items())


def response_faults(form: Questionnaire, response: Response, file: str = "", row: int | None = None) -> list[Fault]:
    """Everything that is wrong with `response`, one fault a question; `file` and `row` say where it stands."""
    return [
        Fault(code, message, file, row, name, str(found), expected)
        for name, code, message, found, expected in [
            *_frame_faults(form, response),
            *_answer_faults(form, response.answers),
        ]
    ]


def place_faults(response: Response, places: Collection[str], file: str = "", row: int | None = None) -> list[Fault]:
    """That the place of `response` is none of `places` (codes such as "nil_12"): words of somebody's could stand there;
    nothing where `response_faults` says that it is no place at all."""
    code = f"{response.place_kind}_{response.place_id}"
    if response.place_kind not in PLACES or not response.place_id.strip() or code in places:
        return []
    message = mark("No edition has this neighbourhood or estate: take the places of today's form.")
    return [Fault("unknown_place", message, file, row, "place", code[:80])]


def answer_faults(form: Questionnaire, answers: Answers) -> list[Fault]:
    """Everything that is wrong with the answers alone, one fault a question."""
    return [
        Fault(code, message, column=name, found=str(found), expected=expected)
        for name, code, message, found, expected in _answer_faults(form, answers)
    ]


_Found = tuple[str, str, str, object, str]


def _frame_faults(form: Questionnaire, response: Response) -> list[_Found]:
    """Faults of what stands around the answers: month, place, version of the form, consent, organisation."""
    found: list[_Found] = []
    if (response.form_id, response.form_version) != (form.form_id, form.version):
        message = mark("These are answers to another questionnaire, or to another version of it.")
        told = f"{response.form_id} {response.form_version}"
        found.append(("form_version", "other_form", message, told, f"{form.form_id} {form.version}"))
    if response.consent_version != form.consent_version:
        message = mark("Without consent in the words of today, an answer is not kept.")
        found.append(("consent", "no_consent", message, response.consent_version, str(form.consent_version)))
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", response.month):
        found.append(("month", "bad_month", mark("This is not a month."), response.month, "2026-11"))
    elif response.month > f"{today():%Y-%m}":
        message = mark("This month has not come yet: look at the date of the device.")
        found.append(("month", "future_month", message, response.month, f"≤ {today():%Y-%m}"))
    if response.place_kind not in PLACES or not response.place_id.strip():
        message = mark("A place is a neighbourhood or an estate, by its code.")
        found.append(("place", "bad_place", message, f"{response.place_kind} {response.place_id}", ", ".join(PLACES)))
    if not is_organisation(response.organisation):
        message = ORGANISATION_TOLD
        found.append(("organisation", "bad_organisation", message, response.organisation, "caf-acli"))
    if not is_number(response.response_id) or response.carrier not in CARRIERS:
        found.append(("response_id", "bad_response", UNNUMBERED, response.response_id, ""))
    return found


def _answer_faults(form: Questionnaire, answers: Answers) -> list[_Found]:
    questions = form.by_name
    message = mark("There is no such question in this version.")
    found: list[_Found] = [
        (name, "unknown_question", message, answers[name], "") for name in answers.keys() - questions.keys()
    ]
    for name, question in questions.items():
        if name not in answers:
            continue
        answer = answers[name]
        if not is_asked(question, answers):
            message = mark("This is not asked where the earlier answers are as they are.")
            found.append((name, "not_asked", message, answer, ""))
        elif question.kind == "one" and answer not in [choice.code for choice in question.choices]:
            codes = ", ".join(choice.code for choice in question.choices)
            found.append((name, "unknown_code", mark("This is none of the answers."), answer, codes))
        elif question.kind == "whole" and not (_is_whole(answer) and question.low <= int(answer) <= question.high):
            message = mark("This is not a whole number within what is possible.")
            found.append((name, "out_of_range", message, answer, f"{question.low} … {question.high}"))
    return found


def _is_whole(answer: Answer) -> bool:
    return isinstance(answer, int) and not isinstance(answer, bool)
