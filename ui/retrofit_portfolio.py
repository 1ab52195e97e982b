"""All renovations side by side: what each spared per euro and per vulnerable household, and what is missing."""

import pandas as pd
import streamlit as st

from data_access.editions import Edition
from data_access.translations import mark
from indicators.portfolio import Portfolio
from reports.downloads import portfolio_csv
from ui import state
from ui.controls import pick, unfold
from ui.formats import count, euro, interval, share
from ui.i18n import language, t
from ui.retrofit import decimals, draw_set_aside, estate_name, lack_lines
from ui.texts import draw_list, draw_paragraph, draw_table

ORDER_NAMES = {
    "kwh_per_eur": mark("Saving for each euro spent"),
    "kwh_per_vulnerable": mark("Saving for each vulnerable household"),
}
VERDICT_NAMES = {
    "saving": mark("Saving"),
    "rise": mark("Higher use"),
    "unclear": mark("Cannot be told"),
}


def draw_portfolio(edition: Edition, portfolio: Portfolio, names: pd.Series) -> None:
    """Draw the renovations with a verdict in the chosen order, those without, the file, the readings set aside."""
    frame = portfolio.retrofits
    assessed = frame[frame["verdict"] != "insufficient"]
    if len(assessed):
        with st.columns([2, 3])[0]:
            order = pick("order", t("Ranked by"), state.ORDERS, lambda code: t(ORDER_NAMES[code]))
        _draw_ranked(assessed.sort_values(order, ascending=False, na_position="last"), names)
    lacking = frame[frame["verdict"] == "insufficient"]
    if len(lacking):
        draw_paragraph(t("Too few data for a verdict, and what is missing:"))
        draw_list(f"{estate_name(names, row)} · {row['measure']}: {' '.join(lack_lines(row))}"
                  for _, row in lacking.iterrows())  # fmt: skip
    chosen_language = language()
    st.download_button(
        t("Table (CSV)"),
        lambda: portfolio_csv(frame, names, chosen_language),
        f"{t('renovations')}-{edition.year}.csv",
        "text/csv",
        on_click="ignore",
    )
    aside = portfolio.set_aside
    label = t("Readings of the whole stock that were set aside: {count}", count=count(len(aside), chosen_language))
    unfold("stock_aside", label, lambda: draw_set_aside(aside))


def _draw_ranked(frame: pd.DataFrame, names: pd.Series) -> None:
    heads = [
        t("Estate"),
        t("Works"),
        t("Verdict"),
        t("Share saved"),
        t("90% interval"),
        t("By the bills alone"),
        t("kWh a year"),
        t("Cost"),
        t("kWh a year per euro"),
        t("Vulnerable households"),
        t("kWh a year per vulnerable household"),
    ]
    draw_table(heads, [_cells(row, names) for _, row in frame.iterrows()], words=(1, 2))


def _cells(row: pd.Series, names: pd.Series) -> list[str]:
    lang = language()
    return [
        estate_name(names, row),
        str(row["measure"]),
        t(VERDICT_NAMES[row["verdict"]]),
        share(row["share"], lang),
        interval(row["share_low"], row["share_high"], "share", lang),
        share(row["raw_share"], lang),
        count(row["yearly_kwh"], lang),
        euro(row["cost_eur"], lang),
        decimals(row["kwh_per_eur"]),
        count(row["vulnerable_households"], lang),
        count(row["kwh_per_vulnerable"], lang),
    ]
