"""Every sentence of the product exists in Italian, with the same blanks, and no translation is left over."""

import string

import pytest

from contract.translations import LANGUAGES, read_catalogue, read_counted, translate, translate_count
from tests.sentences import all_sentences

SENTENCES = all_sentences()


def blanks(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def translations(language):
    """Each sentence, or pair, of the code to its translations, one for each form."""
    return {source: (text,) for source, text in read_catalogue(language).items()} | read_counted(language)


def test_every_sentence_is_in_italian():
    missing = [f"{place}: {sentence}" for sentence, place in SENTENCES.items() if sentence not in translations("it")]
    assert not missing, "\n".join(missing)


def test_no_translation_is_left_over():
    left = set(translations("it")) - set(SENTENCES)
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
