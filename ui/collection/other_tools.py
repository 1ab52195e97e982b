"""The questionnaire for KoboToolbox and ODK, and submissions that come back from there."""

import re

import streamlit as st

from contract.errors import ObservatoryError
from contract.questionnaire import Questionnaire
from data_access.collection.submissions import read_submissions
from data_access.editions import Edition
from data_access.records.collecting import take_submissions
from reports.collection.xlsform import xlsform
from ui import identity
from ui.collection.places import known_places, places
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words.i18n import language, t, t_count
from ui.words.texts import draw_paragraph

_TOLD = "submissions_told"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_other_tools(edition: Edition, form: Questionnaire) -> None:
    """Draw the download of the XLSForm and the upload of an export."""
    draw_outcome(_TOLD)
    draw_paragraph(t("The same questions as an XLSForm: KoboToolbox and ODK read it, and work without a network."))
    draw_paragraph(
        t(
            "The form shows each person the four words of their receipt, and those tools keep them with the answers: "
            "delete the submissions there once they have been taken in here."
        )
    )
    organisation = st.text_input(t("Code of your organisation (small letters and digits)"), key="xlsform_organisation")
    organisation = organisation.strip().lower()
    st.download_button(
        t("XLSForm"),
        lambda: xlsform(form, organisation, places(edition)),
        f"{form.form_id}_{form.version}.xlsx", _XLSX,
        disabled=not re.fullmatch(r"[a-z0-9_-]{2,40}", organisation),
    )  # fmt: skip
    with st.form(f"submissions_{language()}", clear_on_submit=True):
        file = st.file_uploader(t("Submissions exported as values (CSV or XLSX)"), type=["csv", "xlsx"],
                                max_upload_size=identity.VISITOR_MEGABYTES)  # fmt: skip
        by = identity.pick_name(t("Your name"), identity.who(), f"submissions_by_{language()}")
        if st.form_submit_button(t("Take the submissions in")) and file is not None:
            _take_in(file.getvalue(), file.name, form, by)


def _take_in(content: bytes, name: str, form: Questionnaire, by: str) -> None:
    try:
        told = read_submissions(content, name, form, known_places())
        new = take_submissions(identity.records(), form, told, by)
    except ObservatoryError as error:
        note_outcome(_TOLD, error.sentence(language()), "error")
    else:
        parts = [
            t_count("One new answer.", "{count} new answers.", new),
            t_count("One was there already.", "{count} were there already.", len(told.responses) - new),
            t_count("One person did not consent.", "{count} people did not consent.", len(told.refusals)),
        ]
        note_outcome(_TOLD, " ".join(parts))
    st.rerun()
