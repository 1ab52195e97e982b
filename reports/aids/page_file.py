"""The residents' page as one file for the city's site: it reckons in the browser, and no answer leaves the phone."""

import html
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from contract.aid_facts import FACTS, NUMBER, QUESTIONS, UNASKED
from contract.aid_records import AidEdition, Catalogue
from contract.aid_rules import Condition, Span, Term
from contract.translations import mark, translate
from indicators.aids.eligibility import AidAnswer, Outcome, all_conditions, by_precedence
from indicators.aids.household import isee_bands, known_options
from reports.aids.conditions import euro_words, reason_words
from reports.aids.words import (
    ALREADY,
    AMOUNTS,
    ENDED_LATELY,
    HOW_LONG,
    INSTEAD,
    MISSING,
    OUTCOMES,
    ended_words,
    option_labels,
    tell_answers,
)
from reports.numbers import day, text_direction

_HERE = Path(__file__).parent
_PRIVACY = mark("Your answers stay on this device: this page sends nothing, keeps nothing, and calls nobody.")
_MADE = mark("Made on {day} from the catalogue of the observatory. Whoever gives a benefit decides.")


def residents_page(catalogue: Catalogue, language: str, today: date) -> bytes:
    """The page as one HTML file: every edition that can be had from `today` on, or of which the end is still told, each
    shown on its own days."""
    editions = [
        each
        for each in catalogue.editions.values()
        if each.state != "announced" and (not _is_over(each, today) or catalogue.is_told_ended(each, today))
    ]
    page = page_data(catalogue, editions, language)
    told = {
        "language": language,
        "direction": text_direction(language),
        "title": translate(mark("Is there something for me?"), language),
        "question": translate(mark("Eight questions on your home. No name, no sign-in."), language),
        "privacy": translate(_PRIVACY, language),
        "unasked": translate(mark("What we do not test"), language),
        "long": translate(HOW_LONG, language),
        "see": translate(mark("See what there is"), language),
        "made": translate(_MADE, language, day=day(today.isoformat(), language)),
    }
    written = (_HERE / "page.html").read_text(encoding="utf-8")
    for name, text in told.items():
        written = written.replace(f"{{{name}}}", html.escape(text))
    unasked = "".join(f"<li>{html.escape(translate(line, language))}</li>" for line in UNASKED)
    written = written.replace("{lines}", unasked)
    data = json.dumps(page, ensure_ascii=False).replace("<", "\\u003c")
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    return written.replace("{script}", script).replace("{page}", data).encode()


def page_data(catalogue: Catalogue, editions: Iterable[AidEdition], language: str) -> dict[str, object]:
    """What the script reckons with: questions, editions in the order of their precedence, and words; money in cents."""
    listed = by_precedence(list(editions))
    bands = isee_bands(listed)
    return {
        "euro": {_cents(each): euro_words(each, language) for edition in listed for each in _euros(edition)},
        "questions": [_question(fact, bands, language) for fact in QUESTIONS],
        "facts": {name: translate(fact.label, language) for name, fact in FACTS.items()},
        "editions": [_edition(catalogue, each, language) for each in listed],
        "words": {
            **{str(outcome): translate(title, language) for outcome, title in OUTCOMES.items()},
            **{name: _blank(text, language) for name, text in AMOUNTS.items()},
            "missing": _blank(MISSING, language),
            "instead": _blank(INSTEAD, language),
            "already": _blank(ALREADY, language),
            "ended": translate(ENDED_LATELY, language),
        },
    }


def _blank(sentence: str, language: str) -> str:
    """A sentence of the language, its blanks left open for the script."""
    return translate(sentence, language)


def _question(fact: str, bands: Mapping[str, Span], language: str) -> dict[str, object]:
    options = known_options(fact, bands)
    labels = option_labels(fact, bands, language)
    return {
        "fact": fact,
        "text": translate(QUESTIONS[fact], language),
        "options": [
            {"code": code, "label": label, "known": _known(options.get(code))} for code, label in labels.items()
        ],
    }


def _known(known: Span | frozenset[str] | None) -> dict[str, object] | None:
    if known is None:
        return None
    if isinstance(known, Span):
        return {"low": _cents(known.low), "high": _cents(known.high) if known.high.is_finite() else None}
    return {"codes": sorted(known)}


def _edition(catalogue: Catalogue, each: AidEdition, language: str) -> dict[str, object]:
    [told] = tell_answers([AidAnswer(each, Outcome.MAYBE)], catalogue, language)
    begins = [str(moment) for moment in (each.valid_from, each.opens_on) if moment]
    ends = [str(moment) for moment in (each.valid_to, each.closes_on) if moment]
    papers = [f"{translate(mark('Papers'), language)}: {', '.join(told.papers)}."] if told.papers else []
    untested = [f"{translate(mark('We did not ask'), language)}: {told.untested}"] if told.untested else []
    links = {told.information_url: mark("Read more: {aid}"), told.form_url: mark("Ask for it: {aid}")}
    return {
        "aid": each.aid_id,
        "begins": max(begins, default=""),
        "ends": min(ends, default=""),
        "valid_to": str(each.valid_to or ""),
        "told_until": str(catalogue.told_ended_until(each)),
        "ended": ended_words(each, catalogue, language),
        "automatic": each.is_automatic,
        "conditions": [_condition(condition, language) for condition in all_conditions(each)],
        "precedes": each.precedes,
        "excludes": each.excludes,
        "amounts": [
            {"low": _cents(line.low), "high": _cents(line.high), "when": [_term(term) for term in line.when]}
            for line in each.amounts
        ],
        "name": told.name,
        "covers": told.covers,
        "lines": [line for line in (told.where, *papers, *untested, *told.cautions, told.until) if line],
        "source": f"{told.provider}. {told.source}",
        "links": [[translate(text, language, aid=told.name), url] for url, text in links.items() if url],
    }


def _condition(condition: Condition, language: str) -> dict[str, object]:
    terms = [_term(term) for term in (condition.term, *condition.unless)]
    return {"terms": terms, "no": reason_words(condition, language)}


def _term(term: Term) -> dict[str, object]:
    plain: dict[str, object] = {"fact": term.fact, "operator": term.operator}
    if FACTS[term.fact].kind == NUMBER:
        return plain | {"limit": _cents(Decimal(term.value))}
    return plain | {"codes": sorted(term.codes)}


def _euros(edition: AidEdition) -> Iterable[Decimal]:
    """Every amount that an answer can tell."""
    return (end for line in edition.amounts for end in (line.low, line.high))


def _cents(value: Decimal) -> int:
    return int(value * 100)


def _is_over(each: AidEdition, today: date) -> bool:
    return any(moment and moment < today for moment in (each.valid_to, each.closes_on))
