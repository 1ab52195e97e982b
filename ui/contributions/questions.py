"""The eight questions. An answer lives in its widget alone: not in the address, not in a log, not on disk."""

from collections.abc import Mapping

import streamlit as st

from contract.aid_facts import QUESTIONS
from contract.aid_rules import Span
from reports.aids.words import option_labels
from ui.words.i18n import language, t


def ask(bands: Mapping[str, Span]) -> dict[str, str]:
    """Draw the questions and return the answers by fact; "" where there is none."""
    return {fact: _ask_one(fact, option_labels(fact, bands, language())) for fact in QUESTIONS}


def _ask_one(fact: str, labels: dict[str, str]) -> str:
    return str(
        st.radio(
            t(QUESTIONS[fact]),
            list(labels),
            index=len(labels) - 1,
            format_func=labels.__getitem__,
            key=f"asked_{fact}_{language()}",
        )
    )
