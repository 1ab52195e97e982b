"""Decks and sheets of cities whose levels are not Milan's: without neighbourhoods, without boroughs, without either."""

from datetime import date

import pytest

from data_access.publishing.publish import publish
from reports.decks.deck import make_deck
from reports.decks.html_file import deck_html
from reports.decks.pdf_file import deck_pdf
from reports.decks.pptx_file import deck_pptx
from reports.reading.edition_reading import EditionReading
from reports.sheets.area_sheet import areas_pdf
from reports.sheets.yearbook import opening_page
from reports.stories.library import READY_IDS, ready_story
from reports.stories.story import Story
from tests.data_access.small_publication import small_sources

ALL = Story({"it": "Tutto"}, tuple(view for name in READY_IDS for view in ready_story(name).views))


@pytest.mark.parametrize("lacking", [("nil",), ("municipio",), ("nil", "municipio")])
def test_every_ready_story_and_a_sheet_are_written(lacking, tmp_path):
    sources = small_sources(year=2023, count=40)
    for level in lacking:
        sources.sections[f"{level}_id"] = None
        sources.sections[f"{level}_name"] = None
    edition = publish(sources, tmp_path)
    read = EditionReading(edition)
    deck = make_deck(ALL, {2023: read}, edition, "it", date(2026, 11, 28))
    assert deck_pptx(deck).startswith(b"PK")
    assert deck_pdf(deck).startswith(b"%PDF")
    assert deck_html(deck).count(b"<section") == len(ALL.views) + 1
    area = str(read.areas(edition.middle).index[0])
    assert areas_pdf(read, [(edition.middle, area)], "en", date(2026, 11, 28)).startswith(b"%PDF")


@pytest.mark.parametrize(("language", "word"), [("it", "Intervallo"), ("en", "Range")])
def test_ends_of_an_edition_without_bills_are_not_called_plausible(language, word, tmp_path):
    edition = publish(small_sources(year=2023, count=40), tmp_path)
    read = EditionReading(edition)
    (by_level, by_year) = opening_page(read, {2022: read, 2023: read}, language).parts
    assert by_level.table.heads[2] == by_year.table.heads[2] == word


@pytest.mark.parametrize("name", ["测试街区", "حي الاختبار", "🏠 Emoji", "𐦠𐦡"])
def test_a_name_in_signs_that_the_products_letters_lack_is_set_all_the_same(name, tmp_path):
    sources = small_sources(year=2023, count=40)
    sources.sections["nil_name"] = sources.sections["nil_name"].replace("NIL 1", name)
    edition = publish(sources, tmp_path)
    read = EditionReading(edition)
    assert areas_pdf(read, [("nil", "1")], "it", date(2026, 11, 28)).startswith(b"%PDF")
    where = make_deck(ready_story("where"), {2023: read}, edition, "it", date(2026, 11, 28))
    assert deck_pdf(where).startswith(b"%PDF")
