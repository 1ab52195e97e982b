"""Help-desk: which public-housing estates come next, in three tiers, and why?"""

import streamlit as st

from ui import cached
from ui.controls import pick_edition, unfold
from ui.desk_board import draw_board, draw_list
from ui.desk_controls import draw_choices
from ui.desk_detail import draw_sheet, draw_summary, pick_estate
from ui.desk_doubt import draw_chances, draw_methods, draw_missing
from ui.desk_draft import plan_in_view
from ui.desk_map import draw_desk_map
from ui.desk_top import draw_answer, draw_no_estates
from ui.frame import title
from ui.i18n import t
from ui.maps import map_size

heading, year, turn = st.columns([5, 1, 2], vertical_alignment="bottom")
with heading:
    title(t("Help-desk"), t("Which estates does the help-desk serve next, and why?"))
with year:
    edition = pick_edition()
if cached.table(edition, "complexes").empty:
    draw_no_estates()
else:
    with turn:
        draw_choices()
    plan = plan_in_view(edition)
    draw_answer(plan)
    left, right = st.columns([5, 3], gap="medium")
    with right:
        chosen = pick_estate(plan)
        if chosen:
            draw_summary(plan, chosen)
        else:
            draw_list(plan, map_size()[1] - 90)
    with left:
        draw_desk_map(plan)
    if chosen:
        draw_sheet(plan, chosen)
    draw_board(plan)
    st.subheader(t("How sure is it?"), anchor=False)
    unfold("chances", t("Chances, with data and weights in doubt"), lambda: draw_chances(plan))
    unfold("methods", t("Two methods side by side"), lambda: draw_methods(plan))
    unfold("missing", t("What is not known, and whom to ask"), lambda: draw_missing(plan))
