"""Taking away what is shown: table, map file, codebook. Files are made only when asked for."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from contract.local_time import today
from data_access.editions import Edition
from indicators.catalogue.registry import Choices, Indicator
from reports.addresses.indicator_fields import INDICATOR_FIELDS
from reports.downloads import codebook_csv, codebook_frame, figures_csv, figures_geopackage, figures_workbook
from reports.maps.picture import MapPicture
from reports.maps.picture_file import map_page_pdf, map_page_png
from reports.sheets.area_sheet import areas_pdf
from reports.sheets.whole_workbook import whole_workbook
from reports.stories.story import View
from ui import identity
from ui.kept import areas as cached_areas
from ui.kept import decks as kept_decks
from ui.kept import editions as cached
from ui.words import address as state
from ui.words.i18n import language, t
from ui.words.texts import draw_copied, draw_paragraph


def offer_downloads(edition: Edition, level: str, indicator: Indicator, choices: Choices) -> None:
    """Draw the buttons for what the map shows, and the address that reopens it."""
    figures = cached_areas.figures(edition, level, indicator.id, choices)
    names, chosen_language = cached.names(edition, level), language()
    stem = f"{indicator.id}-{level}-{edition.year}"
    doubt = partial(cached_areas.doubt, edition, level, indicator.id, choices)
    table, workbook, package, codebook = st.columns(4)
    explained = partial(codebook_frame, indicator, choices, edition.manifest, chosen_language)
    files: tuple[tuple[DeltaGenerator, str, Callable[[], str | bytes], str, str], ...] = (
        (table, t("Table (CSV)"), lambda: figures_csv(figures, names, level, indicator.id, doubt(), chosen_language),
         f"{stem}.csv", "text/csv"),
        (workbook, t("Workbook (XLSX)"),
         lambda: figures_workbook(figures, names, level, indicator, doubt(), explained(), chosen_language),
         f"{stem}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (package, t("Map file (GeoPackage)"),
         lambda: figures_geopackage(figures, names, level, indicator.id, doubt(), cached.shapes(edition, level)),
         f"{stem}.gpkg", "application/geopackage+sqlite3"),
        (codebook, t("Codebook (CSV)"), lambda: codebook_csv(indicator, choices, edition.manifest, chosen_language),
         f"{stem}-{t('codebook')}.csv", "text/csv"),
    )  # fmt: skip
    for place, label, content, name, media in files:
        _offer(place, edition, label, content, name, media)
    _offer_pages(edition, indicator, stem)
    draw_paragraph(t("This address reopens this very view:"))
    draw_copied(state.address())


def _offer_pages(edition: Edition, indicator: Indicator, stem: str) -> None:
    """Draw the buttons for the map on a page, and for the sheet of the chosen area."""
    lang, codes = language(), {name: state.get(name) for name in INDICATOR_FIELDS}
    view = View("mappa", codes, {lang: t(indicator.label)})
    picture, page, whole, sheet = st.columns(4)
    _offer(picture, edition, t("Map as a picture (PNG)"), partial(_map_page, edition, view, lang, map_page_png),
           f"{stem}.png", "image/png")  # fmt: skip
    _offer(page, edition, t("Map on a page (PDF)"), partial(_map_page, edition, view, lang, map_page_pdf),
           f"{stem}.pdf", "application/pdf")  # fmt: skip
    _offer(whole, edition, t("Every indicator (XLSX)"), lambda: whole_workbook(kept_decks.reading(edition), lang),
           f"{t('indicators')}-{edition.year}.xlsx",
           "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")  # fmt: skip
    level, _, area = state.get("area").partition(":")
    if area and level in edition.levels and area in cached.names(edition, level).index:
        content = partial(areas_pdf, kept_decks.reading(edition), [(level, area)], lang, today())
        _offer(sheet, edition, t("Sheet of the chosen area (PDF)"), content, f"{level}-{area}-{edition.year}.pdf",
               "application/pdf")  # fmt: skip


def _map_page(
    edition: Edition, view: View, lang: str, write: Callable[[MapPicture, str, Mapping[str, Any]], bytes]
) -> bytes:
    slide = kept_decks.slide(edition, view, lang, today())
    assert slide.body.map is not None
    body = slide.body
    told = {"title": slide.title, "caption": body.caption, "notes": body.notes, "source": slide.source}
    return write(slide.body.map, lang, told | {"caveat": slide.caveat})


def _offer(
    place: DeltaGenerator, edition: Edition, label: str, content: Callable[[], str | bytes], name: str, media: str
) -> None:
    noted = identity.on_export(name, edition)
    place.download_button(label, content, name, media, on_click=noted, width="stretch")
