"""The session's language, and sentences in it."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from babel import Locale

from contract.code_version import CODE_VERSION
from contract.levels import words_of
from contract.translations import LANGUAGES, Told, translate, translate_count
from reports.addresses import labels
from reports.numbers import text_direction
from ui.words import address as state

ICON_URL = "app/static/icon.png"
WORDS_URL = f"app/static/words.js?v={CODE_VERSION}"
STYLE_URL = f"app/static/style.css?v={CODE_VERSION}"


_LANGUAGES = "languages"
_LEVEL_WORDS = "level_words"
_LEVEL_BLANKS = tuple(words_of({}))


def language() -> str:
    """The language of this session: "it" unless the link or the reader says otherwise, in one that the page has."""
    asked = state.get("lang")
    return asked if asked in _languages() else LANGUAGES[0]


def speak(languages: Sequence[str]) -> None:
    """Let the page at hand be told in these languages."""
    st.session_state[_LANGUAGES] = tuple(languages)


def _languages() -> tuple[str, ...]:
    return tuple(st.session_state.get(_LANGUAGES, LANGUAGES))


def name_levels(words: dict[str, Told]) -> None:
    """Let every sentence of this run call the city's levels as the edition in view does (`Edition.level_words`)."""
    st.session_state[_LEVEL_WORDS] = words


def t(sentence: str, **values: object) -> str:
    """`sentence`, English in the code, in the session's language, with `{names}` filled.

    Blanks for the city's levels (`contract.levels`) are filled by themselves.
    """
    if any(f"{{{blank}}}" in sentence for blank in _LEVEL_BLANKS):
        values = {**_level_words(), **values}
    return translate(sentence, language(), **values)


def level_title(level: str, **words: Told) -> str:
    """What the areas of `level` are called, as a title; `words` where another city than the one in view is meant."""
    return labels.level_title(level, language(), words or _level_words())


def level_kind(level: str) -> str:
    """What one area of `level` is called."""
    return labels.level_kind(level, language(), _level_words())


def level_head(level: str) -> str:
    """What one area of `level` is called, as the head of a column."""
    return labels.level_head(level, language(), _level_words())


def _level_words() -> dict[str, Told]:
    return dict(st.session_state.get(_LEVEL_WORDS) or words_of({}))


def t_count(one: str, other: str, count: float, /, **values: object) -> str:
    """The sentence for `count` things in the session's language: `one` for exactly one, `other` for another number."""
    return translate_count(one, other, count, language(), **values)


def pick_language() -> None:
    """Draw the switch between the languages, each by its own name."""
    key, shown, tell = state.show("pick_language", language(), partial(state.choose, "lang"))
    st.segmented_control(
        "Lingua / Language",
        _languages(),
        default=shown,
        format_func=_own_name,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=tell,
    )


def _own_name(code: str) -> str:
    """What a language calls itself."""
    return str(Locale.parse(code).get_display_name()).capitalize()


def declare_page() -> None:
    """Tell the browser the page's language, which Streamlit always calls English, the way it runs, its icon and its
    style."""
    root = "document.documentElement"
    language_script = f"{root}.lang='{language()}';{root}.dir='{text_direction(language())}';"
    icon_script = (
        "for(let i of document.querySelectorAll('link[rel~=icon]'))"
        f"i.href.endsWith('{ICON_URL}')||(i.href='{ICON_URL}')"
    )
    words = f"<script src='{WORDS_URL}'></script>"
    style = f"<style>@import url('{STYLE_URL}')</style>"
    st.html(f"{style}<script>{language_script}{icon_script}</script>{words}", unsafe_allow_javascript=True)
