"""The session's language, and sentences in it."""

import streamlit as st

from contract.translations import LANGUAGES, translate, translate_count
from data_access.publishing.manifest import CODE_VERSION
from ui.words import address as state

ICON_URL = "app/static/icon.png"
WORDS_URL = f"app/static/words.js?v={CODE_VERSION}"
STYLE_URL = f"app/static/style.css?v={CODE_VERSION}"


def language() -> str:
    """The language of this session: "it" unless the link or the reader says otherwise."""
    return state.get("lang")


def t(sentence: str, **values: object) -> str:
    """`sentence`, English in the code, in the session's language, with `{names}` filled."""
    return translate(sentence, language(), **values)


def t_count(one: str, other: str, count: float, /, **values: object) -> str:
    """The sentence for `count` things in the session's language: `one` for exactly one, `other` for another number."""
    return translate_count(one, other, count, language(), **values)


def pick_language() -> None:
    """Draw the switch between the languages, each by its own name."""
    names = {"it": "Italiano", "en": "English"}
    state.show("pick_language", language())
    st.segmented_control(
        "Lingua / Language",
        LANGUAGES,
        format_func=names.__getitem__,
        key="pick_language",
        required=True,
        label_visibility="collapsed",
        on_change=lambda: state.put("lang", st.session_state["pick_language"]),
    )


def declare_page() -> None:
    """Tell the browser the page's language, which Streamlit always calls English, its icon and its style."""
    language_script = f"document.documentElement.lang='{language()}';"
    icon_script = (
        "for(let i of document.querySelectorAll('link[rel~=icon]'))"
        f"i.href.endsWith('{ICON_URL}')||(i.href='{ICON_URL}')"
    )
    words = f"<script src='{WORDS_URL}'></script>"
    style = f"<style>@import url('{STYLE_URL}')</style>"
    st.html(f"{style}<script>{language_script}{icon_script}</script>{words}", unsafe_allow_javascript=True)
