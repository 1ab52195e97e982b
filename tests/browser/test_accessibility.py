"""WCAG 2.1 AA by axe's rules on every page, and the whole way by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import painted, settled, visiting
from ui.entrance.frame import PAGES

pytestmark = pytest.mark.browser

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
SIZES = ((1366, 900), (390, 844))
"""A desk and a phone, one after the other in one load of the page."""
ADDRESSES = (
    "/",
    "/mappa?area=nil:55",
    "/scenari?electricity=110&gas=74&heat=74&cutback=10",
    "/confronto",
    "/confronto?compare=area",
    "/confronto?compare=moves",
    "/definizioni",
    "/definizioni?facet=index",
    "/definizioni?facet=capacity&lang=en",
    "/concentrazioni",
    "/riqualificazioni",
    "/sportello?complex=C013",
    "/metodo?lang=en",
    "/aiuti",
    "/contributi",
    "/questionario",
    "/piano",
    "/piano?activity=3.1",
    "/presenta",
    "/presenta?story=where&slide=2",
    "/dati",
    "/accessibilita",
    "/amministrazione",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_serious_violation_on_any_page_at_a_desk_or_on_a_phone(browser, app_url, address):
    found = {}
    with visiting(browser, app_url) as page:
        page.goto(address)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            settled(page)
            page.wait_for_timeout(1000)
            found[width] = grave_violations(page)
    assert found == {width: [] for width, _ in SIZES}


def grave_violations(page):
    return [
        (violation["id"], violation["help"], [node["html"][:200] for node in violation["nodes"]][:3])
        for violation in Axe().run(page, options=RULES).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]


def test_every_page_is_among_them():
    assert {page.address for page in PAGES} <= {address[1:].partition("?")[0] for address in ADDRESSES}


def test_search_and_language_by_keyboard_alone(page):
    page.goto("/mappa")
    settled(page)
    painted(page)
    settled(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "Cerca un’area":
            break
    page.keyboard.type("barona")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_be_visible()


def test_the_map_and_charts_have_a_name_for_screen_readers(page):
    page.goto("/mappa")
    settled(page)
    expect(page.get_by_role("figure").first).to_be_visible()
    assert "Mappa di Milano" in page.get_by_test_id("stDeckGlJsonChart").evaluate(
        "map => [map, map.parentElement, ...map.querySelectorAll('*')]"
        ".map(each => each.getAttribute('aria-label') || '').join(' ')"
    )
