"""A map in tiles, in a real browser: painted, hovered, switched, clicked, moved.

A quarter of the areas from which a map is cut into tiles, in tiles that hold a quarter: `benchmarks --only italy` does
the same with 756,000 of them.
"""

import re

import pytest

from benchmarks.country import YEAR, Country, write_country
from data_access.disclosure import PrivacyRule
from data_access.intake.mappings import merge
from data_access.intake.sources import SourcePaths, read_sources
from data_access.publishing import map_layers
from data_access.publishing.publish import Publication, publish
from geo import tiles
from tests.browser.conftest import at_rest, choose, click_map, painted, serving, settled, visiting

SMALLER = 4
COUNTRY = Country(8, 9)

SWITCH_BYTES = 1_000_000 // SMALLER
"""Most that the server may send when another indicator is chosen."""


@pytest.fixture(scope="module")
def tiled_url(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiled")
    sources = read_sources(YEAR, SourcePaths(**write_country(COUNTRY, folder)), merge([]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(map_layers, "TILED_ABOVE", tiles.TILED_ABOVE // SMALLER)
        patch.setattr(tiles, "MOST_IN_TILE", tiles.MOST_IN_TILE // SMALLER)
        assert COUNTRY.sections > map_layers.TILED_ABOVE
        edition = publish(sources, folder / "editions", Publication(PrivacyRule(), is_demonstration=True))
    assert set(edition.tiles) == {"section"}
    with serving(OBSERVATORY_DATA=str(folder / "editions")) as address:
        yield address


@pytest.fixture
def page(browser, tiled_url):
    with visiting(browser, tiled_url, is_drawn=True) as opened:
        opened.tiles = []
        opened.on("response", lambda answer: opened.tiles.append(answer) if answer.url.endswith(".pbf") else None)
        opened.received = []
        opened.on(
            "websocket", lambda socket: socket.on("framereceived", lambda frame: opened.received.append(len(frame)))
        )
        opened.goto("/mappa?level=section")
        at_rest(opened)
        painted(opened)
        yield opened


def middle(page):
    box = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def deepest(page):
    """The closest zoom of which a tile was fetched."""
    return max(int(answer.url.split("/")[-3]) for answer in page.tiles)


def test_tiles_are_painted_hovered_switched_and_clicked(page):
    assert page.tiles and all(answer.status == 200 for answer in page.tiles)
    page.mouse.move(*middle(page))
    page.locator(".deck-tooltip").wait_for()
    page.wait_for_function("/%|dato|Riservat/.test(document.querySelector('.deck-tooltip').innerText)")
    assert re.match(r"\d{13}\n", page.locator(".deck-tooltip").inner_text())
    legend = page.locator(".legend").first.inner_text()
    before, fetched, received = painted(page), len(page.tiles), len(page.received)
    choose(page, "Indicatore", "Precarietà")
    painted(page, before)
    settled(page)
    told = page.received[received:]
    assert len(page.tiles) == fetched, "a switch fetches no tile again"
    assert 0 < sum(told) <= SWITCH_BYTES
    assert page.locator(".legend").first.inner_text() != legend
    click_map(page, 0.66, 0.507, page.get_by_role("heading", name=re.compile(r"Sezione \d{13}")))
    settled(page)


def test_moving_closer_fetches_the_tiles_in_view(page):
    far, before = deepest(page), painted(page)
    for _ in range(12):
        page.mouse.dblclick(*middle(page))
        page.wait_for_timeout(1500)
        if deepest(page) > far:
            break
    painted(page, before)
    east, north = middle(page)
    page.mouse.move(east, north)
    still = painted(page)
    page.mouse.down()
    page.mouse.move(east - 250, north - 80, steps=4)
    page.mouse.up()
    painted(page, still)
    assert deepest(page) > far
    assert all(answer.status == 200 for answer in page.tiles)
