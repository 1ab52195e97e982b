"""From answers to what is known of a household: bands of ISEE that the rules themselves cut, and what follows."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from contract.aid_facts import FACTS, NUMBER
from contract.aid_records import AidEdition
from contract.aid_rules import Household, Known, Span, Term

MOST = Decimal("Infinity")
CHILD_BANDS = {"0": Span(Decimal(0), Decimal(0)), "1-3": Span(Decimal(1), Decimal(3)), "4+": Span(Decimal(4), MOST)}
"""Answers to the question on children: the rules ask for four."""

HAS_NONE = "none"
"""The answer of whoever has no ISEE: it is not known, and can be asked for."""


def isee_bands(editions: Iterable[AidEdition]) -> dict[str, Span]:
    """Bands of ISEE by code, cut wherever a condition of `editions` is, so that an answer decides every one of them.

    The code is the upper end, "more" for the last; a band begins a cent above the one before. A single amount makes no
    band: where "below 15,000" and "15,000 at most" stand beside each other, the first stays open for who is near it.
    """
    step = FACTS["isee"].step
    cuts = sorted({_last_of_band(term) for each in editions for term in _terms(each) if term.fact == "isee"})
    bands, low = {}, Decimal(0)
    for cut in cuts:
        if cut + step not in cuts:
            bands[str(cut)] = Span(low, cut)
            low = cut + step
    return bands | {"more": Span(low, MOST)}


def known_options(fact: str, bands: Mapping[str, Span]) -> dict[str, Known]:
    """What each answer to a question tells, by code; an answer that tells nothing is not there."""
    if fact == "isee":
        return dict(bands)
    if fact == "children":
        return dict(CHILD_BANDS)
    return {code: frozenset({code}) for code in FACTS[fact].codes or {}}


def household_of(answers: Mapping[str, str], bands: Mapping[str, Span]) -> Household:
    """What is known after `answers` (fact → code; "" or nothing where it was passed over).

    Codes of the ISEE are those of `bands`, those of children CHILD_BANDS; any other number is itself, written out.
    Raises KeyError for a fact or a code that does not exist.
    """
    known: dict[str, Known] = {}
    for fact, code in answers.items():
        if not code or (fact == "isee" and code == HAS_NONE):
            continue
        known[fact] = _known(fact, code, bands)
    return with_size(known)


def with_size(known: Mapping[str, Known]) -> Household:
    """The same, with the least number of people in the home: children do not live by themselves."""
    children = known.get("children")
    if "size" in known or not isinstance(children, Span):
        return known
    return {**known, "size": Span(children.low + 1, MOST)}


def _known(fact: str, code: str, bands: Mapping[str, Span]) -> Known:
    named = bands if fact == "isee" else CHILD_BANDS if fact == "children" else {}
    if code in named:
        return named[code]
    if FACTS[fact].kind == NUMBER:
        return Span(Decimal(code), Decimal(code))
    codes = FACTS[fact].codes
    if codes is not None and code not in codes:
        raise KeyError(code)
    return frozenset({code})


def _terms(edition: AidEdition) -> Iterable[Term]:
    for condition in edition.conditions:
        yield from (condition.term, *condition.unless)


def _last_of_band(term: Term) -> Decimal:
    """The highest number on the lower side of a limit."""
    is_above = term.operator in ("<=", ">")
    return Decimal(term.value) if is_above else Decimal(term.value) - FACTS[term.fact].step
