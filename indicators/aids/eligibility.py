"""Which aids are for a household: three-valued, so that what is not known is never a no.

Every rule is a sentence of Kleene's logic of what is known: with less known an answer can only become *maybe*. Aids
that shut each other out are read in one order, the one that takes precedence first: never is the answer yes to both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from graphlib import TopologicalSorter

from contract.aid_records import AidEdition
from contract.aid_rules import Condition, Household, Term


class Outcome(StrEnum):
    """The four answers."""

    AUTOMATIC = "automatic"
    ASK = "ask"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True)
class AidAnswer:
    """The answer for one edition: facts that are `missing` to decide, conditions that `failed`, aids that stand in the
    way (`instead`), and what it comes to in euro (None where the rules do not tell)."""

    edition: AidEdition
    outcome: Outcome
    missing: tuple[str, ...] = ()
    failed: tuple[Condition, ...] = ()
    instead: tuple[str, ...] = ()
    amount_eur: tuple[Decimal, Decimal] | None = None


def answer_all(editions: Iterable[AidEdition], household: Household) -> list[AidAnswer]:
    """The answer for each of `editions`, in their order; those that take precedence decide for the others."""
    listed = list(editions)
    found: dict[str, AidAnswer] = {}
    for edition in by_precedence(listed):
        own = _answer(edition, household)
        for other in listed:
            if other.edition_id in found and other.aid_id != edition.aid_id:
                own = _beside(own, found[other.edition_id])
        found[edition.edition_id] = own
    return [found[edition.edition_id] for edition in listed]


def by_precedence(editions: Sequence[AidEdition]) -> list[AidEdition]:
    """The same editions, each after those that take precedence over it. Raises graphlib.CycleError for a circle."""
    listed = sorted(editions, key=lambda each: each.edition_id)
    graph = {
        each.edition_id: [other.edition_id for other in listed if each.aid_id in other.precedes] for each in listed
    }
    named = {each.edition_id: each for each in listed}
    return [named[edition_id] for edition_id in TopologicalSorter(graph).static_order()]


def all_conditions(edition: AidEdition) -> tuple[Condition, ...]:
    """What must hold: the conditions written, where one lives, and that an edition to be verified is still open."""
    more = []
    if edition.parts:
        more.append(Condition(Term("area", "=", "|".join(edition.parts))))
    if edition.state != "confirmed":
        more.append(Condition(Term("still_open", "=", "yes")))
    return (*edition.conditions, *more)


def amount_of(edition: AidEdition, household: Household) -> tuple[Decimal, Decimal] | None:
    """Least and most euro that the edition gives a household of which so much is known; None where no rule tells."""
    meant = [line for line in edition.amounts if all(term.holds(household) is not False for term in line.when)]
    if not meant:
        return None
    return min(line.low for line in meant), max(line.high for line in meant)


def _answer(edition: AidEdition, household: Household) -> AidAnswer:
    conditions = all_conditions(edition)
    failed = tuple(each for each in conditions if each.holds(household) is False)
    if failed:
        return AidAnswer(edition, Outcome.NO, failed=failed)
    missing = tuple(dict.fromkeys(fact for each in conditions for fact in each.missing(household)
                                  if each.holds(household) is None))  # fmt: skip
    outcome = Outcome.MAYBE if missing else Outcome.AUTOMATIC if edition.is_automatic else Outcome.ASK
    return AidAnswer(edition, outcome, missing, amount_eur=amount_of(edition, household))


def _beside(own: AidAnswer, other: AidAnswer) -> AidAnswer:
    """The answer beside that for an aid that was read before."""
    edition, aid_id = own.edition, other.edition.aid_id
    is_after = edition.aid_id in other.edition.precedes
    is_either = aid_id in edition.excludes or edition.aid_id in other.edition.excludes
    if own.outcome is Outcome.NO or other.outcome is Outcome.NO or not (is_after or is_either):
        return own
    instead = (*own.instead, aid_id)
    if is_after and other.outcome is not Outcome.MAYBE:
        return AidAnswer(edition, Outcome.NO, instead=instead)
    return AidAnswer(edition, Outcome.MAYBE, own.missing, instead=instead, amount_eur=own.amount_eur)
