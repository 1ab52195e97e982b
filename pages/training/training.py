"""Events and training: what is held where, what is handed out, and where trained people are missing."""

import streamlit as st

from ui.training.calendar import draw_calendar, draw_communication, draw_event_form
from ui.training.courses import draw_classes, draw_courses
from ui.training.coverage import draw_coverage, draw_estates, draw_languages
from ui.training.credentials import draw_credentials
from ui.training.material import draw_material, draw_material_form
from ui.training.register import draw_register
from ui.widgets.controls import edition_in_view, unfold
from ui.widgets.headings import title
from ui.widgets.record_form import say_saved
from ui.words.i18n import t

title(t("Events and training"), t("What is held where, and where are trained people missing?"))
say_saved()
edition = edition_in_view()
st.subheader(t("Calendar"), anchor=False)
draw_calendar(edition)
unfold("event", t("Announce an event, or count who came"), lambda: draw_event_form(edition))
unfold("communication", t("Communication plan: which contribution is announced where"), draw_communication)
st.subheader(t("Material"), anchor=False)
draw_material()
unfold("material", t("Add material, or change it"), draw_material_form)
st.subheader(t("Trained people"), anchor=False)
draw_coverage(edition)
unfold("languages", t("Languages of the estates, and tutors who speak them"), lambda: draw_languages(edition))
unfold("estates", t("Estates without a trained custodian"), lambda: draw_estates(edition))
unfold("courses", t("Courses"), draw_courses)
unfold("classes", t("Classes and who attended"), draw_classes)
unfold("register", t("Register of operators and tutors"), lambda: draw_register(edition))
unfold("credentials", t("Certificates"), draw_credentials)
