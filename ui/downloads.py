"""Taking away what is shown: table, map file, codebook. Files are made only when asked for."""

import streamlit as st

from data_access.editions import Edition
from indicators.registry import Choices, Indicator
from reports.downloads import codebook_csv, figures_csv, figures_geopackage
from ui import cached, cached_areas, state
from ui.i18n import language, t
from ui.texts import draw_paragraph


def offer_downloads(edition: Edition, level: str, indicator: Indicator, choices: Choices) -> None:
    """Draw the buttons for what the map shows, and the address that reopens it."""
    figures = cached_areas.figures(edition, level, indicator.id, choices)
    names = cached.names(edition, level)
    chosen_language = language()
    stem = f"{indicator.id}-{level}-{edition.year}"
    csv, package, codebook = st.columns(3)
    csv.download_button(
        t("Table (CSV)"),
        lambda: figures_csv(
            figures,
            names,
            level,
            indicator.id,
            cached_areas.doubt(edition, level, indicator.id, choices),
            chosen_language,
        ),
        f"{stem}.csv",
        "text/csv",
        on_click="ignore",
        width="stretch",
    )
    package.download_button(
        t("Map file (GeoPackage)"),
        lambda: figures_geopackage(
            figures,
            names,
            level,
            indicator.id,
            cached_areas.doubt(edition, level, indicator.id, choices),
            cached.shapes(edition, level),
        ),
        f"{stem}.gpkg",
        "application/geopackage+sqlite3",
        on_click="ignore",
        width="stretch",
    )

    codebook.download_button(
        t("Codebook (CSV)"),
        lambda: codebook_csv(indicator, choices, edition.manifest, chosen_language),
        f"{stem}-{t('codebook')}.csv",
        "text/csv",
        on_click="ignore",
        width="stretch",
    )
    draw_paragraph(t("This address reopens this very view:"))
    st.code(state.address(), language=None)
