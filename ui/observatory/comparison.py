"""Two editions, or two indicators, side by side: the same classes where the unit is the same, one shared view."""

import numpy as np
import pandas as pd
import streamlit as st

from contract.translations import mark, mark_count
from data_access.editions import Edition
from indicators.basis.depth_parameters import CHANGE_CONFIDENCE
from indicators.catalogue.registry import INDICATORS, Choices, Indicator
from indicators.comparison.change import (
    CERTAIN_FALL,
    CERTAIN_RISE,
    COMPARED,
    FALL,
    MISSING,
    RISE,
    UNCLEAR,
    VERDICTS,
    WITHHELD,
    expected_by_chance,
)
from reports.depth_files import change_csv
from reports.maps.classes import Classes, Entry, classes_at, hover_texts
from reports.maps.palette import RGB, SEQUENTIAL, SPECIAL_COLOURS
from ui.kept import areas as cached_areas
from ui.kept import depth as cached_depth
from ui.kept import editions as cached
from ui.widgets.controls import pick
from ui.widgets.fixed_maps import draw_fixed_map
from ui.widgets.maps import serve_hover
from ui.words import address as state
from ui.words.formats import ABSENT, count, interval, points, quantity, ratio
from ui.words.i18n import language, level_title, t
from ui.words.texts import draw_heading, draw_notice, draw_paragraph, draw_table

MOST_LISTED = 15
VERDICT_NAMES = {
    CERTAIN_RISE: mark("Up, whatever is not known"),
    RISE: mark("Up beyond chance, among those known"),
    UNCLEAR: mark("No change beyond doubt"),
    FALL: mark("Down beyond chance, among those known"),
    CERTAIN_FALL: mark("Down, whatever is not known"),
    WITHHELD: mark("Cannot be compared: withheld in one of the years"),
    MISSING: mark("Cannot be compared: no data in one of the years"),
}
VERDICT_COLOURS: dict[str, RGB] = {
    CERTAIN_RISE: (127, 59, 8),
    RISE: (241, 163, 64),
    UNCLEAR: (240, 238, 232),
    FALL: (153, 142, 195),
    CERTAIN_FALL: (45, 0, 75),
    WITHHELD: SPECIAL_COLOURS["base"],
    MISSING: SPECIAL_COLOURS["missing"],
}
"""PuOr, which colour-blind readers tell apart: orange up, purple down; what is not beyond doubt has no colour."""


def former_edition(edition: Edition) -> Edition | None:
    """Draw the list of earlier editions and return the chosen one; None where there is none."""
    earlier = [str(year) for year in reversed(cached.years()) if year < edition.year]
    if not earlier:
        return None
    return cached.edition(int(pick("former", t("Compared with"), earlier, str)))


def pick_other(indicator: Indicator) -> str:
    """Draw the list of the other indicators and return the chosen id."""
    others = [each for each in INDICATORS if each != indicator.id]
    return pick("against", t("Beside it"), others, lambda code: t(INDICATORS[code].label))


def draw_pair(sides: list[tuple[Edition, Indicator, Choices]], level: str) -> None:
    """Draw one map for each side, beside each other; a figure has the classes that it has on every page."""
    columns, labels = st.columns(len(sides), gap="medium"), []
    for place, (column, (edition, indicator, choices)) in enumerate(zip(columns, sides, strict=True)):
        figures = cached.figures(edition, level, indicator.id, choices)
        look = cached.Look("estimate", state.get("method"), int(state.get("classes")), language())
        ends = cached_areas.ends(edition, level, indicator.id, choices, look)
        classes = classes_at(figures, "estimate", indicator.unit, ends, SEQUENTIAL, language())
        caption = f"{t(indicator.label)} · {level_title(level)} · {edition.year}"
        alt = t(
            "Map of {city} by {areas}: {caption}. The same figures are in the table below.",
            city=edition.manifest["city"]["name"],
            areas=level_title(level),
            caption=caption,
        )
        with column:
            draw_fixed_map(edition, level, classes, (alt, caption), f"side_{place}")
        labels.append(classes.labels)
    index = labels[0].index
    both = labels[0] + " · " + labels[1].reindex(index, fill_value="–")
    serve_hover(sides[0][0], level, both, lambda: _pair_hover(sides, level, index))
    if len({indicator.unit for _, indicator, _ in sides}) > 1:
        draw_paragraph(t("The two have different units: each map has classes of its own."))


def _pair_hover(sides: list[tuple[Edition, Indicator, Choices]], level: str, index: pd.Index) -> bytes:
    """One tooltip for both maps: each side's figure, one after the other."""
    lang, parts = language(), []
    for edition, indicator, choices in sides:
        figures = cached.figures(edition, level, indicator.id, choices)
        texts = pd.Series(hover_texts(figures, "estimate", indicator.unit, lang), index=figures.index)
        label = str(edition.year) if len({each[1].id for each in sides}) == 1 else t(indicator.label)
        parts.append(texts.map(lambda text, label=label: f"{label}: {text}"))
    told = [" · ".join(text) for text in zip(*(part.reindex(index, fill_value="–") for part in parts), strict=True)]
    return cached.hover_json(cached.names(sides[0][0], level), told)


def draw_change(former: Edition, latter: Edition, level: str, indicator: Indicator, choices: Choices) -> None:
    """Draw the sentence, the map on which only changes beyond doubt are coloured, and the list of them."""
    comparison = cached_depth.change(former, latter, level, indicator.id, choices)
    counts = comparison["verdict"].value_counts()
    up, down, sure = (
        int(sum(counts.get(verdict, 0) for verdict in verdicts))
        for verdicts in ((CERTAIN_RISE, RISE), (FALL, CERTAIN_FALL), (CERTAIN_RISE, CERTAIN_FALL))
    )
    _draw_sentence(former, latter, level, (up, down, sure), comparison)
    left, right = st.columns(2, gap="medium")
    with left:
        _draw_change_map(latter, level, comparison, f"{t(indicator.label)} · {former.year} → {latter.year}")
    with right:
        _draw_changed(latter, level, comparison, indicator)
        _offer(former, latter, level, comparison, indicator)


def _draw_sentence(
    former: Edition, latter: Edition, level: str, counted: tuple[int, int, int], comparison: pd.DataFrame
) -> None:
    lang = language()
    up, down, sure = (count(number, lang) for number in counted)
    text = t(
        mark_count(
            "From {former} to {latter}, <strong>{up}</strong> area rose and <strong>{down}</strong> fell "
            "beyond chance, of {compared} that can be compared.",
            "From {former} to {latter}, <strong>{up}</strong> areas rose and <strong>{down}</strong> fell "
            "beyond chance, of {compared} that can be compared.",
            "up",
        ),
        former=former.year,
        latter=latter.year,
        up=up,
        down=down,
        compared=count(comparison["verdict"].isin(COMPARED).sum(), lang),
    )
    st.html(f"<p class='headline'>{text}</p>")
    draw_paragraph(
        t(
            "Beyond chance: so large a change among the households known in full would come by chance less than once "
            "in {odds}; some {expected} of these areas may still be chance. Of all, {sure} changed whatever the "
            "unknown bills are. The households known in full need not be the same in both years.",
            odds=count(1 / (1 - CHANGE_CONFIDENCE.value), lang),
            expected=count(expected_by_chance(comparison), lang),
            sure=sure,
        )
    )


def _draw_change_map(edition: Edition, level: str, comparison: pd.DataFrame, caption: str) -> None:
    verdicts = comparison["verdict"]
    counts = verdicts.value_counts()
    labels = {verdict: t(VERDICT_NAMES[verdict]) for verdict in VERDICTS}
    classes = Classes(
        codes="".join(str(VERDICTS.index(verdict)) for verdict in verdicts),
        colours=tuple(VERDICT_COLOURS[verdict] for verdict in VERDICTS),
        legend=tuple(Entry(VERDICT_COLOURS[each], labels[each], int(counts.get(each, 0))) for each in VERDICTS),
        labels=verdicts.map(labels),
    )
    text = t("Map of {city}: {caption}. The same areas are in the list beside it.",
             city=edition.manifest["city"]["name"], caption=caption)  # fmt: skip
    draw_fixed_map(edition, level, classes, (text, caption), "change")


def _draw_changed(edition: Edition, level: str, comparison: pd.DataFrame, indicator: Indicator) -> None:
    names = cached.names(edition, level)
    chosen_level, _, chosen = state.get("area").partition(":")
    heads = [t("Area"), t("Change"), t("Interval"), t("Verdict")]
    if chosen_level == level and chosen in comparison.index:
        draw_heading(t("The chosen area"))
        draw_table(heads, [_cells(comparison.loc[chosen], str(names[chosen]), indicator)], words=(3,))
    draw_heading(t("Largest changes beyond doubt"))
    sure = comparison[~comparison["verdict"].isin([UNCLEAR, WITHHELD, MISSING])]
    order = sure["change"].abs().sort_values(ascending=False, kind="stable").index[:MOST_LISTED]
    if len(order):
        draw_table(heads, [_cells(sure.loc[area], str(names[area]), indicator) for area in order], words=(3,))
    else:
        draw_notice(t("No area changed beyond doubt."), "info")


def _cells(row: pd.Series, name: str, indicator: Indicator) -> list[str]:
    lang = language()
    if indicator.unit == "share":
        spread = ABSENT if pd.isna(row["low"]) else f"{points(row['low'], lang)} … {points(row['high'], lang)}"
        return [name, f"{points(row['change'], lang)} p.p.", spread, t(VERDICT_NAMES[row["verdict"]])]
    spread = interval(row["low"], row["high"], indicator.unit, lang)
    return [name, quantity(row["change"], indicator.unit, lang), spread, t(VERDICT_NAMES[row["verdict"]])]


def _offer(former: Edition, latter: Edition, level: str, comparison: pd.DataFrame, indicator: Indicator) -> None:
    named = comparison.assign(area_name=cached.names(latter, level).reindex(comparison.index))
    chosen_language = language()
    st.download_button(
        t("Every change as a table (CSV)"),
        lambda: change_csv(named, indicator.id, (former.year, latter.year), chosen_language),
        f"{indicator.id}-{level}-{former.year}-{latter.year}.csv",
        "text/csv",
        on_click="ignore",
    )


def draw_together(edition: Edition, level: str, pair: tuple[Indicator, Indicator], choices: Choices) -> None:
    """Draw how far two indicators go together, in one sentence."""
    first, second = (cached.figures(edition, level, each.id, choices)["estimate"] for each in pair)
    both = pd.DataFrame({"first": first, "second": second}).dropna().astype(float)
    if len(both) < 3 or both.nunique().min() < 2:
        draw_paragraph(t("Too few areas have both figures to say whether they go together."))
        return
    rank = float(np.corrcoef(both["first"].rank(), both["second"].rank())[0, 1])
    draw_paragraph(t(_together(rank), areas=count(len(both), language()), rank=ratio(rank, language())))


def _together(rank: float) -> str:
    if rank > 0.5:
        return mark("Where one is high the other mostly is too (rank correlation {rank}, {areas} areas): not a cause.")
    if rank < -0.5:
        return mark("Where one is high the other mostly is low (rank correlation {rank}, {areas} areas): not a cause.")
    return mark("They hardly go together (rank correlation {rank}, {areas} areas).")
