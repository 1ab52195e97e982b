"""What surrounds every page: navigation, language, the edition's years and caveat, and errors in plain words."""

import html
from typing import Any

import streamlit as st

from contract.errors import ObservatoryError
from contract.translations import mark
from data_access.editions import Edition
from ui.kept import editions as cached
from ui.widgets.controls import edition_in_view
from ui.words import address as state
from ui.words.i18n import declare_page, language, pick_language, t
from ui.words.texts import draw_notice

PAGES = (
    ("pages/observatory/overview.py", mark("Overview"), ""),
    ("pages/observatory/map.py", mark("Map"), "mappa"),
    ("pages/observatory/hot_spots.py", mark("Concentrations"), "concentrazioni"),
    ("pages/observatory/scenarios.py", mark("Scenarios"), "scenari"),
    ("pages/observatory/comparison.py", mark("Comparison"), "confronto"),
    ("pages/observatory/definitions.py", mark("Definitions"), "definizioni"),
    ("pages/observatory/retrofits.py", mark("Renovations"), "riqualificazioni"),
    ("pages/helpdesk/plan.py", mark("Help-desk"), "sportello"),
    ("pages/observatory/method.py", mark("Method"), "metodo"),
    ("pages/observatory/data.py", mark("Data"), "dati"),
)


def show_app() -> None:
    """Draw the frame and the page that the address names."""
    st.set_page_config(page_title="Benessere Energetico", layout="wide")
    state.read_address()
    pages = [
        st.Page(path, title=t(title), url_path=address or None, default=not address) for path, title, address in PAGES
    ]
    page = st.navigation(pages, position="top")
    declare_page()
    try:
        edition = edition_in_view() if cached.years() else None
        _header(edition)
        _say_unknown()
        page.run()
        if edition:
            _footer(edition)
    except ObservatoryError as error:
        draw_notice(error.sentence(language()), "error")
    state.write_address()


def _header(edition: Edition | None) -> None:
    """Draw the product's name, the language switch and, wherever the data are invented, a badge that says so."""
    name, switch = st.columns([4, 1], vertical_alignment="center")
    badge = t("Demonstration data: invented, not a measure of Milan")
    badge = f"<span class='badge' role='note'>{badge}</span>" if edition and edition.is_demonstration else ""
    name.html(f"<p class='product'>Benessere Energetico<span>{t('Observatory on energy wellbeing')}</span>{badge}</p>")
    with switch, st.container(horizontal_alignment="right"):
        pick_language()


def _say_unknown() -> None:
    for name, code in state.unknown():
        sentence = t(
            "The link asks for {name} = “{code}”, which does not exist: it was passed over.", name=name, code=code
        )
        draw_notice(sentence, "warning")


def title(text: str, question: str) -> None:
    """Draw the page's title and the question it answers; both already translated."""
    st.title(text, anchor=False)
    st.html(f"<p class='question'>{html.escape(question)}</p>")


def _footer(edition: Edition) -> None:
    years = edition.manifest["reference_years"]
    parts: list[tuple[str, dict[str, Any]]] = [
        (mark("Edition {year}, revision {revision}."), {"year": edition.year, "revision": edition.revision}),
        (mark("Spend of {spend}, income of {income}."), years),
        (mark("Counts of households by census section; nothing here describes a single household."), {}),
        (mark("Figures are before housing costs and not equivalised."), {}),
    ]
    text = " ".join(t(sentence, **values) for sentence, values in parts)
    st.html(f"<footer class='provenance'><p>{text}</p></footer>")
