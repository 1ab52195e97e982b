"""Paragraphs, lists and small tables: plain HTML, so that they read well aloud, on paper and on a phone."""

import html
import re
from collections.abc import Iterable, Sequence
from typing import Literal

import streamlit as st

Kind = Literal["info", "warning", "error", "success"]
"""Kinds of a boxed message."""


def as_label(text: str) -> str:
    """`text` for a widget's label, whose Markdown must not read it: no link is made, no image fetched, nothing run.

    Signs of Markdown are escaped; an invisible joiner keeps addresses from becoming links.
    """
    escaped = re.sub(r"([\\`*_{}\[\]()#+\-.!$:<>~|&])", r"\\\1", text)
    return re.sub(r"(/|@|www)", "\\1\u2060", escaped)


def draw_notice(text: str, kind: Kind) -> None:
    """Draw a boxed message; `text` is shown as it is."""
    role = "alert" if kind in ("warning", "error") else "status"
    st.html(f"<p class='notice {kind}' role='{role}'>{html.escape(text)}</p>")


def announce(text: str, kind: Kind) -> None:
    """Draw a boxed message, and show it where the reader is, however far down the page that may be."""
    draw_notice(text, kind)
    st.toast(as_label(text))


def draw_heading(text: str) -> None:
    """Draw a heading of the third level; `text` is shown as it is."""
    st.html(f"<h3>{html.escape(text)}</h3>")


def draw_paragraph(text: str, style: str = "plain") -> None:
    """Draw one paragraph; `text` is shown as it is, never run. `style`: "plain" or "verdict"."""
    st.html(f"<p class='{style}'>{html.escape(text)}</p>")


def draw_list(lines: Iterable[str]) -> None:
    """Draw a bulleted list of texts."""
    st.html("<ul class='plain'>" + "".join(f"<li>{html.escape(line)}</li>" for line in lines) + "</ul>")


def draw_table(heads: Sequence[str], rows: Iterable[Sequence[str]], words: tuple[int, ...] = ()) -> None:
    """Draw a table of texts; the first column names the row, columns in `words` hold prose."""
    head = "".join(
        f"<th scope='col'{_words(place, words)}>{html.escape(text)}</th>" for place, text in enumerate(heads)
    )
    body = "".join(f"<tr>{_cells(row, words)}</tr>" for row in rows)
    table = f"<table class='numbers'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    st.html(f"<div class='scroll' tabindex='0'>{table}</div>")


def _cells(row: Sequence[str], words: tuple[int, ...]) -> str:
    first, *others = (html.escape(text) for text in row)
    cells = (f"<td{_words(place, words) or _short(text)}>{text}</td>" for place, text in enumerate(others, 1))
    return f"<th scope='row'>{first}</th>{''.join(cells)}"


def _short(text: str) -> str:
    """What keeps a number on one line with its unit, or with the other end of its range."""
    return " class='short'" if len(text) <= _MOST_ON_A_LINE and re.search(r"\d.*[ –]|[ –].*\d", text) else ""


_MOST_ON_A_LINE = 17
"""Characters: as many as both ends of a range take, `da 10,4 a 48,1`, `10.000 – 12.000`. Our choice, November 2026."""


def _words(place: int, words: tuple[int, ...]) -> str:
    return " class='words'" if place in words else ""


def draw_copied(text: str) -> None:
    """Draw a text to be copied, such as a link, on as many lines as it takes: nothing to scroll sideways."""
    st.code(text, language=None, wrap_lines=True)
