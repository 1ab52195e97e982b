"""Finding an area: a list that narrows as one types, which takes codes of sections too; and the ranking of all."""

import pandas as pd
import streamlit as st

from data_access.editions import Edition
from indicators.catalogue.registry import Choices, Indicator
from ui.drawing.search import best_match, find_areas
from ui.kept import areas as kept_areas
from ui.kept import editions as cached
from ui.widgets.canvas import forget_click, look_at
from ui.words import address as state
from ui.words.i18n import language, level_kind, t
from ui.words.texts import as_label, draw_heading, draw_notice

_QUERY = "search_query"


def pick_area(edition: Edition) -> None:
    """Draw the search: names narrow as one types; a code or a part of a name is taken too, and several are offered."""
    labels = kept_areas.listed(edition, language())
    chosen, query = state.get("area"), st.session_state.get(_QUERY, "")
    standing = query or (chosen if chosen in labels else None)
    key, shown, tell = state.show(f"search_{language()}", standing, lambda asked: _look_for(edition, asked, labels))
    st.selectbox(
        t("Find an area"),
        list(labels),
        list(labels).index(shown) if shown in labels else None,
        key=key,
        format_func=lambda code: labels.get(code, code),
        placeholder=t("Name of an area, or code of a section"),
        accept_new_options=True,
        on_change=tell,
    )
    found = find_areas(query, _names(edition)) if query else []
    if query and not found:
        draw_notice(t("Nothing is called “{query}”.", query=query), "info")
    for level, area, name in found:
        st.button(
            as_label(f"{name} · {level_kind(level)}"),
            key=f"found_{level}_{area}",
            on_click=choose_area,
            args=(f"{level}:{area}",),
        )


def choose_area(area: str | None) -> None:
    """Put an area ("level:id") into the address and move the map to it; None closes it and shows the whole city."""
    st.session_state.pop(_QUERY, None)
    state.put("area", area)
    look_at(area or "")
    if not area:
        forget_click()


def draw_ranking(edition: Edition, level: str, indicator: Indicator, choices: Choices) -> None:
    """Draw the areas of `level` from the highest estimate; a row opens its area, and that of the map is marked here."""
    shown = kept_areas.ranking(edition, level, indicator.id, choices, language())
    if shown.empty:
        return
    ids = list(shown.index)
    chosen_level, _, chosen = state.get("area").partition(":")
    marked = [ids.index(chosen)] if chosen_level == level and chosen in ids else []
    key = f"ranking_{language()}_{level}_{indicator.id}_{edition.year}_{chosen if marked else ''}"

    def choose() -> None:
        """Open the area of the row that was chosen, or close the one that was let go, if it is still the one open."""
        rows = st.session_state[key].selection.rows
        if rows:
            choose_area(f"{level}:{ids[rows[0]]}")
        elif marked and state.get("area") == f"{level}:{chosen}":
            choose_area(None)

    draw_heading(t("From the highest"))
    text = st.column_config.TextColumn
    st.dataframe(
        shown.reset_index(drop=True),
        height=38 + 35 * min(len(shown), 10),
        hide_index=True,
        key=key,
        on_select=choose,
        selection_mode="single-row",
        selection_default={"selection": {"rows": marked, "columns": [], "cells": []}},
        column_config={
            "name": text(t("Area"), width=154),
            "estimate": text(t("Estimate"), width=62, alignment="right"),
            "range": text(t("From – to"), width=108, alignment="right"),
        },
        alt=t("Areas from the highest estimate; a row chosen opens its profile and marks it on the map."),
    )


def _look_for(edition: Edition, asked: str | None, labels: dict[str, str]) -> None:
    match = None if not asked or asked in labels else best_match(asked, _names(edition))
    if not asked or asked in labels:
        choose_area(asked)
    elif match:
        choose_area(":".join(match))
    else:
        st.session_state[_QUERY] = asked


def _names(edition: Edition) -> dict[str, pd.Series]:
    return {level: cached.names(edition, level) for level in (*edition.levels[1:-1], edition.levels[0])}
