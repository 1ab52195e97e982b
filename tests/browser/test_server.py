"""The server as it really runs: what it tells browsers, whom it answers, what a first visit weighs."""

import socket
import urllib.error
import urllib.request

import pytest

from tests.browser.conftest import painted, quiet, settled, visiting
from tests.browser.test_small_areas import choose
from ui.entrance.server import HEADERS

FIRST_VISIT_BYTES = 3_000_000


def _ask(url, **headers):
    return urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20)


def test_pages_and_files_carry_the_headers_and_foreign_pages_are_refused(app_url):
    for path in ("/", "/mappa", "/app/static/fonts/titillium-web-latin-400-normal.woff2", "/readyz"):
        answer = _ask(app_url + path)
        assert answer.status == 200
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS, path
    with pytest.raises(urllib.error.HTTPError, match="403"):
        _ask(app_url, Origin="http://evil.test")


def test_the_server_listens_on_this_machine_alone(app_url):
    port = int(app_url.rpartition(":")[2])
    outside = {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)}
    for address in outside - {"127.0.0.1", "127.0.1.1"}:
        with pytest.raises(OSError), socket.create_connection((address, port), timeout=2):
            pass


def test_a_first_visit_to_the_map_is_light_and_breaks_no_rule_of_the_content_policy(browser, app_url):
    with visiting(browser, app_url) as page:
        found = {"bytes": 0.0}
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        devtools.on(
            "Network.loadingFinished",
            lambda each: found.update(bytes=found["bytes"] + each["encodedDataLength"]),
        )
        page.goto("/mappa")
        settled(page).wait_for_selector("[data-testid='stDeckGlJsonChart']")
        painted(page)
        quiet(page)
        devtools.detach()
        assert 500_000 < found["bytes"] <= FIRST_VISIT_BYTES


def test_what_one_reader_is_shown_stays_while_another_comes_and_goes(browser, app_url, page):
    """The texts of the hover are fetched at the first hover, after other runs and sessions have ended."""
    page.goto("/mappa")
    offered = settled(page).locator("[data-hover-url]").get_attribute("data-hover-url")
    page.get_by_role("button", name="Altre scelte").click()
    choose(page, "Il dubbio nelle aree piccole", "Stabilizzata")
    page.wait_for_function("url => document.querySelector('[data-hover-url]')?.dataset.hoverUrl !== url", arg=offered)
    with visiting(browser, app_url) as other:
        other.goto("/mappa?level=municipio")
        settled(other).wait_for_selector("[data-hover-url]", state="attached")
    assert _ask(app_url + offered).status == 200
