"""The table that says what the map says: sortable, for screen readers and for whoever wants the numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from contract.translations import mark
from indicators.catalogue.registry import Indicator
from reports.maps.area_doubt import STANDING_NAMES
from ui.widgets.profile import reason_sentence
from ui.words.formats import ABSENT, as_shown, count, decimals, euro, ratio, share
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph

MOST_ROWS = 10_000
"""Rows that a table on a page has at most: the first in its order; the files have all."""

_WRITE = {"share": share, "eur": euro, "ratio": ratio, "count": count, "decimals": decimals}


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, the unit of its numbers ("" where it holds words), whether it stays in view."""

    label: str
    unit: str = ""
    is_pinned: bool = False


def draw_frame(frame: pd.DataFrame, columns: Mapping[str, Column], alt: str | None = None) -> None:
    """Draw the `columns` of `frame` that it has, in their order, with its index before them where a column names it.

    Numbers are written in the language of the page, whatever the browser's, and sorted as numbers; what the browser
    holds of them beside is rounded as they are.
    """
    shown = frame.reset_index()[[name for name in columns if name in {*frame.columns, frame.index.name}]]
    if len(shown) > MOST_ROWS:
        text = t("The table shows the first {shown}, of {all}: the files have all.",
                 shown=count(MOST_ROWS, language()), all=count(len(shown), language()))  # fmt: skip
        draw_paragraph(text)
        shown = shown.head(MOST_ROWS)
    units = {name: column.unit for name, column in columns.items() if column.unit and name in shown}
    shown = shown.assign(**{name: as_shown(shown[name], unit).astype(float) for name, unit in units.items()})
    told = shown.style.format({name: _writer(shown[name], unit) for name, unit in units.items()})
    config = {
        name: (st.column_config.NumberColumn if column.unit else st.column_config.TextColumn)(
            column.label, pinned=column.is_pinned
        )
        for name, column in columns.items()
    }
    st.dataframe(told, height=_height(len(shown)), hide_index=True, column_config=config, alt=alt)


def _writer(values: pd.Series, unit: str) -> Callable[[float], str]:
    """A writer of the numbers of a column, each of which is written once."""
    texts = {value: _WRITE[unit](value, language()) for value in values.dropna().unique()}
    return lambda value: texts.get(value, ABSENT)


def _height(rows: int) -> int:
    """Pixels of a table: as many as its rows need, up to a dozen."""
    return 38 + 35 * min(max(rows, 1), 11)


_NUMBERS = ("estimate", "plausible_low", "plausible_high", "minimum", "maximum")
"""Columns of a figure in the order in which every page tells them: estimate, what is plausible, what is certain."""

_OF_CHANCE = {
    "chance_low": mark("Complete cases, by chance: from"),
    "chance_high": mark("Complete cases, by chance: to"),
    "smoothed": mark("Complete cases, smoothed"),
    "smoothed_low": mark("Complete cases, smoothed: from"),
    "smoothed_high": mark("Complete cases, smoothed: to"),
}


def draw_twin(
    names: pd.Series,
    figures: pd.DataFrame,
    labels: pd.Series,
    indicator: Indicator,
    doubt: pd.DataFrame | None = None,
    held: pd.Series | None = None,
) -> None:
    """Draw one row per area of the map, highest estimate first: name, figures, households, why there is none, class.

    `doubt` (`small_areas.COLUMNS`) adds what chance does to a share, and what is sure beside the city. `held`: name of
    the larger area that holds each, where areas have codes for names.
    """
    frame = figures[[name for name in (*_NUMBERS, "households", "coverage") if name in figures]].assign(name=names)
    frame["around"] = (figures["households_high"] - figures["households_low"]) / 2
    columns = _columns_of(indicator)
    if held is not None:
        frame["held"] = held
        columns = {name: each for name, each in columns.items() if name != "name"}
    if doubt is not None and doubt["has_count"].any():
        frame = frame.assign(**{column: doubt[column].where(doubt["has_count"]) for column in _OF_CHANCE})
        frame["standing"] = doubt["standing"].map({code: name and t(name) for code, name in STANDING_NAMES.items()})
    frame["label"] = labels
    reasons = {reason: reason_sentence(pd.Series({"reason": reason})) for reason in figures["reason"].unique()}
    frame["reason"] = figures["reason"].map(reasons)
    frame = frame.rename_axis("area_id").sort_values("estimate", ascending=False, kind="stable", na_position="last")
    draw_frame(frame, columns)


def _columns_of(indicator: Indicator) -> dict[str, Column]:
    unit = indicator.unit
    return {
        "name": Column(t("Area"), is_pinned=True),
        "area_id": Column(t("Code")),
        "held": Column(t("In")),
        "estimate": Column(t("Estimate"), unit),
        "plausible_low": Column(t("Plausible: from"), unit),
        "plausible_high": Column(t("Plausible: to"), unit),
        "minimum": Column(t("Certain minimum"), unit),
        "maximum": Column(t("Possible maximum"), unit),
        "households": Column(t("Households"), "count"),
        "around": Column(t("Households, more or less"), "count"),
        "coverage": Column(t("Known"), "share"),
        "standing": Column(t("Complete cases beside the city")),
        "reason": Column(t("Why it is not shown")),
        "label": Column(t("Class on the map")),
        **{name: Column(t(words), unit) for name, words in _OF_CHANCE.items()},
    }
