"""Renovations in a real browser: the verdict without scrolling, files that open, nothing wider than a phone."""

import io
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import settled, visiting


def taken(page, name):
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=name).click()
    return Path(download.value.path()).read_bytes()


def test_the_verdict_stands_on_the_first_screen_and_files_are_taken_away(page):
    page.goto("/riqualificazioni")
    settled(page)
    expect(page.locator(".verdict").first).to_be_in_viewport()
    assert taken(page, "Scheda da stampare (PDF)").startswith(b"%PDF-")
    book = load_workbook(io.BytesIO(taken(page, "Cartella di lavoro (XLSX)")))
    assert book.sheetnames[0] == "Riqualificazioni" and book["Riqualificazioni"].max_row > 10


def test_nothing_is_wider_than_a_phone(browser, app_url):
    with visiting(browser, app_url, viewport={"width": 390, "height": 844}) as page:
        page.goto("/riqualificazioni?lang=en")
        settled(page)
        page.get_by_text("Use against the cold").click()
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
