"""Headless Chromium: a new context per visit, and a hook that notes in the page what arrives and what is painted."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
HOOK = Path(__file__).with_name("paint_hook.js")
CDN = Path(__file__).with_name("peers") / "cdn"
"""Files that folium's pages ask of the internet, answered from here: its peer needs no network and waits for none."""

WITHIN_MS = 120_000
QUIET_MS = 1000
"""Nothing arrives and nothing is painted for this long: the change is over."""


def chromium() -> str | None:
    """Path of a Chromium or Chrome of this machine."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (str(MAC) if MAC.exists() else None)


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless Chromium, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visiting(browser: Browser, url: str) -> Iterator[Page]:
    """A hooked page of a new context; anything outside `url`'s server is answered from files, or refused."""
    context = browser.new_context(locale="it-IT", viewport={"width": 1366, "height": 900})
    origin = re.match(r"https?://[^/]+", url)
    assert origin is not None
    context.route(re.compile(rf"^(?!{re.escape(origin[0])})https?://"), _answer)
    page = context.new_page()
    page.set_default_timeout(WITHIN_MS)
    page.add_init_script(path=HOOK)
    try:
        page.goto(url)
        yield page
    finally:
        context.close()


def await_quiet(page: Page) -> None:
    """Wait until polygons are painted, the script is over and nothing moves any more."""
    page.wait_for_function("quiet => window.bench.isQuiet(quiet)", arg=QUIET_MS, timeout=WITHIN_MS, polling=100)


def _answer(route: Route) -> None:
    file = CDN / Path(route.request.url.partition("?")[0]).name
    if file.is_file():
        route.fulfill(path=file)
    else:
        route.abort()
