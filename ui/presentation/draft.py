"""The story that a reader puts together: kept for the session, taken away as a file or a link."""

from urllib.parse import urlsplit

import streamlit as st

from reports.stories.library import story_code, story_of
from reports.stories.story import LONGEST_SENTENCE, MOST_VIEWS, Story, View
from reports.stories.story_file import SHOWN_PAGES
from ui.words import address as state
from ui.words.i18n import language, t

_DRAFT = "story_draft"


def draft() -> Story | None:
    """The story of this session; None before a view was added."""
    found: Story | None = st.session_state.get(_DRAFT)
    return found


def put_draft(story: Story | None) -> None:
    """Replace the story of this session; one without views is none."""
    st.session_state[_DRAFT] = story if story and story.views else None


def view_in_view(page: str, sentence: str) -> View:
    """What the reader sees on `page`, with what is said of it."""
    codes = {
        name: state.get(name) for name in SHOWN_PAGES[page].fields if state.get(name) != state.FIELDS[name].default
    }
    if state.get("year"):
        codes["year"] = state.get("year")
    told = " ".join(sentence.split())[:LONGEST_SENTENCE] or t(SHOWN_PAGES[page].title)
    return View(page, codes, {language(): told})


def add(view: View) -> bool:
    """Put a view behind the others; whether there was room for it."""
    story = draft()
    views = story.views if story else ()
    if len(views) >= MOST_VIEWS:
        return False
    titles = story.titles if story else {language(): t("My story")}
    put_draft(Story(titles, (*views, view)))
    return True


def show_story(code: str) -> None:
    """Let the page that presents open a story from its first slide."""
    state.put("story", code)
    state.put("slide", None)


def show_draft() -> None:
    """Present the story of this session."""
    story = draft()
    if story:
        show_story(story_code(story))


def server() -> str:
    """Address of this server, before that of its pages."""
    told = urlsplit(str(st.context.url or ""))
    return f"{told.scheme}://{told.netloc}" if told.netloc else ""


def story_in_view() -> Story:
    """The story that the address names. Raises UnknownName or Refused where it does not open."""
    return story_of(state.get("story"))
