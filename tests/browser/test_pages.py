"""Through the app as a reader goes: paints, switches, selects, searches, downloads, changes language, reopens."""

import csv
import io
import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, at_rest, choose, click_map, go_to, listening, painted, quiet, settled, visiting


def test_the_map_paints_recolours_and_its_address_reopens_the_view(browser, app_url, page):
    page.goto("/mappa?level=section")
    at_rest(page)
    before = painted(page)
    choose(page, "Indicatore", "Precarietà")
    at_rest(page)
    painted(page, before)
    expect(page).to_have_url(re.compile("indicator=precarity"))
    with visiting(browser, app_url) as other:
        other.goto(page.url)
        settled(other)
        painted(other)
        expect(other.locator(".legend").first).to_be_visible()
        assert other.locator(".legend").first.inner_text() == page.locator(".legend").first.inner_text()


def test_a_click_opens_the_profile_and_the_hover_tells_the_figure(drawn_page):
    page = drawn_page
    page.goto("/mappa")
    at_rest(page)
    painted(page)
    click_map(page, 0.5, 0.5, page.locator(".verdict"))
    expect(page).to_have_url(re.compile("area=nil"))
    assert re.search(r"\d,\d%", page.locator(".deck-tooltip").inner_text())


FOUND = (
    ("baggio", "nil", "Baggio"),
    ("Municipio 4", "municipio", "Municipio 4"),
    ("151469000001", "section", "0151469000001"),
)
"""What is typed, the level of the area found, and what its title holds."""


def test_an_area_is_found_by_name_and_by_section_code(page):
    page.goto("/mappa")
    at_rest(page)
    search = page.get_by_label("Cerca un’area")
    for query, area, title in FOUND:
        search.fill(query)
        search.press("Enter")
        expect(page).to_have_url(re.compile(f"area={area}"))
        expect(page.get_by_role("heading", level=3).first).to_contain_text(title)
        settled(page)


def test_the_back_button_undoes_a_choice(page):
    page.goto("/mappa")
    at_rest(page)
    painted(page)
    page.get_by_role("combobox", name="Aree").click()
    page.get_by_role("option", name="Municipi", exact=True).click()
    expect(page).to_have_url(re.compile("level=municipio"))
    at_rest(page)
    page.go_back()
    quiet(page)
    expect(page.get_by_role("combobox", name="Aree")).to_have_value("Quartieri (NIL)")
    expect(page).not_to_have_url(re.compile("level=municipio"))


SLOW_LINE = """{
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...told) { setTimeout(() => send.apply(this, told), 600); };
}"""
"""What the browser tells the server arrives later, in its order."""


@pytest.mark.parametrize("way", ["navigation", "back"])
def test_a_map_that_measures_its_room_does_not_bring_a_reader_back_who_has_left(page, way):
    with page.add_init_script(SLOW_LINE):
        page.goto("/privacy")
    settled(page)
    go_to(page, "Mappa")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mappa")
    quiet(at_rest(page))
    page.set_viewport_size({"width": 1000, "height": 640})
    if way == "back":
        page.evaluate("history.back()")
    else:
        page.get_by_role("link", name="Sportello", exact=True).first.dispatch_event("click")
    title = "Privacy" if way == "back" else "Sportello"
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    quiet(page, 2000)
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    assert page.evaluate("location.pathname") == f"/{title.lower()}"


@pytest.mark.parametrize("text", ["![x](https://third.example/p.png)", "[here](https://third.example/)", "$x$ :red[y]"])
def test_what_a_link_or_a_reader_writes_is_shown_and_never_run(page, text):
    page.goto(f"/mappa?indicator={quote(text)}")
    settled(page)
    expect(page.get_by_text(text, exact=False).first).to_be_visible()
    page.get_by_label("Cerca un’area").fill(text)
    page.get_by_label("Cerca un’area").press("Enter")
    expect(page.get_by_text(f"“{text}”", exact=False).last).to_be_visible()
    assert page.locator("main a[href*=third]").count() == 0


LETTERS = """(stage) => [...stage.querySelectorAll(".slide *")].filter((each) => each.textContent.trim())
  .map((each) => parseFloat(getComputedStyle(each).fontSize))"""
"""Sizes of all that is written on a slide."""


def test_a_newcomer_projects_where_it_is_worst_and_how_sure_within_three_presses(drawn_page):
    """From the first page: *Present*, the story that the button offers, the next slide."""
    drawn_page.goto("/")
    settled(drawn_page)
    drawn_page.get_by_test_id("stPopoverButton").click()
    drawn_page.get_by_role("button", name="Presenta “Dove è peggio, e quanto ne siamo sicuri”").click()
    stage = drawn_page.locator(".stage")
    expect(stage.locator("img, svg").first).to_be_visible()
    box = stage.bounding_box()
    assert (box["width"], box["height"]) == (DESK["width"], DESK["height"])
    drawn_page.get_by_role("button", name="→").click()
    expect(stage.get_by_text("anche nel caso più prudente").first).to_be_visible()
    expect(stage.get_by_text("non sicuro").first).to_be_visible()
    sizes = []
    for width, height in ((1280, 720), (3840, 2160)):
        drawn_page.set_viewport_size({"width": width, "height": height})
        sizes.append(quiet(drawn_page, 100).locator(".stage").evaluate(LETTERS))
    assert [3 * size for size in sizes[0]] == pytest.approx(sizes[1], rel=0.02)


def test_an_unknown_code_in_the_address_is_said(page):
    page.goto("/mappa?indicator=nothing&area=nil:9999")
    settled(page)
    expect(page.get_by_text("che non esiste")).to_be_visible()
    expect(page.get_by_text("non ha l’area")).to_be_visible()


def test_the_language_is_one_click_away_and_stays(page):
    page.goto("/mappa")
    settled(page)
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Map")
    expect(page).to_have_url(re.compile("lang=en"))
    expect(page.get_by_role("combobox", name="Indicator")).to_have_value("Energy poverty")
    go_to(page, "Method", "About")
    expect(page.get_by_role("heading", level=1)).to_have_text("Method")
    settled(page)
    assert page.evaluate("document.documentElement.lang") == "en"


def test_what_is_shown_can_be_taken_away(page, tmp_path):
    page.goto("/mappa?level=municipio")
    at_rest(page)
    page.get_by_text("Scaricare i numeri").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tabella (CSV)").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 9
    assert any(row["state"] == "shown" for row in rows)
    assert all(re.fullmatch(r"0,\d+" if row["state"] == "shown" else "", row["estimate"]) for row in rows)
    with page.expect_download() as download:
        page.get_by_role("button", name="Mappa (GeoPackage)").click()
    assert download.value.path().read_bytes().startswith(b"SQLite format 3")


def test_a_switch_of_indicator_sends_kilobytes_not_the_map(page):
    received, geometry = [], []
    handlers = {
        "websocket": lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))),
        "request": lambda request: geometry.append(request.url) if request.url.endswith(".geojson") else None,
    }
    with listening(page, **handlers):
        page.goto("/mappa?level=section")
        painted(page)
        quiet(at_rest(page))
        received.clear()
        geometry.clear()
        choose(page, "Indicatore", "Precarietà")
        expect(page).to_have_url(re.compile("indicator=precarity"))
        settled(page)
        assert geometry == []
        assert 6_000 < sum(received) < 60_000, json.dumps(received)
