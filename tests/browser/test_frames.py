"""The map in its frame, in a real browser: the legend in view with it, the page's wheel, the whole screen."""

import pytest

from tests.browser.conftest import painted, settled, visiting

pytestmark = pytest.mark.browser

SIZES = ((1280, 720), (1366, 768), (1920, 1080), (390, 844))
"""Two desks, a projector, a phone."""
MAPS = ("/mappa", "/confronto", "/definizioni?facet=summer", "/sportello")
ROOM_MS = 900
"""Time in which a frame tells its size and is drawn anew."""


def boxes(page):
    """Map and legend of the first frame of the page, and the window's size, after scrolling to it where it is below."""
    frame = page.locator("[class*='st-key-map_frame_']").first
    frame.evaluate("each => each.getBoundingClientRect().bottom > innerHeight && each.scrollIntoView({block: 'end'})")
    page.wait_for_timeout(300)
    chart = frame.get_by_test_id("stDeckGlJsonChart").bounding_box()
    return chart, frame.locator(".maplegend").bounding_box(), page.viewport_size


@pytest.mark.parametrize("address", MAPS)
def test_the_legend_is_in_view_with_its_map_at_every_size(browser, app_url, address):
    found = {}
    with visiting(browser, app_url) as page:
        page.goto(address)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            settled(page)
            page.wait_for_timeout(ROOM_MS)
            settled(page)
            chart, legend, window = boxes(page)
            found[width] = [
                name
                for name, box in {"map": chart, "legend": legend}.items()
                if box["x"] < 0 or box["y"] < 0 or box["x"] + box["width"] > window["width"] + 1
                or box["y"] + box["height"] > window["height"] + 1
            ]  # fmt: skip
            if width > 640 and address == "/mappa":
                assert chart["x"] <= legend["x"] and legend["y"] + legend["height"] <= chart["y"] + chart["height"] + 2
    assert found == {width: [] for width, _ in SIZES}


def test_the_wheel_over_a_map_scrolls_the_page_and_full_screen_keeps_the_legend(page):
    page.set_viewport_size({"width": 1366, "height": 500})
    page.goto("/mappa")
    settled(page)
    painted(page)
    page.wait_for_timeout(ROOM_MS)
    box = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 50)
    page.mouse.wheel(0, 200)
    page.wait_for_function("document.querySelector(\"[data-testid='stMain']\").scrollTop > 50")
    page.get_by_role("button", name="Schermo intero").click()
    page.wait_for_function("document.fullscreenElement !== null")
    settled(page)
    assert page.evaluate("document.fullscreenElement.querySelector('.maplegend').getBoundingClientRect().height") > 50
