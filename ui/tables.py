"""The table that says what the map says: sortable, for screen readers and for whoever wants the numbers."""

import pandas as pd
import streamlit as st

from indicators.registry import Indicator
from ui.i18n import t
from ui.profile import reason_sentence

PERCENT = 100


def draw_twin(names: pd.Series, figures: pd.DataFrame, labels: pd.Series, indicator: Indicator) -> None:
    """Draw one row per area of the map: name, the three figures, households, coverage, class, why there is none."""
    factor = PERCENT if indicator.unit == "share" else 1
    unit = {"share": "%", "eur": "€", "ratio": ""}[indicator.unit]
    frame = pd.DataFrame({"name": names})
    for column in ("minimum", "estimate", "maximum"):
        frame[column] = figures[column].astype("Float64") * factor
    frame["households"] = figures["households"]
    frame["coverage"] = figures["coverage"].astype("Float64") * PERCENT
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
            "estimate": number(f"{t('Estimate')} {unit}", format="localized"),
            "maximum": number(f"{t('Possible maximum')} {unit}", format="localized"),
            "households": number(t("Households"), format="localized"),
            "coverage": number(f"{t('Known')} %", format="localized"),
            "label": st.column_config.TextColumn(t("Class on the map")),
            "reason": st.column_config.TextColumn(t("Why it is not shown"), width="large"),
        },
    )
