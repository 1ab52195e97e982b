"""Maps that share one view: none can be moved alone; a list moves them together, a click chooses an area in all."""

import hashlib
from collections.abc import Callable
from typing import Any

import streamlit as st

from data_access.editions import Edition
from ui.drawing.classes import Classes
from ui.drawing.deck import Choropleth, border_layer, bounds_view, choropleth_layer, deck, outline_layer
from ui.kept import editions as cached
from ui.widgets.controls import pick
from ui.widgets.maps import STYLE_URL
from ui.words import address as state
from ui.words.i18n import t

FIXED_SIZE_PX = (560, 440)
PHONE_SIZE_PX = (350, 380)


def pick_view(edition: Edition) -> None:
    """Draw the list that moves every map of the page at once: the whole city, or one Municipio."""
    names = cached.names(edition, "municipio")
    labels = {"": t("The whole city")} | {str(area): str(name) for area, name in names.items()}
    with st.columns([1, 3])[0]:
        pick("zoom", t("Shared view"), list(labels), labels.__getitem__)


def draw_fixed_map(
    edition: Edition, level: str, classes: Classes, alt: str, name: str, on_click: Callable[[str], object] | None = None
) -> None:
    """Draw one map of those that share the view; `name` tells them apart.

    A click puts the area into the address, or calls `on_click` with its id; a second click on it does so again.
    """
    key = f"fixed_{name}_{level}"
    last = f"{key}_last"

    def choose() -> None:
        picked = next(iter(st.session_state[key].selection.objects.get(level, [])), None)
        area = picked["properties"]["id"] if picked else st.session_state.get(last, "")
        st.session_state[last] = area
        if on_click is None:
            state.put("area", f"{level}:{area}" if picked else None)
        elif area:
            on_click(area)

    st.pydeck_chart(
        _deck(edition, _layers(edition, level, classes)),
        key=key,
        height=_size()[1],
        on_select=choose,
        selection_mode="single-object",
        alt=alt,
    )


def _layers(edition: Edition, level: str, classes: Classes) -> list[dict[str, Any]]:
    version = hashlib.sha256(f"{classes.codes}{classes.colours}".encode()).hexdigest()[:12]
    url = cached.layer_url(edition, level)
    layers = [choropleth_layer(Choropleth(level, url, classes.codes, classes.colours, version))]
    layers.append(border_layer("municipio_border", cached.layer_url(edition, "municipio_borders"), 1.4))
    chosen_level, _, chosen = state.get("area").partition(":")
    feature = cached.feature(edition, chosen_level, chosen) if chosen else None
    return [*layers, outline_layer(feature)] if feature else layers


def _deck(edition: Edition, layers: list[dict[str, Any]]) -> Any:
    zoom, city = state.get("zoom"), edition.manifest["city"]["id"]
    bounds = cached.feature_bounds(edition, "municipio", zoom) if zoom else None
    west, south, east, north = bounds or cached.feature_bounds(edition, "city", city)  # type: ignore[misc]
    drawn = deck(layers, bounds_view(west, south, east, north, *_size()), STYLE_URL)
    drawn.spec["views"][0]["controller"] = False
    return drawn


def _size() -> tuple[int, int]:
    return PHONE_SIZE_PX if "Mobi" in (st.context.headers.get("User-Agent") or "") else FIXED_SIZE_PX
