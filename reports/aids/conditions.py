"""Conditions of aids in words: what they ask, and why they are not met."""

from decimal import Decimal

from babel.numbers import format_currency

from contract.aid_facts import FACTS, NUMBER, YES_NO
from contract.aid_records import AidEdition
from contract.aid_rules import Condition, Term
from contract.translations import mark, translate
from reports.numbers import LOCALES, euro

_COMPARED = {
    "<=": mark("{fact} above {limit}"),
    "<": mark("{fact} of {limit} or more"),
    ">": mark("{fact} of {limit} or less"),
    ">=": mark("{fact} below {limit}"),
}
"""Why a number does not meet a condition."""


_REQUIRED = {
    "<=": mark("{fact} up to {limit}"),
    "<": mark("{fact} below {limit}"),
    ">": mark("{fact} above {limit}"),
    ">=": mark("{fact}: at least {limit}"),
}
"""What a condition on a number asks."""


def condition_words(edition: AidEdition, language: str) -> str:
    """For whom an edition is, a line for each condition; "" where it is for everybody."""
    told = [_required(each, language) for each in edition.conditions]
    if edition.parts:
        told.append(translate(mark("only in some neighbourhoods"), language))
    return "\n".join(told)


def _required(condition: Condition, language: str) -> str:
    text = _term_words(condition.term, language)
    if not condition.unless:
        return text
    others = "; ".join(_term_words(term, language) for term in condition.unless)
    return translate(mark("{condition} (or: {others})"), language, condition=text, others=others)


def _term_words(term: Term, language: str) -> str:
    fact = FACTS[term.fact]
    label = translate(fact.label, language)
    if fact.kind == NUMBER:
        return translate(_REQUIRED[term.operator], language, fact=label, limit=_limit(term, language))
    return f"{label}: {_options(term, language)}"


def _options(term: Term, language: str) -> str:
    """Codes of a choice that fit, in words."""
    names = FACTS[term.fact].codes or {}
    fitting = [code for code in names if (code in term.codes) == (term.operator == "=")]
    return translate(mark(" or "), language).join(translate(names[code], language) for code in fitting)


def reason_words(condition: Condition, language: str) -> str:
    """Why a condition is not met, nor any that would lift it."""
    return translate(mark(" and "), language).join(
        _reason(term, language) for term in (condition.term, *condition.unless)
    )


def _reason(term: Term, language: str) -> str:
    fact = FACTS[term.fact]
    label = translate(fact.label, language)
    if fact.kind == NUMBER:
        return translate(_COMPARED[term.operator], language, fact=label, limit=_limit(term, language))
    if term.fact == "area":
        return translate(mark("only in some neighbourhoods"), language)
    if fact.codes is YES_NO and term.codes == {"yes"}:
        return translate(mark("not there: {fact}"), language, fact=label)
    return translate(mark("{fact}: it takes “{options}”"), language, fact=label, options=_options(term, language))


def _limit(term: Term, language: str) -> str:
    return euro_words(Decimal(term.value), language) if term.fact == "isee" else term.value


def euro_words(value: Decimal, language: str) -> str:
    """Euro as they stand in a rule: with cents only where there are some."""
    if value == int(value):
        return euro(float(value), language)
    told: str = format_currency(value, "EUR", locale=LOCALES[language])
    return told
