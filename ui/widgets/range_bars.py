"""Ranges of shares as bars of plain HTML, in the hue and the pattern of their kind: drawn in a millisecond."""

import html

import pandas as pd
import streamlit as st

from contract.translations import mark
from indicators.basis.scenario_parameters import Kind
from ui.words.formats import interval, share
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph


def draw_ranges(rows: list[tuple[str, Kind, pd.Series]]) -> None:
    """Draw one bar for each (label, kind, figures), from 0 to 100%, and below them what bar, line and mark mean.

    Figures: shares 0–1 `minimum`, `estimate`, `maximum`. Where they have plausible ends the bar goes from one to the
    other, and a thin line from the certain minimum to the possible maximum.
    """
    bars = "".join(_bar(*row) for row in rows)
    st.html(f"<div class='ranges'>{bars}</div>")
    draw_paragraph(t(_PLAUSIBLE_KEY if any(_is_plausible(figure) for *_, figure in rows) else _KEY))


_KEY = mark("Bar: from the certain minimum to the possible maximum. Mark: the estimate.")
_PLAUSIBLE_KEY = mark(
    "Mark: the estimate. Bar: what is plausible. Thin line: from the certain minimum to the possible maximum."
)


def _is_plausible(figure: pd.Series) -> bool:
    return "plausible_low" in figure and pd.notna(figure["plausible_low"])


def _bar(label: str, kind: Kind, figure: pd.Series) -> str:
    ends = ("plausible_low", "plausible_high") if _is_plausible(figure) else ("minimum", "maximum")
    spread = interval(figure[ends[0]], figure[ends[1]], "share", language())
    numbers = f"{share(figure['estimate'], language())} ({spread})"
    told = html.escape(f"{label}: {numbers}")
    inside = _stretch("certain", figure, "minimum", "maximum") if _is_plausible(figure) else ""
    inside += _stretch(kind, figure, *ends)
    if pd.notna(figure["estimate"]):
        inside += f"<b class='{kind}' style='left:{100 * float(figure['estimate']):.2f}%'></b>"
    bar = f"<div role='img' aria-label='{told}'>{inside}</div>"
    return f"<div class='row'><span>{html.escape(label)}</span>{bar}<span>{numbers}</span></div>"


def _stretch(kind: str, figure: pd.Series, first: str, last: str) -> str:
    """From one number of `figure` to another, in the look of `kind`; "" where either is unknown."""
    if pd.isna(figure[first]) or pd.isna(figure[last]):
        return ""
    low, high = 100 * float(figure[first]), 100 * float(figure[last])
    return f"<i class='{kind}' style='left:{low:.2f}%;width:{high - low:.2f}%'></i>"
