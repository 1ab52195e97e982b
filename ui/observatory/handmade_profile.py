"""The profile of an area made by hand: every figure with its range, beside the city."""

import html

import pandas as pd
import streamlit as st

from contract.local_time import today
from contract.translations import mark_count
from data_access.editions import Edition
from indicators.catalogue.poverty import ENERGY_POVERTY
from indicators.catalogue.registry import Choices
from indicators.comparison.selection import Selection
from reports.depth_files import selection_csv
from reports.reading.made_area import (
    POVERTY_LABEL,
    doubt_sentences,
    ends_of,
    other_rows,
    poverty_of,
    selection_of,
)
from reports.sheets.made_sheet import made_pdf
from ui import identity
from ui.kept import areas as cached_areas
from ui.kept import decks as kept_decks
from ui.widgets.controls import choices_estimated
from ui.widgets.range_bars import draw_ranges
from ui.words.formats import count, interval, share, window, with_article
from ui.words.i18n import language, t
from ui.words.texts import draw_list, draw_paragraph, draw_table

_CERTAIN = mark_count(
    "In this area, with {households} households in {year}, between <strong>{low}</strong> and "
    "<strong>{high}</strong> spend more than {cutoff}% of their income on energy; the estimate is "
    "<strong>{estimate}</strong>.",
    "In these {number} areas, with {households} households in {year}, between <strong>{low}</strong> "
    "and <strong>{high}</strong> spend more than {cutoff}% of their income on energy; the estimate is "
    "<strong>{estimate}</strong>.",
    "number",
)
_PLAUSIBLE = mark_count(
    "In this area, with {households} households in {year}, about <strong>{estimate}</strong> spend more than {cutoff}% "
    "of their income on energy: plausibly between <strong>{low}</strong> and <strong>{high}</strong>, certainly at "
    "least {minimum}.",
    "In these {number} areas, with {households} households in {year}, about <strong>{estimate}</strong> spend more "
    "than {cutoff}% of their income on energy: plausibly between <strong>{low}</strong> and <strong>{high}</strong>, "
    "certainly at least {minimum}.",
    "number",
)


def draw_selection(edition: Edition, level: str, chosen: list[str]) -> None:
    """Draw the profile of the chosen areas together, or how to choose them."""
    if not chosen:
        draw_paragraph(t("Click areas on the map, or use one of the ways beside it: they are read as one area."))
        return
    read, choices = kept_decks.reading(edition), choices_estimated(ENERGY_POVERTY, edition)
    selection = selection_of(read, level, chosen)
    made = poverty_of(read, level, selection, choices)
    _draw_answer(edition, selection, made, choices, len(chosen))
    city = cached_areas.figures(edition, "city", ENERGY_POVERTY.id, choices).iloc[0]
    draw_ranges([(t("This area"), "realised", made), (str(edition.manifest["city"]["name"]), "realised", city)])
    rows = [_row(t(POVERTY_LABEL, cutoff=choices.cutoff), made, city)]
    rows += [_row(t(label), found, whole) for label, found, whole in other_rows(read, selection)]
    draw_table([t("Indicator"), t("Estimate"), t("Range"), t("City, estimate")], rows)
    draw_list(doubt_sentences(read, selection, len(chosen), language()))
    _offer(edition, level, selection, chosen)


def _offer(edition: Edition, level: str, selection: Selection, chosen: list[str]) -> None:
    chosen_language = language()
    sheet, figures, codes = st.columns(3)
    sheet.download_button(
        t("Sheet of this area (PDF)"),
        lambda: made_pdf(kept_decks.reading(edition), f"{level}:{'.'.join(chosen)}", chosen_language, today()),
        f"area-{edition.year}.pdf",
        "application/pdf",
        on_click=identity.on_export("area.pdf", edition),
    )
    figures.download_button(
        t("What it holds (CSV)"),
        lambda: selection_csv(selection, edition.year, chosen_language),
        f"area-{edition.year}.csv",
        "text/csv",
        on_click=identity.on_export("area.csv", edition),
    )
    codes.download_button(
        t("Its codes, to be pasted again (TXT)"), "\n".join(chosen), "area.txt", "text/plain", on_click="ignore"
    )


def _draw_answer(edition: Edition, selection: Selection, poverty: pd.Series, choices: Choices, number: int) -> None:
    lang, total = language(), selection.totals.loc["households"]
    households = window(total["low"], total["high"], lang)
    text = t(
        _PLAUSIBLE if "plausible_low" in poverty else _CERTAIN,
        number=count(number, lang),
        households=html.escape(households),
        year=edition.year,
        low=share(poverty.get("plausible_low", poverty["minimum"]), lang),
        high=share(poverty.get("plausible_high", poverty["maximum"]), lang),
        minimum=with_article(share(poverty["minimum"], lang), lang),
        cutoff=choices.cutoff,
        estimate=share(poverty["estimate"], lang),
    )
    st.html(f"<p class='headline'>{text}</p>")


def _row(label: str, found: pd.Series, city: pd.Series) -> list[str]:
    lang = language()
    spread = interval(*ends_of(found), "share", lang)
    return [label, share(found["estimate"], lang), spread, share(city["estimate"], lang)]
