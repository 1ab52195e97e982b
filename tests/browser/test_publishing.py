"""Publishing from the page, for an analyst without a terminal: upload, map, check, preview, publish."""

import pytest
from playwright.sync_api import TimeoutError, expect

from data_access.editions import list_revisions, read_areas
from data_access.publishing.publish import publish
from tests.browser.conftest import serving, settled, visiting
from tests.data_access.small_publication import IDS, small_sources

pytestmark = pytest.mark.browser


def write_files(folder, extra=""):
    sources = small_sources()
    sections = folder / "sections.gpkg"
    sources.sections.to_file(sections, driver="GPKG")
    extract = folder / "extract.csv"
    lines = ["codice;anno;famiglie;note;sopra"]
    lines += [f"{section};2024;40;13;6" for section in IDS]
    extract.write_text("\n".join(lines) + extra, encoding="utf-8")
    return extract, sections


def upload(page, place, file):
    quiet(page)
    uploader = page.get_by_test_id("stFileUploader").nth(place)
    uploader.locator("input[type=file]").first.set_input_files(file)
    expect(uploader.get_by_text(file.name)).to_be_visible(timeout=30_000)
    quiet(page)


def choose(page, label, option):
    """Pick an option; again if a rerun closed the list or dropped the choice."""
    box = page.get_by_role("combobox", name=label).first
    for _ in range(8):
        quiet(page)
        if box.input_value() == option:
            return
        box.click()
        try:
            page.get_by_role("option", name=option, exact=True).click(timeout=5_000)
        except TimeoutError:
            page.keyboard.press("Escape")
    raise AssertionError(f"{option} could not be chosen")


def quiet(page):
    """Wait until nothing has run for a while: a rerun that starts late would close an open list."""
    for _ in range(2):
        settled(page)
        page.wait_for_timeout(600)
    settled(page)


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published") / "editions"
    publish(small_sources(), folder)
    return folder


@pytest.fixture(scope="module")
def analyst_url(browser, editions):
    with serving(OBSERVATORY_DATA=str(editions), OBSERVATORY_PUBLISH="1") as url:
        yield url


def test_an_extract_with_its_own_names_becomes_an_edition(browser, analyst_url, editions, tmp_path):
    extract, sections = write_files(tmp_path)
    with visiting(browser, analyst_url) as page:
        page.goto("/dati?lang=en")
        settled(page)
        upload(page, 0, extract)
        upload(page, 1, sections)
        settled(page)
        choose(page, "Layout of the files", "Other: choose each column")
        choose(page, "Layout of the polygons", "The names of the contract")
        choose(page, "section_id:", "codice")
        choose(page, "spend_year:", "anno")
        choose(page, "households: resident", "famiglie")
        choose(page, "both_known:", "note")
        choose(page, "above_10:", "sopra")
        expect(page.get_by_text("Errors: 0", exact=False)).to_be_visible(timeout=20_000)
        page.get_by_role("button", name="Publish the edition 2024").click()
        expect(page.get_by_text("is published", exact=False)).to_be_visible(timeout=30_000)
    made = list_revisions(editions)[-1]
    assert (made.year, made.revision) == (2024, 1)
    city = read_areas(made, "city").iloc[0]
    assert city["above_10_low"] <= 72 <= city["above_10_high"]


def test_a_bad_extract_is_refused_with_its_rows_and_nothing_is_written(browser, analyst_url, editions, tmp_path):
    before = sorted(str(path) for path in editions.rglob("*"))
    extract = tmp_path / "extract.csv"
    extract.write_text("section_id,households\n0151460000001,many\n", encoding="utf-8")
    sections = tmp_path / "sections.gpkg"
    small_sources().sections.to_file(sections, driver="GPKG")
    with visiting(browser, analyst_url) as page:
        page.goto("/dati")
        settled(page)
        upload(page, 0, extract)
        upload(page, 1, sections)
        settled(page)
        expect(page.get_by_text("Errori:", exact=False).first).to_be_visible(timeout=20_000)
        assert page.get_by_role("button", name="Pubblica l’edizione").count() == 0
    assert sorted(str(path) for path in editions.rglob("*")) == before
