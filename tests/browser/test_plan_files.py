"""A plan is saved, signed and taken away in a real browser; what is downloaded opens."""

import io
import os

import openpyxl
from playwright.sync_api import expect

from data_access.records.database import ENVIRONMENT_VARIABLE, open_records
from tests.browser.conftest import settled
from tests.reports.help_desk.saved_plan import save


def test_a_signed_plan_is_reopened_by_its_link_and_downloaded(page):
    records = open_records(os.environ[ENVIRONMENT_VARIABLE])
    saved = save(records, signed=True)
    records.close()
    page.goto(f"/sportello?plan={saved.plan_id}")
    settled(page)
    expect(page.get_by_text("firmato da F. Capo").first).to_be_visible()
    page.get_by_text("Portare via il piano").click()
    expect(page.get_by_test_id("stCode").first).to_contain_text(f"plan={saved.plan_id}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Cartella di lavoro (XLSX)").click()
    workbook = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert download.value.suggested_filename.endswith(f"{saved.plan_id}.xlsx")
    assert dict(workbook.worksheets[-1].iter_rows(values_only=True))["Impronta"] == saved.fingerprint
    with page.expect_download() as download:
        page.get_by_role("button", name="Mappa (GeoPackage)").click()
    assert download.value.path().read_bytes().startswith(b"SQLite format 3")
