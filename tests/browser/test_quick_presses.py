"""Whoever presses a key faster than the page answers loses none: each control, at each pace."""

import pytest

from tests.browser.conftest import at_rest, quiet, visiting

PRESSES = 12
PACES_MS = (0, 80, 150, 400)
MOST_CONTROLS = 4
"""Of each page: they are drawn by the same few functions."""
FOLDED = {
    "scenari": None,
    "mappa?indicator=shock_exposed": "Altre scelte",
    "sportello": "Pesi e numeri",
    "definizioni?facet=index": None,
}
"""Pages with controls that keys move, and the button that opens them."""


CONTROLS = "[data-testid=stSlider] input, [data-testid=stNumberInput] input"


def value_of(control):
    return int(control.input_value())


@pytest.mark.parametrize("address", FOLDED)
def test_twelve_quick_presses_count_twelve_times(browser, app_url, address):
    with visiting(browser, app_url) as page:
        page.goto(f"/{address}")
        page.get_by_role("heading", level=1).wait_for()
        quiet(at_rest(page))
        if FOLDED[address]:
            page.get_by_role("button", name=FOLDED[address]).first.click()
            page.locator(CONTROLS).nth(1).wait_for(state="attached")
            quiet(at_rest(page))
        controls = page.locator(CONTROLS)
        controls.nth(1).wait_for(state="attached")
        assert controls.count() > 1
        for place in range(min(controls.count(), MOST_CONTROLS)):
            control = controls.nth(place)
            before, most = value_of(control), int(float(control.get_attribute("max")))
            step = int(float(control.get_attribute("step") or 1))
            control.focus()
            for _press in range(PRESSES):
                page.keyboard.press("ArrowUp")
                page.wait_for_timeout(PACES_MS[place % len(PACES_MS)])
            expected = min(before + PRESSES * step, most)
            quiet(page, 1000)
            assert value_of(control) == expected, f"{address}, control {place}, every {PACES_MS[place % 4]} ms"
