"""Paragraphs, lists and small tables: plain HTML, so that they read well aloud, on paper and on a phone."""

import html
import re
from collections.abc import Iterable, Sequence

import streamlit as st


def as_markdown(text: str) -> str:
    """`text` so that Streamlit's Markdown shows it as it is: no image is fetched, no link is made, nothing is run."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!$:<>~|&])", r"\\\1", text)


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
    cells = (f"<td{_words(place, words)}>{text}</td>" for place, text in enumerate(others, 1))
    return f"<th scope='row'>{first}</th>{''.join(cells)}"


def _words(place: int, words: tuple[int, ...]) -> str:
    return " class='words'" if place in words else ""
