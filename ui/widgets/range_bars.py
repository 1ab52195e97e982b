"""Ranges of shares as bars of plain HTML, in the hue and the pattern of their kind: drawn in a millisecond."""

import html

import pandas as pd
import streamlit as st

from indicators.basis.scenario_parameters import Kind
from ui.words.formats import interval, share
from ui.words.i18n import language


def draw_ranges(rows: list[tuple[str, Kind, pd.Series]]) -> None:
    """Draw one bar for each (label, kind, figures: `minimum`, `estimate`, `maximum`, shares 0–1), from 0 to 100%."""
    bars = "".join(_bar(*row) for row in rows)
    st.html(f"<div class='ranges'>{bars}</div>")


def _bar(label: str, kind: Kind, figure: pd.Series) -> str:
    spread = interval(figure["minimum"], figure["maximum"], "share", language())
    numbers = f"{share(figure['estimate'], language())} ({spread})"
    told = html.escape(f"{label}: {numbers}")
    inside = ""
    if pd.notna(figure["minimum"]) and pd.notna(figure["maximum"]):
        low, high = 100 * float(figure["minimum"]), 100 * float(figure["maximum"])
        inside = f"<i class='{kind}' style='left:{low:.2f}%;width:{high - low:.2f}%'></i>"
    if pd.notna(figure["estimate"]):
        inside += f"<b class='{kind}' style='left:{100 * float(figure['estimate']):.2f}%'></b>"
    bar = f"<div role='img' aria-label='{told}'>{inside}</div>"
    return f"<div class='row'><span>{html.escape(label)}</span>{bar}<span>{numbers}</span></div>"
