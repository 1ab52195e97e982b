"""The tables of the data page."""

import html

import pandas as pd
import streamlit as st

from data_access.disclosure import withheld_share
from data_access.editions import Edition
from data_access.errors import Severity
from data_access.tables import LEVELS
from data_access.translations import mark
from ui import cached
from ui.formats import ABSENT, count, share
from ui.i18n import language, t

SEVERITY_NAMES = {
    Severity.ERROR: mark("Error"),
    Severity.WARNING: mark("Warning"),
    Severity.NOTICE: mark("Notice"),
}
LEVEL_TITLES = {
    "section": mark("Census sections"),
    "nil": mark("Neighbourhoods (NIL)"),
    "municipio": mark("Boroughs (Municipi)"),
    "city": mark("City"),
}


def draw_editions(editions: list[Edition]) -> None:
    """Draw one row per edition: years, households, revision, when it was published."""
    rows = []
    for edition in reversed(editions):
        years = edition.manifest["reference_years"]
        city = cached.areas(edition, "city").iloc[0]
        rows.append([
            str(edition.year), str(years["spend"] or ABSENT), str(years["income"] or ABSENT),
            count(city["households"], language()), str(edition.revision), edition.manifest["created"][:10],
        ])
    draw_table([t("Edition"), t("Spend of"), t("Income of"), t("Households"), t("Revision"), t("Published on")], rows)


def draw_coverage(edition: Edition) -> None:
    """Draw one row per level: areas, those without data, those withheld, and how much is known."""
    rows = []
    for level in LEVELS:
        areas = cached.areas(edition, level)
        missing = int((areas["households_state"] == "missing").sum())
        empty = int((areas["households"] == 0).sum())
        known = areas["both_known"].sum() / areas["households"].sum()
        rows.append([
            t(LEVEL_TITLES[level]), count(len(areas), language()), count(missing, language()), count(empty, language()),
            share(withheld_share(areas, "above_10"), language()), share(withheld_share(areas, "valid_above_10"), language()),
            share(known if level == "city" else None, language()),
        ])
    draw_table(
        [t("Level"), t("Areas"), t("No data"), t("Nobody lives there"), t("Certain minimum withheld"),
         t("Estimate withheld"), t("Income and spend known in full")],
        rows,
    )
    unplaced = cached.sections(edition)
    unplaced = unplaced[unplaced.geometry.isna()].index
    if len(unplaced):
        st.html(f"<p class='plain'>{t('Counted in the city and drawn nowhere, as they have no polygon: {sections}.', sections=', '.join(unplaced))}</p>")


def draw_report(edition: Edition) -> None:
    """Draw what the check of the files found, gravest first."""
    order = list(SEVERITY_NAMES)
    found = sorted(edition.manifest["report"], key=lambda fault: order.index(fault["severity"]))
    if not found:
        st.html(f"<p class='plain'>{t('Nothing to report.')}</p>")
        return
    rows = [
        [t(SEVERITY_NAMES[fault["severity"]]), t(fault["message"], **fault["values"]), fault["column"] or ABSENT,
         count(fault["count"], language())]
        for fault in found
    ]
    draw_table([t("Weight"), t("Finding"), t("Column"), t("Times")], rows, words=(1,))


def draw_table(heads: list[str], rows: list[list[str]], words: tuple[int, ...] = ()) -> None:
    """Draw a small table of texts; columns in `words` are prose, the first column names the row."""
    head = "".join(f"<th scope='col'>{html.escape(text)}</th>" for text in heads)
    body = ""
    for row in rows:
        cells = [
            f"<td{' class=words' if place in words else ''}>{html.escape(text)}</td>"
            for place, text in enumerate(row) if place
        ]
        body += f"<tr><th scope='row'>{html.escape(row[0])}</th>{''.join(cells)}</tr>"
    st.html(f"<div class='scroll'><table class='numbers'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>")


def as_text(frame: pd.DataFrame) -> list[list[str]]:
    """The cells of `frame` as texts, blank where there is none."""
    return frame.astype("str").where(frame.notna(), "").to_numpy().tolist()
