"""Scenarios and comparisons in a real browser: geometry travels once, and an area is made by clicks."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import at_rest, click_map, listening, painted, quiet, settled


def test_a_slider_recolours_the_map_and_asks_for_no_geometry_again(page):
    asked = []
    with listening(page, request=lambda request: asked.append(request.url) if ".geojson" in request.url else None):
        page.goto("/scenari?level=section&gas=10")
        at_rest(page)
        before = painted(page)
        at_rest(page)
        first = len(asked)
        assert first > 0
        slider = page.get_by_role("slider").nth(1)
        slider.focus()
        for _ in range(5):
            slider.press("ArrowRight")
            settled(page)
        expect(page.locator(".headline")).to_contain_text("gas più caro del 15%")
        painted(page, before)
        quiet(page)
        assert len(asked) == first


def test_two_clicks_make_an_area_of_one_profile(drawn_page):
    page = drawn_page
    page.goto("/confronto?compare=area")
    at_rest(page)
    painted(page)
    at_rest(page)
    click_map(page, 0.5, 0.5, page.locator(".headline"))
    expect(page.locator(".headline")).to_contain_text(re.compile("In quest"))
    expect(page).to_have_url(re.compile("pieces=nil"))
