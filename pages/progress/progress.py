"""Plan: what is on time, what is late, who answers for it, and why?"""

import streamlit as st

from ui.kept import progress as kept
from ui.progress.board import draw_activities, draw_answer, draw_filters
from ui.progress.consultation import draw_consultation
from ui.progress.detail import chosen, draw_detail, draw_history
from ui.progress.editing import draw_adding, draw_editing, draw_judging, draw_spending
from ui.progress.money import draw_money, draw_timeline
from ui.progress.papers import draw_papers
from ui.progress.partners import draw_organisations
from ui.progress.steps import draw_steps
from ui.progress.tables import draw_meetings
from ui.widgets.controls import edition_in_view, unfold
from ui.widgets.headings import title
from ui.widgets.record_form import say_saved
from ui.words import address as state
from ui.words.i18n import t
from ui.words.texts import draw_notice

title(t("Plan"), t("What is on time, what is late, and why?"))
say_saved()
edition = edition_in_view()
whole = kept.overview()
opened = chosen(whole, state.get("activity"))
if state.get("activity") and opened is None:
    draw_notice(t("The plan has no activity {number}.", number=state.get("activity")), "warning")
    state.put("activity", None)
if opened:
    draw_detail(whole, opened)
    st.subheader(t("Change it"), anchor=False)
    unfold("whole", t("What stands of it"), lambda: draw_editing(edition, whole, opened))
    unfold("steps", t("Milestones and proofs"), lambda: draw_steps(whole, opened))
    unfold("spending", t("Money and posts"), lambda: draw_spending(whole, opened))
    unfold("judging", t("Judge the progress by hand"), lambda: draw_judging(whole, opened))
    unfold("activity_history", t("History of the activity"), lambda: draw_history(opened))
else:
    shown = draw_filters(edition, whole)
    draw_answer(shown)
    draw_activities(edition, shown)
    unfold("adding", t("Add an activity"), lambda: draw_adding(whole))
    st.subheader(t("When"), anchor=False)
    draw_timeline(shown)
    st.subheader(t("Money against plan"), anchor=False)
    draw_money(shown)
    st.subheader(t("With whom"), anchor=False)
    unfold("organisations", t("Stakeholders: who is in, who is missing"), lambda: draw_organisations(whole))
    unfold("meetings", t("Tables: the next one, decisions, minutes"), lambda: draw_meetings(edition, whole))
    unfold("consultation", t("Consultation: what citizens proposed, and the answers"), draw_consultation)
    unfold("papers", t("Take it away"), lambda: draw_papers(shown))
