"""Method: what each figure is, how it is made, how sure it is. Written from the registry: it cannot fall behind."""

import streamlit as st

from indicators.catalogue.indicator import THEMES
from indicators.catalogue.registry import INDICATORS
from ui.observatory.method import draw_doubts, draw_indicator, draw_numbers, draw_rules
from ui.observatory.plausible_method import draw_two_estimates
from ui.renovations.method import draw_savings_method
from ui.widgets.controls import edition_in_view
from ui.widgets.headings import title
from ui.words.i18n import t

edition = edition_in_view()
title(t("Method"), t("What does each figure mean, and how far can it be trusted?"))
draw_rules(edition)

st.header(t("Chance, and bills that are missing"), anchor=False)
draw_doubts(edition)
st.subheader(t("Two estimates of energy poverty"), anchor=False)
draw_two_estimates(edition)

st.header(t("Indicators"), anchor=False)
for theme, label in THEMES.items():
    st.subheader(t(label), anchor=False)
    for indicator in INDICATORS.values():
        if indicator.theme == theme:
            with st.expander(t(indicator.label)):
                draw_indicator(indicator)

st.header(t("Numbers that were chosen"), anchor=False)
draw_numbers()

st.header(t("What renovations save"), anchor=False)
draw_savings_method()
