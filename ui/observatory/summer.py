"""Summer on a page: who is exposed, and where the city heats up. A layer of its own, beside the winter's."""

import streamlit as st

from contract.translations import mark
from data_access.editions import Edition
from indicators.catalogue.indicator import AS_DEFINED
from ui.kept import depth as cached_depth
from ui.kept import editions as cached
from ui.widgets.bivariate import PairWords, draw_pairs
from ui.words.formats import count, interval, ratio, share
from ui.words.i18n import language, level_kind, t
from ui.words.texts import draw_heading, draw_notice, draw_paragraph, draw_table

MOST_LISTED = 15


def draw_summer(edition: Edition) -> None:
    """Draw exposure × risk of heat by area, and the areas where both are high; or say which table lacks."""
    draw_paragraph(t("Summer is a layer of its own: it is in no figure of the winter, nor in the composite index."))
    pairs = cached_depth.heat(edition)
    if pairs["risk"].isna().all():
        draw_notice(
            t(
                "This edition has no risk of heat at the level of {area}: publish it with the table heat_risk. "
                "Exposure alone is on the map.",
                area=level_kind(edition.middle),
            ),
            "info",
        )
        return
    figures = cached.figures(edition, edition.middle, "heat_exposed", AS_DEFINED)
    left, right = st.columns([5, 4], gap="medium")
    with left:
        words = PairWords(
            t("Exposure and risk of heat · {year}", year=edition.year),
            t("Exposure"),
            t("Risk of heat"),
            mark("exposure: {row}; risk of heat: {column}"),
        )
        draw_pairs(edition, edition.middle, pairs[["exposed_third", "risk_third"]], figures["reason"], words)
    with right:
        _draw_hottest(edition)


def _draw_hottest(edition: Edition) -> None:
    pairs, lang = cached_depth.heat(edition), language()
    figures, names = (
        cached.figures(edition, edition.middle, "heat_exposed", AS_DEFINED),
        cached.names(edition, edition.middle),
    )
    both = pairs[(pairs["exposed_third"] == 2) & (pairs["risk_third"] == 2)].index
    order = pairs.loc[both, "people"].astype(float).sort_values(ascending=False).index[:MOST_LISTED]
    draw_heading(t("Most exposed, most heat"))
    rows = [
        [
            str(names[area]),
            share(figures.loc[area, "estimate"], lang),
            interval(figures.loc[area, "minimum"], figures.loc[area, "maximum"], "share", lang),
            count(pairs.loc[area, "people"], lang),
            ratio(10 * float(pairs.loc[area, "risk"]), lang),
        ]
        for area in order
    ]
    heads = [t("Area"), t("Exposed, estimate"), t("Certain – possible"), t("People, about"), t("Risk of heat (0–10)")]
    draw_table(heads, rows)
    draw_paragraph(
        t(
            "Exposed: aged 75 or more, alone, in a home of class F or G (or on a top floor, where it is counted). Age "
            "and home are counted apart: the range holds however they meet, the estimate supposes that they do "
            "so by chance."
        )
    )
