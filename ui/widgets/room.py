"""How much room a map has on its page, as the browser measures it: nothing is guessed from the browser's name."""

import re
from pathlib import Path

import streamlit as st

FIRST_PX = (780, 480, 260)
"""Width and height of a map, and what its legend takes of the width, before its browser has measured."""

HIGHEST_PX = 860
_SIZES = "map_sizes"
_MOST_PX = 6000

_FRAME = st.components.v2.component(
    "map_frame", js=(Path(__file__).resolve().parents[2] / "static" / "frame.js").read_text(encoding="utf-8")
)


def measure_room(name: str) -> tuple[int, int, int]:
    """Width and height, pixels, of the map `name`, whose frame is being drawn, and how much of the width its legend
    takes where it lies over the map; the page runs again when they change."""
    sizes = st.session_state.setdefault(_SIZES, {})
    key = f"map_room_{name}"

    def keep() -> None:
        """Keep the size that the browser told."""
        told = _read(st.session_state[key].get("size"))
        if told:
            sizes[name] = told

    width, height, beside = sizes.get(name, FIRST_PX)
    data = {"size": f"{width}x{height}x{beside}", "highest": HIGHEST_PX}
    _FRAME(key=key, data=data, height=1, on_size_change=keep)
    return width, height, beside


def room(name: str) -> tuple[int, int, int]:
    """What was last measured of the map `name`, without drawing anything."""
    found: tuple[int, int, int] = st.session_state.get(_SIZES, {}).get(name, FIRST_PX)
    return found


def _read(told: object) -> tuple[int, int, int] | None:
    """`780x420x240` as three numbers; None for anything that no map can be."""
    match = re.fullmatch(r"(\d{2,4})x(\d{2,4})x(\d{1,3})", str(told))
    if not match:
        return None
    width, height, beside = map(int, match.groups())
    return (width, height, beside) if max(width, height) <= _MOST_PX and beside < width else None
