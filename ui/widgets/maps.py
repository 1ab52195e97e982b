"""The map on a page: colours, borders, complexes, the chosen area, hover and click."""

import hashlib
import html
from typing import Any

import streamlit as st
from streamlit.runtime import get_instance

from data_access.editions import Edition
from data_access.publishing.manifest import CODE_VERSION
from ui.drawing.classes import Classes
from ui.drawing.deck import (
    COMPLEX,
    RGB,
    Choropleth,
    Deck,
    View,
    border_layer,
    bounds_view,
    choropleth_layer,
    deck,
    outline_layer,
    point_layer,
)
from ui.kept import editions as cached
from ui.words import address as state
from ui.words.formats import count
from ui.words.i18n import language, t

MAP_SIZE_PX = (820, 600)
PHONE_MAP_SIZE_PX = (350, 420)
STYLE_URL = "app/static/style.json"
HOVER_URL = f"app/static/hover.js?v={CODE_VERSION}"
_FOCUS = "map_focus"
_CLOSED = "map_closed"


def draw_map(edition: Edition, level: str, classes: Classes, alt: str) -> None:
    """Draw the coloured map; a click puts the area into the address."""
    layers = _layers(edition, level, classes)

    key = f"map_{level}_{st.session_state.get(_CLOSED, 0)}"

    def choose() -> None:
        objects = st.session_state[key].selection.objects
        picked = next(iter(objects.get(level, [])), None)
        if picked or not objects:
            state.put("area", f"{level}:{picked['properties']['id']}" if picked else None)

    st.pydeck_chart(
        _deck(edition, layers),
        key=key,
        height=map_size()[1],
        on_select=choose,
        selection_mode="single-object",
        alt=alt,
    )


def serve_hover(content: bytes) -> None:
    """Offer the tooltip's texts at an address of their own: the browser asks for them at the first hover only."""
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
    version = hashlib.sha256(f"{classes.codes}{classes.pale}{classes.colours}".encode()).hexdigest()[:12]
    url = cached.layer_url(edition, level)
    layers = [choropleth_layer(Choropleth(level, url, classes.codes, classes.colours, version, classes.pale))]
    if state.get("borders") == "1":
        for name, width in (("nil", 0.8), ("municipio", 2.2)):
            layers.append(border_layer(f"{name}_border", cached.layer_url(edition, f"{name}_borders"), width))
    chosen_level, _, chosen = state.get("area").partition(":")
    feature = cached.feature(edition, chosen_level, chosen) if chosen else None
    if feature:
        layers.append(outline_layer(feature))
    if state.get("complexes") == "1":
        layers.append(point_layer("complexes", complex_points(edition)))
    return layers


def complex_points(edition: Edition) -> list[dict[str, Any]]:
    """Public-housing estates that have a position, as points for the map."""
    complexes = cached.table(edition, "complexes")
    if complexes.empty:
        return []
    placed = complexes.dropna(subset=["lon", "lat"]).rename(columns={"complex_id": "id"})
    return placed[["id", "name", "lon", "lat"]].to_dict("records")


def _deck(edition: Edition, layers: list[dict[str, Any]]) -> Deck:
    return deck(layers, _view(edition), STYLE_URL)


def _view(edition: Edition) -> View:
    city = edition.manifest["city"]["id"]
    level, _, area = st.session_state.setdefault(_FOCUS, _first_focus(city)).partition(":")
    west, south, east, north = cached.feature_bounds(edition, level, area) or cached.feature_bounds(
        edition, "city", city
    )  # type: ignore[misc]
    if level == "section":
        west, south, east, north = west - 0.01, south - 0.007, east + 0.01, north + 0.007
    return bounds_view(west, south, east, north, *map_size())


def _first_focus(city: str) -> str:
    """Where the map first looks: at the section that a link names, which would be a speck, else at the city."""
    return state.get("area") if state.get("area").startswith("section:") else f"city:{city}"


def map_size() -> tuple[int, int]:
    """Width and height of the map, pixels; browsers on phones say “Mobi” in their name."""
    is_phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
    return PHONE_MAP_SIZE_PX if is_phone else MAP_SIZE_PX


def _hex(colour: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
