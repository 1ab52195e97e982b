"""Cities that call their areas by other names, with two levels, one or none: every page says these, never Milan's."""

import json
import re

import pandas as pd
import pytest

from contract.levels import USUAL_NAMES
from contract.translations import LANGUAGES
from data_access.editions import ENVIRONMENT_VARIABLE
from data_access.publishing.publish import publish
from data_access.records.collection_commands import known_places
from tests.data_access.small_publication import small_sources
from tests.ui.test_pages import PAGES, opened, words
from ui.collection.places import places
from ui.collection.raked import _wide_areas
from ui.kept import editions as cached

PROVINCES = {
    "nil": {"it": ("comune", "comuni"), "en": ("town", "towns")},
    "municipio": {"it": ("provincia", "province"), "en": ("province", "provinces")},
}
CITIES = {
    "other names": ((), PROVINCES),
    "no names": ((), {}),
    "no boroughs": (("municipio",), PROVINCES),
    "no neighbourhoods": (("nil",), PROVINCES),
    "sections alone": (("nil", "municipio"), PROVINCES),
}
VIEWS = [
    *((page, {}) for page in PAGES),
    *(("map", {"level": level, "area": f"{level}:{area}"})
      for level, area in (("section", "0151460000001"), ("nil", "1"), ("municipio", "1"))),
    *(("map", {"level": "section", "reading": reading, "area": "section:0151460000001"})
      for reading in ("raw", "smoothed", "sure", "range")),
    *(("definitions", {"facet": facet}) for facet in ("index", "capacity", "summer")),
    *(("comparison", {"compare": compare}) for compare in ("indicators", "moves", "area")),
    ("comparison", {"compare": "area", "pieces": "section:0151460000001"}),
    ("plan", {"per_municipio": "1"}),
]  # fmt: skip
MILANS = re.compile(r"\bNIL\b|\bMunicip(?:i|io)\b")


@pytest.fixture(scope="module", params=CITIES)
def city(request, tmp_path_factory):
    folder, (lacking, names) = tmp_path_factory.mktemp("city"), CITIES[request.param]
    for year in (2022, 2023):
        sources = small_sources(year=year, count=40)
        for level in ("nil", "municipio"):
            sources.sections[f"{level}_name"] = None if level in lacking else sources.sections[f"{level}_id"]
            sources.sections[f"{level}_id"] = None if level in lacking else sources.sections[f"{level}_id"]
            # Its last section lies in no area and on no map, as five of Milan's do: it counts in the city alone.
            sources.sections.loc[sources.sections.index[-1], [f"{level}_id", f"{level}_name", "geometry"]] = None
        edition = publish(type(sources)(**vars(sources) | {"level_names": names}), folder)
    return folder, edition, names or USUAL_NAMES


@pytest.fixture
def shown(city, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(city[0]))
    cached.forget_list()
    yield city[1]
    monkeypatch.undo()
    cached.forget_list()


def everything(app):
    """All that a page says: texts, and labels of its widgets with what can be chosen."""
    labels = [str(each.label) for each in app.main if hasattr(each, "label")]
    chosen = [str(option) for box in app.selectbox for option in (box.label, *box.options)]
    return " ".join([words(app), *labels, *chosen, *(each.label for each in (*app.toggle, *app.button))])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("page", "codes"), VIEWS, ids=[f"{page} {codes}" for page, codes in VIEWS])
def test_no_page_calls_areas_by_the_names_of_milan(shown, page, codes, language):
    app = opened(page, lang=language, **codes)
    assert "class='notice error'" not in words(app)
    assert not MILANS.findall(everything(app))


FORMS = (
    ("training", ("event", "register"), {}),
    ("progress", ("whole",), {"activity": "1.1"}),
    ("catalogue", ("matrix",), {}),
)


@pytest.mark.parametrize(("page", "folds", "codes"), FORMS, ids=[page for page, *_ in FORMS])
def test_no_form_offers_sections_where_it_asks_for_an_area(shown, page, folds, codes):
    app = opened(page, folds, lang="en", **codes)
    assert "class='notice error'" not in words(app)
    offered = [str(option) for box in (*app.selectbox, *app.multiselect) for option in box.options]
    assert not [option for option in offered if option.startswith("0151460")]
    own = set(cached.names(shown, shown.largest)) if shown.largest else set()
    assert not own or own & set(offered)


def test_an_edition_has_the_levels_and_layers_that_its_city_has(request, city):
    _, edition, _ = city
    lacking, _ = CITIES[request.node.callspec.params["city"]]
    has = [level for level in ("nil", "municipio") if level not in lacking]
    assert list(edition.levels) == ["section", *has, "city"]
    assert set(edition.manifest["layers"]) == {"section", "city", *has, *(f"{level}_borders" for level in has)}


@pytest.mark.parametrize("language", ["it", "en"])
def test_levels_are_chosen_by_the_names_of_the_city(city, shown, language):
    options = opened("map", lang=language).selectbox(key=f"pick_level_{language}").options
    own = {level: city[2][level][language][1] for level in shown.levels[1:-1]}
    assert {option.lower() for option in options} >= set(own.values())
    assert len(options) == len(own) + 1


def test_the_manifest_names_the_levels_that_the_city_has(city):
    _, edition, names = city
    told = json.loads((edition.folder / "manifest.json").read_text())["level_names"]
    assert told == {
        level: {lang: list(nouns) for lang, nouns in names[level].items()} for level in edition.levels[1:-1]
    }


def test_whoever_answers_lives_somewhere_in_every_city(city, shown):
    """Where there are no neighbourhoods, in the finest areas that the city has; where there are none, in the city."""
    codes = places(shown)
    assert len(codes) == len(cached.areas(shown, shown.levels[1])) and set(codes) == known_places(city[0])
    if "municipio" in shown.levels:
        told = pd.DataFrame({"place_kind": "nil", "place_id": [code.removeprefix("nil_") for code in codes]})
        assert _wide_areas(shown, told).notna().all()
