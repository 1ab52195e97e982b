"""The table that says what the map says: sortable, for screen readers and for whoever wants the numbers."""

import pandas as pd
import streamlit as st

from contract.translations import mark
from indicators.catalogue.registry import Indicator
from reports.maps.area_doubt import STANDING_NAMES
from ui.widgets.profile import reason_sentence
from ui.words.i18n import t

PERCENT = 100

_NUMBERS = ("minimum", "plausible_low", "estimate", "plausible_high", "maximum")
"""Columns of a figure, from the least to the most; those of the plausible range where there is one."""

_OF_CHANCE = {
    "chance_low": mark("Chance alone: from"),
    "chance_high": mark("Chance alone: to"),
    "smoothed": mark("Smoothed"),
    "smoothed_low": mark("Smoothed: from"),
    "smoothed_high": mark("Smoothed: to"),
}


def draw_twin(
    names: pd.Series,
    figures: pd.DataFrame,
    labels: pd.Series,
    indicator: Indicator,
    doubt: pd.DataFrame | None = None,
) -> None:
    """Draw one row per area of the map: name, the three figures, households, coverage, class, why there is none.

    `doubt` (`small_areas.COLUMNS`) adds what chance does to a share, and what is sure beside the city.
    """
    factor = PERCENT if indicator.unit == "share" else 1
    unit = {"share": "%", "eur": "€", "ratio": ""}[indicator.unit]
    frame = pd.DataFrame({"name": names})
    for column in (name for name in _NUMBERS if name in figures):
        frame[column] = figures[column].astype("Float64") * factor
    frame["households"] = figures["households"].round()
    frame["around"] = (figures["households_high"] - figures["households_low"]) / 2
    frame["coverage"] = figures["coverage"].astype("Float64") * PERCENT
    if doubt is not None and doubt["has_count"].any():
        for column in _OF_CHANCE:
            frame[column] = doubt[column].where(doubt["has_count"]) * factor
        frame["standing"] = doubt["standing"].map({code: name and t(name) for code, name in STANDING_NAMES.items()})
    frame["label"] = labels
    reasons = {reason: reason_sentence(pd.Series({"reason": reason})) for reason in figures["reason"].unique()}
    frame["reason"] = figures["reason"].map(reasons)
    number = st.column_config.NumberColumn
    st.dataframe(
        frame,
        height=420,
        lazy=True,
        column_config={
            "area_id": st.column_config.TextColumn(t("Code")),
            "name": st.column_config.TextColumn(t("Area"), width="large"),
            "minimum": number(f"{t('Certain minimum')} {unit}", format="localized"),
            "plausible_low": number(f"{t('Plausible: from')} {unit}", format="localized"),
            "plausible_high": number(f"{t('Plausible: to')} {unit}", format="localized"),
            "estimate": number(f"{t('Estimate')} {unit}", format="localized"),
            "maximum": number(f"{t('Possible maximum')} {unit}", format="localized"),
            "households": number(t("Households"), format="localized"),
            "around": number(t("Households, more or less"), format="±%d"),
            "coverage": number(f"{t('Known')} %", format="localized"),
            **{column: number(f"{t(words)} {unit}", format="localized") for column, words in _OF_CHANCE.items()},
            "standing": st.column_config.TextColumn(t("Beside the city"), width="large"),
            "label": st.column_config.TextColumn(t("Class on the map")),
            "reason": st.column_config.TextColumn(t("Why it is not shown"), width="large"),
        },
    )
