"""What is kept of hot spots: neighbours and draws once for an edition, the rest once for an indicator and choice."""

import json
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data_access.editions import Edition
from geo.neighbours import Neighbours, find_neighbours
from indicators.basis.area_parameters import SHUFFLES
from indicators.catalogue.registry import Choices
from indicators.small_areas.concentrations import beside_nil, concentrations
from indicators.small_areas.hot_spots import Shuffles, hot_spots, takes_part
from ui.drawing.classes import Classes
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.observatory.hot_spot_classes import hot_spot_classes, hot_spot_texts

DRAWS = int(SHUFFLES.value)


@dataclass(frozen=True)
class Found:
    """Hot spots of the areas of one level (`hot_spots.COLUMNS`, and their `level`, 0–1, smoothed towards the city)."""

    areas: pd.DataFrame
    has_level: pd.Series
    neighbours: Neighbours


@st.cache_resource
def _neighbours(folder: str, level: str, _of: Edition) -> Neighbours:
    return find_neighbours(cached.shapes(_of, level).reindex(cached.areas(_of, level).index))


@st.cache_resource(max_entries=20)
def _shuffles(areas: int, most_neighbours: int) -> Shuffles:
    return Shuffles.make(areas, most_neighbours)


@st.cache_resource(max_entries=200)
def _found(folder: str, level: str, indicator_id: str, choices: Choices, _of: Edition) -> Found:
    doubt = cached_areas.doubt_beside_city(_of, level, indicator_id, choices)
    neighbours = _neighbours(folder, level, _of)
    kept = takes_part(doubt["smoothed"], neighbours)
    most = int(neighbours.among(kept).counts.max(initial=0))
    city = cached.figures(_of, "city", indicator_id, choices)["estimate"].iloc[0]
    spots = hot_spots(
        doubt["smoothed"],
        doubt["has_count"],
        neighbours,
        _shuffles(int(kept.sum()), most),
        None if pd.isna(city) else float(city),
    )
    return Found(spots.assign(level=doubt["smoothed"]), doubt["smoothed"].notna(), neighbours)


def found(of: Edition, level: str, indicator_id: str, choices: Choices) -> Found:
    """Hot spots of `level`, "section" or "nil"; shared, read only."""
    return _found(str(of.folder), level, indicator_id, choices, of)


@st.cache_resource(max_entries=200)
def _groups(folder: str, indicator_id: str, choices: Choices, _of: Edition) -> tuple[pd.DataFrame, pd.DataFrame]:
    spots, nil = (found(_of, level, indicator_id, choices) for level in ("section", "nil"))
    households, nil_ids = cached.areas(_of, "section")["households"], cached.sections(_of)["nil_id"]
    groups = concentrations(spots.areas["kind"], spots.areas["level"], households, nil_ids, spots.neighbours)
    return groups, beside_nil(spots.areas["kind"], households, nil_ids, nil.areas["kind"])


def groups(of: Edition, indicator_id: str, choices: Choices) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Concentrations of sections, and how the picture differs by NIL; read only."""
    return _groups(str(of.folder), indicator_id, choices, of)


@st.cache_resource(max_entries=200)
def _classes(folder: str, level: str, indicator_id: str, choices: Choices, language: str, _of: Edition) -> Classes:
    return hot_spot_classes(found(_of, level, indicator_id, choices).areas["kind"], language)


def classes(of: Edition, level: str, indicator_id: str, choices: Choices, language: str) -> Classes:
    """Classes of the map of hot spots; shared, read only."""
    return _classes(str(of.folder), level, indicator_id, choices, language, of)


@st.cache_resource(max_entries=100)
def _hover(folder: str, level: str, indicator_id: str, choices: Choices, language: str, _of: Edition) -> bytes:
    areas = found(_of, level, indicator_id, choices).areas
    texts = hot_spot_texts(areas, classes(_of, level, indicator_id, choices, language).labels, language)
    return json.dumps(list(zip(cached.names(_of, level), texts, strict=True)), ensure_ascii=False).encode()


def hover(of: Edition, level: str, indicator_id: str, choices: Choices, language: str) -> bytes:
    """Name and tooltip text of every area, in the order of the map's layer, as JSON."""
    return _hover(str(of.folder), level, indicator_id, choices, language, of)
