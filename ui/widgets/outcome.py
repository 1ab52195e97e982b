"""What became of an act: kept across the rerun that follows it, and told where the act was."""

import streamlit as st

from ui.words.texts import Kind, announce

_OUTCOMES, _DRAWN = "outcomes", "outcomes_drawn"


def note_outcome(act: str, text: str, kind: Kind = "success") -> None:
    """Keep what became of `act`, to be told by the next run of its page."""
    st.session_state.setdefault(_OUTCOMES, {})[act] = (text, kind)


def draw_outcome(act: str) -> None:
    """Tell what became of `act`, if it was done since the last run that was drawn to its end.

    Another press cuts a run short, and what it drew never comes to the reader: the next run tells it again.
    """
    if act in st.session_state.get(_OUTCOMES, {}):
        announce(*st.session_state[_OUTCOMES][act])
        st.session_state.setdefault(_DRAWN, set()).add(act)


def forget_drawn() -> None:
    """At the end of a run: what it told is not told again."""
    for act in st.session_state.pop(_DRAWN, ()):
        st.session_state[_OUTCOMES].pop(act, None)
