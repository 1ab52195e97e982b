"""Publishing from the page, for an analyst without a terminal: upload, map, check, preview, publish."""

import pytest
from playwright.sync_api import expect

from data_access.editions import list_revisions, read_table
from data_access.editions.origins import TABLE_NAMES
from data_access.publishing.carried import KEPT_TABLES
from data_access.publishing.publish import publish
from tests.browser.conftest import serving, settled, visiting
from tests.data_access.rich_city import rich_city
from tests.data_access.small_city import YEAR
from tests.data_access.small_publication import small_sources


def upload(page, label, file):
    uploader = page.get_by_test_id("stFileUploader").filter(has_text=label).first
    uploader.locator("input[type=file]").first.set_input_files(file)
    expect(uploader.get_by_text(file.name)).to_be_visible()
    quiet(page)


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


def test_everything_is_uploaded_published_and_answered_by_the_other_pages(browser, tmp_path):
    """Own names are guessed; the publication survives the page, which finds its result when it is opened again."""
    city, editions = rich_city(tmp_path), tmp_path / "editions"
    city.extract = city.extract.rename(columns={"SEZ2011": "SEZ_2011", "N_FAMIGLIE": "N_FAMIGLIA"})
    city.write()
    with serving(OBSERVATORY_DATA=str(editions), OBSERVATORY_PUBLISH="1") as url, visiting(browser, url) as page:
        page.goto("/dati?lang=en")
        settled(page)
        upload(page, "Extract", city.extract_path)
        upload(page, "Section polygons", city.sections_path)
        page.get_by_text("Other tables", exact=False).click()
        for table in KEPT_TABLES:
            upload(page, TABLE_NAMES[table], city.more[table])
        page.get_by_role("button", name="Read and check").click()
        expect(page.get_by_text("Errors: 0", exact=False)).to_be_visible()
        expect(page.get_by_text("From your file. Rows: 2.").first).to_be_visible()
        name = page.get_by_label("Your name").first
        name.fill("Ada")
        name.press("Tab")
        quiet(page)
        page.get_by_role("button", name=f"Publish the edition {YEAR}").click()
        page.wait_for_timeout(1_000)
        page.goto("about:blank")
        page.goto("/dati?lang=en")
        expect(page.get_by_text("is published (Ada", exact=False)).to_be_visible(timeout=120_000)
        expect(page.get_by_text("found nothing new", exact=False)).to_be_visible()
        for address in ("sportello", "riqualificazioni"):
            page.goto(f"/{address}?lang=en")
            expect(page.get_by_text("Via Prova 1", exact=False).first).to_be_visible()
    made = list_revisions(editions)[-1]
    assert (made.year, made.revision) == (YEAR, 1)
    assert all(len(read_table(made, table)) for table in KEPT_TABLES)


def test_a_bad_extract_is_refused_with_its_rows_and_nothing_is_written(browser, analyst_url, editions, tmp_path):
    before = sorted(str(path) for path in editions.rglob("*"))
    extract = tmp_path / "extract.csv"
    extract.write_text("section_id,households\n0151460000001,many\n", encoding="utf-8")
    with visiting(browser, analyst_url) as page:
        page.goto("/dati")
        settled(page)
        upload(page, "Estratto", extract)
        page.get_by_role("button", name="Leggi e controlla").click()
        expect(page.get_by_text("Errori:", exact=False).first).to_be_visible()
        assert page.get_by_role("button", name="Pubblica l’edizione").count() == 0
    assert sorted(str(path) for path in editions.rglob("*")) == before
