"""The profile of an area made by hand: every figure with its range, beside the city."""

import html
import math

import pandas as pd
import streamlit as st

from contract.translations import mark, mark_count
from data_access.editions import Edition
from indicators.catalogue.poverty import ENERGY_POVERTY
from indicators.catalogue.registry import Choices
from indicators.comparison.selection import (
    Above,
    Selection,
    part_range,
    poverty_range,
    select_areas,
    share_range,
    wholes,
)
from indicators.plausible.made_areas import made_range
from reports.depth_files import selection_csv
from ui import identity
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.widgets.controls import choices_estimated
from ui.widgets.range_bars import draw_ranges
from ui.words.formats import count, interval, share, window, with_article
from ui.words.i18n import language, t, t_count
from ui.words.privacy import window_sentence
from ui.words.texts import draw_list, draw_paragraph, draw_table

_PARTS = {
    "alone_75_plus": (mark("Aged 75 or more and living alone"), "old_and_alone"),
    "renters": (mark("Renters"), "renters"),
    "heating_central": (mark("Condominium heating"), "central_heating"),
    "in_arrears": (mark("Households in arrears"), "in_arrears"),
}

_NEEDS = ("households", "income_known", "both_known")
"""Cells without which an area tells nothing of energy poverty, beside the count above the cut-off."""

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


def selection_of(edition: Edition, level: str, chosen: list[str]) -> Selection:
    """What the chosen areas hold together, narrowed by what the areas that hold them show."""
    places, city = cached.sections(edition), edition.manifest["city"]["id"]
    cells = cached.areas(edition, level)
    above = [Above(cached.areas(edition, "city"), pd.Series(city, index=cells.index))]
    if level == "section":
        parents = [(higher, places[f"{higher}_id"]) for higher in edition.levels[1:-1]]
        above = [*(Above(cached.areas(edition, higher), of) for higher, of in parents), *above]
    return select_areas(cells, chosen, above)


def draw_selection(edition: Edition, level: str, chosen: list[str]) -> None:
    """Draw the profile of the chosen areas together, or how to choose them."""
    if not chosen:
        draw_paragraph(t("Click areas on the map, or use one of the ways beside it: they are read as one area."))
        return
    selection, choices = selection_of(edition, level, chosen), choices_estimated(ENERGY_POVERTY, edition)
    made = poverty_of(edition, level, selection, choices)
    _draw_answer(edition, selection, made, choices, len(chosen))
    city = cached_areas.figures(edition, "city", ENERGY_POVERTY.id, choices).iloc[0]
    draw_ranges([(t("This area"), "realised", made), (str(edition.manifest["city"]["name"]), "realised", city)])
    rows = [_row(t("Energy poverty, above {cutoff}%", cutoff=choices.cutoff), made, city)]
    for cell, (label, indicator_id) in _PARTS.items():
        other = cached.figures(edition, "city", indicator_id, choices).iloc[0]
        rows.append(_row(t(label), pd.Series(vars(part_range(selection, cell))), other))
    stock = share_range(selection, "epc_fg", "epc_fg", "epc_known")
    other = cached.figures(edition, "city", "inefficient_stock", choices).iloc[0]
    rows.append(_row(t("Homes in energy class F or G"), pd.Series(vars(stock)), other))
    draw_table([t("Indicator"), t("Estimate"), t("Range"), t("City, estimate")], rows)
    _draw_doubt(selection, len(chosen), edition.manifest["privacy"]["least_count"])
    _offer(edition, selection, chosen)


def poverty_of(edition: Edition, level: str, selection: Selection, choices: Choices) -> pd.Series:
    """Energy poverty of the selection as that of an area: certain ends, estimate, plausible ends where heat is told."""
    certain = poverty_range(selection, choices.cutoff)
    figure = pd.Series(vars(certain))
    if not choices.is_heat_imputed or math.isnan(certain.minimum):
        return figure
    levels = [level, *([*edition.levels[1:-1]] * (level == "section")), "city"]
    areas = wholes(selection, [*_NEEDS, f"valid_above_{choices.cutoff:02d}"])
    parts = [
        known.at(cached.areas(edition, at).index.get_indexer(ids))
        for at, ids in zip(levels, areas, strict=True)
        if (known := cached_areas.known(edition, at, choices.cutoff)) is not None
    ]
    households = float(selection.totals.loc["households", "high"])
    ends = (certain.minimum, certain.maximum)
    made = made_range(parts, households, cached_areas.box(edition, choices), ends)
    return figure if math.isnan(made.estimate) else pd.Series(vars(certain) | vars(made))


def _offer(edition: Edition, selection: Selection, chosen: list[str]) -> None:
    chosen_language = language()
    figures, codes = st.columns(2)
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
    low, high = ("plausible_low", "plausible_high") if "plausible_low" in found else ("minimum", "maximum")
    spread = interval(found[low], found[high], "share", lang)
    return [label, share(found["estimate"], lang), spread, share(city["estimate"], lang)]


def _draw_doubt(selection: Selection, number: int, least_count: int) -> None:
    """Draw in plain sentences what the ranges are made of."""
    withheld = int(selection.totals.loc["valid_above_10", "withheld"])
    lines = [window_sentence(least_count)]
    lines += [t("It is read from published counts alone: nothing more can be learnt from it about a single household.")]
    if withheld:
        text = t(
            mark_count(
                "In this area the count above 10% is withheld: it enters as everything that it can be, and "
                "makes the range wider.",
                "In {withheld} of {number} areas the count above 10% is withheld: it enters as everything "
                "that it can be, and makes the range wider.",
                "number",
            ),
            withheld=withheld,
            number=number,
        )
        lines.append(text)
    if selection.left_out:
        lines.append(
            t_count(
                "{count} area is not in the extract: it is in no sum.",
                "{count} areas are not in the extract: they are in no sum.",
                selection.left_out,
            )
        )
    draw_list(lines)
