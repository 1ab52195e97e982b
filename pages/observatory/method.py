"""Method: what each figure is, how it is made, how sure it is. Written from the registry: it cannot fall behind."""

import html

import streamlit as st

from indicators.parameters import PARAMETERS
from indicators.registry import INDICATORS, THEMES
from ui.controls import edition_in_view
from ui.frame import title
from ui.i18n import t
from ui.method import draw_indicator, draw_rules

edition = edition_in_view()
title(t("Method"), t("What does each figure mean, and how far can it be trusted?"))
draw_rules(edition)

st.header(t("Indicators"), anchor=False)
for theme, label in THEMES.items():
    st.subheader(t(label), anchor=False)
    for indicator in INDICATORS.values():
        if indicator.theme == theme:
            with st.expander(t(indicator.label)):
                draw_indicator(indicator)

st.header(t("Numbers that were chosen"), anchor=False)
heads = (t("Number"), t("Value"), t("Reason"), t("Source"))
body = "".join(
    f"<tr><th scope='row'>{html.escape(t(p.label))}</th><td>{html.escape(f'{p.value:g} {t(p.unit)}')}</td>"
    f"<td class='words'>{html.escape(t(p.reason))}</td><td class='words'>{html.escape(t(p.source))}, {p.date}</td></tr>"
    for p in PARAMETERS.values()
)
head = "".join(f"<th scope='col'>{text}</th>" for text in heads)
st.html(f"<div class='scroll'><table class='numbers'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>")
