"""A story on the whole screen: one slide, large, with the keys ← and → and buttons that do the same."""

import streamlit as st

from contract.code_version import CODE_VERSION
from contract.errors import ObservatoryError
from contract.local_time import today
from reports.decks.html_file import STYLE, slide_html
from reports.stories.story import Story
from ui.kept import decks as kept
from ui.presentation.draft import story_in_view
from ui.widgets.controls import edition_in_view
from ui.words import address as state
from ui.words.i18n import language, t
from ui.words.texts import draw_notice

KEYS_URL = f"app/static/present.js?v={CODE_VERSION}"


def draw_stage() -> bool:
    """Draw the story that the address names over the whole window; whether one was drawn."""
    if not state.get("story"):
        return False
    try:
        story = story_in_view()
    except ObservatoryError as error:
        draw_notice(error.sentence(language()), "error")
        return False
    place = _place(len(story.views))
    _draw_slide(story, place)
    _draw_keys(place, len(story.views))
    return True


def _place(every: int) -> int:
    return min(int(state.get("slide")), every)


def _draw_slide(story: Story, place: int) -> None:
    try:
        slide = kept.slide(edition_in_view(), story.views[place - 1], language(), today())
        content = slide_html(slide)
    except ObservatoryError as error:
        content = f"<header><h2>{story.views[place - 1].page}</h2></header>"
        draw_notice(error.sentence(language()), "error")
    st.html(f"<style>{STYLE.read_text('utf-8')}</style>")
    st.html(f"<div class='stage' tabindex='0'><section class='slide'>{content}</section></div>")


def _draw_keys(place: int, every: int) -> None:
    with st.container(horizontal=True, key="stage_keys"):
        st.button("←", key="stage_back", disabled=place == 1, on_click=_go, args=(-1, every), help=t("Back"))
        st.html(f"<span class='stage-place' role='status'>{place} / {every}</span>")
        st.button("→", key="stage_next", disabled=place == every, on_click=_go, args=(1, every), help=t("Next"))
        st.button(t("Close"), key="stage_close", on_click=_close)
    st.html(f"<script src='{KEYS_URL}'></script>", unsafe_allow_javascript=True)


def _go(steps: int, every: int) -> None:
    """Go on from where the last press led, which may not be drawn yet."""
    state.put("slide", str(min(max(_place(every) + steps, 1), every)))


def _close() -> None:
    state.put("story", None)
    state.put("slide", None)
