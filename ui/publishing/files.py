"""Files to publish: one place for each table, and what happens to those that are not given."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from contract.translations import mark
from data_access.editions import Edition
from data_access.editions.origins import TABLE_NAMES
from data_access.publishing.carried import KEPT_TABLES
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph

_ROUND = "publishing_round"
_AREA_NAMES = {
    "nil_names": mark("Names of the finer areas by code"),
    "municipio_names": mark("Names of the wider areas by code"),
}
_Kept = TypeVar("_Kept")


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name, its content, and the SHA-256 of both."""

    name: str
    content: bytes
    digest: str


def pick_files(former: Edition | None) -> dict[str, Upload]:
    """Draw a place for each file and return those that are there, by role."""
    first, second, third = st.columns(3)
    places = {
        "extract": first.file_uploader(t("Extract: counts by section"), key=_key("extract")),
        "sections": second.file_uploader(t("Section polygons"), key=_key("sections")),
        "lookup": third.file_uploader(t("Section → the areas that hold it (optional)"), key=_key("lookup")),
    }
    if former:
        draw_paragraph(
            t(
                "What is not given is kept from edition {former}, the polygons too; the preview tells each table.",
                former=f"{former.year}.{former.revision}",
            )
        )
    with st.expander(t("Other tables: estates, venues, readings, works, weather …")):
        columns = st.columns(3)
        for place, table in enumerate(KEPT_TABLES):
            with columns[place % 3]:
                places[table] = st.file_uploader(t(TABLE_NAMES[table]), key=_key(table))
        for column, (role, title) in zip(columns, _AREA_NAMES.items(), strict=False):
            places[role] = column.file_uploader(t(title), key=_key(role))
    return {role: _upload(file.name, file.getvalue()) for role, file in places.items() if file is not None}


def pick_left_out(former: Edition | None, given: dict[str, Upload]) -> tuple[str, ...]:
    """Draw the list of tables that are not to be kept."""
    if former is None:
        return ()
    offered = [table for table in KEPT_TABLES if table not in given]
    return tuple(
        st.multiselect(
            t("Tables of the edition before to leave out"),
            offered,
            format_func=lambda table: t(TABLE_NAMES[table]),
            key=f"publishing_left_out_{language()}",
            placeholder=t("None: all are kept"),
        )
    )


def forget_files() -> None:
    """Empty every place: what was there is published."""
    st.session_state[_ROUND] = _round() + 1
    for name in [name for name in st.session_state if str(name).startswith(_ONCE)]:
        del st.session_state[name]


_ONCE = "publishing_once_"


def once(name: str, key: str, compute: Callable[[], _Kept]) -> _Kept:
    """What `compute` returns, worked out again only when `key`, the digest of all that it depends on, is another.

    Of each name the last one is held, by this session alone: exact counts are shared with nobody.
    """
    held = st.session_state.get(_ONCE + name)
    if held is None or held[0] != key:
        held = (key, compute())
        st.session_state[_ONCE + name] = held
    return held[1]


def digest(*parts: object) -> str:
    """One text for all of `parts`."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


def _upload(name: str, content: bytes) -> Upload:
    return Upload(name, content, hashlib.sha256(name.encode() + b"\0" + content).hexdigest())


def _key(role: str) -> str:
    return f"upload_{role}_{_round()}"


def _round() -> int:
    """How many editions this session has published: new places each time, so that no file is published twice."""
    return int(st.session_state.get(_ROUND, 0))
