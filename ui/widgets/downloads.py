"""Taking away what is shown: table, map file, codebook. Files are made only when asked for."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data_access.editions import Edition
from indicators.catalogue.registry import Choices, Indicator
from reports.downloads import codebook_csv, figures_csv, figures_geopackage
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.words import address as state
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph


def offer_downloads(edition: Edition, level: str, indicator: Indicator, choices: Choices) -> None:
    """Draw the buttons for what the map shows, and the address that reopens it."""
    figures = cached_areas.figures(edition, level, indicator.id, choices)
    names, chosen_language = cached.names(edition, level), language()
    stem = f"{indicator.id}-{level}-{edition.year}"
    doubt = partial(cached_areas.doubt, edition, level, indicator.id, choices)
    table, package, codebook = st.columns(3)
    _offer(
        table,
        t("Table (CSV)"),
        lambda: figures_csv(figures, names, level, indicator.id, doubt(), chosen_language),
        f"{stem}.csv",
        "text/csv",
    )
    _offer(
        package,
        t("Map file (GeoPackage)"),
        lambda: figures_geopackage(figures, names, level, indicator.id, doubt(), cached.shapes(edition, level)),
        f"{stem}.gpkg",
        "application/geopackage+sqlite3",
    )
    _offer(
        codebook,
        t("Codebook (CSV)"),
        lambda: codebook_csv(indicator, choices, edition.manifest, chosen_language),
        f"{stem}-{t('codebook')}.csv",
        "text/csv",
    )
    draw_paragraph(t("This address reopens this very view:"))
    st.code(state.address(), language=None)


def _offer(place: DeltaGenerator, label: str, content: Callable[[], str | bytes], name: str, media: str) -> None:
    place.download_button(label, content, name, media, on_click="ignore", width="stretch")
