"""The eight questions. An answer lives in its widget alone: not in the address, not in a log, not on disk."""

from collections.abc import Mapping

import streamlit as st

from contract.aid_facts import FACTS, QUESTIONS
from contract.aid_rules import Span
from contract.translations import mark
from indicators.aids.household import CHILD_BANDS, HAS_NONE
from reports.aids.words import band_words
from ui.words.i18n import language, t

UNKNOWN = ""
"""The answer of whoever does not know, or does not say."""

_CHILDREN = {"0": mark("none"), "1-3": mark("from one to three"), "4+": mark("four or more")}


def ask(bands: Mapping[str, Span]) -> dict[str, str]:
    """Draw the questions and return the answers by fact; UNKNOWN where there is none."""
    return {fact: _ask_one(fact, _options(fact, bands)) for fact in QUESTIONS}


def _ask_one(fact: str, options: dict[str, str]) -> str:
    labels = options | {UNKNOWN: t("I do not know, or I do not say")}
    return str(
        st.radio(
            t(QUESTIONS[fact]),
            list(labels),
            index=len(labels) - 1,
            format_func=labels.__getitem__,
            key=f"asked_{fact}_{language()}",
        )
    )


def _options(fact: str, bands: Mapping[str, Span]) -> dict[str, str]:
    """Answers to a question by code."""
    if fact == "children":
        return {code: t(_CHILDREN[code]) for code in CHILD_BANDS}
    if fact == "isee":
        told = {code: band_words(code, span, language()) for code, span in bands.items()}
        return told | {HAS_NONE: t("I have no ISEE")}
    return {code: t(label) for code, label in (FACTS[fact].codes or {}).items()}
