"""Present: a story on a screen that a whole room reads."""

import streamlit as st

from ui.presentation.editor import draw_own, draw_ready
from ui.presentation.stage import draw_stage
from ui.widgets.headings import title
from ui.words.i18n import t

title(t("Present"), t("Which story does the room need?"))
if not draw_stage():
    draw_ready()
    st.header(t("My story"), anchor=False)
    draw_own()
