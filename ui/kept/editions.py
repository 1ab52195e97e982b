"""The one place that caches, and the one place of the view that reads editions.

Frames are shared by every session and never changed in place: `cache_resource` hands out the same object at once,
`cache_data` would copy 6,000 rows at every hit. Editions never change, so nothing here needs to expire but the list.
"""

import atexit
import gc
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
import streamlit as st

from data_access.editions import (
    Edition,
    editions_root,
    find_edition,
    list_editions,
    read_areas,
    read_sections,
    read_table,
)
from geo.rollup import dissolve
from indicators.catalogue.registry import Choices, compute_figures, get_indicator
from ui.drawing.classes import Classes, classes_of, hover_texts
from ui.words.formats import place_name
from ui.words.served import serve


@st.cache_data(ttl=5)
def years() -> list[int]:
    """Years that have an edition, oldest first."""
    return [edition.year for edition in list_editions(editions_root())]


@st.cache_data(ttl=5)
def _current(year: int) -> str:
    return str(find_edition(editions_root() / str(year)).folder)


def forget_list() -> None:
    """Look for editions again: one was just published."""
    years.clear()
    _current.clear()


@st.cache_resource
def _opened(folder: str) -> Edition:
    edition = find_edition(Path(folder))
    for name in edition.manifest["layers"]:
        serve(edition.layer(name))
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)
    return edition


def edition(year: int) -> Edition:
    """The current edition of `year`."""
    return _opened(_current(year))


def revision(year: int, number: int) -> Edition:
    """One revision of `year`, current or not. Raises UnknownEdition."""
    return _opened(str(find_edition(editions_root() / f"{year}.{number}").folder))


@st.cache_resource
def _areas(folder: str, level: str) -> pd.DataFrame:
    return read_areas(_opened(folder), level)


def areas(of: Edition, level: str) -> pd.DataFrame:
    """Published cells of every area of `level`; shared, read only."""
    return _areas(str(of.folder), level)


@st.cache_resource
def _names(folder: str, level: str) -> pd.Series:
    return _areas(folder, level)["area_name"].map(place_name)


def names(of: Edition, level: str) -> pd.Series:
    """Names of the areas of `level` as they are shown, by area id; shared, read only."""
    return _names(str(of.folder), level)


@st.cache_resource(max_entries=400)
def _figures(folder: str, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    return compute_figures(_areas(folder, level), get_indicator(indicator_id), choices)


def figures(of: Edition, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    """Figures of one indicator for every area of `level`; shared, read only."""
    return _figures(str(of.folder), level, indicator_id, choices)


@dataclass(frozen=True)
class Look:
    """How a map is coloured: the figure shown, how classes are cut and how many, the language of the legend."""

    measure: str
    method: str
    k: int
    language: str


@st.cache_resource(max_entries=200)
def _classes(folder: str, level: str, indicator_id: str, choices: Choices, look: Look) -> Classes:
    figures = _figures(folder, level, indicator_id, choices)
    unit = get_indicator(indicator_id).unit
    return classes_of(figures, look.measure, unit, look.method, look.k, look.language)


@st.cache_resource(max_entries=100)
def _hover(folder: str, level: str, indicator_id: str, choices: Choices, measure: str, language: str) -> bytes:
    figures = _figures(folder, level, indicator_id, choices)
    texts = hover_texts(figures, measure, get_indicator(indicator_id).unit, language)
    return json.dumps(list(zip(_names(folder, level), texts, strict=True)), ensure_ascii=False).encode()


def classes(of: Edition, level: str, indicator_id: str, choices: Choices, look: Look) -> Classes:
    """Classes of one map; shared, read only."""
    return _classes(str(of.folder), level, indicator_id, choices, look)


def hover(of: Edition, level: str, indicator_id: str, choices: Choices, look: Look) -> bytes:
    """Name and tooltip text of every area, in the order of the map's layer, as JSON."""
    return _hover(str(of.folder), level, indicator_id, choices, look.measure, look.language)


@st.cache_resource
def _sections(folder: str) -> gpd.GeoDataFrame:
    return read_sections(_opened(folder))


def sections(of: Edition) -> gpd.GeoDataFrame:
    """The edition's sections with their NIL and Municipio; shared, read only."""
    return _sections(str(of.folder))


@st.cache_resource
def _shapes(folder: str, level: str) -> gpd.GeoSeries:
    places = _sections(folder)
    return places.geometry if level == "section" else dissolve(places, places[f"{level}_id"])


def shapes(of: Edition, level: str) -> gpd.GeoSeries:
    """Exact outlines of the areas of `level`, EPSG:32632, by area id."""
    return _shapes(str(of.folder), level)


@st.cache_resource
def _table(folder: str, name: str) -> pd.DataFrame:
    return read_table(_opened(folder), name)


def table(of: Edition, name: str) -> pd.DataFrame:
    """Another table of the edition, empty where it was not published; shared, read only."""
    return _table(str(of.folder), name)


@st.cache_resource
def _features(folder: str, layer: str) -> dict[str, dict[str, Any]]:
    collection = json.loads(_opened(folder).layer(layer).read_bytes())
    return {feature["properties"]["id"]: feature for feature in collection["features"]}


def feature(of: Edition, level: str, area_id: str) -> dict[str, Any] | None:
    """The drawn outline of one area, None where it has no polygon."""
    return _features(str(of.folder), level).get(area_id)


def feature_bounds(of: Edition, level: str, area_id: str) -> tuple[float, float, float, float] | None:
    """West, south, east, north of one area, degrees; None where it has no polygon."""
    found = feature(of, level, area_id)
    return shapely.geometry.shape(found["geometry"]).bounds if found else None


def layer_url(of: Edition, layer: str) -> str:
    """Address at which the browser finds a layer."""
    return f"app/static/layers/{of.layer(layer).name}"
