"""The answers on paper, made only when asked for."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from contract.local_time import today
from reports.aids.sheet import answers_pdf
from reports.aids.words import ToldAnswer
from ui.words.i18n import language, t


def offer_sheet(answers: Sequence[ToldAnswer], ended: Sequence[tuple[str, str]]) -> None:
    """Draw the button for the printed sheet."""
    st.download_button(
        t("The sheet to print (PDF)"),
        partial(answers_pdf, answers, ended, language(), today()),
        f"{t('benefits')}.pdf",
        "application/pdf",
        on_click="ignore",
        width="stretch",
    )
