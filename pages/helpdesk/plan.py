"""Help-desk: which public-housing estates come next, in three tiers, and why?"""

import streamlit as st

from ui.helpdesk.board import draw_board, draw_list
from ui.helpdesk.calendar import draw_calendar
from ui.helpdesk.controls import draw_choices
from ui.helpdesk.detail import draw_sheet, draw_summary, pick_estate
from ui.helpdesk.doubt import draw_chances, draw_methods, draw_missing
from ui.helpdesk.draft import edition_of_plan, open_plan_of_address, plan_in_view
from ui.helpdesk.files import draw_files
from ui.helpdesk.map import MAP_NAME, draw_desk_map
from ui.helpdesk.overrules import draw_overrules
from ui.helpdesk.saved import draw_history, draw_plans, draw_saving, say_plan
from ui.helpdesk.top import draw_answer, draw_no_estates
from ui.helpdesk.venues import draw_venues
from ui.helpdesk.visits import draw_visits
from ui.kept import editions as cached
from ui.widgets.controls import pick_edition, unfold
from ui.widgets.headings import title
from ui.widgets.room import room
from ui.words.i18n import t

open_plan_of_address()
heading, year, turn = st.columns([5, 1, 2], vertical_alignment="bottom")
with heading:
    title(t("Help-desk"), t("Which estates does the help-desk serve next, and why?"))
with year:
    edition = edition_of_plan(pick_edition())
if cached.table(edition, "complexes").empty:
    draw_no_estates()
else:
    with turn:
        draw_choices(edition)
    say_plan(edition)
    plan = plan_in_view(edition)
    draw_answer(plan)
    left, right = st.columns([5, 4], gap="medium")
    with right:
        chosen = pick_estate(plan)
        if chosen:
            draw_summary(plan, chosen)
        else:
            draw_list(plan, room(MAP_NAME)[1] - 90)
    with left:
        draw_desk_map(plan)
    if chosen:
        draw_sheet(plan, chosen)
    if plan.is_indicative:
        st.subheader(t("What is not known, and whom to ask"), anchor=False)
        draw_missing(plan)
    draw_board(plan)
    st.subheader(t("How sure is it?"), anchor=False)
    unfold("chances", t("Chances, with data and weights in doubt"), lambda: draw_chances(plan))
    unfold("methods", t("Two methods side by side"), lambda: draw_methods(plan))
    if not plan.is_indicative:
        unfold("missing", t("What is not known, and whom to ask"), lambda: draw_missing(plan))
    st.subheader(t("Decide"), anchor=False)
    unfold("overrules", t("Decide otherwise, with a reason"), lambda: draw_overrules(plan))
    unfold("saving", t("Save and sign off"), lambda: draw_saving(plan))
    unfold("plans", t("Open and compare saved plans"), lambda: draw_plans(plan))
    unfold("history", t("History of the plan"), lambda: draw_history(plan))
    unfold("files", t("Take the plan away"), lambda: draw_files(plan))
    st.subheader(t("Organise"), anchor=False)
    unfold("venues", t("Outside public housing: venues, and who stays uncovered"), lambda: draw_venues(plan))
    unfold("calendar", t("Calendar of sessions"), lambda: draw_calendar(plan))
    unfold("visits", t("Visits, in counts only"), lambda: draw_visits(plan))
