"""What a page shows, as stable codes in its address: any view can be sent as a link, and is checked when it arrives.

Widgets are views of these codes; labels are never stored.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from reports.addresses.field import Field
from reports.addresses.pages import COMMON_FIELDS

Shown = TypeVar("Shown")

MOST_WRITTEN = 200
"""Addresses that a session remembers having written: more than any burst of keys."""

MOST_SHOWN = 80
"""Letters of a code that does not exist, where the page says so."""


FIELDS = dict(COMMON_FIELDS)
"""Every field of the address: those of all pages, and what the pages declare."""


def declare(fields: Mapping[str, Field]) -> None:
    """Add what a page, or several, keep in the address; the same field may be declared again."""
    FIELDS.update(fields)


_CODES = "address_codes"
_WRITTEN = "address_written"
"""Every address that this session has written, the latest last: the browser sends one back with each press of a key,
and while keys come faster than answers it is an old one, which is not the reader's wish."""
_UNKNOWN = "address_unknown"
"""Codes that do not exist, told until the reader chooses something or goes to another page: a page may run again by
itself, as a map does once it knows its room."""
_PAGE = "address_page"
_DRAWN = "address_drawn"
"""What is known of the widgets of this session, by name."""


@dataclass
class _Drawn:
    showed: list[Any]
    """What each widget of the name showed at last, the present one last: others took the place of those before."""
    is_moved: bool = False
    """Whether the reader has moved it since it was drawn."""

    def key(self, name: str) -> str:
        """The key of the present one."""
        return f"{name}_{len(self.showed) - 1}" if len(self.showed) > 1 else name


def read_address(own: Collection[str] = ()) -> None:
    """Take the codes of an address that is new to this session, or that Back or Forward led to; note unknown ones.

    `own`: names of the fields that the page at hand declares, which no old name of another field stands for.
    """
    codes = st.session_state.setdefault(_CODES, {name: field.default for name, field in FIELDS.items()})
    asked = {_present_name(name, code, own): code for name, code in st.query_params.to_dict().items()}
    asked = {name: code for name, code in asked.items() if name in FIELDS}
    written = st.session_state.setdefault(_WRITTEN, [])
    wrong = [(name, code) for name, code in asked.items() if not FIELDS[name].is_known(code)]
    page = str(st.context.url)
    if wrong or asked not in written or page != st.session_state.get(_PAGE):
        st.session_state[_UNKNOWN], st.session_state[_PAGE] = wrong, page
    if _is_back_or_forward():
        codes.update({name: field.default for name, field in FIELDS.items() if name not in asked})
    elif asked in written:
        return
    codes.update(asked | {name: FIELDS[name].default for name, _ in wrong})
    written.append(asked)


def _present_name(name: str, code: str, own: Collection[str]) -> str:
    if name in own:
        return name
    renamed = (now for now, field in FIELDS.items() if field.old_name == name and field.is_known(code))
    return next(renamed, name)


def _is_back_or_forward() -> bool:
    """Whether the browser's history led here; on a change of page Streamlit drops the codes, and they must stay."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def write_address() -> None:
    """Put the codes that are not at their default into the address, so that it always reopens this view.

    What the browser told with this run may be older than what it shows by now, which is the last that was written.
    """
    codes = _codes_chosen()
    written = st.session_state[_WRITTEN]
    if st.query_params.to_dict() != codes or written[-1] != codes:
        st.query_params.from_dict(codes)
    if codes in written:
        written.remove(codes)
    written.append(codes)
    del written[:-MOST_WRITTEN]


def address() -> str:
    """The whole address that reopens this view, as it can be sent."""
    codes = _codes_chosen()
    return str(st.context.url) + (f"?{urlencode(codes)}" if codes else "")


def _codes_chosen() -> dict[str, str]:
    return {name: code for name, code in st.session_state[_CODES].items() if code != FIELDS[name].default}


def pass_over(name: str, code: str) -> None:
    """Note a code that does not exist, and put the field back to its default."""
    st.session_state[_UNKNOWN].append((name, code))
    st.session_state[_CODES][name] = FIELDS[name].default


def unknown() -> list[tuple[str, str]]:
    """Names and codes of the address that do not exist, for the page to say so."""
    return [(name, code[:MOST_SHOWN]) for name, code in st.session_state.get(_UNKNOWN, [])]


def get(name: str) -> str:
    """The code of field `name`."""
    return str(st.session_state.get(_CODES, {}).get(name, FIELDS[name].default))


def show(name: str, value: Shown, take: Callable[[Shown], None]) -> tuple[str, Shown, Callable[[], None]]:
    """The key, the default and the callback of the widget `name`: it shows `value`, and `take` gets what is chosen.

    Where it shows another value, moved by a link or by another control, a new widget takes its place: a value set by
    the session is lost where the widget's script comes late. A browser that has not heard of a move tells its old
    widgets with whatever is pressed: what one has shown already is not the reader's choice. What the reader has just
    moved stays, and is set: it has the keyboard.
    """
    drawn = st.session_state.setdefault(_DRAWN, {}).setdefault(name, _Drawn([value]))
    if st.session_state.get(drawn.key(name), value) != value:
        if drawn.is_moved:
            st.session_state[drawn.key(name)] = value
        else:
            drawn.showed.append(value)
    drawn.showed[-1], drawn.is_moved = value, False
    key, turn = drawn.key(name), len(drawn.showed) - 1

    def tell() -> None:
        """Hand the reader's choice over."""
        told = st.session_state[key]
        if told != drawn.showed[turn]:
            drawn.showed[turn], drawn.is_moved = told, True
            take(told)

    return key, value, tell


def put(name: str, code: str | None) -> None:
    """Set field `name`; None or "" puts it back to its default."""
    st.session_state[_UNKNOWN] = []
    st.session_state[_CODES][name] = code or FIELDS[name].default


def choose(name: str, code: str | None) -> None:
    """Set field `name` to what a list of codes told: it stays as it is where nothing was told (a list that goes while
    it is pressed), and a code that does not exist is passed over, as in a link."""
    if code is None:
        return
    put(name, code)
    if not FIELDS[name].is_known(code):
        pass_over(name, code)
