"""A questionnaire as data: what is asked of a person at the desk, in which words, with which codes, and when.

There is no question of free text, so nobody can be named in an answer. Codes are Eurostat's where a question has one
(EU-SILC, Reg. (EU) 2021/2052); conditions and bounds are those that XLSForm knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Words = Mapping[str, str]
"""A text by language."""

Codes = Mapping[str, tuple[str, ...]]
"""Codes by question: those of which the answer must be one."""


@dataclass(frozen=True)
class Choice:
    """One answer that may be chosen: its code and its words."""

    code: str
    label: Words


@dataclass(frozen=True)
class Question:
    """One question. `kind` "one": one of `choices`; "whole": a whole number of `unit` from `low` to `high`.

    `asked_if`: it is asked where every earlier question named there has one of its codes; always where it is empty.
    `source`: the variable that it is, such as "EU-SILC HH050", or "" for one of our own.
    """

    name: str
    kind: Literal["one", "whole"]
    label: Words
    choices: tuple[Choice, ...] = ()
    low: int = 0
    high: int = 0
    unit: str = ""
    asked_if: Codes = field(default_factory=dict)
    source: str = ""

    def words(self, code: str) -> Words:
        """The words of a choice's code. Raises StopIteration for one that it has not."""
        return next(choice.label for choice in self.choices if choice.code == code)


@dataclass(frozen=True)
class Unlikely:
    """Answers that hardly hold together, and what to do about it in words."""

    answers: Codes
    label: Words


@dataclass(frozen=True)
class Questionnaire:
    """A version of a questionnaire; `consent_version` rises whenever the words of `consent` change."""

    form_id: str
    version: int
    title: Words
    consent: Words
    consent_version: int
    questions: tuple[Question, ...]
    unlikely: tuple[Unlikely, ...] = ()

    @property
    def by_name(self) -> dict[str, Question]:
        """The questions by name, in order."""
        return {each.name: each for each in self.questions}
