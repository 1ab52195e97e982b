"""The board of moves between two editions: who became poor, who is no longer, by neighbourhood."""

import pandas as pd
import streamlit as st

from contract.household_columns import NEEDS, PANEL_MOVES, panel_cell
from contract.translations import mark, mark_count
from data_access.editions import Edition
from indicators.comparison.transitions import board, flows, has_panel
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.words import address as state
from ui.words.formats import count, window
from ui.words.i18n import language, t
from ui.words.texts import draw_heading, draw_notice, draw_paragraph, draw_table

MOST_LISTED = 20
NEED_NAMES = {
    "poor": mark("In energy poverty (above 10%)"),
    "near": mark("Near it (6–10%)"),
    "safe": mark("Not near it"),
}


def draw_moves(edition: Edition) -> None:
    """Draw the sentence, the board of the city or of the chosen NIL, and the NIL by households that became poor."""
    city = edition.manifest["city"]["id"]
    if not has_panel(cached.areas(edition, "city")):
        columns = ", ".join(["panel_known", *(panel_cell(*move) for move in PANEL_MOVES)])
        text = t(
            "This edition does not link households from one year to the next. To see who enters energy poverty and who "
            "leaves it, ask the data's owner for these counts by section: {columns}.",
            columns=columns,
        )
        draw_notice(text, "info")
        return
    row = flows(cached_areas.intervals(edition, "city")).iloc[0]
    text = t(
        mark_count(
            "Of {known} household known in full in both editions, <strong>{entered}</strong> became poor and "
            "<strong>{left}</strong> no longer are; {stayed} still are.",
            "Of {known} households known in full in both editions, <strong>{entered}</strong> became poor and "
            "<strong>{left}</strong> no longer are; {stayed} still are.",
            "known",
        ),
        known=count(row["known"], language()),
        **{flow: _range(row, flow) for flow in ("entered", "left", "stayed")},
    )
    st.html(f"<p class='headline'>{text}</p>")
    draw_paragraph(
        t(
            "Households that moved house, or whose bills or income are unknown in one of the years, are not in the "
            "board: it tells how many move, not how many are poor in all."
        )
    )
    level, _, chosen = state.get("area").partition(":")
    is_nil = level == edition.middle and chosen in cached.areas(edition, level).index
    left, right = st.columns([4, 5], gap="medium")
    with left:
        _draw_board(edition, level if is_nil else "city", chosen if is_nil else str(city))
    with right:
        _draw_ranked(edition)


def _draw_board(edition: Edition, level: str, area: str) -> None:
    draw_heading(str(cached.names(edition, level)[area]))
    found = board(cached_areas.intervals(edition, level), area)
    heads = [t("Before ↓ · now →"), *(t(NEED_NAMES[need]) for need in NEEDS)]
    rows = [[t(NEED_NAMES[before]), *(_ends(*found.loc[before, after]) for after in NEEDS)] for before in NEEDS]
    draw_table(heads, rows)


def _draw_ranked(edition: Edition) -> None:
    draw_heading(t("Where most became poor"))
    frame, names = flows(cached_areas.intervals(edition, edition.middle)), cached.names(edition, edition.middle)
    order = (frame["entered_low"] + frame["entered_high"]).dropna().sort_values(ascending=False, kind="stable").index
    rows = [
        [str(names[area]), *(_range(frame.loc[area], flow) for flow in ("entered", "left", "neared")),
         count(frame.loc[area, "known"], language())]
        for area in order[:MOST_LISTED]
    ]  # fmt: skip
    draw_table([t("Area"), t("Became poor"), t("No longer poor"), t("Came near"), t("Known in both")], rows)


def _range(row: pd.Series, flow: str) -> str:
    return _ends(row[f"{flow}_low"], row[f"{flow}_high"])


def _ends(low: float, high: float) -> str:
    return window(low, high, language())
