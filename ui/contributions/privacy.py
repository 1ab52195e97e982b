"""What becomes of the answers, and what is not tested: told before and after the questions."""

import streamlit as st

from contract.translations import mark
from ui.words.i18n import t
from ui.words.texts import draw_list, draw_notice

_KEPT = mark(
    "Your answers go to this service alone, which uses them to answer you. It writes them nowhere: no file, no log, no "
    "address. Close the page, and they are gone."
)
UNTESTED = (
    mark("We ask little. Whoever gives a benefit may ask more, and decides."),
    mark("We do not ask where you live: some benefits are for some neighbourhoods."),
    mark("We do not ask for your nationality, your age or your work."),
    mark("Some benefits end when the money is spent."),
)


def draw_privacy() -> None:
    """Draw what becomes of the answers."""
    draw_notice(t(_KEPT), "info")


def draw_untested() -> None:
    """Draw what none of the questions asks."""
    st.subheader(t("What we do not test"), anchor=False)
    draw_list(t(line) for line in UNTESTED)
