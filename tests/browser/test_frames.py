"""The map in its frame, in a real browser: the legend in view with it, the page's wheel, the whole screen."""

import pytest

from tests.browser.conftest import at_rest, painted, quiet, settled, visiting

SIZES = ((1280, 720), (1366, 768), (1920, 1080), (390, 844))
"""Two desks, a projector, a phone."""
MAPS = {
    "/mappa": 640,
    "/concentrazioni": 640,
    "/sportello": 640,
    "/scenari": 640,
    "/confronto": None,
    "/definizioni?facet=summer": None,
}
"""Every page with maps, and the width from which the legend lies over its first; None where it stands under it."""
REDRAWN_MS = 20_000
"""Most time in which a frame tells its size and is drawn anew, on a busy machine."""

FITS = """(least) => {
  const frame = document.querySelector("[class*='st-key-map_frame_']");
  const chart = frame?.querySelector("[data-testid='stDeckGlJsonChart']"), legend = frame?.querySelector(".maplegend");
  if (!chart || !legend || document.querySelector("[data-test-script-state='running']")) return false;
  const at = frame.getBoundingClientRect();
  if (at.bottom > innerHeight || at.top < 0) frame.scrollIntoView({block: "end"});
  const [map, signs] = [chart, legend].map((each) => each.getBoundingClientRect());
  const whole = (box) => box.x >= 0 && box.y >= 0 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
  const [wide, , beside] = (frame.dataset.told ?? "780x480x260").split("x").map(Number);
  const inside = !least || wide < least ||
    (map.x <= signs.x && map.y <= signs.y && signs.bottom <= map.bottom + 2 && signs.right - map.x <= beside);
  return whole(map) && whole(signs) && inside;
}"""
"""Whether the page's first map and its legend are wholly in the window, scrolled to; where the map is wide enough the
legend lies over it, on what it leaves free beside the city."""


SCROLLED = "document.querySelector(\"[data-testid='stMain']\").scrollTop"


def wheel_over_the_map(page):
    """Turn the wheel over the middle of the page's first map: the page scrolls, up where there is something above."""
    chart = page.get_by_test_id("stDeckGlJsonChart").first
    chart.scroll_into_view_if_needed()
    box, before = chart.bounding_box(), page.evaluate(SCROLLED)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -150 if before else 150)
    page.wait_for_function(f"before => {SCROLLED} !== before", arg=before)


@pytest.mark.parametrize("address", MAPS)
def test_legend_and_map_are_in_view_at_every_size_and_the_wheel_over_them_scrolls(browser, app_url, address):
    with visiting(browser, app_url) as page:
        page.goto(address)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert page.wait_for_function(FITS, arg=MAPS[address], timeout=REDRAWN_MS)
            if (width, height) in (SIZES[0], SIZES[-1]):
                wheel_over_the_map(quiet(at_rest(page)))


def test_full_screen_keeps_the_legend(page):
    page.set_viewport_size({"width": 1366, "height": 500})
    page.goto("/mappa")
    settled(page)
    painted(page)
    at_rest(page)
    page.get_by_role("button", name="Schermo intero", exact=True).click()
    page.wait_for_function("document.fullscreenElement !== null")
    settled(page)
    assert page.evaluate("document.fullscreenElement.querySelector('.maplegend').getBoundingClientRect().height") > 50


@pytest.mark.parametrize("address", ("/mappa", "/confronto", "/mappa?level=section"))
def test_a_list_opened_before_the_map_has_its_room_stays_open_and_takes_the_press(page, address):
    page.set_viewport_size({"width": 1366, "height": 620})
    page.goto(address)
    field = page.get_by_role("combobox").first
    field.press("ArrowDown")
    page.get_by_role("listbox").wait_for()
    at_rest(page)
    assert page.get_by_role("option").count() > 1
    address = page.url
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_function("before => location.href !== before", arg=address)
