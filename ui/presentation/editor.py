"""Stories to present: those that come with the product, and one's own, put together, saved and opened again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from contract.errors import ObservatoryError
from contract.local_time import today
from data_access.editions import Edition
from reports.decks.html_file import deck_html
from reports.decks.pdf_file import deck_pdf
from reports.decks.pptx_file import deck_pptx
from reports.decks.slide import Deck
from reports.stories.library import READY_IDS, ready_story, story_code
from reports.stories.story import LONGEST_SENTENCE, LONGEST_TITLE, Story, View
from reports.stories.story_file import SHOWN_PAGES, read_story, story_json
from ui import identity
from ui.kept import decks as kept
from ui.presentation.draft import draft, put_draft, server, show_draft, show_story
from ui.widgets.controls import edition_in_view, unfold
from ui.words.i18n import language, t
from ui.words.texts import draw_copied, draw_notice, draw_paragraph

FILES = {
    "pptx": (deck_pptx, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "pdf": (deck_pdf, "application/pdf"),
    "html": (deck_html, "text/html"),
}
"""What writes a story as a file, and its kind, by format."""


def draw_ready() -> None:
    """Draw the stories that come with the product: one press shows one, a fold takes it away as a file."""
    for story_id in READY_IDS:
        story = ready_story(story_id)
        words, button = st.columns([5, 1], vertical_alignment="center")
        with words:
            st.subheader(story.title(language()), anchor=False)
            draw_paragraph(" · ".join(view.sentence(language()) for view in story.views))
            unfold(f"story_{story_id}", t("Take it away as a file"), partial(_offer_files, story, story_id))
        with button:
            st.button(
                t("Present"), key=f"show_{story_id}", type="primary", width="stretch",
                on_click=show_story, args=(story_id,), help=story.title(language()),
            )  # fmt: skip


def draw_own() -> None:
    """Draw the story of this session, view by view, and the ways to keep it."""
    story = draft()
    if story is None:
        draw_paragraph(t("Go to any page, choose what it shows, and press “Present” above it: “Add this view to my "
                         "story” puts it here. Or open a story that was saved."))  # fmt: skip
    else:
        _draw_story(story)
    _open_file()


def _draw_story(story: Story) -> None:
    lang = language()
    title = st.text_input(t("Title"), story.title(lang), max_chars=LONGEST_TITLE, key=f"story_title_{lang}_{_file()}")
    names = _names(story.views)
    views = tuple(_draw_view(place, view, names[place], len(names)) for place, view in enumerate(story.views))
    told = Story(dict(story.titles) | ({lang: title.strip()} if title.strip() else {}), views)
    if told != story:
        put_draft(told)
    first, second, third = st.columns(3)
    first.button(t("Present my story"), type="primary", width="stretch", on_click=show_draft)
    second.download_button(
        t("Save as a file (JSON)"),
        story_json(told),
        "story.json",
        "application/json",
        on_click="ignore",
        width="stretch",
    )  # fmt: skip
    third.button(t("Start again"), width="stretch", on_click=put_draft, args=(None,))
    draw_paragraph(t("This link opens the story anywhere; nothing is kept on the server:"))
    draw_copied(f"{server()}/presenta?story={story_code(told)}")
    unfold("story_own", t("Take it away as a file"), partial(_offer_files, told, "story"))


def _names(views: Sequence[View]) -> list[str]:
    """A name for each view, wherever it stands: a second press, before the page has answered, is for the same view."""
    addresses = [view.address for view in views]
    return [f"{_file()}_{hash(each)}_{addresses[:place].count(each)}" for place, each in enumerate(addresses)]


def _file() -> str:
    """Id of the file that was opened last: what was typed before stays in no box of its story."""
    return str(st.session_state.get("story_opened", ""))


def _draw_view(place: int, view: View, name: str, every: int) -> View:
    lang = language()
    words, up, down, out = st.columns([8, 1, 1, 1], vertical_alignment="bottom")
    label = f"{place + 1}. {t(SHOWN_PAGES[view.page].title)}"
    sentence = words.text_input(
        label, view.sentence(lang), max_chars=LONGEST_SENTENCE, key=f"story_sentence_{lang}_{name}_{every}"
    )
    up.button("↑", key=f"story_up_{name}", disabled=place == 0, on_click=_swap, args=(place - 1,), help=t("Earlier"))
    down.button(
        "↓", key=f"story_down_{name}", disabled=place == every - 1, on_click=_swap, args=(place,), help=t("Later")
    )
    out.button("✕", key=f"story_out_{name}", on_click=_take_out, args=(place,), help=t("Take it out"))
    told = " ".join(sentence.split())
    return replace(view, sentences=dict(view.sentences) | {lang: told}) if told else view


def _swap(place: int) -> None:
    """Change a view with the one after it."""
    story = draft()
    if story:
        views = list(story.views)
        views[place : place + 2] = reversed(views[place : place + 2])
        put_draft(replace(story, views=tuple(views)))


def _take_out(place: int) -> None:
    story = draft()
    if story:
        put_draft(replace(story, views=(*story.views[:place], *story.views[place + 1 :])))


def _open_file() -> None:
    given = st.file_uploader(t("Open a saved story (JSON or TOML)"), type=["json", "toml"], key="story_file",
                             max_upload_size=identity.VISITOR_MEGABYTES)  # fmt: skip
    if given is None or st.session_state.get("story_opened") == given.file_id:
        return
    try:
        put_draft(read_story(given.getvalue().decode("utf-8"), given.name))
    except UnicodeDecodeError:
        draw_notice(t("This file is not text in UTF-8."), "error")
        return
    except ObservatoryError as error:
        draw_notice(error.sentence(language()), "error")
        return
    st.session_state["story_opened"] = given.file_id
    st.rerun()


def _offer_files(story: Story, name: str) -> None:
    edition, lang, address = edition_in_view(), language(), server()
    for column, (kind, (write, media)) in zip(st.columns(3), FILES.items(), strict=True):
        column.download_button(
            kind.upper(),
            partial(_written, write, edition, story, lang, address),
            f"{name}-{edition.year}-{lang}.{kind}",
            media,
            key=f"story_{name}_{kind}",
            on_click=identity.on_export(f"{name}.{kind}", edition),
            width="stretch",
        )


def _written(write: Callable[[Deck], bytes], edition: Edition, story: Story, lang: str, address: str) -> bytes:
    return write(kept.deck(edition, story, lang, today(), address))
