"""What is cached for scenarios, comparisons and definitions; shared and read only, as in cached.py."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data_access.editions import Edition
from indicators.basis.ladder import Ladder, make_ladder
from indicators.basis.scenario_parameters import Scenario
from indicators.basis.tally import Tallied, tallied
from indicators.catalogue.composite import rank_ranges, thirds
from indicators.catalogue.indicator import Choices
from indicators.catalogue.registry import get_indicator
from indicators.catalogue.vulnerability import capacity, component_points
from indicators.comparison.change import Reading, compare_editions
from indicators.scenarios.projection import crossings, project
from ui.drawing.classes import hover_texts
from ui.kept import areas as cached_areas
from ui.kept import editions as cached


@dataclass(frozen=True)
class Projection:
    """One scenario at one level: figures (`project`) and households that cross (`crossings`), by area."""

    figures: pd.DataFrame
    crossings: pd.DataFrame


def projection(of: Edition, level: str, scenario: Scenario) -> Projection:
    """One scenario for every area of `level`; shared, read only."""
    return _projection(of, str(of.folder), level, scenario)


def projection_hover(of: Edition, level: str, scenario: Scenario, language: str) -> bytes:
    """Name and tooltip text of every area under `scenario`, as JSON."""
    return _projection_hover(of, str(of.folder), level, scenario, language)


@st.cache_resource(max_entries=20)
def _ladder(_of: Edition, folder: str, level: str) -> Ladder:
    return make_ladder(cached.areas(_of, level), int(_of.manifest["privacy"]["least_count"]))


@st.cache_resource(max_entries=100)
def _projection(_of: Edition, folder: str, level: str, scenario: Scenario) -> Projection:
    frame, ladder = cached.areas(_of, level), _ladder(_of, folder, level)
    figures = project(frame, ladder, scenario)
    today = figures if scenario == Scenario() else _projection(_of, folder, level, Scenario()).figures
    return Projection(figures, crossings(ladder, today, figures, scenario))


@st.cache_resource(max_entries=50)
def _projection_hover(_of: Edition, folder: str, level: str, scenario: Scenario, language: str) -> bytes:
    texts = hover_texts(_projection(_of, folder, level, scenario).figures, "estimate", "share", language)
    return hover_json(cached.names(_of, level), texts)


def hover_json(names: pd.Series, texts: Sequence[str]) -> bytes:
    """Name and tooltip text of every area, in the order of the map's layer, as JSON."""
    return json.dumps(list(zip(names, texts, strict=True)), ensure_ascii=False).encode()


@st.cache_resource(max_entries=20)
def _points(_of: Edition, folder: str, level: str) -> pd.DataFrame:
    frame = cached.areas(_of, level)
    is_shown = cached.figures(_of, level, "vulnerability", Choices())["state"] == "shown"
    found = pd.DataFrame(component_points(frame)["estimate"], index=frame.index)
    return found.where(is_shown)


def points(of: Edition, level: str) -> pd.DataFrame:
    """Points of every area in the components of vulnerability; NaN where its index is not shown. Shared, read only."""
    return _points(of, str(of.folder), level)


@st.cache_resource(max_entries=20)
def _ranks(_of: Edition, folder: str, level: str) -> pd.DataFrame:
    return rank_ranges(_points(_of, folder, level))


def ranks(of: Edition, level: str) -> pd.DataFrame:
    """Range of each area's place under all weights (`composite.rank_ranges`); shared, read only."""
    return _ranks(of, str(of.folder), level)


@st.cache_resource(max_entries=20)
def _need_and_capacity(_of: Edition, folder: str, level: str) -> pd.DataFrame:
    need = cached.figures(_of, level, "energy_poverty_10", Choices())["estimate"]
    means = capacity(cached.areas(_of, level))
    return pd.DataFrame({"need": thirds(need), "lack": 2 - thirds(means), "capacity": means})


def need_and_capacity(of: Edition, level: str) -> pd.DataFrame:
    """Thirds of `need` and of `lack` of means (0 low, 2 high), and `capacity` (0–10), by area; shared, read only."""
    return _need_and_capacity(of, str(of.folder), level)


@st.cache_resource(max_entries=100)
def _change(
    _former: Edition, _latter: Edition, folders: tuple[str, str], level: str, indicator_id: str, choices: Choices
) -> pd.DataFrame:
    index = cached.areas(_latter, level).index
    return compare_editions(*(_reading(each, level, indicator_id, choices, index) for each in (_former, _latter)))


def change(former: Edition, latter: Edition, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    """Change of one indicator between two editions, by area of the latter; shared, read only."""
    return _change(former, latter, (str(former.folder), str(latter.folder)), level, indicator_id, choices)


def _reading(of: Edition, level: str, indicator_id: str, choices: Choices, index: pd.Index) -> Reading:
    """Figures and tallies of an edition for the areas of `index`; an area that it does not have is not shown."""
    figures = cached.figures(of, level, indicator_id, choices)
    tally = get_indicator(indicator_id).tally(choices)
    counted = None
    if tally is not None:
        found = tallied(cached_areas.intervals(of, level), tally)
        frame = pd.DataFrame({"least": found.least, "most": found.most, "whole": found.whole}, index=figures.index)
        counted = Tallied(*frame.reindex(index).to_numpy(dtype=float).T)
    return Reading(figures.reindex(index), counted)


@st.cache_resource(max_entries=20)
def _heat(_of: Edition, folder: str) -> pd.DataFrame:
    figures = cached.figures(_of, "nil", "heat_exposed", Choices())
    table = cached.table(_of, "heat_risk")
    risk = table.set_index("nil_id")["heat_risk"] if len(table) else pd.Series(dtype="Float64")
    frame = pd.DataFrame({"exposed": figures["estimate"]}).assign(risk=risk.reindex(figures.index).astype("Float64"))
    return frame.assign(
        people=figures["estimate"] * figures["households"].astype("Float64"),
        exposed_third=thirds(frame["exposed"]),
        risk_third=thirds(frame["risk"]),
    )


def heat(of: Edition) -> pd.DataFrame:
    """Exposure to summer heat (share, `people`) and `risk` (0–1) of every NIL, with their thirds; shared, read only."""
    return _heat(of, str(of.folder))
