"""The session's language, and sentences in it."""

import streamlit as st

from data_access.translations import LANGUAGES, translate
from ui import state


def language() -> str:
    """The language of this session: "it" unless the link or the reader says otherwise."""
    return state.get("lang")


def t(sentence: str, **values: object) -> str:
    """`sentence`, English in the code, in the session's language, with `{names}` filled."""
    return translate(sentence, language(), **values)


def pick_language() -> None:
    """Draw the switch between the languages, each by its own name."""
    names = {"it": "Italiano", "en": "English"}
    st.session_state["pick_language"] = language()
    st.segmented_control(
        "Lingua / Language",
        LANGUAGES,
        format_func=names.__getitem__,
        key="pick_language",
        required=True,
        label_visibility="collapsed",
        on_change=lambda: state.put("lang", st.session_state["pick_language"]),
    )


def declare_language() -> None:
    """Tell the browser and screen readers which language the page is in: Streamlit always says English."""
    st.html(f"<script>document.documentElement.lang='{language()}'</script>", unsafe_allow_javascript=True)
