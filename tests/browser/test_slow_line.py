"""On a slow line a link shows what it says, however late its controls arrive, and a choice counts that is made before
the page has answered the one before."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import quiet, settled, visiting
from tests.browser.test_pages import SLOW_LINE

SCRIPTS = re.compile(r"/(ButtonGroup|Checkbox|Multiselect|NumberInput|Selectbox|Slider|TextInput)\.[^/]*js")
"""What Streamlit's browser side loads when it first draws such a control."""
VIEWS = {
    "mappa?indicator=in_arrears&level=municipio&area=municipio:3": None,
    "scenari?electricity=30&gas=-10&income=-5&bonus=0": None,
    "sportello?tier1=4&conditions=custodian,mm&weights=room:20": "Pesi e numeri",
}
"""Links with codes that are not where the page starts, and the button that opens the controls."""


def codes_of(address):
    return parse_qs(urlsplit(address).query)


@pytest.mark.parametrize("address", VIEWS)
def test_a_link_keeps_its_view_where_the_page_runs_again_before_its_controls_have_arrived(browser, app_url, address):
    with visiting(browser, app_url) as page:
        held = []
        page.route(SCRIPTS, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it is given
        page.goto(f"/{address}")
        page.get_by_role("heading", level=1).wait_for()
        settled(page)
        if VIEWS[address]:
            page.get_by_role("button", name=VIEWS[address]).press("Enter")
            quiet(page, 300)
        page.keyboard.press("r")
        quiet(page, 300)
        assert held, "nothing came late"
        page.route(SCRIPTS, lambda route: route.continue_())
        for route in held:
            route.continue_()
        quiet(page, 300)
        page.keyboard.press("r")
        quiet(page, 300)
        page.unroute_all()
        assert codes_of(page.url) == codes_of(address)


def test_a_slider_pressed_before_a_situation_has_moved_the_others_undoes_none_of_it(browser, app_url):
    with visiting(browser, app_url) as page:
        with page.add_init_script(SLOW_LINE):
            page.goto("/scenari")
        quiet(page, 300)
        page.get_by_label("Situazione").first.click()
        page.get_by_role("option", name="Di nuovo i rincari del 2022").click()
        page.get_by_role("slider", name="Redditi").press("ArrowLeft")
        quiet(page, 1500)
        moved = {"electricity": "110", "gas": "74", "heat": "74", "income": "-1", "cutback": "10"}
        assert codes_of(page.url) == {name: [code] for name, code in moved.items()}
