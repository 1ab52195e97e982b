"""The one way to put a map on a page: its frame and legend, its layers, where it looks, and what a click does."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from data_access.editions import Edition
from reports.maps.palette import RGB
from ui.drawing.deck import Choropleth, border_layer, bounds_view, choropleth_layer, deck, outline_layer
from ui.drawing.labels import name_layer, scale_layers
from ui.kept import editions as cached
from ui.kept.map_names import map_names
from ui.widgets.room import measure_room
from ui.words import address as state
from ui.words.i18n import language, t
from ui.words.served import offer
from ui.words.texts import draw_notice

STYLE_URL = "app/static/style.json"
Bounds = tuple[float, float, float, float]
"""West, south, east, north, degrees."""

Picked = dict[str, list[dict[str, Any]]]
"""Features that a click picked, by id of their layer."""

_HATCH_M = {"section": 3.0, "nil": 12.0, "municipio": 16.0}
"""Metres of the ground to a pixel of the stripes."""

_FOCUS, _TURNS, _AFRESH = "map_focus", "map_turns", "map_afresh"
_PICKED = "map_picked"
"""The map on which something is picked, if any."""


def draw_canvas(
    layers: list[dict[str, Any]],
    bounds: Bounds,
    *,
    name: str,
    alt: str,
    legend: str,
    on_pick: Callable[[Picked], object],
    moves: bool = True,
) -> None:
    """Draw `layers` on the box `bounds`, with `legend` (HTML) in a corner, in a frame as large as the page lets it be.

    `name`: what tells the map from others of its page. A click, or the end of one, calls `on_pick` with what is picked
    now. `moves`: whether the reader can move it.
    """
    key = f"{name}_{st.session_state.get(_AFRESH, 0)}"

    def pick() -> None:
        """Tell what is picked now; that nothing is, only where something was: a map drawn anew closes nothing."""
        objects = st.session_state[key].selection.objects
        had_any = st.session_state.get(_PICKED) == key
        st.session_state[_PICKED] = key if objects else ""
        if objects or had_any:
            on_pick(objects)

    with st.container(key=f"map_frame_{name}", gap=None):
        width, height, beside = measure_room(name)
        view = bounds_view(*bounds, width, height, beside, st.session_state.get(_TURNS, 0))
        st.pydeck_chart(
            deck([*layers, *scale_layers(bounds, language())], view, STYLE_URL, moves),
            key=key,
            height=height,
            on_select=pick,
            selection_mode="single-object",
            alt=alt,
        )
        st.html(legend)
        if moves:
            st.button(t("The whole city"), key=f"map_home_{name}", on_click=look_at, args=("",))


def look_at(area: str) -> None:
    """Move the maps of this session to `area` ("level:id"), or to the whole city (""), wherever they look now."""
    st.session_state[_FOCUS] = area
    st.session_state[_TURNS] = st.session_state.get(_TURNS, 0) + 1


def looked_at() -> str | None:
    """The area that the maps were last moved to ("" for the whole city), None before any move."""
    found: str | None = st.session_state.get(_FOCUS)
    return found


def forget_click() -> None:
    """Start the maps afresh, so that what was clicked last can be clicked again."""
    st.session_state[_AFRESH] = st.session_state.get(_AFRESH, 0) + 1


def area_layers(
    edition: Edition, level: str, codes: str, colours: tuple[RGB, ...], layer_id: str = ""
) -> list[dict[str, Any]]:
    """The areas of `level` in the colours of their codes (`Choropleth`); where their tiles are torn none, said so."""
    if _is_torn(edition, level):
        return []
    url, tiles = cached.layer_url(edition, level), cached.tiles(edition, level)
    hatch_m = _HATCH_M.get(level, _HATCH_M["section"])
    return [choropleth_layer(Choropleth(layer_id or level, url, codes, colours, tiles, hatch_m))]


def border_layers(edition: Edition, *widths: tuple[str, float]) -> list[dict[str, Any]]:
    """Borders of the areas of each level named that the city has, in pixels of its width."""
    own = [(f"{level}_borders", px) for level, px in widths if level in edition.levels]
    return [
        border_layer(layer, cached.layer_url(edition, layer), px, cached.tiles(edition, layer))
        for layer, px in own
        if not _is_torn(edition, layer)
    ]


def _is_torn(edition: Edition, layer: str) -> bool:
    """Whether the tiles of `layer` are torn, which is said."""
    if layer in edition.torn_tiles:
        draw_notice(edition.torn_tiles[layer].sentence(language()), "warning")
    return layer in edition.torn_tiles


def name_layers(edition: Edition, *levels: str, beside_estates: bool) -> list[dict[str, Any]]:
    """Names of the areas of each level named that the city has; `beside_estates` where the estates are drawn too."""
    told = map_names(edition, levels, beside_estates)
    return [name_layer(offer(names, edition.is_internal), zoom) for zoom, names in told.items()]


def chosen_layers(edition: Edition) -> list[dict[str, Any]]:
    """The outline of the area that the address names, if any."""
    level, _, chosen = state.get("area").partition(":")
    feature = cached.feature(edition, level, chosen) if chosen else None
    return [outline_layer(feature)] if feature else []
