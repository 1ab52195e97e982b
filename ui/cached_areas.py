"""What is kept of the doubt of small areas: worked out once for each edition, level, indicator and choice."""

import json

import pandas as pd
import streamlit as st

from data_access.editions import Edition
from indicators.registry import Choices, get_indicator
from indicators.small_areas import Above, area_doubt, chance_interval, smoothed_figures
from indicators.tally import CellIntervals
from ui import cached
from ui.area_doubt import chance_texts, paled, smoothed_texts
from ui.classes import Classes, classes_of, hover_texts

_ABOVE = {"section": "nil", "nil": "city", "municipio": "city"}
"""Level that holds the areas of each level, towards which they are smoothed."""


@st.cache_resource
def _intervals(folder: str, level: str, _of: Edition) -> CellIntervals:
    return CellIntervals(cached.areas(_of, level), int(_of.manifest["privacy"]["least_count"]))


def intervals(of: Edition, level: str) -> CellIntervals:
    """What every cell of the areas of `level` can be; shared, read only."""
    return _intervals(str(of.folder), level, of)


def parents(of: Edition, level: str) -> pd.Series:
    """Id of the area towards which each area of `level` is smoothed: a section's NIL, else the city."""
    if level == "section":
        return cached.sections(of)["nil_id"]
    index = cached.areas(of, level).index
    return pd.Series(of.manifest["city"]["id"], index, dtype="str")


@st.cache_resource(max_entries=200)
def _chance(folder: str, level: str, indicator_id: str, choices: Choices, _of: Edition) -> pd.DataFrame:
    return chance_interval(intervals(_of, level), get_indicator(indicator_id), choices)


@st.cache_resource(max_entries=200)
def _doubt(folder: str, level: str, indicator_id: str, choices: Choices, _of: Edition) -> pd.DataFrame:
    higher = _ABOVE[level]
    city = cached.figures(_of, "city", indicator_id, choices)["estimate"].astype("Float64").iloc[0]
    above = Above(
        parents(_of, level),
        intervals(_of, higher),
        cached.figures(_of, higher, indicator_id, choices),
        float("nan") if pd.isna(city) else float(city),
    )
    figures = cached.figures(_of, level, indicator_id, choices)
    return area_doubt(intervals(_of, level), figures, get_indicator(indicator_id), choices, above)


def doubt(of: Edition, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    """The doubt of every area of `level`, section to Municipio; shared, read only."""
    return _doubt(str(of.folder), level, indicator_id, choices, of)


@st.cache_resource(max_entries=200)
def _classes(
    folder: str, level: str, indicator_id: str, choices: Choices, look: cached.Look, reading: str, _of: Edition
) -> Classes:
    found = doubt(_of, level, indicator_id, choices)
    figures = smoothed_figures(cached.figures(_of, level, indicator_id, choices), found)
    unit = get_indicator(indicator_id).unit
    classes = classes_of(figures, "estimate", unit, look.method, look.k, look.language)
    standing = found["standing"].where(figures["state"] == "shown", "")
    return paled(classes, standing, look.language) if reading == "sure" else classes


def classes(of: Edition, level: str, indicator_id: str, choices: Choices, look: cached.Look, reading: str) -> Classes:
    """Classes of a map that reads small areas in one of `state.READINGS`; shared, read only."""
    if reading == "raw":
        return cached.classes(of, level, indicator_id, choices, look)
    return _classes(str(of.folder), level, indicator_id, choices, look, reading, of)


@st.cache_resource(max_entries=100)
def _hover(
    folder: str, level: str, indicator_id: str, choices: Choices, look: cached.Look, reading: str, _of: Edition
) -> bytes:
    figures, unit = cached.figures(_of, level, indicator_id, choices), get_indicator(indicator_id).unit
    texts = hover_texts(figures, look.measure, unit, look.language)
    if reading == "raw":
        chance = _chance(folder, level, indicator_id, choices, _of)
        texts = chance_texts(texts, chance, figures["state"] == "shown", unit, look.language)
    else:
        found = doubt(_of, level, indicator_id, choices)
        texts = smoothed_texts(texts, found, unit, look.language, with_standing=reading == "sure")
    return json.dumps(list(zip(cached.names(_of, level), texts, strict=True)), ensure_ascii=False).encode()


def hover(of: Edition, level: str, indicator_id: str, choices: Choices, look: cached.Look, reading: str) -> bytes:
    """Name and tooltip text of every area, in the order of the map's layer, as JSON, with what chance does."""
    if look.measure != "estimate":
        return cached.hover(of, level, indicator_id, choices, look)
    return _hover(str(of.folder), level, indicator_id, choices, look, reading, of)
