"""Every page of the one list opens by its own link and from the navigation, and some on a server just started."""

import pytest
from playwright.sync_api import expect

from contract.translations import translate
from tests.browser.conftest import at_rest, free_port, go_to, quiet, serving, settled, visiting
from tests.browser.test_accessibility import assert_accessible
from ui.entrance.frame import PAGES


@pytest.fixture(scope="module")
def port():
    """One for all servers of this file, one after the other: the browser keeps what it has of the first."""
    return free_port()


EVER = """window.observatoryEver = new Set();
document.addEventListener("DOMContentLoaded", () => {
  const look = () => { for (const line of document.body.innerText.split("\\n")) observatoryEver.add(line.trim()); };
  let isDue = false;
  const atNextFrame = () => { if (!isDue) { isDue = true; requestAnimationFrame(() => { isDue = false; look(); }); } };
  new MutationObserver(atNextFrame).observe(document.body, { childList: true, subtree: true, characterData: true });
  look();
});"""
"""Every line that the page has ever shown, from its first moment on: a frame is what is shown."""


COLD = ("", "mappa", "riqualificazioni", "aiuti")
"""Opened on servers just started: the first page, a map, the one that takes longest, and a resident's."""


def assert_opens_whole(page, listed):
    """A page that a new session opens first, by its own link: whole, and no name but its own is ever shown."""
    with page.add_init_script(EVER):
        page.goto(f"/{listed.address}", wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_have_text(translate(listed.title, "it"))
    settled(page)
    ever = set(page.evaluate("[...observatoryEver]"))
    assert not ever & {"app", *(each.address for each in PAGES if each.address)}, "names of files"
    assert not [line for line in ever if line.startswith(("Running", "Skip to", "You need"))]
    expect(page.get_by_text("Osservatorio sul benessere energetico")).to_be_visible()
    expect(page.get_by_role("link", name="Mappa").first).to_be_attached()
    if listed.has_figures:
        expect(page.locator("footer.provenance")).to_contain_text("Edizione 2023")
        expect(page.get_by_text("Dati dimostrativi").first).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "it"
    expect(page).to_have_title(f"{translate(listed.title, 'it')} · Benessere Energetico")


@pytest.mark.parametrize("address", COLD, ids=lambda address: address or "first")
def test_a_server_just_started_answers_a_deep_link_with_the_whole_frame(browser, port, address):
    [listed] = [each for each in PAGES if each.address == address]
    with serving(port) as url, visiting(browser, url) as page:
        assert_opens_whole(page, listed)


@pytest.mark.parametrize("listed", PAGES, ids=lambda listed: listed.address or "first")
def test_every_page_opens_by_its_own_link_with_the_whole_frame_and_no_violation(page, listed):
    assert_opens_whole(page, listed)
    assert_accessible(page)


def test_every_page_opens_from_the_navigation(page):
    page.goto("/")
    settled(page)
    opened, everybodys = [], [listed for listed in PAGES if not listed.needs]
    for listed in everybodys:
        title = translate(listed.title, "it")
        go_to(page, title, translate(listed.section, "it"))
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        quiet(at_rest(page))
        assert page.locator(".notice.error").count() == 0
        opened.append(title)
    assert len(set(opened)) == len(everybodys) >= 10
    for listed in (listed for listed in PAGES if listed.needs):
        page.get_by_test_id("stTopNavSection").filter(has_text=translate(listed.section, "it")).click()
        page.get_by_role("menuitem").first.wait_for()
        assert page.get_by_role("menuitem", name=translate(listed.title, "it"), exact=True).count() == 0
