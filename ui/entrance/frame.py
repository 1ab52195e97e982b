"""What surrounds every page: navigation, language, the edition's years and caveat, and errors in plain words."""

import html
from collections.abc import Mapping
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from contract.errors import DiskRefused, ObservatoryError
from contract.translations import LANGUAGES, mark, residents_languages
from data_access.editions import Edition
from data_access.records.identity_mode import identity_mode
from reports.addresses.field import Field
from reports.addresses.pages import PAGES, Page
from ui import identity
from ui.entrance.turns import in_turn
from ui.kept import editions as cached
from ui.presentation.bar import draw_present
from ui.widgets.controls import edition_in_view
from ui.widgets.outcome import forget_drawn
from ui.words import address as state
from ui.words.i18n import declare_page, language, name_levels, pick_language, speak, t
from ui.words.texts import draw_notice

for each in PAGES:
    state.declare(each.fields)
cached.ask_insider(identity.is_insider)


@in_turn()
def show_app() -> None:
    """Draw the frame and the page that the address names."""
    identity.leave()
    st.set_page_config(layout="wide")
    speak(LANGUAGES)
    state.read_address(_fields_at_hand())
    sections = groupby(PAGES, key=lambda listed: listed.section)
    menus = {t(section) if section else "": [_page(each) for each in listed] for section, listed in sections}
    page = st.navigation(menus, position="top")
    listed = next((each for each in PAGES if each.address == page.url_path), PAGES[0])
    speak(residents_languages() if listed.is_for_residents else LANGUAGES)
    st.set_page_config(page_title=f"{t(listed.title)} · Benessere Energetico")
    declare_page()
    shown = None
    try:
        edition = edition_in_view() if cached.years() else None
        if edition:
            name_levels(edition.level_words)
        shown = edition if listed.has_figures else None
        _header(edition, shown, page.url_path)
        _say_unknown()
        if shown:
            _say_former(shown)
        page.run()
    except ObservatoryError as error:
        draw_notice(error.sentence(language()), "error")
    except OSError as error:
        draw_notice(DiskRefused(error).sentence(language()), "error")
    _footer(shown)
    state.write_address()
    forget_drawn()


def _page(page: Page) -> StreamlitPage:
    """The page in the navigation; hidden there from whoever may do nothing on it."""
    is_shown = not page.needs or (identity_mode() != "none" and any(identity.may(action) for action in page.needs))
    return st.Page(
        page.script,
        title=t(page.title),
        url_path=page.address or None,
        default=not page.address,
        visibility="visible" if is_shown else "hidden",
    )


def _fields_at_hand() -> Mapping[str, Field]:
    """Fields of the page that the address opens; none where the address is not known."""
    path = urlsplit(str(st.context.url or "")).path.rstrip("/").rpartition("/")[2]
    return next((page.fields for page in PAGES if page.address == path), {})


def _header(edition: Edition | None, shown: Edition | None, address: str) -> None:
    """Draw the product's name, the language switch and, where `shown` has invented data, a badge that says so."""
    name, switch = st.columns([3, 1.2], vertical_alignment="center")
    badge = "".join(f"<span class='badge' role='note'>{html.escape(said)}</span>" for said in _notes(shown))
    name.html(f"<p class='product'>Benessere Energetico<span>{t('Observatory on energy wellbeing')}</span>{badge}</p>")
    with switch, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        if edition:
            draw_present(address)
        pick_language()
        identity.draw_identity()


def _notes(edition: Edition | None) -> list[str]:
    """What every page says of the edition in view beside the product's name."""
    told = []
    if edition and edition.is_demonstration:
        told.append(t("Demonstration data: invented, not a measure of {city}", city=edition.manifest["city"]["name"]))
    if edition and edition.is_internal:
        told.append(t("Internal edition: only people with a role see it"))
    return told


def _say_unknown() -> None:
    for name, code in state.unknown():
        sentence = t(
            "The link asks for {name} = “{code}”, which does not exist: it was passed over.", name=name, code=code
        )
        draw_notice(sentence, "warning")


def _say_former(edition: Edition) -> None:
    """Say so where a revision is looked at that readers do not get."""
    if edition.year not in cached.years() or cached.edition(edition.year) != edition:
        sentence = t(
            "You are looking at revision {revision} of {year}, which is not the one that readers get.",
            revision=edition.revision,
            year=edition.year,
        )
        draw_notice(sentence, "warning")


def _footer(edition: Edition | None) -> None:
    """End the page, with where its figures come from if it has any; until then its outline stands below (style.css)."""
    if not edition:
        st.html("<footer></footer>")
        return
    years = edition.manifest["reference_years"]
    parts: list[tuple[str, dict[str, Any]]] = [
        (mark("Edition {year}, revision {revision}."), {"year": edition.year, "revision": edition.revision}),
        (mark("Spend of {spend}, income of {income}."), years),
        (mark("Counts of households by census section; nothing here describes a single household."), {}),
        (mark("Figures are before housing costs and not equivalised."), {}),
    ]
    text = " ".join(t(sentence, **values) for sentence, values in parts)
    st.html(f"<footer class='provenance'><p>{text}</p></footer>")
