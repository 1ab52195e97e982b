"""What a browser shows before the first page has come: the page's title and its outline, in its language.

Streamlit's own empty page is in English, is called Streamlit, and asks for a letter that no page of ours uses.
"""

import html
import re
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from contract.translations import LANGUAGES, mark, residents_languages, translate
from reports.addresses.pages import PAGES, Page
from reports.numbers import text_direction
from ui.words.i18n import ICON_URL, STYLE_URL, WORDS_URL

PagesManager.uses_pages_directory = False
"""Streamlit would else take `pages/` for a list of pages of its own, and show the names of its files, until the first
visitor's script has told it the navigation (docs/decisions/0022-opening.md)."""

_SERVERS_OWN = Path(st.__file__).parent / "static" / "index.html"

_SERVER = "<script>window.__streamlit = { BACKEND_BASE_URL: location.origin }</script>"
"""Where the server is: a browser that is not told looks for it under the page's address first, and logs two errors."""

_OWN_FILES = (
    f"<link rel='stylesheet' href='./{STYLE_URL}'><link rel='icon' href='./{ICON_URL}'>"
    f"<script defer src='./{WORDS_URL}'></script>"
)
"""Our style and the words in place of Streamlit's: from the first moment on."""


def write_opening(page: Page, language: str) -> str:
    """Streamlit's page (HTML) with our outline of `page` in it, in `language`, until its scripts have come.

    Raises:
        ValueError: Streamlit's page is no longer as it was.
    """
    title = html.escape(translate(page.title, language))
    product = html.escape(translate(mark("Observatory on energy wellbeing"), language))
    needs = translate(mark("This page needs JavaScript: allow it in the browser and load the page again."), language)
    outline = (
        f"<div class='opening' role='status'><p class='product'>Benessere Energetico<span>{product}</span></p>"
        f"<h1>{title}</h1><p class='unseen'>{html.escape(translate(mark('The page is opening.'), language))}</p></div>"
    )
    told = _SERVERS_OWN.read_text(encoding="utf-8")
    for own, ours in (
        (r'<html lang="en">', f'<html lang="{language}" dir="{text_direction(language)}">'),
        (r"<title>.*?</title>", f"<title>{title} · Benessere Energetico</title>{_SERVER}"),
        (r'<link rel="shortcut icon"[^>]*/>', ""),
        (r'<link\s+rel="preload"[^>]*/>', _OWN_FILES),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{html.escape(needs)}</p></noscript>"),
        (r'<div id="root"></div>', f"<div id='root'>{outline}</div>"),
    ):
        told, found = re.subn(own, ours.replace("\\", r"\\"), told, flags=re.DOTALL)
        if found != 1:
            raise ValueError(f"Streamlit's own page has {own} {found} times, once was expected: see {__name__}")
    return told


def _opening_of(page: Page) -> Route:
    """The route of a page's address."""

    def opening(request: Request) -> HTMLResponse:
        """The page's outline, in the language that the address names."""
        asked = request.query_params.get("lang", "")
        spoken = residents_languages() if page.is_for_residents else LANGUAGES
        text = write_opening(page, asked if asked in spoken else LANGUAGES[0])
        return HTMLResponse(text, headers={"Cache-Control": "no-cache"})

    return Route(f"/{page.address}", opening, methods=["GET"])


OPENING_ROUTES = [_opening_of(page) for page in PAGES]
