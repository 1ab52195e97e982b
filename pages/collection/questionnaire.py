"""Questionnaire: what people met at the desk say, and what was learnt."""

import streamlit as st

from data_access.collection.forms import read_form
from ui.collection.asking import draw_asking
from ui.collection.diary import draw_diary
from ui.collection.field import FIELD_PATH
from ui.collection.learnt import draw_learnt, draw_withdrawal
from ui.collection.other_tools import draw_other_tools
from ui.collection.quality import draw_quality
from ui.widgets.controls import edition_in_view, unfold
from ui.widgets.headings import title
from ui.words.i18n import t

title(t("Questionnaire"), t("What do the people say whom the desk meets?"))
form, edition = read_form(), edition_in_view()
st.subheader(t("What was learnt"), anchor=False)
draw_learnt(form)
st.subheader(t("Ask one person"), anchor=False)
st.link_button(t("Ask from a phone, without a network too"), FIELD_PATH)
draw_asking(edition, form)
unfold("quality", t("Quality of the answers, by organisation"), lambda: draw_quality(edition, form))
unfold("diary", t("Energy diary"), draw_diary)
unfold("withdrawal", t("Have answers deleted"), draw_withdrawal)
unfold("tools", t("KoboToolbox and ODK"), lambda: draw_other_tools(edition, form))
