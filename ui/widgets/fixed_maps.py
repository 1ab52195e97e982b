"""Maps that share one view: none can be moved alone; a list moves them together, a click chooses an area in all."""

from collections.abc import Callable

import streamlit as st

from data_access.editions import Edition
from reports.maps.classes import Classes
from ui.kept import editions as cached
from ui.widgets.canvas import (
    Bounds,
    MapSize,
    Picked,
    area_layers,
    border_layers,
    chosen_layers,
    city_bounds,
    draw_canvas,
)
from ui.widgets.controls import pick
from ui.words import address as state
from ui.words.i18n import t

FIXED_SIZE = MapSize((560, 440), (350, 380))


def pick_view(edition: Edition) -> None:
    """Draw the list that moves every map of the page at once: the whole city, or one Municipio."""
    if "municipio" not in edition.levels:
        return
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

    def choose(objects: Picked) -> None:
        picked = next(iter(objects.get(level, [])), None)
        area = picked["properties"]["id"] if picked else st.session_state.get(last, "")
        st.session_state[last] = area
        if on_click is None:
            state.put("area", f"{level}:{area}" if picked else None)
        elif area:
            on_click(area)

    borders = border_layers(edition, ("municipio", 1.4))
    areas = area_layers(edition, level, classes.codes, classes.colours)
    layers = [*areas, *borders, *chosen_layers(edition)]
    draw_canvas(layers, _bounds(edition), key=key, alt=alt, on_pick=choose, size=FIXED_SIZE, moves=False)


def _bounds(edition: Edition) -> Bounds:
    zoom = state.get("zoom") if "municipio" in edition.levels else ""
    return (cached.feature_bounds(edition, "municipio", zoom) if zoom else None) or city_bounds(edition)
