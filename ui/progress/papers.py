"""The plan as files: the report of the year, the table, the columns of the Social Climate Fund."""

import streamlit as st

from reports.decks.pptx_file import deck_pptx
from reports.progress.fund_template import fund_csv
from reports.progress.minutes import year_report_pdf
from reports.progress.overview import Overview
from reports.progress.table import progress_csv
from reports.progress.year_deck import year_deck
from ui.words.i18n import language, t

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def draw_papers(overview: Overview) -> None:
    """Draw the files of what is in view."""
    lang, day = language(), overview.today.isoformat()
    columns = st.columns(4)
    for column, (label, content, name, kind) in zip(columns, (
        (t("Report (PDF)"), year_report_pdf(overview, lang), f"piano-{day}.pdf", "application/pdf"),
        (t("Slides (PPTX)"), deck_pptx(year_deck(overview, lang)), f"piano-{day}.pptx", PPTX),
        (t("Table (CSV)"), progress_csv(overview, lang).encode(), f"piano-{day}.csv", "text/csv"),
        (t("Social Climate Fund (CSV)"), fund_csv(overview, lang).encode(), f"piano-fondo-{day}.csv", "text/csv"),
    ), strict=True):  # fmt: skip
        column.download_button(label, content, name, kind, width="stretch")
