"""Cities whose levels are not Milan's: without neighbourhoods, without boroughs, without either; every page works."""

import pytest

from data_access.editions import ENVIRONMENT_VARIABLE
from data_access.publishing.publish import publish
from tests.data_access.small_publication import small_sources
from tests.ui.test_pages import PAGES, opened, words
from ui.kept import editions as cached

LACKING = {"no_nil": ("nil",), "no_municipio": ("municipio",), "sections_alone": ("nil", "municipio")}


@pytest.fixture(scope="module", params=LACKING)
def city(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    for year in (2022, 2023):
        sources = small_sources(year=year, count=40)
        for level in LACKING[request.param]:
            sources.sections[f"{level}_id"] = None
            sources.sections[f"{level}_name"] = None
        edition = publish(sources, folder)
    return folder, edition


@pytest.fixture
def shown(city, monkeypatch):
    """The city as the one that the pages show."""
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(city[0]))
    cached.forget_list()
    yield
    monkeypatch.undo()
    cached.forget_list()


def test_the_edition_has_the_levels_that_its_city_has(city):
    _, edition = city
    lacking = {level for level in ("nil", "municipio") if level not in edition.levels}
    assert set(edition.manifest["layers"]) == {
        layer for level in edition.levels for layer in (level, f"{level}_borders")
    } - {"section_borders", "city_borders"}
    assert lacking and edition.levels[0] == "section" and edition.levels[-1] == "city"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_it(shown, page):
    app = opened(page, lang="en")
    assert "class='notice error'" not in words(app)


@pytest.mark.parametrize("codes", [{"facet": "index"}, {"facet": "capacity"}, {"facet": "summer"}])
def test_views_of_neighbourhoods_open_on_it(shown, codes):
    assert "class='notice error'" not in words(opened("definitions", lang="en", **codes))


@pytest.mark.parametrize(
    "codes", [{"compare": "indicators"}, {"compare": "moves"}, {"compare": "area", "pieces": "section:0151460000001"}]
)
def test_comparisons_open_on_it(shown, codes):
    assert "class='notice error'" not in words(opened("comparison", lang="en", **codes))


@pytest.mark.parametrize("reading", ["raw", "smoothed", "sure", "range"])
def test_the_map_of_sections_opens_on_it(shown, reading):
    codes = {"level": "section", "reading": reading, "area": "section:0151460000001"}
    assert "class='notice error'" not in words(opened("map", lang="en", **codes))
