"""Doubt and concentrations as a reader meets them: on demand, in words, and without loading the map again."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import at_rest, listening, painted, quiet, settled
from tests.browser.test_accessibility import SIZES, grave_violations


def choose(page, label, option):
    page.get_by_label(label).last.click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def test_the_map_changes_its_reading_without_loading_geometry_again(page):
    loaded = []
    with listening(page, request=lambda request: loaded.append(request.url) if ".geojson" in request.url else None):
        page.goto("/mappa?level=section")
        at_rest(page)
        before = painted(page)
        assert any("section" in url for url in loaded)
        loaded.clear()
        page.get_by_role("button", name="Altre scelte").click()
        choose(page, "Il dubbio nelle aree piccole", "Solo oltre il caso, tra le famiglie note")
        painted(page, before)
        expect(page).to_have_url(re.compile("reading=sure"))
        expect(page.locator(".legend")).to_contain_text("non sicuro")
        choose(page, "Il dubbio nelle aree piccole", "Stabilizzata")
        expect(page.locator(".legend")).not_to_contain_text("non sicuro")
        assert loaded == []


def test_the_tooltip_tells_chance_in_words(drawn_page):
    page = drawn_page
    page.goto("/mappa?imputed=0")
    at_rest(page)
    painted(page)
    box = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
    expect(page.locator(".deck-tooltip")).to_contain_text("per il solo caso")


def test_imputed_heat_is_switched_off_beside_its_error(page):
    page.goto("/mappa")
    at_rest(page)
    page.get_by_role("button", name="Altre scelte").click()
    expect(page.get_by_text("Provato lasciando fuori un’area alla volta").first).to_be_visible()
    page.get_by_text("Stimare le bollette del riscaldamento che mancano").click()
    settled(page)
    expect(page.get_by_text("Stima con le bollette del riscaldamento mancanti stimate")).to_have_count(0)
    expect(page).to_have_url(re.compile("imputed=0"))


def test_concentrations_answer_first_and_open_on_demand(page):
    page.goto("/concentrazioni")
    at_rest(page)
    painted(page)
    expect(page.locator(".verdict")).to_contain_text("famiglie stanno raccolte")
    expect(page.get_by_text("Nascoste in una media")).to_have_count(0)
    page.get_by_text("Come cambia il quadro a livello di NIL").click()
    expect(page.get_by_text("Nascoste in una media").first).to_be_visible()


def test_what_opens_on_demand_has_no_serious_violation_at_a_desk_or_on_a_phone(page):
    page.goto("/concentrazioni")
    at_rest(page)
    for fold in ("Come cambia il quadro a livello di NIL", "Come si trovano le concentrazioni"):
        page.get_by_text(fold).click()
        settled(page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        quiet(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert grave_violations(page) == []
