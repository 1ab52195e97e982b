"""States that few readers see, held to the same rules: no edition yet, one that is internal, a damaged one, and what an
administrator sees."""

import pytest
from playwright.sync_api import expect

from data_access.publishing.publish import publish
from data_access.records.database import open_records
from data_access.records.identity_mode import PROXY_HEADER
from data_access.records.roles import grant_role
from reports.stories.library import ready_story
from reports.stories.story_file import story_json
from tests.browser.conftest import quiet, serving, settled, visiting
from tests.browser.test_accessibility import ZOOMED, assert_accessible
from tests.data_access.small_publication import small_sources
from tests.data_access.test_internal import make_internal


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A folder for editions, which is empty, and one for records, with an administrator."""
    folder = tmp_path_factory.mktemp("states")
    (folder / "editions").mkdir()
    records = open_records(str(folder / "records"))
    grant_role(records, "ada", "administrator", "test")
    records.close()
    return folder / "editions", folder / "records"


def test_no_violation_without_an_edition_on_an_internal_one_on_a_damaged_one_or_as_administrator(browser, places):
    editions, records = places
    environment = {"OBSERVATORY_DATA": str(editions), "OBSERVATORY_RECORDS": str(records)}
    with serving(OBSERVATORY_IDENTITY="proxy", **environment) as url, visiting(browser, url) as page:
        page.goto("/mappa")
        expect(page.locator(".notice").first).to_be_visible()
        assert_accessible(page, (ZOOMED,))
        made = publish(small_sources(), editions)
        make_internal(made.folder)
        page.goto(f"/mappa?year={made.year}")
        expect(page.locator(".notice").first).to_be_visible()
        assert_accessible(page, (ZOOMED,))

        page.set_extra_http_headers({PROXY_HEADER: "ada"})
        page.goto("/amministrazione")
        expect(settled(page).get_by_text("ada", exact=False).first).to_be_visible()
        assert_accessible(page, (ZOOMED,))
        page.goto("/presenta")
        settled(page)
        story = {
            "name": "s.json",
            "mimeType": "application/json",
            "buffer": story_json(ready_story("what_if")).encode(),
        }
        page.locator("input[type=file]").set_input_files([story])
        expect(page.get_by_role("button", name="↓").first).to_be_visible()
        assert_accessible(quiet(page), (ZOOMED,))

        (made.folder / "areas.parquet").write_bytes(b"no table")
        page.goto("/mappa")
        expect(page.locator(".notice.error")).to_be_visible()
        assert_accessible(page, (ZOOMED,))
