"""The server as it really runs: what it tells browsers, whom it answers, what a first visit weighs."""

import socket
import urllib.error
import urllib.request

import pytest

from tests.browser.conftest import painted, quiet, settled, visiting
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
        assert 500_000 < found["bytes"] <= FIRST_VISIT_BYTES
