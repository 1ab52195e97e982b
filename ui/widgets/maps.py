"""The map on a page: colours, borders, complexes, the chosen area, hover and click."""

import html
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime import get_instance

from contract.translations import mark
from data_access.editions import Edition
from data_access.publishing.manifest import CODE_VERSION
from reports.maps.classes import Classes
from reports.maps.palette import COMPLEX, RGB
from ui.drawing.deck import point_layers
from ui.kept import editions as cached
from ui.widgets.canvas import Bounds, Picked, area_layers, border_layers, chosen_layers, city_bounds, draw_canvas
from ui.words import address as state
from ui.words.formats import count
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph

HOVER_URL = f"app/static/hover.js?v={CODE_VERSION}"
FROM_AFAR = mark("Seen from afar, each square shows one of the areas it covers. Move closer to see them all.")
_FOCUS = "map_focus"
_CLOSED = "map_closed"


def draw_map(edition: Edition, level: str, classes: Classes, alt: str) -> None:
    """Draw the coloured map; a click puts the area into the address."""

    def choose(objects: Picked) -> None:
        picked = next(iter(objects.get(level, [])), None)
        if picked or not objects:
            state.put("area", f"{level}:{picked['properties']['id']}" if picked else None)

    key = f"map_{level}_{st.session_state.get(_CLOSED, 0)}"
    draw_canvas(_layers(edition, level, classes), _bounds(edition), key=key, alt=alt, on_pick=choose)
    if cached.tiles(edition, level):
        draw_paragraph(t(FROM_AFAR))


def serve_hover(edition: Edition, level: str, labels: pd.Series, texts: Callable[[], bytes]) -> None:
    """Offer the tooltip's texts at an address of their own: the browser asks for them at the first hover only.

    Of very many areas, drawn in tiles, it is told the label of their class alone, and `texts` are not made: a sentence
    for each would be tens of megabytes.
    """
    content = cached.labels_json(labels) if level in edition.tiles else texts()
    url = get_instance().media_file_mgr.add(content, "application/json", "hover-texts")
    st.html(f"<div hidden data-hover-url='{html.escape(url)}'></div>")
    st.html(f"<script src='{HOVER_URL}'></script>", unsafe_allow_javascript=True)


def draw_legend(classes: Classes, title: str, with_complexes: bool) -> None:
    """Draw the legend as a list: colour, class, number of areas."""
    entries = "".join(
        f"<li><i style=background:{_hex(entry.colour)}></i>{html.escape(entry.label)} "
        f"<small>({count(entry.areas, language())})</small>"
        for entry in classes.legend
    )
    if with_complexes:
        entries += f"<li><i class='dot' style='background:{_hex(COMPLEX)}'></i>{t('Public-housing estate')}</li>"
    st.html(
        f"<p style='margin:0.25rem 0 0 0'><strong>{html.escape(title)}</strong></p>"
        f"<ul class='legend' aria-label='{t('Legend')}'>{entries}</ul>"
    )


def forget_click() -> None:
    """Start the map afresh, so that the area whose profile was closed can be clicked again."""
    st.session_state[_CLOSED] = st.session_state.get(_CLOSED, 0) + 1


def focus_on(area: str) -> None:
    """Move the map to `area` ("level:id"), once: a click must never move it."""
    st.session_state[_FOCUS] = area


def _layers(edition: Edition, level: str, classes: Classes) -> list[dict[str, Any]]:
    layers = area_layers(edition, level, classes.codes, classes.colours)
    if state.get("borders") == "1":
        layers += border_layers(edition, ("nil", 0.8), ("municipio", 2.2))
    layers += chosen_layers(edition)
    if state.get("complexes") == "1":
        layers += point_layers("complexes", complex_points(edition))
    return layers


def complex_points(edition: Edition) -> list[dict[str, Any]]:
    """Public-housing estates that have a position, as points for the map."""
    complexes = cached.table(edition, "complexes")
    if complexes.empty:
        return []
    placed = complexes.dropna(subset=["lon", "lat"]).rename(columns={"complex_id": "id"})
    return placed[["id", "name", "lon", "lat"]].to_dict("records")


def _bounds(edition: Edition) -> Bounds:
    level, _, area = st.session_state.setdefault(_FOCUS, _first_focus(edition)).partition(":")
    west, south, east, north = cached.feature_bounds(edition, level, area) or city_bounds(edition)
    if level == "section":
        west, south, east, north = west - 0.01, south - 0.007, east + 0.01, north + 0.007
    return west, south, east, north


def _first_focus(edition: Edition) -> str:
    """Where the map first looks: at the section that a link names, which would be a speck, else at the city."""
    is_section = state.get("area").startswith("section:")
    return state.get("area") if is_section else f"city:{edition.manifest['city']['id']}"


def _hex(colour: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
