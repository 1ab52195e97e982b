"""What is kept of the doubt of small areas: worked out once for each edition, level, indicator and choice."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from data_access.editions import Edition
from indicators.basis.tally import CellIntervals
from indicators.catalogue.poverty import ENERGY_POVERTY
from indicators.catalogue.registry import Choices, get_indicator
from indicators.small_areas.area_doubt import Above, area_doubt, chance_interval, smoothed_figures
from indicators.small_areas.heat_imputation import HeatBills, fit_bills, imputed_figures, imputed_share
from ui.drawing.area_doubt import chance_texts, imputed_texts, paled, smoothed_texts
from ui.drawing.classes import Classes, classes_of, hover_texts
from ui.kept import editions as cached

_ABOVE = {"section": "nil", "nil": "city", "municipio": "city"}
"""Level that holds the areas of each level, towards which they are smoothed."""


@st.cache_resource
def _intervals(folder: str, level: str, _of: Edition) -> CellIntervals:
    return CellIntervals(cached.areas(_of, level), int(_of.manifest["privacy"]["least_count"]))


def intervals(of: Edition, level: str) -> CellIntervals:
    """What every cell of the areas of `level` can be; shared, read only."""
    return _intervals(str(of.folder), level, of)


def _parents(of: Edition, level: str, higher: str) -> pd.Series:
    """Id of the area of `higher`, "nil" or "city", that holds each area of `level`."""
    if higher == "nil":
        return cached.sections(of)["nil_id"]
    return pd.Series(of.manifest["city"]["id"], cached.areas(of, level).index, dtype="str")


@st.cache_resource(max_entries=200)
def _chance(folder: str, level: str, indicator_id: str, choices: Choices, _of: Edition) -> pd.DataFrame:
    return chance_interval(intervals(_of, level), get_indicator(indicator_id), choices)


def _doubt_beside(of: Edition, level: str, higher: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    """The doubt of the areas of `level`, smoothed towards those of `higher`."""
    city = cached.figures(of, "city", indicator_id, choices)["estimate"].astype("Float64").iloc[0]
    above = Above(
        _parents(of, level, higher),
        intervals(of, higher),
        cached.figures(of, higher, indicator_id, choices),
        float("nan") if pd.isna(city) else float(city),
    )
    known = cached.figures(of, level, indicator_id, choices)
    return area_doubt(intervals(of, level), known, get_indicator(indicator_id), choices, above)


@st.cache_resource
def _heat_bills(folder: str, _of: Edition) -> HeatBills | None:
    return fit_bills(cached.areas(_of, "nil"), cached.areas(_of, "section"))


def heat_bills(of: Edition) -> HeatBills | None:
    """What shared heating adds to the other bills, None where the edition does not tell."""
    return _heat_bills(str(of.folder), of)


@st.cache_resource(max_entries=100)
def _imputed(folder: str, level: str, choices: Choices, _of: Edition) -> pd.DataFrame:
    known, bills = cached.figures(_of, level, ENERGY_POVERTY.id, plain(choices)), heat_bills(_of)
    if bills is None:
        return imputed_figures(known, np.full(len(known), np.nan))
    return imputed_figures(known, _imputed_share(_of, level, bills, choices.cutoff))


def _imputed_share(of: Edition, level: str, bills: HeatBills, cutoff: int) -> np.ndarray:
    higher = _ABOVE.get(level, "city")
    parents = _parents(of, level, higher).reindex(cached.areas(of, level).index)
    place = cached.areas(of, higher).index.get_indexer(parents.astype("object"))
    ratio = np.full(len(place), bills.city_ratio)
    if level in ("section", "nil"):
        nil = place if level == "section" else np.arange(len(place))
        ratio = np.where(nil >= 0, bills.ratio[nil], bills.city_ratio)
    return imputed_share(intervals(of, level), intervals(of, higher), place, ratio, cutoff)


def figures(of: Edition, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    """Figures as `choices` asks for them, missing heating bills imputed too; shared, read only."""
    if choices.is_heat_imputed and indicator_id == ENERGY_POVERTY.id:
        return _imputed(str(of.folder), level, choices, of)
    return cached.figures(of, level, indicator_id, plain(choices))


def plain(choices: Choices) -> Choices:
    """The same choices without imputed heat."""
    return replace(choices, is_heat_imputed=False)


@st.cache_data(max_entries=50)
def _heat_error(folder: str, cutoff: int, _of: Edition) -> tuple[float, float] | None:
    bills = heat_bills(_of)
    if bills is None:
        return None
    ends = [_imputed_share(_of, "city", bills.scaled(1 + side * bills.error), cutoff)[0] for side in (-1, 1)]
    return bills.error, float(ends[1] - ends[0]) / 2


def heat_error(of: Edition, cutoff: int) -> tuple[float, float] | None:
    """Typical relative error of a NIL's heating bill told from the others, and what it does to the city's share (0–1).

    None where no bill can be imputed.
    """
    return _heat_error(str(of.folder), cutoff, of)


@st.cache_resource(max_entries=200)
def _doubt(folder: str, level: str, indicator_id: str, choices: Choices, _of: Edition) -> pd.DataFrame:
    return _doubt_beside(_of, level, _ABOVE[level], indicator_id, choices)


def doubt(of: Edition, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    """The doubt of every area of `level`, section to Municipio, on what is known in full; shared, read only."""
    return _doubt(str(of.folder), level, indicator_id, plain(choices), of)


def doubt_beside_city(of: Edition, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    """The same, smoothed towards the city: else the sections of one NIL would look alike by construction."""
    return _doubt_beside(of, level, "city", indicator_id, choices)


@st.cache_resource(max_entries=200)
def _classes(
    folder: str, level: str, indicator_id: str, choices: Choices, look: cached.Look, reading: str, _of: Edition
) -> Classes:
    drawn, unit = figures(_of, level, indicator_id, choices), get_indicator(indicator_id).unit
    if reading == "raw":
        return classes_of(drawn, look.measure, unit, look.method, look.k, look.language)
    found = doubt(_of, level, indicator_id, choices)
    drawn = smoothed_figures(drawn, found)
    classes = classes_of(drawn, "estimate", unit, look.method, look.k, look.language)
    standing = found["standing"].where(drawn["state"] == "shown", "")
    return paled(classes, standing, look.language) if reading == "sure" else classes


def classes(of: Edition, level: str, indicator_id: str, choices: Choices, look: cached.Look, reading: str) -> Classes:
    """Classes of a map that reads small areas in one of `state.READINGS`; shared, read only."""
    if reading == "raw" and not choices.is_heat_imputed:
        return cached.classes(of, level, indicator_id, choices, look)
    return _classes(str(of.folder), level, indicator_id, choices, look, reading, of)


@st.cache_resource(max_entries=100)
def _hover(
    folder: str, level: str, indicator_id: str, choices: Choices, look: cached.Look, reading: str, _of: Edition
) -> bytes:
    drawn, unit = figures(_of, level, indicator_id, choices), get_indicator(indicator_id).unit
    texts = hover_texts(drawn, look.measure, unit, look.language)
    if choices.is_heat_imputed:
        texts = imputed_texts(texts, drawn["state"] == "shown", look.language)
    elif reading == "raw":
        chance = _chance(folder, level, indicator_id, choices, _of)
        texts = chance_texts(texts, chance, drawn["state"] == "shown", unit, look.language)
    else:
        found = doubt(_of, level, indicator_id, choices)
        texts = smoothed_texts(texts, found, unit, look.language, with_standing=reading == "sure")
    return json.dumps(list(zip(cached.names(_of, level), texts, strict=True)), ensure_ascii=False).encode()


def hover(of: Edition, level: str, indicator_id: str, choices: Choices, look: cached.Look, reading: str) -> bytes:
    """Name and tooltip text of every area, in the order of the map's layer, as JSON, with what chance does."""
    if look.measure != "estimate":
        return cached.hover(of, level, indicator_id, choices, look)
    return _hover(str(of.folder), level, indicator_id, choices, look, reading, of)
