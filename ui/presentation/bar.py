"""The button *Present* over every page: show this view at once, or put it into a story."""

import streamlit as st

from reports.addresses.pages import PAGES
from reports.stories.library import READY_IDS, ready_story, story_code
from reports.stories.story import LONGEST_SENTENCE, Story
from reports.stories.story_file import SHOWN_PAGES
from ui.presentation.draft import add, draft, show_story, view_in_view
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph

SCRIPT = next(page.script for page in PAGES if "story" in page.fields)
"""The page that presents."""


def draw_present(page: str) -> None:
    """Draw the button for the page at the address `page`, where it can be presented and is not a resident's own."""
    if page not in SHOWN_PAGES or SHOWN_PAGES[page].is_for_residents:
        return
    fold = st.popover(t("Present"), key=f"fold_present_{language()}", on_change="rerun")
    if not fold.open:
        return
    with fold:
        sentence = st.text_input(
            t("What is said over this view"), max_chars=LONGEST_SENTENCE, key=f"present_sentence_{language()}"
        )
        if st.button(t("Present this view"), type="primary", width="stretch", key="present_now"):
            view = view_in_view(page, sentence)
            show_story(story_code(Story(view.sentences, (view,))))
            st.switch_page(SCRIPT)
        if st.button(t("Add this view to my story"), width="stretch", key="present_add"):
            _say(add(view_in_view(page, sentence)))
        ready = ready_story(READY_IDS[0])
        if st.button(t("Present “{story}”", story=ready.title(language())), width="stretch", key="present_ready"):
            show_story(READY_IDS[0])
            st.switch_page(SCRIPT)
        st.page_link(SCRIPT, label=t("All stories"))


def _say(is_added: bool) -> None:
    story = draft()
    if not is_added or story is None:
        draw_paragraph(t("The story is full: take a view out first."))
        return
    draw_paragraph(t("Added. Views in my story: {count}.", count=len(story.views)))
