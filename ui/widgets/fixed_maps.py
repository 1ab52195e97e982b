"""Maps that share one view: none can be moved alone; a list moves them together, a click chooses an area in all."""

from collections.abc import Callable

import streamlit as st

from data_access.editions import Edition
from reports.maps.classes import Classes
from ui.drawing.legend import legend_html
from ui.kept import editions as cached
from ui.widgets.canvas import Bounds, Picked, area_layers, border_layers, chosen_layers, draw_canvas
from ui.widgets.controls import pick
from ui.words import address as state
from ui.words.i18n import language, t


def pick_view(edition: Edition) -> None:
    """Draw the list that moves every map of the page at once: the whole city, or one Municipio."""
    if "municipio" not in edition.levels:
        return
    names = cached.names(edition, "municipio")
    labels = {"": t("The whole city")} | {str(area): str(name) for area, name in names.items()}
    with st.columns([1, 3])[0]:
        pick("zoom", t("Shared view"), list(labels), labels.__getitem__)


def draw_fixed_map(
    edition: Edition,
    level: str,
    classes: Classes,
    words: tuple[str, str],
    name: str,
    on_click: Callable[[str], object] | None = None,
) -> None:
    """Draw one map of those that share the view, with its legend; `name` tells them apart.

    `words`: what the map is called for those who do not see it, and the title of its legend.

    A click puts the area into the address, or calls `on_click` with its id; a second click on it does so again.
    """
    last = f"fixed_{name}_{level}_last"

    def choose(objects: Picked) -> None:
        """Tell which area was clicked, or put it into the address."""
        picked = next(iter(objects.get(level, [])), None)
        area = picked["properties"]["id"] if picked else st.session_state.get(last, "")
        st.session_state[last] = area
        if on_click is None:
            state.put("area", f"{level}:{area}" if picked else None)
        elif area:
            on_click(area)

    borders = border_layers(edition, ("municipio", 1.4))
    layers = [*area_layers(edition, level, classes.codes, classes.colours), *borders, *chosen_layers(edition)]
    alt, title = words
    legend = legend_html(classes.legend, title, language())
    draw_canvas(layers, _bounds(edition), name=f"fixed_{name}_{level}", alt=alt, legend=legend, on_pick=choose,
                moves=False)  # fmt: skip


def _bounds(edition: Edition) -> Bounds:
    zoom = state.get("zoom") if "municipio" in edition.levels else ""
    return (cached.feature_bounds(edition, "municipio", zoom) if zoom else None) or cached.city_bounds(edition)
