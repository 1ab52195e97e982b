"""The profile of an area made by hand: every figure as what is certain, estimated and possible, beside the city."""

import html

import pandas as pd
import streamlit as st

from contract.translations import mark, mark_count
from data_access.editions import Edition
from indicators.catalogue.registry import Choices
from indicators.comparison.selection import (
    Above,
    Selection,
    ShareRange,
    part_range,
    poverty_range,
    select_areas,
    share_range,
)
from reports.depth_files import selection_csv
from ui.kept import editions as cached
from ui.widgets.range_bars import draw_ranges
from ui.words.formats import count, interval, share, window
from ui.words.i18n import language, t, t_count
from ui.words.privacy import window_sentence
from ui.words.texts import draw_list, draw_paragraph, draw_table

_PARTS = {
    "alone_75_plus": (mark("Aged 75 or more and living alone"), "old_and_alone"),
    "renters": (mark("Renters"), "renters"),
    "heating_central": (mark("Condominium heating"), "central_heating"),
    "in_arrears": (mark("Households in arrears"), "in_arrears"),
}


def selection_of(edition: Edition, level: str, chosen: list[str]) -> Selection:
    """What the chosen areas hold together, narrowed by what the areas that hold them show."""
    places, city = cached.sections(edition), edition.manifest["city"]["id"]
    cells = cached.areas(edition, level)
    above = [Above(cached.areas(edition, "city"), pd.Series(city, index=cells.index))]
    if level == "section":
        parents = [(higher, places[f"{higher}_id"]) for higher in edition.levels[1:-1]]
        above = [*(Above(cached.areas(edition, higher), of) for higher, of in parents), *above]
    return select_areas(cells, chosen, above)


def draw_selection(edition: Edition, level: str, chosen: list[str], choices: Choices) -> None:
    """Draw the profile of the chosen areas together, or how to choose them."""
    if not chosen:
        draw_paragraph(t("Click areas on the map, or use one of the ways beside it: they are read as one area."))
        return
    selection = selection_of(edition, level, chosen)
    poverty = poverty_range(selection, choices.cutoff)
    _draw_answer(edition, selection, poverty, choices, len(chosen))
    city = cached.figures(edition, "city", "energy_poverty_10", choices).iloc[0]
    made = pd.Series({"minimum": poverty.minimum, "estimate": poverty.estimate, "maximum": poverty.maximum})
    draw_ranges([(t("This area"), "realised", made), (str(edition.manifest["city"]["name"]), "realised", city)])
    rows = [_row(t("Energy poverty, above {cutoff}%", cutoff=choices.cutoff), poverty, city)]
    for cell, (label, indicator_id) in _PARTS.items():
        other = cached.figures(edition, "city", indicator_id, choices).iloc[0]
        rows.append(_row(t(label), part_range(selection, cell), other))
    stock = share_range(selection, "epc_fg", "epc_fg", "epc_known")
    other = cached.figures(edition, "city", "inefficient_stock", choices).iloc[0]
    rows.append(_row(t("Homes in energy class F or G"), stock, other))
    draw_table([t("Indicator"), t("Estimate"), t("Certain – possible"), t("City, estimate")], rows)
    _draw_doubt(selection, len(chosen), edition.manifest["privacy"]["least_count"])
    _offer(edition, selection, chosen)


def _offer(edition: Edition, selection: Selection, chosen: list[str]) -> None:
    chosen_language = language()
    figures, codes = st.columns(2)
    figures.download_button(
        t("What it holds (CSV)"),
        lambda: selection_csv(selection, edition.year, chosen_language),
        f"area-{edition.year}.csv",
        "text/csv",
        on_click="ignore",
    )
    codes.download_button(
        t("Its codes, to be pasted again (TXT)"), "\n".join(chosen), "area.txt", "text/plain", on_click="ignore"
    )


def _draw_answer(edition: Edition, selection: Selection, poverty: ShareRange, choices: Choices, number: int) -> None:
    lang, total = language(), selection.totals.loc["households"]
    households = window(total["low"], total["high"], lang)
    text = t(
        mark_count(
            "In this area, with {households} households in {year}, between <strong>{low}</strong> and "
            "<strong>{high}</strong> spend more than {cutoff}% of their income on energy; the estimate is "
            "<strong>{estimate}</strong>.",
            "In these {number} areas, with {households} households in {year}, between <strong>{low}</strong> "
            "and <strong>{high}</strong> spend more than {cutoff}% of their income on energy; the estimate is "
            "<strong>{estimate}</strong>.",
            "number",
        ),
        number=count(number, lang),
        households=html.escape(households),
        year=edition.year,
        low=share(poverty.minimum, lang),
        high=share(poverty.maximum, lang),
        cutoff=choices.cutoff,
        estimate=share(poverty.estimate, lang),
    )
    st.html(f"<p class='headline'>{text}</p>")


def _row(label: str, found: ShareRange, city: pd.Series) -> list[str]:
    lang = language()
    spread = interval(found.minimum, found.maximum, "share", lang)
    return [label, share(found.estimate, lang), spread, share(city["estimate"], lang)]


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
