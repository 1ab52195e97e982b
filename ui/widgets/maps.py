"""The map on a page: colours, borders, complexes, the chosen area, hover and click."""

import html
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from contract.code_version import CODE_VERSION
from contract.translations import mark
from data_access.editions import Edition
from reports.maps.classes import Classes
from reports.maps.palette import COMPLEX, INK, RGB, SPECIAL_COLOURS
from ui.drawing.deck import point_layers
from ui.drawing.legend import legend_html
from ui.kept import editions as cached
from ui.widgets.canvas import (
    Bounds,
    Picked,
    area_layers,
    border_layers,
    chosen_layers,
    draw_canvas,
    looked_at,
    name_layers,
)
from ui.words import address as state
from ui.words.i18n import language, t
from ui.words.served import offer
from ui.words.texts import draw_paragraph

HOVER_URL = f"app/static/hover.js?v={CODE_VERSION}"
FROM_AFAR = mark("Seen from afar, each square shows one of the areas it covers. Move closer to see them all.")
_LEAST_WIDE, _LEAST_HIGH = 0.02, 0.014
"""Degrees that are taken for the width and height of areas that are smaller."""


def draw_map(
    edition: Edition,
    level: str,
    classes: Classes,
    alt: str,
    title: str,
    square: str = "",
    numbered: Sequence[dict[str, Any]] = (),
) -> None:
    """Draw the coloured map with its legend; a click puts the area into the address.

    `square`: a table (HTML) that stands for the classes in the legend, which then lists what has no figure alone.
    `numbered`: points of `point_layers` that stand over all, with what a list beside the map calls them.
    """
    entries = [entry for entry in classes.legend if entry.colour in SPECIAL_COLOURS.values() or not square]

    def choose(objects: Picked) -> None:
        """Put the clicked area into the address, or take it out."""
        picked = next(iter(objects.get(level, [])), None)
        if picked or not objects:
            state.put("area", f"{level}:{picked['properties']['id']}" if picked else None)

    draw_canvas(
        [*_layers(edition, level, classes), *(point_layers("numbered", numbered, INK, 9) if numbered else [])],
        _bounds(edition),
        name=f"map_{level}",
        alt=alt,
        legend=legend_html(entries, title, language(), _points(), square),
        on_pick=choose,
    )
    if cached.tiles(edition, level):
        draw_paragraph(t(FROM_AFAR))


def serve_hover(
    edition: Edition, level: str, labels: pd.Series, texts: Callable[[], bytes], beside: Edition | None = None
) -> None:
    """Offer the tooltip's texts at an address of their own: the browser asks for them at the first hover only.

    Of very many areas, drawn in tiles, it is told the label of their class alone, and `texts` are not made: a sentence
    for each would be tens of megabytes. `beside`: another edition that they tell of.
    """
    content = cached.labels_json(labels) if level in edition.tiles else texts()
    is_internal = edition.is_internal or (beside is not None and beside.is_internal)
    st.html(f"<div hidden data-hover-url='{html.escape(offer(content, is_internal))}'></div>")
    st.html(f"<script src='{HOVER_URL}'></script>", unsafe_allow_javascript=True)


def _points() -> list[tuple[RGB, str, int | None]]:
    return [(COMPLEX, t("Public-housing estate"), None)] if state.get("complexes") == "1" else []


def _layers(edition: Edition, level: str, classes: Classes) -> list[dict[str, Any]]:
    layers = area_layers(edition, level, classes.codes, classes.colours)
    if state.get("borders") == "1":
        layers += border_layers(edition, ("nil", 0.8), ("municipio", 2.2))
    layers += chosen_layers(edition)
    if state.get("complexes") == "1":
        layers += point_layers("complexes", complex_points(edition))
    if state.get("names") == "1":
        layers += name_layers(edition, "nil", "municipio", beside_estates=state.get("complexes") == "1")
    return layers


def complex_points(edition: Edition) -> list[dict[str, Any]]:
    """Public-housing estates that have a position, as points for the map."""
    complexes = cached.table(edition, "complexes")
    if complexes.empty:
        return []
    placed = complexes.dropna(subset=["lon", "lat"]).rename(columns={"complex_id": "id"})
    return placed[["id", "name", "lon", "lat"]].to_dict("records")


def _bounds(edition: Edition) -> Bounds:
    """The whole city, or the area that was searched for with as much again around it."""
    moved = looked_at()
    level, _, area = (_first_look() if moved is None else moved).partition(":")
    found = cached.feature_bounds(edition, level, area) if area else None
    if found is None:
        return cached.city_bounds(edition)
    west, south, east, north = found
    wide, high = max(east - west, _LEAST_WIDE) / 2, max(north - south, _LEAST_HIGH) / 2
    return west - wide, south - high, east + wide, north + high


def _first_look() -> str:
    """Where the map first looks: at the section that a link names, which would be a speck, else at the city."""
    return state.get("area") if state.get("area").startswith("section:") else ""
