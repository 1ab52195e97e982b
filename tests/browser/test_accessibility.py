"""WCAG 2.1 AA by axe's rules on every page, and the whole way by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import at_rest, painted, quiet, settled, visiting

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
PHONE, ZOOMED = (390, 844), (640, 450)
"""A phone, and a desk at 200%."""
SIZES = ((1366, 900), PHONE)
"""A desk and a phone, one after the other in one load of the page."""
ADDRESSES = (
    "/mappa?area=nil:55",
    "/scenari?electricity=110&gas=74&heat=74&cutback=10",
    "/confronto?compare=area",
    "/confronto?compare=moves",
    "/definizioni?facet=index",
    "/definizioni?facet=capacity&lang=en",
    "/sportello?complex=C013",
    "/metodo?lang=en",
    "/piano?activity=3.1",
    "/presenta?story=where&slide=2",
)
"""Views that the pages themselves do not open with: those are looked at where each opens on a new server."""


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_serious_violation_in_any_view_at_twice_its_size_or_on_a_phone(browser, app_url, address):
    with visiting(browser, app_url) as page:
        page.goto(address)
        assert_accessible(page, (ZOOMED, PHONE))


SIDEWAYS = """() => [document.documentElement, document.querySelector("[data-testid='stMain']")]
  .some((each) => each.scrollWidth > each.clientWidth + 1)"""
"""Whether the page scrolls sideways."""


def assert_accessible(page, sizes=SIZES):
    """No serious violation at any of `sizes`, and nothing to scroll sideways for there or at twice the size."""
    found = {}
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        found[width] = grave_violations(quiet(page)), page.evaluate(SIDEWAYS)
    assert found == {width: ([], False) for width, _ in sizes}
    page.set_viewport_size(dict(zip(("width", "height"), ZOOMED, strict=True)))
    page.wait_for_function(f"!({SIDEWAYS})()")


MENU = {"exclude": [["[data-testid='stSidebarNav']"]]}
"""Streamlit's own menu on a phone has headings inside its list, which we cannot reach: the statement says so."""


def grave_violations(page):
    return [
        (
            violation["id"],
            [(node["target"], node["failureSummary"], node["html"][:200]) for node in violation["nodes"]][:3],
        )
        for violation in Axe().run(page, context=MENU, options=RULES).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]


def test_search_and_language_by_keyboard_alone(page):
    page.goto("/mappa")
    painted(page)
    at_rest(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "Cerca un’area":
            break
    page.keyboard.type("barona")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_be_visible()
    expect(quiet(page).get_by_role("combobox", name="Cerca un’area")).to_be_focused()


MOVES = """() => [...document.querySelectorAll("body, body *")].some((each) => {
  const { transitionDuration, animationDuration } = getComputedStyle(each);
  const longest = (times) => Math.max(...times.split(",").map(parseFloat));
  return longest(transitionDuration) > 0 || longest(animationDuration) > 0.001;
})"""
"""Whether anything takes time to change its look: readers of the tests ask for reduced motion. A transition, however
short, is begun for each thing that changes, on every element of the page; an animation must reach its end."""


def test_the_map_and_charts_have_a_name_for_screen_readers_and_nothing_moves_for_who_asked(page):
    page.goto("/mappa")
    settled(page)
    expect(page.get_by_role("figure").first).to_be_visible()
    assert "Mappa di Milano" in page.get_by_test_id("stDeckGlJsonChart").evaluate(
        "map => [map, map.parentElement, ...map.querySelectorAll('*')]"
        ".map(each => each.getAttribute('aria-label') || '').join(' ')"
    )
    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert not page.evaluate(MOVES)
