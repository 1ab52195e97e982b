"""Renovations: what did the works save, and how sure are we?"""

import streamlit as st

from ui.kept import renovations as kept
from ui.renovations.depth import draw_depth
from ui.renovations.files import offer_sheet
from ui.renovations.glance import account_in_view, draw_verdict, estate_names, pick_retrofit
from ui.renovations.portfolio import draw_portfolio
from ui.widgets.controls import pick_edition
from ui.widgets.headings import title
from ui.words.i18n import t
from ui.words.texts import draw_notice, draw_paragraph

title(t("Renovations"), t("What did the works save, and how sure are we?"))
which, year, _ = st.columns([4, 1, 2], vertical_alignment="bottom")
with year:
    edition = pick_edition()
portfolio = kept.portfolio(edition)
if portfolio is None:
    draw_notice(
        t(
            "This edition has no bills to compare: it needs works, meter readings and daily temperatures "
            "(tables retrofits, readings, weather)."
        ),
        "info",
    )
else:
    names = estate_names(edition)
    with which:
        row = pick_retrofit(edition, portfolio, names)
    savings = portfolio.savings[str(row["retrofit_id"])]
    account = account_in_view(edition, row, savings)
    draw_verdict(edition, row, savings, account)
    draw_depth(edition, row, portfolio, account)
    offer_sheet(edition, row, portfolio, account, names)
    st.subheader(t("All renovations"), anchor=False)
    draw_paragraph(
        t("Saving at equal weather; the vulnerable households of an estate are estimated from its census section.")
    )
    draw_portfolio(edition, portfolio, names)
