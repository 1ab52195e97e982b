"""Slides on a screen: every slide of every ready story is seen whole, with the keys below it, at three sizes."""

import pytest

from reports.decks.html_file import deck_html
from tests.reports.decks.test_decks import ALL, deck_of

SCREENS = ((1280, 720), (1366, 768), (1920, 1080))
ROOM_OF_THE_KEYS = ".deck .slide { padding-bottom: 3.4rem; }"
OVER = """() => [...document.querySelectorAll(".slide")].flatMap((slide) =>
  slide.offsetHeight > innerHeight + 1 || slide.scrollWidth > slide.clientWidth + 1
    ? [slide.querySelector("h1, h2").textContent] : [])"""

WIDE = """() => [...document.querySelectorAll(".slide")].filter((each) => each.scrollWidth > each.clientWidth + 1)
  .map((each) => each.querySelector("h1, h2").textContent)"""
NAMED_CELLS = """(name) => document.querySelectorAll(".cells tbody tr > :first-child").forEach((cell) => {
  cell.textContent = name;
})"""
"""A name longer than any word, in every table."""


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_slide_of_every_ready_story_fits_the_screen(browser, tmp_path, language):
    file = tmp_path / "deck.html"
    file.write_bytes(deck_html(deck_of(ALL, language)))
    page = browser.new_page()
    page.goto(file.as_uri())
    page.add_style_tag(content=ROOM_OF_THE_KEYS)
    assert page.locator(".slide").count() == len(ALL.views) + 1
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(OVER) == [], (width, height)
    page.evaluate(NAMED_CELLS, "L" * 80)
    assert page.get_by_text("L" * 80).count() > 3
    assert page.evaluate(WIDE) == []
    page.close()
