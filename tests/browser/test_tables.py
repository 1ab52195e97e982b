"""Numbers of every kind of table are written as the page's language does, whatever the browser's."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESK, at_rest, quiet

ADDRESS = "/mappa?level=municipio&area=municipio:4&lang={}"
"""A page with each kind: the area's profile in HTML, the ranking of texts, the table that sorts numbers."""
FOLDS = {"it": "Gli stessi numeri in tabella", "en": "The same figures as a table"}
HOOK = """window.observatoryWritten = new Set();
const draw = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (told, ...where) {
  window.observatoryWritten.add(String(told));
  return draw.call(this, told, ...where);
};"""
"""Keeps what is written on canvases: a table that sorts is one."""
TOLD = """() => [...window.observatoryWritten,
  ...[...document.querySelectorAll(".scroll td")].map((cell) => cell.textContent)].filter((told) => /\\d/.test(told))"""
ITALIAN, ENGLISH = r"\d{1,3}(\.\d{3})*(,\d+)?", r"\d{1,3}(,\d{3})*(\.\d+)?"
BY_LANGUAGE = {"it": ITALIAN, "en": ENGLISH}


def assert_written_as_the_page_s_language_does(page, language):
    with page.add_init_script(HOOK):
        page.goto(ADDRESS.format(language))
    at_rest(page).get_by_text(FOLDS[language]).click()
    expect(page.get_by_test_id("stDataFrame")).to_have_count(2)
    told = quiet(page).evaluate(TOLD)
    numbers = [number for each in told for number in re.findall(r"(?<![\w.])\d[\d.,]*\d|\d", each)]
    wrong = [number for number in numbers if not re.fullmatch(BY_LANGUAGE[language], number)]
    assert not wrong, wrong
    shares = [number for number in numbers if re.fullmatch(r"\d+[.,]\d", number)]
    thousands = [number for number in numbers if re.fullmatch(r"\d+[.,]\d{3}", number)]
    assert len(shares) > 40 and len(thousands) >= 9


def test_numbers_of_every_table_are_english_on_an_english_page_in_an_italian_browser(page):
    assert page.evaluate("navigator.language") == "it-IT"
    assert_written_as_the_page_s_language_does(page, "en")


def test_numbers_of_every_table_are_italian_on_an_italian_page_in_an_english_browser(browser, app_url):
    context = browser.new_context(locale="en-US", base_url=app_url, viewport=DESK, reduced_motion="reduce")
    assert_written_as_the_page_s_language_does(context.new_page(), "it")
    context.close()
