"""A real server and a real headless Chromium; without one, every browser test says so and how to get one."""

import os
import re
import shutil
import socket
import tempfile
import time
import urllib.request
from contextlib import contextmanager

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from tests.forks import Fork, streamlit

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-gpu-compositing",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--force-device-scale-factor=0.5",
    "--renderer-process-limit=1",
    "--js-flags=--no-opt --no-maglev --min-semi-space-size=64",
]
"""The last: what compiles for long sessions costs pages that are left at once more than it saves them, and so does a
small room for what is new. The one before: see `context_of`. A pixel of the screen for two of the page: nothing is read
from pixels, and painting them is an eighth of what a page costs."""
DESK = {"width": 1366, "height": 900}
PATIENCE_MS = 60_000
"""How long anything is waited for: beside ten other jobs a page takes twenty seconds."""
CONTEXTS = {}
"""By address of the server, of this process's browser."""
IDLE = {}
"""By address of the server: tabs that show nothing now."""
PROFILES = []
"""Their folders: a browser that closes still writes there, so they go when its process has ended."""

PAINT_HOOK = """
window.observatoryDraws = 0;
window.observatoryIsDrawn = %s;
for (const kind of [WebGLRenderingContext, WebGL2RenderingContext]) {
  for (const name of ['drawElements', 'drawElementsInstanced', 'drawArrays', 'drawArraysInstanced']) {
    const draw = kind.prototype[name];
    if (!draw) continue;
    kind.prototype[name] = function (...args) {
      const count = name.startsWith('drawElements') ? args[1] : args[2];
      if (count > 300) window.observatoryDraws += 1;
      return window.observatoryIsDrawn ? draw.apply(this, args) : undefined;
    };
  }
}
"""
"""Counts what the maps of a page draw; where a test does not look at it, nothing is: without a GPU a map of a page is
half of what its test costs."""


BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is Chromium without the windows that nobody sees: a page takes a sixth of the processor less."""


def chromium():
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(port=None, logged=None, **environment):
    """A server of its own, on a free port of this machine unless one is given; fails if its log holds a trace.

    `logged`: a list that gets the whole log once the server has ended. The log is a file: a pipe that nobody reads
    would stop the server once it is full.
    """
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as written:
        process = Fork(target=streamlit, args=(port, written.name, os.environ | environment), daemon=True)
        process.start()
        try:
            wait_until_healthy(address, process.is_alive)
            yield address
        finally:
            process.terminate()
            process.join(20)
        log = written.read()
        if logged is not None:
            logged.append(log)
    trace = re.search(r"^[^\n]*traceback.*", log, re.IGNORECASE | re.DOTALL | re.MULTILINE)
    assert trace is None, trace[0]


def wait_until_healthy(address, is_alive, seconds=60, path="/_stcore/health"):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and is_alive():
        try:
            if urllib.request.urlopen(f"{address}{path}", timeout=1).status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="session")
def browser():
    path = chromium()
    if path is None:
        pytest.skip(
            "no Chromium on this machine: install it (Debian, Ubuntu: apt-get install chromium) to run this test"
        )
    from playwright.sync_api import sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        while CONTEXTS:
            CONTEXTS.popitem()[1].close()
        launched.close()
    while PROFILES:
        PROFILES.pop().cleanup()


@pytest.fixture(scope="session")
def app_url(browser):
    with serving() as address:
        yield address


def is_fault(said):
    """Whether a message of the console is an error, or a chart's warning; those of a slow screen are neither, nor is
    what a page says of a server that was ended beside it."""
    is_ended = "net::ERR_" in said.text and "/_stcore/" in (said.location or {}).get("url", "")
    is_slow = "GL Driver Message" in said.text
    return (said.type == "error" and not is_ended and not is_slow) or said.text.startswith("WARN")


def context_of(browser, address):
    """The one context of a server's pages, with a profile on disk: without one a browser compiles the scripts of each
    page anew (half a second of processor)."""
    if address not in CONTEXTS:
        PROFILES.append(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        CONTEXTS[address] = browser.browser_type.launch_persistent_context(
            PROFILES[-1].name,
            executable_path=chromium(),
            args=FLAGS,
            locale="it-IT",
            base_url=address,
            viewport=DESK,
            reduced_motion="reduce",
        )
        IDLE[address] = list(CONTEXTS[address].pages)
    return CONTEXTS[address]


@contextmanager
def listening(page, **handlers):
    """A page whose events are heard, by name, until the end."""
    for event, handler in handlers.items():
        page.on(event, handler)
    try:
        yield page
    finally:
        for event, handler in handlers.items():
            page.remove_listener(event, handler)


@contextmanager
def visiting(browser, address, viewport=DESK, is_drawn=False):
    """A page in a tab that nobody uses, of one size, that must call no third party and log no error.

    `is_drawn`: its maps are, so that areas can be hovered and clicked; otherwise what they draw is counted alone. A
    tab is kept for the next page of its server, as a reader's is (a fifteenth of the processor less); whatever a test
    adds to it (a listener, a script) that test takes back.
    """
    context = context_of(browser, address)
    page = IDLE[address].pop() if IDLE[address] else context.new_page()
    page.set_viewport_size(viewport)
    page.emulate_media(media="screen")
    page.set_default_timeout(PATIENCE_MS)
    own = (address, address.replace("http", "ws"), "data:", "blob:")
    foreign, errors = [], []
    handlers = {
        "request": lambda request: None if request.url.startswith(own) else foreign.append(request.url),
        "websocket": lambda socket: None if socket.url.startswith(own) else foreign.append(socket.url),
        "console": lambda said: errors.append(f"{said.text} {said.location}") if is_fault(said) else None,
        "pageerror": lambda error: errors.append(str(error)),
    }
    with page.add_init_script(PAINT_HOOK % str(is_drawn).lower()), listening(page, **handlers):
        yield page
        page.goto("about:blank")
        assert foreign == []
        assert errors == []
    IDLE[address].append(page)


@pytest.fixture
def page(browser, app_url):
    with visiting(browser, app_url) as opened:
        yield opened


@pytest.fixture
def drawn_page(browser, app_url):
    """A page whose maps are drawn: for whoever hovers over them, or clicks on them."""
    with visiting(browser, app_url, is_drawn=True) as opened:
        yield opened


def settled(page):
    """Wait until the script has run and nothing is stale."""
    page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']")
    return page


MEASURED = """() => [...document.querySelectorAll("[class*='st-key-map_frame_']")].every((frame) => {
  const chart = frame.querySelector("[data-testid='stDeckGlJsonChart']");
  const isWaiting = document.querySelector("[data-test-script-state='running']");
  const [, height] = (frame.dataset.told ?? "xx").split("x");
  return chart && !isWaiting && "measured" in frame.dataset && (!height || Math.abs(chart.offsetHeight - height) <= 2);
})"""
"""Whether each map of the page has measured its room and is as high as it then told."""


def at_rest(page):
    """Wait until the maps of a page have measured their room and stand in it: until then what is below them moves."""
    settled(page)
    page.wait_for_function(MEASURED, polling=BETWEEN_LOOKS_MS)
    return settled(page)


def choose(scope, label, option):
    """Choose from a list by typing the start of an entry, once the list is open and holds it ready."""
    field = scope.get_by_label(label).first
    field.fill(option)
    expect(field).to_have_attribute("aria-activedescendant", re.compile("option"))
    field.press("Enter")


def go_to(page, title, section=""):
    """Go to a page by the navigation of a desk: through the menu of its section, where it stands in one."""
    if section:
        page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
    page.get_by_role("menuitem" if section else "link", name=title, exact=True).first.click()


def painted(page, more_than=0):
    """Wait until polygons were drawn, more often than `more_than` times; return how often."""
    page.wait_for_function("before => window.observatoryDraws > before", arg=more_than, polling=BETWEEN_LOOKS_MS)
    return page.evaluate("window.observatoryDraws")


QUIET = """(milliseconds) => {
  const isMoving = document.getAnimations().some((each) =>
    each.playState === "running" && each.effect?.getComputedTiming().iterations !== Infinity);
  const isBusy = !document.querySelector("[data-testid='stApp'][data-test-script-state='notRunning']");
  const now = performance.now(), seen = window.observatoryQuiet;
  if (!seen || isBusy || isMoving || document.fonts.status !== "loaded") {
    window.observatoryQuiet = { since: now, looks: 0 };
    return false;
  }
  seen.looks += 1;
  return seen.looks >= 10 && now - seen.since > milliseconds;
}"""
"""Whether at each of ten looks or more, over this time, nothing ran, nothing moved, and every letter was there."""
BETWEEN_LOOKS_MS = 70
"""A look at every frame would have each frame drawn."""


def quiet(page, milliseconds=700):
    """Wait until nothing has run or moved for a while: what a press, a size or a file sets off does not begin at
    once."""
    page.evaluate("window.observatoryQuiet = null")
    page.wait_for_function(QUIET, arg=milliseconds, polling=BETWEEN_LOOKS_MS)
    return page


def click_map(page, x, y, effect):
    """Rest on a point of the map of a drawn page (fractions of its size), click, wait for `effect`: picking is slow
    without a GPU."""
    assert page.evaluate("window.observatoryIsDrawn"), "what is clicked must be drawn: take `drawn_page`"
    box = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    at = (box["x"] + box["width"] * x, box["y"] + box["height"] * y)
    for _ in range(4):
        page.mouse.move(*at)
        page.wait_for_timeout(1500)
        page.mouse.click(*at)
        try:
            effect.wait_for(timeout=5000)
            return
        except PlaywrightTimeout as error:
            last = error
    raise AssertionError("the click had no effect") from last
