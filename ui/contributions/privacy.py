"""What becomes of the answers, and what is not tested: told before and after the questions."""

import streamlit as st

from contract.aid_facts import UNASKED
from contract.translations import mark
from reports.aids.words import HOW_LONG
from ui.words.i18n import t
from ui.words.texts import draw_list, draw_notice, draw_paragraph

_KEPT = mark(
    "Your answers go to this service alone, which uses them to answer you. It writes them nowhere: no file, no log, no "
    "address. Close the page, and they are gone."
)


def draw_privacy() -> None:
    """Draw what becomes of the answers."""
    draw_notice(t(_KEPT), "info")


def draw_untested() -> None:
    """Draw how long an answer takes, and what none of the questions asks."""
    draw_paragraph(t(HOW_LONG))
    st.subheader(t("What we do not test"), anchor=False)
    draw_list(t(line) for line in UNASKED)
