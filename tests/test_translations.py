"""Every sentence of the product exists in Italian, with the same blanks, and no translation is left over."""

import pickle
import re
import string

import pytest

from contract.elision import elided
from contract.errors import ObservatoryError
from contract.translations import LANGUAGES, mark_count, read_catalogue, read_counted, translate, translate_count
from tests.sentences import all_sentences


def blanks(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def translations(language):
    """Each sentence, or pair, of the code to its translations, one for each form."""
    return {source: (text,) for source, text in read_catalogue(language).items()} | read_counted(language)


def test_every_sentence_is_in_italian():
    told = translations("it")
    missing = [f"{place}: {sentence}" for sentence, place in all_sentences().items() if sentence not in told]
    assert not missing, "\n".join(missing)


def test_no_translation_is_left_over():
    left = set(translations("it")) - set(all_sentences())
    assert not left, "\n".join(sorted(map(str, left)))


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_translations_keep_the_blanks(language):
    wrong = [
        (form, text)
        for source, texts in translations(language).items()
        for form, text in zip((source,) if isinstance(source, str) else source, texts, strict=True)
        if blanks(form) != blanks(text)
    ]
    assert wrong == []


def test_a_sentence_is_filled_in_its_language():
    assert translate("row {row}", "it", row=3) == "riga 3"
    assert translate("row {row}", "en", row=3) == "row 3"


@pytest.mark.parametrize(
    ("count", "english", "italian"),
    [(0, "0 conflicts.", "0 conflitti."), (1, "1 conflict.", "1 conflitto."), (2, "2 conflicts.", "2 conflitti."),
     (21, "21 conflicts.", "21 conflitti.")],
)  # fmt: skip
def test_what_counts_says_one_and_more_rightly(count, english, italian):
    assert translate_count("{count} conflict.", "{count} conflicts.", count, "en") == english
    assert translate_count("{count} conflict.", "{count} conflicts.", count, "it") == italian


def test_a_counted_sentence_shows_the_number_as_it_is_given():
    pair = ("{count} area added.", "{count} areas added.")
    assert translate_count(*pair, 1200, "it", count="1.200") == "1.200 aree aggiunte."


VERBS = (
    "as|asks|begins|changes|comes|does|ends|gives|goes|has|holds|is|its|keeps|lacks|less|lies|lists|lives|makes|means|"
    "needs|perhaps|reads|says|shows|stands|starts|takes|tells|this|uses|wants|was|works"
)
"""Words with an s that are no plural."""

PLURAL = re.compile(
    r"\{(\w+)\}(?:</strong>)?(?: (?:and|more|other|similar|good|vulnerable|census|smaller|percentage)){0,2} "
    rf"(?!(?:{VERBS})\b)(?:[a-z]+s|people|homes)\b"
)
"""A blank and what it counts, more than one of it."""

NEVER_ONE = {
    "the law, a rule or a parameter of ours puts it far above one": {
        "{base} households", "{draws} draws", "{draws} trials", "{least} households", "{least} more answers",
        "{most} characters", "{most} pieces", "{number} households", "{width} households", "{width} values",
        "{residents} residents", "{minutes} minutes",
    },
    "told with its decimals: 1.0 takes the plural": {
        "{heat} percentage points", "{points} percentage points", "{points} points",
        "{tonnes} tonnes", "{value} times",
    },
    "the end of a range": {"{after} points", "{high} times"},
    "all that a city has": {"{all} estates", "{all} vulnerable households"},
    "told only where there are several": {
        "{all} meters", "{areas} areas", "{count} households", "{count} series", "{sections} sections",
    },
    "told of a year at least": {"{days} days"},
    "the window of a sum": {"{households} households"},
}  # fmt: skip
"""What stands in the plural in sentences, or forms for one, that have no other form, by why it is never one."""


def counts_in(text):
    """What a sentence counts in the plural and may be one."""
    return [found[0] for found in PLURAL.finditer(text)]


def test_what_a_sentence_counts_has_a_form_for_one():
    never = {words for each in NEVER_ONE.values() for words in each}
    forms = {text if isinstance(text, str) else text[0]: place for text, place in all_sentences().items()}
    wrong = [(place, words) for text, place in forms.items() for words in counts_in(text) if words not in never]
    assert wrong == [], "give it a form for one (mark_count), or say in NEVER_ONE why it is never one"
    assert never <= {words for text in forms for words in counts_in(text)}
    assert counts_in("{count} more rows have it") and counts_in("<strong>{up}</strong> areas rose")


def test_where_english_changes_the_word_that_is_counted_so_does_italian():
    def words(text):
        return dict(re.findall(r"\{(\w+)\}(?:</strong>)? (\w+)", text))

    pairs = [pair for pair in all_sentences() if not isinstance(pair, str)]
    assert len(pairs) > 50
    for pair in pairs:
        english, italian = ([words(form) for form in forms] for forms in (pair, read_counted("it")[pair]))
        changed = {name for name, word in english[0].items() if english[1].get(name) == f"{word}s"}
        kept = {name for name in italian[0] if italian[0][name] == italian[1].get(name)}
        assert not changed & kept, pair
        assert pair[0] != pair[1] and len(set(read_counted("it")[pair])) == 2, pair


@pytest.mark.parametrize(("days", "english", "italian"), [
    (1, "Waits 1 day.", "Waits 1 day."), ("1", "Waits 1 day.", "Waits 1 day."), (0, "Waits 0 days.", "Waits 0 days."),
    ("1.000", "Waits 1.000 days.", "Waits 1.000 days."),
])  # fmt: skip
def test_a_marked_sentence_takes_the_form_of_its_number_wherever_it_travels(days, english, italian):
    sentence = mark_count("Waits {days} day.", "Waits {days} days.", "days")
    for each in (sentence, pickle.loads(pickle.dumps(sentence))):
        assert translate(each, "en", days=days) == english
        assert translate(each, "it", days=days) == italian
    assert str(ObservatoryError(sentence, days=days)) == english


def test_no_italian_sentence_holds_an_article_that_its_figures_would_change():
    """Figures written into a sentence have their article; before a blank stands the one that is elided when filled."""
    texts = [text for texts in translations("it").values() for text in texts]
    assert [text for text in texts if elided(text) != text] == []
    assert [text for text in texts if re.search(r"\b(?:l|dell|all|dall|nell|sull|un)[’'](?:<\w[^>]*>)*\{", text)] == []
    assert [text for text in texts if re.search(r"\b(?:lo|la|le|gli|degli|agli) (?:<\w[^>]*>)*\{\w+\}%", text)] == []


@pytest.mark.parametrize(("number", "told"), [
    ("8%", "l’8%"), ("11%", "l’11%"), ("80%", "l’80%"), ("8,3%", "l’8,3%"), ("1%", "l’1%"), ("1,5%", "l’1,5%"),
    ("7%", "il 7%"), ("18%", "il 18%"), ("10%", "il 10%"), ("1.000", "il 1.000"), ("111%", "il 111%"),
    ("1°", "il 1°"), ("8°", "l’8°"),
])  # fmt: skip
def test_articles_before_figures_are_elided_in_bold_too(number, told):
    article, figure = ("l’", number) if told.startswith("l’") else ("il ", number)
    assert elided(f"tra il {number}") == f"tra {told}"
    assert elided(f"tra il <strong>{number}</strong>") == f"tra {article}<strong>{figure}</strong>"


@pytest.mark.parametrize(
    "number", ["8", "11", "80", "81", "88", "800", "811", "8.000", "11.000", "80.000", "800.000", "8,5", "0"]
)
def test_several_whose_number_begins_with_a_vowel_or_with_z_are_gli(number):
    assert elided(f"Nei {number} giorni, dei <b>{number}</b> e i {number}") == (
        f"Negli {number} giorni, degli <b>{number}</b> e gli {number}"
    )


@pytest.mark.parametrize("number", ["1.000", "7", "18", "108", "110", "1.100", "118", "10", "180"])
def test_several_of_any_other_number_keep_their_article(number):
    assert elided(f"Nei {number} giorni, i {number}") == f"Nei {number} giorni, i {number}"


@pytest.mark.parametrize(("text", "told"), [
    ("il 0%", "lo 0%"), ("Nel 0,4% dei casi", "Nello 0,4% dei casi"), ("dal <b>0,0%</b>", "dallo <b>0,0%</b>"),
    ("il 01/05/2021", "il 01/05/2021"), ("dal 05/08/2026 al 0:30", "dal 05/08/2026 al 0:30"),
])  # fmt: skip
def test_before_nought_stands_lo_and_days_that_begin_with_it_keep_their_article(text, told):
    assert elided(text) == told
