"""All renovations side by side: what each spared per euro and per vulnerable household, and what is missing."""

import pandas as pd
import streamlit as st

from contract.translations import mark
from data_access.editions import Edition
from indicators.savings.comparison import placebo_summary
from indicators.savings.portfolio import Portfolio, ranked_by
from indicators.savings.portfolio_checks import are_going_on
from indicators.savings.poverty_beside import poverty_together
from indicators.savings.saving import Range
from reports.addresses.renovation_fields import ORDERS
from reports.directions import change_words, range_words
from reports.numbers import count, decimals, euro, rounded_count, share
from reports.renovations.stock_words import SECTION_CAUTION, placebo_words, potential_words, together_words
from reports.renovations.verdicts import IN_DOUBT, verdict_name
from reports.renovations.words import CARRIER_NAMES, lack_words
from ui.kept import renovations as kept
from ui.renovations.depth import draw_set_aside
from ui.renovations.files import offer_portfolio
from ui.renovations.glance import dated_works, estate_name
from ui.widgets.controls import pick, unfold
from ui.words.i18n import language, t
from ui.words.texts import draw_list, draw_paragraph, draw_table

ORDER_NAMES = {
    "kwh_per_eur": mark("Saving for each euro spent"),
    "kwh_per_vulnerable": mark("Saving for each vulnerable household"),
}


def draw_portfolio(edition: Edition, portfolio: Portfolio, names: pd.Series) -> None:
    """Draw the renovations with a verdict in the chosen order, those without, the whole together, files, bad bills."""
    frame = portfolio.retrofits
    assessed = frame[frame["verdict"] != "insufficient"]
    if len(assessed):
        with st.columns([2, 3])[0]:
            order = pick("order", t("Ranked by"), ORDERS, lambda code: t(ORDER_NAMES[code]))
        _draw_ranked(edition, ranked_by(assessed, order), names)
        if assessed["is_doubtful"].any():
            draw_paragraph(t(IN_DOUBT))
    going_on = frame["lacks"].map(are_going_on)
    if going_on.any():
        draw_paragraph(t("Works still going on, of which nothing is judged yet:"))
        draw_list(f"{estate_name(names, row)} · {dated_works(edition, row)}" for _, row in frame[going_on].iterrows())
    lacking = frame[(frame["verdict"] == "insufficient") & ~going_on]
    if len(lacking):
        draw_paragraph(t("Too few data for a verdict, and what is missing:"))
        draw_list(f"{estate_name(names, row)} · {dated_works(edition, row)}: {' '.join(lack_words(row, language()))}"
                  for _, row in lacking.iterrows())  # fmt: skip
    _draw_together(edition, portfolio, names)
    offer_portfolio(edition, portfolio, names)
    aside = portfolio.set_aside
    label = t("Readings of the whole stock that were set aside: {count}", count=count(len(aside), language()))
    unfold("stock_aside", label, lambda: draw_set_aside(aside))


def _draw_ranked(edition: Edition, frame: pd.DataFrame, names: pd.Series) -> None:
    heads = [
        t("Estate"),
        t("Works"),
        t("Verdict"),
        t("Use, at equal weather (90% interval)"),
        t("By the bills alone"),
        t("kWh spared a year"),
        t("Cost"),
        t("kWh spared a year per euro"),
        t("Vulnerable households"),
        t("kWh spared a year per vulnerable household"),
    ]
    draw_table(heads, [_cells(edition, row, names) for _, row in frame.iterrows()], words=(1, 2))


def _cells(edition: Edition, row: pd.Series, names: pd.Series) -> list[str]:
    lang = language()
    return [
        estate_name(names, row),
        dated_works(edition, row),
        verdict_name(row, lang),
        _saved(row, lang),
        change_words(row["raw_share"], lang),
        rounded_count(row["yearly_kwh"], lang),
        euro(row["cost_eur"], lang),
        decimals(row["kwh_per_eur"], lang),
        count(row["vulnerable_households"], lang),
        rounded_count(row["kwh_per_vulnerable"], lang),
    ]


def _saved(row: pd.Series, language: str) -> str:
    """The saving of a renovation and between what it lies, in words."""
    told = range_words(Range(row["share"], row["share_low"], row["share_high"]), change_words, share, language)
    return t("{estimate} ({low} to {high})", **told)


def _draw_together(edition: Edition, portfolio: Portfolio, names: pd.Series) -> None:
    """The check with placebos, poverty of all renovations, and what the estates without works would save."""
    lang = language()
    draw_paragraph(placebo_words(placebo_summary(portfolio.comparisons), lang))
    together = poverty_together(kept.beside(edition))
    if len(together):
        st.subheader(t("Energy poverty where works were done"), anchor=False)
        draw_list(together_words(together, lang))
        draw_paragraph(t(SECTION_CAUTION))
    st.subheader(t("What the other estates would save"), anchor=False)
    draw_list(potential_words(portfolio.potential, names, lang))
    table = portfolio.potential.complexes.dropna(subset=["saved_kwh"])
    if len(table):
        unfold("potential", t("Estate by estate"), lambda: _draw_potential(table, names))


def _draw_potential(table: pd.DataFrame, names: pd.Series) -> None:
    lang = language()
    rows = [
        [
            estate_name(names, row),
            t(CARRIER_NAMES[row["carrier"]]),
            *(rounded_count(row[name], lang) for name in ("usual_year_kwh", "saved_kwh")),
            f"{rounded_count(row['low_kwh'], lang)} – {rounded_count(row['high_kwh'], lang)}",
        ]
        for _, row in table.sort_values("saved_kwh", ascending=False).iterrows()
    ]
    heads = [t("Estate"), t("Carrier"), t("kWh in a usual year"), t("kWh works would save"), t("90% interval")]
    draw_table(heads, rows, words=(1,))
