"""A map in tiles, in a real browser: read by the worker served from here, painted, clicked."""

import pytest

from data_access.publishing import map_layers as publishing
from data_access.publishing.publish import publish
from tests.browser.conftest import click_map, painted, serving, settled, visiting
from tests.data_access.small_publication import small_sources


@pytest.fixture(scope="module")
def tiled_url(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "TILED_ABOVE", 100)
        edition = publish(small_sources(count=400), folder)
    assert set(edition.tiles) == {"section"}
    with serving(OBSERVATORY_DATA=str(folder)) as address:
        yield address


def test_tiles_are_painted_without_a_third_party_and_a_click_chooses_a_section(browser, tiled_url):
    with visiting(browser, tiled_url) as page:
        page.goto("/mappa?level=section")
        settled(page)
        painted(page)
        click_map(page, 0.66, 0.507, page.get_by_role("heading", name="Sezione 015146"))
        settled(page)
