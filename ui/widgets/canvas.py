"""The one way to put a map on a page: its layers, where it looks, its size, and what a click does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from data_access.editions import Edition
from reports.maps.palette import RGB
from ui.drawing.deck import Choropleth, border_layer, bounds_view, choropleth_layer, deck, outline_layer
from ui.kept import editions as cached
from ui.words import address as state
from ui.words.i18n import language
from ui.words.texts import draw_notice

STYLE_URL = "app/static/style.json"

Bounds = tuple[float, float, float, float]
"""West, south, east, north, degrees."""

Picked = dict[str, list[dict[str, Any]]]
"""Features that a click picked, by id of their layer."""


@dataclass(frozen=True)
class MapSize:
    """Width and height of a map, pixels; on phones, which say “Mobi” in their browser's name, the smaller ones."""

    wide: tuple[int, int]
    phone: tuple[int, int]

    def here(self) -> tuple[int, int]:
        """The size for the browser at hand."""
        is_phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
        return self.phone if is_phone else self.wide


CITY_SIZE = MapSize((820, 600), (350, 420))


def draw_canvas(
    layers: list[dict[str, Any]],
    bounds: Bounds,
    *,
    key: str,
    alt: str,
    on_pick: Callable[[Picked], object],
    size: MapSize = CITY_SIZE,
    moves: bool = True,
) -> None:
    """Draw `layers` on the box `bounds`; a click, or the end of one, calls `on_pick` with what is picked now."""
    width, height = size.here()

    def pick() -> None:
        on_pick(st.session_state[key].selection.objects)

    st.pydeck_chart(
        deck(layers, bounds_view(*bounds, width, height), STYLE_URL, moves),
        key=key,
        height=height,
        on_select=pick,
        selection_mode="single-object",
        alt=alt,
    )


def city_bounds(edition: Edition) -> Bounds:
    """The box of the whole city."""
    bounds = cached.feature_bounds(edition, "city", edition.manifest["city"]["id"])
    assert bounds is not None  # the city of an edition has at least one polygon
    return bounds


def area_layers(
    edition: Edition, level: str, codes: str, colours: tuple[RGB, ...], layer_id: str = ""
) -> list[dict[str, Any]]:
    """The areas of `level` in the colours of their codes (`Choropleth`); where their tiles are torn none, said so."""
    if level in edition.torn_tiles:
        draw_notice(edition.torn_tiles[level].sentence(language()), "warning")
        return []
    url, tiles = cached.layer_url(edition, level), cached.tiles(edition, level)
    return [choropleth_layer(Choropleth(layer_id or level, url, codes, colours, tiles))]


def border_layers(edition: Edition, *widths: tuple[str, float]) -> list[dict[str, Any]]:
    """Borders of the areas of each level named that the city has, in pixels of its width."""
    own = [(level, px) for level, px in widths if level in edition.levels]
    return [border_layer(f"{level}_border", cached.layer_url(edition, f"{level}_borders"), px) for level, px in own]


def chosen_layers(edition: Edition) -> list[dict[str, Any]]:
    """The outline of the area that the address names, if any."""
    level, _, chosen = state.get("area").partition(":")
    feature = cached.feature(edition, level, chosen) if chosen else None
    return [outline_layer(feature)] if feature else []
