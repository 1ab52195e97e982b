"""What is kept of editions. They never change, so nothing here needs to expire but the list of them."""

import atexit
import gc
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import streamlit as st

from contract.errors import UnknownEdition
from contract.translations import mark
from data_access.editions import (
    Edition,
    editions_root,
    find_edition,
    list_damaged,
    list_editions,
    list_revisions,
    read_areas,
    read_outline,
    read_sections,
    read_table,
)
from geo.rollup import dissolve
from indicators.catalogue.registry import Choices, compute_figures, get_indicator
from reports.maps.classes import Look, hover_texts
from ui.drawing.deck import Tiles
from ui.kept.keep import keep
from ui.words.formats import place_name

_UNKNOWN = mark("There is no edition {edition}.")
_ASKED: list[Callable[[], bool]] = []


def ask_insider(is_insider: Callable[[], bool]) -> None:
    """Let `is_insider` say, at every look, whether whoever is there may see internal editions; before, nobody may."""
    _ASKED[:] = [is_insider]


def years() -> list[int]:
    """Years that have an edition for whoever is there, oldest first."""
    return _years(_is_insider())


@st.cache_data(ttl=5, show_spinner=False)
def _years(with_internal: bool) -> list[int]:
    return [edition.year for edition in list_editions(editions_root(), with_internal)]


@st.cache_data(ttl=5, show_spinner=False)
def _has_internal() -> bool:
    return any(edition.is_internal for edition in list_revisions(editions_root()))


def _is_insider() -> bool:
    return _has_internal() and any(is_insider() for is_insider in _ASKED)


@st.cache_data(ttl=5, show_spinner=False)
def left_out(language: str) -> list[str]:
    """What is wrong with each edition that cannot be read, in one sentence each; never where it lies on the server."""
    root = editions_root()
    told = [each.damage.sentence(language) for each in list_damaged(root) if each.damage is not None]
    return [sentence.replace(f"{root}/", "") for sentence in told]


@st.cache_data(ttl=5, show_spinner=False)
def _current(year: int, with_internal: bool) -> str:
    return _exactly(_only([each for each in list_editions(editions_root(), with_internal) if each.year == year], year))


def _only(found: Sequence[Edition], name: object) -> Edition:
    if not found:
        raise UnknownEdition(_UNKNOWN, edition=name)
    return found[-1]


def _exactly(edition: Edition) -> str:
    """A path that means this revision, and no other once another is current."""
    return str(edition.folder.parent / f"{edition.year}.{edition.revision}")


def forget_list() -> None:
    """Look for editions again: one was just published."""
    _years.clear()
    _has_internal.clear()
    left_out.clear()
    _current.clear()


@keep()
def _opened(path: str) -> Edition:
    edition = find_edition(Path(path))
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)
    return edition


def edition(year: int) -> Edition:
    """The current edition of `year`, among those that whoever is there may see. Raises UnknownEdition."""
    return _opened(_current(year, _is_insider()))


def revision(year: int, number: int) -> Edition:
    """One revision of `year`, current or not. Raises UnknownEdition, as for none, where it is not for who is there."""
    found = [each for each in list_revisions(editions_root()) if (each.year, each.revision) == (year, number)]
    return _opened(_exactly(_only([each for each in found if may_see(each)], f"{year}.{number}")))


def may_see(edition: Edition) -> bool:
    """Whether whoever is there may see `edition`, asked again at each look."""
    return not edition.is_internal or _is_insider()


@keep()
def areas(of: Edition, level: str) -> pd.DataFrame:
    """Published cells of every area of `level`; shared, read only."""
    return read_areas(of, level)


@keep()
def names(of: Edition, level: str) -> pd.Series:
    """Names of the areas of `level` as they are shown, by area id; shared, read only."""
    return areas(of, level)["area_name"].map(place_name)


@keep(max_entries=400)
def figures(of: Edition, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    """Figures of one indicator for every area of `level`; shared, read only."""
    return compute_figures(areas(of, level), get_indicator(indicator_id), choices)


@keep(max_entries=100)
def _hover(of: Edition, level: str, indicator_id: str, choices: Choices, measure: str, language: str) -> bytes:
    drawn, unit = figures(of, level, indicator_id, choices), get_indicator(indicator_id).unit
    return hover_json(names(of, level), hover_texts(drawn, measure, unit, language))


def hover(of: Edition, level: str, indicator_id: str, choices: Choices, look: Look) -> bytes:
    """Name and tooltip text of every area, in the order of the map's layer, as JSON."""
    return _hover(of, level, indicator_id, choices, look.measure, look.language)


def hover_json(names: pd.Series, texts: Sequence[str]) -> bytes:
    """Name and tooltip text of every area, in the order of the map's layer, as JSON."""
    return json.dumps(list(zip(names, texts, strict=True)), ensure_ascii=False).encode()


def labels_json(labels: pd.Series) -> bytes:
    """The different `labels`, and a letter for that of each area ("A" the first), as JSON: a byte or two an area."""
    codes, different = pd.factorize(labels)
    letters = (codes + ord("A")).astype(np.uint8).tobytes().decode("latin-1")
    return json.dumps({"labels": list(different), "letters": letters}, ensure_ascii=False).encode()


@keep()
def sections(of: Edition) -> gpd.GeoDataFrame:
    """The edition's sections with their NIL and Municipio; shared, read only."""
    return read_sections(of)


@keep()
def shapes(of: Edition, level: str) -> gpd.GeoSeries:
    """Exact outlines of the areas of `level`, EPSG:32632, by area id."""
    places = sections(of)
    return places.geometry if level == "section" else dissolve(places, places[f"{level}_id"])


@keep()
def table(of: Edition, name: str) -> pd.DataFrame:
    """Another table of the edition, empty where it was not published; shared, read only."""
    return read_table(of, name)


@keep()
def _features(of: Edition, layer: str) -> dict[str, dict[str, Any]]:
    collection = json.loads(of.layer(layer).read_bytes())
    return {feature["properties"]["id"]: feature for feature in collection["features"]}


def feature(of: Edition, level: str, area_id: str) -> dict[str, Any] | None:
    """The drawn outline of one area, None where it has no polygon or the city no such level."""
    if level not in of.levels:
        return None
    return _outline(of, level, area_id) if level in of.tiles else _features(of, level).get(area_id)


@keep(max_entries=1000)
def _outline(of: Edition, level: str, area_id: str) -> dict[str, Any] | None:
    outline = read_outline(of, level, area_id)
    if outline is None:
        return None
    properties = {"i": "", "id": area_id, "name": str(names(of, level)[area_id])}
    return {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(outline)}


def feature_bounds(of: Edition, level: str, area_id: str) -> tuple[float, float, float, float] | None:
    """West, south, east, north of one area, degrees; None where it has no polygon."""
    found = feature(of, level, area_id)
    return shapely.geometry.shape(found["geometry"]).bounds if found else None


def city_bounds(of: Edition) -> tuple[float, float, float, float]:
    """West, south, east, north of the whole city, degrees."""
    bounds = feature_bounds(of, "city", of.manifest["city"]["id"])
    assert bounds is not None  # the city of an edition has at least one polygon
    return bounds


def layer_url(of: Edition, layer: str) -> str:
    """Address at which the browser finds a layer."""
    if layer in of.tiles:
        return f"layers/{of.tiles[layer]['path'].name}/{{z}}/{{x}}/{{y}}.pbf"
    return f"layers/{of.layer(layer).name}"


def tiles(of: Edition, level: str) -> Tiles | None:
    """How the tiles of `level` are cut, None where its layer is one file."""
    told = of.tiles.get(level)
    return Tiles(told["min_zoom"], told["max_zoom"], tuple(told["bounds"])) if told else None
