"""Rules of aids as data: conditions of who may have one, and how much it is, each written as a line and read back.

A condition is `isee <= 9796 unless children >= 4`: it holds where the first term or any after `unless` does; several
are parted by `;` and must all hold. A choice may be one of several: `tenure = mm|aler`. An amount is a sum in euro, or
two with `..` between, and the terms for which it is meant: `146.00 when size <= 2; 204.40 when size >= 5`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from contract.aid_facts import FACTS, NUMBER
from contract.errors import ObservatoryError
from contract.translations import mark

_TERM = re.compile(r"(\w+)\s*(<=|>=|<|>|!=|=)\s*(\S+)")
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
"""As rules write it, with no mark between thousands: three figures after the dot are thousands to an Italian."""
_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
}
_Part = TypeVar("_Part")


@dataclass(frozen=True)
class Span:
    """A number that is known to lie between `low` and `high`, both included."""

    low: Decimal
    high: Decimal


Known = Span | frozenset[str]
"""What is known of a fact: between which numbers it lies, or which codes it may be."""

Household = Mapping[str, Known]
"""What is known of a household, by fact; a fact that is not there is not known at all."""


class UnreadableRule(ObservatoryError):
    """A line that is no rule: what was found, and what could stand there."""


@dataclass(frozen=True)
class Term:
    """One comparison of a fact: a number with a limit, or a choice with codes parted by `|`."""

    fact: str
    operator: str
    value: str

    def __str__(self) -> str:
        """The term as it is written."""
        return f"{self.fact} {self.operator} {self.value}"

    def holds(self, household: Household) -> bool | None:
        """Whether it holds, for all that the household may be; None where that depends on what is not known."""
        known = household.get(self.fact)
        if known is None:
            return None
        if isinstance(known, Span):
            compare, limit = _COMPARED[self.operator], Decimal(self.value)
            ends = {compare(known.low, limit), compare(known.high, limit)}
            return ends.pop() if len(ends) == 1 else None
        inside = True if known <= self.codes else None if known & self.codes else False
        return inside if inside is None or self.operator == "=" else not inside

    @property
    def codes(self) -> frozenset[str]:
        """Codes of a choice."""
        return frozenset(self.value.split("|"))


@dataclass(frozen=True)
class Condition:
    """A term, and others of which any lifts it."""

    term: Term
    unless: tuple[Term, ...] = ()

    def __str__(self) -> str:
        """The condition as it is written."""
        return str(self.term) + (f" unless {' or '.join(map(str, self.unless))}" if self.unless else "")

    def holds(self, household: Household) -> bool | None:
        """Whether it holds, None where what is not known decides: unknown is never no."""
        found = {term.holds(household) for term in (self.term, *self.unless)}
        return True if True in found else None if None in found else False

    def missing(self, household: Household) -> tuple[str, ...]:
        """Facts that would decide it."""
        terms = (self.term, *self.unless)
        return tuple(dict.fromkeys(term.fact for term in terms if term.holds(household) is None))


@dataclass(frozen=True)
class Amount:
    """Euro between `low` and `high`, for households of whom all terms of `when` hold."""

    low: Decimal
    high: Decimal
    when: tuple[Term, ...] = ()

    def __str__(self) -> str:
        """The amount as it is written."""
        euro = f"{self.low}" if self.low == self.high else f"{self.low}..{self.high}"
        return euro + (f" when {' and '.join(map(str, self.when))}" if self.when else "")


def read_conditions(line: str) -> tuple[Condition, ...]:
    """The conditions that a line tells; none of an empty one. Raises UnreadableRule."""
    return _parts(line, _condition)


def read_amounts(line: str) -> tuple[Amount, ...]:
    """The amounts that a line tells; none of an empty one. Raises UnreadableRule."""
    return _parts(line, _amount)


def written(rules: tuple[Condition, ...] | tuple[Amount, ...]) -> str:
    """Conditions or amounts as a line, which reads back as the same."""
    return "; ".join(map(str, rules))


def _parts(line: str, read: Callable[[str], _Part]) -> tuple[_Part, ...]:
    return tuple(read(part.strip()) for part in line.split(";")) if line.strip() else ()


def _condition(text: str) -> Condition:
    first, unless, others = text.partition(" unless ")
    terms = tuple(_term(other) for other in others.split(" or ")) if unless else ()
    return Condition(_term(first), terms)


def _term(text: str) -> Term:
    found = _TERM.fullmatch(text.strip())
    if not found:
        raise UnreadableRule(mark("“{text}” is no comparison, such as {example}."), text=text, example="isee <= 9796")
    fact, operator, value = found.groups()
    if fact not in FACTS:
        raise UnreadableRule(mark("There is no fact “{text}”; there are {all}."), text=fact, all=", ".join(FACTS))
    if FACTS[fact].kind == NUMBER:
        if operator not in _COMPARED:
            raise UnreadableRule(mark("A number is compared by <=, <, >= or >, not by “{text}”."), text=operator)
        if not _number(value) % FACTS[fact].step == 0:
            raise UnreadableRule(mark("“{text}” must be a whole number."), text=value)
    elif operator not in ("=", "!="):
        raise UnreadableRule(mark("A choice is compared by = or !=, not by “{text}”."), text=operator)
    elif (codes := FACTS[fact].codes) is not None and not set(value.split("|")) <= set(codes):
        raise UnreadableRule(mark("“{text}” is none of {all}."), text=value, all=", ".join(codes))
    return Term(fact, operator, value)


def _amount(text: str) -> Amount:
    euro, when, terms = text.partition(" when ")
    low, between, high = euro.strip().partition("..")
    ends = _number(low), _number(high if between else low)
    if ends[0] > ends[1]:
        raise UnreadableRule(mark("“{text}” goes from more to less."), text=euro.strip())
    return Amount(*ends, tuple(_term(term) for term in terms.split(" and ")) if when else ())


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text.strip()):
        raise UnreadableRule(
            mark("“{text}” is no number from 0 up, written as {example}."), text=text, example="9796.00"
        )
    return Decimal(text.strip())
