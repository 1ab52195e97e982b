"""The help-desk's page as a manager uses it: by map, by keyboard, with a saved plan, on paper."""

import re

import geopandas as gpd
import pandas as pd
import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.conftest import at_rest, choose, quiet, settled, visiting


@pytest.fixture
def desk(browser, app_url):
    with visiting(browser, app_url) as opened:
        opened.goto("/sportello")
        at_rest(opened)
        yield opened


def fold(page, label):
    page.get_by_text(label, exact=True).first.click()
    quiet(page, 300)


def test_a_name_on_the_board_opens_the_estate_its_address_reopens_it_and_it_is_printed_alone(browser, app_url, desk):
    desk.get_by_role("button", name="1. Stadera").click()
    expect(desk).to_have_url(re.compile("complex=C013"))
    expect(desk.get_by_role("heading", name="Che cosa dice l’anagrafe")).to_be_visible()
    with visiting(browser, app_url) as other:
        other.goto(desk.url)
        settled(other)
        expect(other.get_by_role("button", name="Stampa la scheda")).to_be_visible()
        expect(other.get_by_role("button", name="9. Niguarda")).to_be_visible()
        assert_on_paper_only_the_sheet_is_left(other)


def test_a_weight_is_moved_by_keyboard_and_the_answer_follows(desk):
    before = desk.locator(".headline").inner_text()
    desk.get_by_role("button", name="Pesi e numeri").press("Enter")
    slider = desk.get_by_role("slider", name=re.compile("^Sala"))
    slider.focus()
    for _ in range(20):
        slider.press("ArrowRight")
    expect(desk).to_have_url(re.compile("weights=room"))
    settled(desk)
    expect(desk.locator(".headline")).not_to_have_text(before)
    expect(desk.get_by_text("Valori diversi da quelli del Piano: pesi.")).to_be_visible()


def assert_on_paper_only_the_sheet_is_left(page):
    page.evaluate("window.printed = 0; window.print = () => { window.printed += 1 }")
    page.get_by_role("button", name="Stampa la scheda").click()
    assert page.evaluate("window.printed") >= 1
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Perché sta qui")).to_be_visible()
    expect(page.get_by_test_id("stDeckGlJsonChart")).to_be_hidden()
    expect(page.get_by_role("button", name="Stampa la scheda")).to_be_hidden()
    expect(page.get_by_role("button", name="9. Niguarda")).to_be_hidden()


def test_decide_pressed_twice_decides_once_and_the_plan_s_link_reopens_it_for_somebody_else(browser, app_url, desk):
    fold(desk, "Decidere diversamente, con una motivazione")
    form = desk.get_by_test_id("stForm")
    for name, option in (("Complesso", "2. Bovisasca"), ("Decisione", "Escluso")):
        choose(form, name, option)
    form.get_by_label("Motivazione", exact=False).fill("La sala è in cantiere")
    form.get_by_label("Nome di chi decide").fill("A. Rossi")
    form.get_by_role("button", name="Decidere").dblclick()
    expect(desk.get_by_text(re.compile("Deciso: Bovisasca")).first).to_be_visible()
    quiet(desk)
    expect(desk.get_by_role("button", name="Ritira")).to_have_count(1)
    expect(desk.locator(".headline")).not_to_contain_text("Bovisasca")
    fold(desk, "Salvare e firmare")
    desk.get_by_label("Nome del piano").fill("Piano di prova")
    desk.get_by_label("Il tuo nome").fill("A. Rossi")
    desk.get_by_role("button", name="Salva come nuovo piano").click()
    expect(desk).to_have_url(re.compile(r"plan=[0-9a-f]{12}"))
    with visiting(browser, app_url) as other:
        other.goto(desk.url)
        settled(other)
        expect(other.get_by_text("Piano «Piano di prova», salvato da A. Rossi")).to_be_visible()
        expect(other.locator(".headline")).to_have_text(desk.locator(".headline").inner_text())


def test_a_venue_is_picked_and_the_calendar_and_the_plan_are_taken_away(desk):
    fold(desk, "Fuori dall’ERP: le sedi, e chi resta scoperto")
    box = desk.get_by_label("La tua scelta: scrivere un nome, o fare clic sulla mappa")
    box.click()
    box.fill("Niguarda")
    box.press("Enter")
    expect(desk).to_have_url(re.compile("venues=L01"))
    expect(desk.get_by_text(re.compile("La tua scelta raggiunge"))).to_be_visible()
    fold(desk, "Calendario degli incontri")
    with desk.expect_download() as download:
        desk.get_by_role("button", name="File di calendario (.ics)").click()
    calendar = Calendar.from_ical(download.value.path().read_bytes())
    assert len(calendar.walk("VEVENT")) > 10
    fold(desk, "Portare via il piano")
    names = ("Cartella di lavoro (XLSX)", "Tabella (CSV)", "Mappa (GeoPackage)")
    workbook, table, package = (taken(desk, name) for name in names)
    order = pd.read_csv(table, sep=";", decimal=",")
    assert order["tier"].tolist() == sorted(order["tier"]) and len(order) == 60
    assert len(pd.read_excel(workbook, sheet_name=None, engine="calamine")) == 7
    assert gpd.read_file(package, layer="complexes")["complex_id"].tolist() == order["complex_id"].tolist()


def taken(page, name):
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    path = download.value.path()
    named = path.with_name(download.value.suggested_filename)
    path.rename(named)
    return named
