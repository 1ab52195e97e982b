"""Answers in words: plain enough for everybody, in both languages, and on paper."""

import re
from dataclasses import replace
from datetime import date

import pytest

from contract.aid_facts import FACTS, QUESTIONS, UNASKED
from contract.aid_records import CHANNELS, NEEDS, PAPERS, PROVIDER_KINDS, SOURCE_KINDS, STATES
from contract.translations import read_catalogue, translate
from indicators.aids.eligibility import Outcome, answer_all
from indicators.aids.household import household_of, isee_bands
from reports.aids.sheet import answers_pdf
from reports.aids.words import BEGINS_AGAIN, HOW_LONG, OUTCOMES, band_words, in_words, tell_answers, tell_ended
from reports.aids.words import ENDED as ENDED_SENTENCE
from tests.indicators.aids.catalogue_at_hand import CATALOGUE, PERSONAS, TODAY, known

OPEN = CATALOGUE.in_force(TODAY)
ENDED = [("Bonus luce", "È finito il 31/12/2026.")]
LEAST_GULPEASE = 60
"""Readable by whoever has the middle school's diploma, on the scale of 0 to 100."""


def gulpease(texts):
    """The Italian index of readability: 89 + (300 × sentences − 10 × letters) ÷ words, of texts that each end one."""
    words = [word for text in texts for word in re.findall(r"\w+", text)]
    sentences = sum(max(1, len(re.findall(r"[.?!:](?:\s|$)", text))) for text in texts)
    letters = sum(map(len, words))
    return 89 + (300 * sentences - 10 * letters) / len(words)


def answered(persona, language="it"):
    return tell_answers(answer_all(OPEN, known(persona)), CATALOGUE, language)


def read_aloud(each):
    """What a resident reads of an answer that is a yes or a maybe."""
    texts = (each.name, each.answer, each.covers, each.amount, each.where, each.untested, each.until, *each.cautions)
    return [text for text in (*texts, ", ".join(each.papers)) if text]


def test_the_index_is_that_of_its_formula():
    assert gulpease(["Il gatto dorme."]) == 89 + (300 - 120) / 3


def test_the_page_reads_easily():
    """Each question, each sentence beside them, and each card of each persona, by itself."""
    beside = [translate(text, "it") for text in (*QUESTIONS.values(), *UNASKED, HOW_LONG, ENDED_SENTENCE, BEGINS_AGAIN)]
    cards = [read_aloud(each) for persona in PERSONAS for each in answered(persona)]
    assert len(cards) > 1000
    hard = [texts for texts in ([text] for text in beside) if gulpease(texts) < LEAST_GULPEASE]
    assert [*hard, *(texts for texts in cards if gulpease(texts) < LEAST_GULPEASE)] == []


@pytest.mark.parametrize("aid_id", list(CATALOGUE.aids))
def test_every_aid_reads_easily_by_itself(aid_id):
    aid = CATALOGUE.aids[aid_id]
    editions = [each for each in CATALOGUE.editions.values() if each.aid_id == aid_id]
    texts = [aid.covers["it"], *(each.untested["it"] for each in editions if each.untested)]
    assert gulpease(texts) >= LEAST_GULPEASE


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_answer_is_whole_in_both_languages(language):
    for persona in PERSONAS:
        answers = answered(persona, language)
        assert answers
        for each in answers:
            assert each.answer.startswith(translate(OUTCOMES[each.outcome], language))
            assert each.name and each.covers and "{" not in "".join(read_aloud(each))
            if each.outcome is Outcome.NO:
                assert "(" in each.answer
            else:
                assert each.where


def test_a_no_tells_the_threshold_and_a_maybe_what_is_missing():
    over = next(persona for persona in PERSONAS if (persona["aid_id"], persona["case"]) == ("BSE", "one euro over"))
    told = {each.aid_id: each for each in answered(over)}
    assert told["BSE"].answer == "No (ISEE oltre 9.796\xa0€ e figli a carico sotto 4)"
    assert told["BSGC"].answer == "No (ISEE oltre 9.796\xa0€ e figli a carico sotto 4)"
    assert told["CV26"].answer == "Forse (manca: se è ancora aperto)"
    nothing = {each.aid_id: each for each in tell_answers(answer_all(OPEN, {}), CATALOGUE, "it")}
    assert nothing["BSGC"].answer == "Forse (manca: ISEE, figli a carico, riscaldamento)"
    assert nothing["ECO"].answer == "Forse (manca: di chi è la casa; solo se non hai Conto Termico 3.0)"


def test_a_no_is_about_the_household_names_each_way_in_and_no_threshold_twice():
    rich = household_of({"isee": "more", "children": "0", "over_75": "no", "disability": "none", "supply": "both"},
                        isee_bands(OPEN))  # fmt: skip
    told = {each.aid_id: each.answer for each in tell_answers(answer_all(OPEN, rich), CATALOGUE, "it")}
    assert told["BSE"] == "No (ISEE oltre 9.796\xa0€ e figli a carico sotto 4)"
    assert told["TUTG"].startswith("No (non c’è chi ha più di 75 anni e ") and "ISEE oltre" in told["TUTG"]
    poor = tell_answers(answer_all(OPEN, household_of({"isee": "9360"}, isee_bands(OPEN))), CATALOGUE, "it")
    assert "No (ISEE di 9.360\xa0€ o meno)" in {each.answer for each in poor}


def test_amounts_are_told_to_the_cent():
    persona = next(each for each in PERSONAS if each["euro"] == "186.15")
    told = {each.aid_id: each for each in answered(persona)}
    assert told["BSE"].amount == "Vale 186,15\xa0€."
    assert told["BSG"].amount == "Vale tra 39,16\xa0€ e 156,45\xa0€."


def test_how_long_an_answer_takes_is_told_where_the_rules_tell():
    edition = replace(CATALOGUE.editions["CT3-1"], answer_days=60)
    [told] = tell_answers(answer_all([edition], {}), CATALOGUE, "it")
    assert told.cautions[0] == "La risposta arriva entro 60 giorni."
    [untold] = tell_answers(answer_all([CATALOGUE.editions["CT3-1"]], {}), CATALOGUE, "it")
    assert told.cautions[1:] == untold.cautions


def test_an_end_is_told_to_whom_it_may_concern_with_the_next_beginning_where_one_is_known():
    ended = CATALOGUE.ended_lately(date(2027, 1, 20))
    rich = household_of({"isee": "more", "children": "0"}, isee_bands(ended))
    told = dict(tell_ended(answer_all(ended, {}), CATALOGUE, "it"))
    assert told["Bonus luce"] == (
        "È finito il 31/12/2026. Non sappiamo ancora se e come continua: chiedi allo sportello."
    )
    assert "Bonus luce" not in dict(tell_ended(answer_all(ended, rich), CATALOGUE, "it"))
    following = replace(CATALOGUE.editions["BSE-2026"], edition_id="BSE-2027", valid_from=date(2027, 2, 1),
                        valid_to=date(2027, 12, 31))  # fmt: skip
    both = replace(CATALOGUE, editions={**CATALOGUE.editions, "BSE-2027": following})
    told = dict(tell_ended(answer_all(both.ended_lately(date(2027, 1, 20)), {}), both, "it"))
    assert told["Bonus luce"] == "È finito il 31/12/2026. Ricomincia il 01/02/2027."
    assert "Bonus luce" not in dict(tell_ended(answer_all(both.ended_lately(date(2027, 2, 1)), {}), both, "it"))


def test_bands_are_told_as_one_chooses_them():
    told = [band_words(code, span, "it") for code, span in isee_bands(OPEN).items()]
    assert told[0] == "fino a 9.360\xa0€"
    assert told[1] == "da 9.360,01\xa0€ a 9.796\xa0€"
    assert told[-1].startswith("più di ")


def test_every_code_of_the_catalogue_has_its_words():
    codes = (
        PROVIDER_KINDS,
        NEEDS,
        CHANNELS,
        PAPERS,
        SOURCE_KINDS,
        STATES,
        *(fact.codes or {} for fact in FACTS.values()),
    )
    labels = {label for each in codes for label in each.values()} | {fact.label for fact in FACTS.values()}
    assert labels <= set(read_catalogue("it"))


def test_a_text_without_english_is_told_in_italian():
    assert in_words({"it": "Ciao"}, "en") == "Ciao"


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_sheet_is_a_tagged_document_of_a_few_pages(language):
    content = answers_pdf(answered(PERSONAS[0], language), ENDED, language, TODAY)
    assert content.startswith(b"%PDF") and b"/MarkInfo" in content
    assert answers_pdf([], [], language, TODAY).startswith(b"%PDF")


def test_the_same_answers_make_the_same_sheet():
    one, other = (answers_pdf(answered(PERSONAS[0]), [], "it", TODAY) for _ in range(2))
    assert one == other
