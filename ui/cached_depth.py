"""What is cached for scenarios, comparisons and definitions; shared and read only, as in cached.py."""

import json
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data_access.editions import Edition
from indicators.ladder import Ladder, make_ladder
from indicators.scenario_parameters import Scenario
from indicators.scenarios import crossings, project
from ui import cached
from ui.classes import hover_texts


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
    return make_ladder(cached.areas(_of, level))


@st.cache_resource(max_entries=100)
def _projection(_of: Edition, folder: str, level: str, scenario: Scenario) -> Projection:
    frame, ladder = cached.areas(_of, level), _ladder(_of, folder, level)
    figures = project(frame, ladder, scenario)
    today = figures if scenario == Scenario() else _projection(_of, folder, level, Scenario()).figures
    return Projection(figures, crossings(ladder, today, figures, scenario))


@st.cache_resource(max_entries=50)
def _projection_hover(_of: Edition, folder: str, level: str, scenario: Scenario, language: str) -> bytes:
    texts = hover_texts(_projection(_of, folder, level, scenario).figures, "estimate", "share", language)
    return json.dumps(list(zip(cached.names(_of, level), texts, strict=True)), ensure_ascii=False).encode()
