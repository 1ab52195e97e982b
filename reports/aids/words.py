"""What is there for a household, in words: one answer for each aid, why, where to go and with which papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contract.aid_facts import FACTS
from contract.aid_records import CHANNELS, PAPERS, AidEdition, Catalogue, Words
from contract.aid_rules import Span
from contract.translations import mark, mark_count, translate
from indicators.aids.eligibility import AidAnswer, Outcome
from indicators.aids.household import HAS_NONE
from reports.aids.conditions import euro_words, reason_words
from reports.numbers import day

OUTCOMES = {
    Outcome.AUTOMATIC: mark("Yes, by itself"),
    Outcome.ASK: mark("Yes, but ask for it"),
    Outcome.MAYBE: mark("Maybe"),
    Outcome.NO: mark("No"),
}
"""The four answers, in the order in which they are told."""

AMOUNTS = {
    "exactly": mark("It is {euro}."),
    "at_most": mark("It is {euro} at most."),
    "between": mark("It is between {low} and {high}."),
}
HOW_LONG = mark(
    "How long does it take? A public office must answer within 30 days of being asked, if its rules do not say "
    "otherwise (law 241 of 1990, article 2). Where the rules of a benefit tell, it stands there."
)
ENDED_LATELY = mark("Ended lately")
ENDED = mark("It ended on {day}. We do not know yet whether, and how, it goes on: ask at the help-desk.")
BEGINS_AGAIN = mark("It ended on {day}. It begins again on {begins}.")
MISSING = mark("missing: {facts}")
INSTEAD = mark("only if you do not get {aids}")
ALREADY = mark("you get {aids} already")
_CHILDREN = {"0": mark("none"), "1-3": mark("from one to three"), "4+": mark("four or more")}


@dataclass(frozen=True)
class ToldAnswer:
    """One answer in the reader's language; a text or list is empty where there is nothing to tell."""

    aid_id: str
    outcome: Outcome
    answer: str
    name: str
    provider: str
    covers: str
    amount: str
    where: str
    papers: tuple[str, ...]
    untested: str
    cautions: tuple[str, ...]
    until: str
    source: str
    information_url: str
    form_url: str


def tell_answers(answers: Sequence[AidAnswer], catalogue: Catalogue, language: str) -> list[ToldAnswer]:
    """The answers in words, first those that are a yes."""
    order = list(OUTCOMES)
    told = [_told(answer, catalogue, language) for answer in answers]
    return sorted(told, key=lambda each: order.index(each.outcome))


def tell_ended(answers: Sequence[AidAnswer], catalogue: Catalogue, language: str) -> list[tuple[str, str]]:
    """Name and sentence of each edition that ended and was, or may have been, for a household."""
    return [
        (name_words(catalogue.aids[each.edition.aid_id].name, language), ended_words(each.edition, catalogue, language))
        for each in answers
        if each.outcome is not Outcome.NO
    ]


def ended_words(edition: AidEdition, catalogue: Catalogue, language: str) -> str:
    """That an edition ended, and when the next one begins or that none is known; "" for one without an end."""
    if edition.valid_to is None:
        return ""
    ended, following = _day(edition.valid_to, language), catalogue.following(edition)
    if following is None or following.state == "announced":
        return translate(ENDED, language, day=ended)
    return translate(BEGINS_AGAIN, language, day=ended, begins=_day(following.begins, language))


def in_words(words: Words, language: str) -> str:
    """A text of the catalogue in a language: as it stands there, or as the sentences of that language translate the
    English one; in English, then in Italian, where it is not there."""
    return words.get(language) or translate(words.get("en", ""), language) or words.get("it", "")


def name_words(words: Words, language: str) -> str:
    """What an aid is called, with the Italian name beside it, by which whoever gives it knows it."""
    own, italian = in_words(words, language), words.get("it", "")
    return own if own == italian else f"{own} ({italian})"


def amount_words(amount: tuple[Decimal, Decimal] | None, language: str) -> str:
    """How much, in a sentence; "" where the rules do not tell."""
    if amount is None:
        return ""
    low, high = (euro_words(each, language) for each in amount)
    if amount[0] == amount[1]:
        return translate(AMOUNTS["exactly"], language, euro=high)
    if not amount[0]:
        return translate(AMOUNTS["at_most"], language, euro=high)
    return translate(AMOUNTS["between"], language, low=low, high=high)


def band_words(code: str, span: Span, language: str) -> str:
    """A band of ISEE as one chooses it."""
    if code == "more":
        return translate(mark("more than {euro}"), language, euro=euro_words(span.low - FACTS["isee"].step, language))
    if not span.low:
        return translate(mark("up to {euro}"), language, euro=euro_words(span.high, language))
    return translate(
        mark("from {low} to {high}"), language, low=euro_words(span.low, language), high=euro_words(span.high, language)
    )


def option_labels(fact: str, bands: Mapping[str, Span], language: str) -> dict[str, str]:
    """Answers to a question in words, by code; the last, "", is that of whoever does not say."""
    unsaid = {"": translate(mark("I do not know, or I do not say"), language)}
    if fact == "children":
        return {code: translate(label, language) for code, label in _CHILDREN.items()} | unsaid
    if fact == "isee":
        none = {HAS_NONE: translate(mark("I have no ISEE"), language)}
        return {code: band_words(code, span, language) for code, span in bands.items()} | none | unsaid
    return {code: translate(label, language) for code, label in (FACTS[fact].codes or {}).items()} | unsaid


def _told(answer: AidAnswer, catalogue: Catalogue, language: str) -> ToldAnswer:
    edition = answer.edition
    aid = catalogue.aids[edition.aid_id]
    is_no = answer.outcome is Outcome.NO
    return ToldAnswer(
        aid.aid_id,
        answer.outcome,
        _answer(answer, catalogue, language),
        name_words(aid.name, language),
        catalogue.providers[aid.provider_id].name,
        in_words(aid.covers, language),
        "" if is_no else amount_words(answer.amount_eur, language),
        "" if is_no else translate(CHANNELS[edition.channel], language),
        () if is_no else tuple(translate(PAPERS[each], language) for each in edition.papers),
        "" if is_no else in_words(edition.untested, language),
        () if is_no else _cautions(edition, language),
        "" if is_no else _until(edition, language),
        _source(edition, language),
        edition.information_url,
        edition.form_url,
    )


def _answer(answer: AidAnswer, catalogue: Catalogue, language: str) -> str:
    """The answer in one line, with what is missing or why not."""
    title = translate(OUTCOMES[answer.outcome], language)
    instead = ", ".join(name_words(catalogue.aids[aid_id].name, language) for aid_id in answer.instead)
    if answer.outcome is Outcome.NO:
        first = {(each.term.fact, each.term.operator): each for each in reversed(answer.failed)}
        why = [reason_words(each, language) for each in answer.failed if each in first.values()]
        if instead:
            why.append(translate(ALREADY, language, aids=instead))
        return f"{title} ({'; '.join(dict.fromkeys(why))})"
    if answer.outcome is Outcome.MAYBE:
        parts = []
        if answer.missing:
            facts = ", ".join(translate(FACTS[fact].label, language) for fact in answer.missing)
            parts.append(translate(MISSING, language, facts=facts))
        if instead:
            parts.append(translate(INSTEAD, language, aids=instead))
        return f"{title} ({'; '.join(parts)})"
    return title


def _cautions(edition: AidEdition, language: str) -> tuple[str, ...]:
    days = edition.answer_days
    sentence = mark_count("You get an answer within {days} day.", "You get an answer within {days} days.", "days")
    how_long = (translate(sentence, language, days=days),) if days else ()
    said = {
        mark("You pay first, and get the money back later."): edition.cash_up_front,
        mark("It helps only whoever pays enough tax."): edition.tax_capacity,
        mark("We could not verify that it is still open: ask before you count on it."): edition.state == "to_check",
    }
    return (*how_long, *(translate(sentence, language) for sentence, is_said in said.items() if is_said))


def _until(edition: AidEdition, language: str) -> str:
    ends = [each for each in (edition.closes_on, edition.valid_to) if each]
    return translate(mark("Until {day}."), language, day=_day(min(ends), language)) if ends else ""


def _source(edition: AidEdition, language: str) -> str:
    sentence = mark("Source: {source}. Read on {day}.")
    read = _day(edition.checked_on, language) if edition.checked_on else "–"
    return translate(sentence, language, source=edition.source, day=read)


def _day(moment: date, language: str) -> str:
    return day(moment.isoformat(), language)
