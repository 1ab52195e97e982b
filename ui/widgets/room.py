"""How much room a map has on its page, as the browser measures it: nothing is guessed from the browser's name."""

import re
from pathlib import Path

import streamlit as st

FIRST_PX = (780, 480)
"""Width and height of a map before its browser has measured."""

HIGHEST_PX = 860
_SIZES = "map_sizes"
_MOST_PX = 6000

_FRAME = st.components.v2.component(
    "map_frame", js=(Path(__file__).resolve().parents[2] / "static" / "frame.js").read_text(encoding="utf-8")
)


def measure_room(name: str, legend_px: int) -> tuple[int, int]:
    """Width and height, pixels, of the map `name`, whose frame is being drawn; the page runs again when they change.

    `legend_px`: width that its legend takes where it lies over the map.
    """
    sizes = st.session_state.setdefault(_SIZES, {})
    key = f"map_room_{name}"

    def keep() -> None:
        """Keep the size that the browser told."""
        told = _read(st.session_state[key].get("size"))
        if told:
            sizes[name] = told

    width, height = sizes.get(name, FIRST_PX)
    data = {"size": f"{width}x{height}", "highest": HIGHEST_PX, "legend": legend_px}
    _FRAME(key=key, data=data, height=1, on_size_change=keep)
    return width, height


def room(name: str) -> tuple[int, int]:
    """What was last measured of the map `name`, without drawing anything."""
    found: tuple[int, int] = st.session_state.get(_SIZES, {}).get(name, FIRST_PX)
    return found


def _read(told: object) -> tuple[int, int] | None:
    """`780x420` as two numbers; None for anything that no map can be."""
    match = re.fullmatch(r"(\d{2,4})x(\d{2,4})", str(told))
    if not match:
        return None
    width, height = int(match[1]), int(match[2])
    return (width, height) if max(width, height) <= _MOST_PX else None
