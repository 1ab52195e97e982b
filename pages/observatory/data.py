"""Data: which editions there are, what they cover, what their check found; and publishing, where it is allowed."""

import streamlit as st

from ui import identity
from ui.kept import editions as cached
from ui.observatory.data import draw_coverage, draw_editions, draw_report
from ui.observatory.next_extract import draw_next_extract
from ui.publishing.revisions import draw_revisions
from ui.publishing.steps import draw_publishing
from ui.widgets.controls import pick_edition
from ui.widgets.headings import title
from ui.words.i18n import language, t
from ui.words.texts import draw_notice, draw_paragraph


def draw_state() -> None:
    """Draw what the editions hold."""
    st.header(t("Editions"), anchor=False)
    draw_editions([cached.edition(year) for year in cached.years()])
    picker, _ = st.columns([1, 3])
    with picker:
        edition = pick_edition()
    if may_publish:
        st.header(t("Revisions of {year}", year=edition.year), anchor=False)
        draw_revisions(edition)
    st.header(t("Coverage in {year}", year=edition.year), anchor=False)
    draw_coverage(edition)
    st.header(t("What to ask for next"), anchor=False)
    draw_next_extract(edition)
    st.header(t("What the check found in {year}", year=edition.year), anchor=False)
    draw_report(edition)


may_publish = identity.may_publish()
title(t("Data"), t("What do the figures rest on?"))
for fault in cached.left_out(language()):
    draw_notice(fault, "error")
if may_publish:
    publishing, state = st.tabs([t("Publish a new edition"), t("Editions and coverage")])
    with publishing:
        draw_publishing()
    with state:
        if cached.years():
            draw_state()
else:
    if cached.years():
        draw_state()
    st.header(t("Publish a new edition"), anchor=False)
    draw_paragraph(
        t(
            "Publishing from this page is switched off in this installation. An analyst publishes from the command "
            "line, as the README says."
        )
    )
