"""What changed between two editions: the sentence, the map, the list, the file; what is not beyond doubt says so."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from contract.translations import mark, mark_count
from data_access.editions import Edition
from indicators.basis.depth_parameters import CHANGE_CONFIDENCE
from indicators.catalogue.registry import Choices, Indicator
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
from indicators.savings.saving import Range
from reports.depth_files import change_csv
from reports.directions import bare_points, points_change_words, range_words
from reports.maps.classes import Classes, Entry
from reports.maps.palette import RGB, SPECIAL_COLOURS
from ui import identity
from ui.kept import depth as cached_depth
from ui.kept import editions as cached
from ui.widgets.fixed_maps import draw_fixed_map
from ui.words import address as state
from ui.words.formats import ABSENT, count, interval, quantity
from ui.words.i18n import language, t
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
_ASSUMED_NAMES = VERDICT_NAMES | {
    RISE: mark("Up, if the same is assumed of both years"),
    FALL: mark("Down, if the same is assumed of both years"),
}
"""What is said in their place where heating bills are imputed."""
VERDICT_COLOURS: dict[str, RGB] = {
    CERTAIN_RISE: (127, 59, 8),
    RISE: (241, 163, 64),
    UNCLEAR: (240, 238, 232),
    FALL: (128, 115, 172),
    CERTAIN_FALL: (45, 0, 75),
    WITHHELD: SPECIAL_COLOURS["base"],
    MISSING: SPECIAL_COLOURS["missing"],
}
"""After PuOr, which colour-blind readers tell apart: orange up, purple down, and no two alike in grey; what is not
beyond doubt has no colour."""


def draw_answer(former: Edition, latter: Edition, level: str, indicator: Indicator, choices: Choices) -> None:
    """Draw in one sentence how many areas changed, and what that means."""
    comparison = cached_depth.change(former, latter, level, indicator.id, choices)
    counts = comparison["verdict"].value_counts()
    up, down, sure = (
        int(sum(counts.get(verdict, 0) for verdict in verdicts))
        for verdicts in ((CERTAIN_RISE, RISE), (FALL, CERTAIN_FALL), (CERTAIN_RISE, CERTAIN_FALL))
    )
    _draw_sentence(former, latter, (up, down, sure), comparison)


def draw_change(former: Edition, latter: Edition, level: str, indicator: Indicator, choices: Choices) -> None:
    """Draw the map on which only changes beyond doubt are coloured, and the list of them."""
    comparison = cached_depth.change(former, latter, level, indicator.id, choices)
    left, right = st.columns(2, gap="medium")
    with left:
        _draw_change_map(latter, level, comparison, f"{t(indicator.label)} · {former.year} → {latter.year}")
    with right:
        _draw_changed(latter, level, comparison, indicator)
        _offer(former, latter, level, comparison, indicator)


def _draw_sentence(former: Edition, latter: Edition, counted: tuple[int, int, int], comparison: pd.DataFrame) -> None:
    lang = language()
    up, down, sure = counted
    text = t(
        _ASSUMED if "assumptions_id" in comparison else _KNOWN,
        former=former.year,
        latter=latter.year,
        rose=t(_ROSE, count=count(up, lang)) if up else t("<strong>no</strong> area rose"),
        fell=t(_FELL, count=count(down, lang)) if down else t("<strong>none</strong> fell"),
        compared=count(comparison["verdict"].isin(COMPARED).sum(), lang),
    )
    st.html(f"<p class='headline'>{text}</p>")
    draw_paragraph(
        t(
            _ASSUMED_MEANS if "assumptions_id" in comparison else _KNOWN_MEANS,
            odds=count(1 / (1 - CHANGE_CONFIDENCE.value), lang),
            expected=count(expected_by_chance(comparison), lang),
            sure=count(sure, lang) if sure else t("no area"),
        )
    )


_ROSE = mark_count("<strong>{count}</strong> area rose", "<strong>{count}</strong> areas rose")
_FELL = mark_count("<strong>{count}</strong> area fell", "<strong>{count}</strong> areas fell")
_KNOWN = mark("From {former} to {latter}, beyond chance, {rose} and {fell}, of {compared} that can be compared.")
_KNOWN_MEANS = mark(
    "Beyond chance: so large a change among the households known in full would come by chance less than once "
    "in {odds}; some {expected} of these areas may still be chance. Of all, {sure} changed whatever the "
    "unknown bills are. The households known in full need not be the same in both years."
)
_ASSUMED = mark(
    "From {former} to {latter}, if what we do not know is alike in both years, beyond doubt {rose} and {fell}, of "
    "{compared} that can be compared."
)
_ASSUMED_MEANS = mark(
    "Beyond doubt: whatever is plausible of the unknown heating bills and incomes, the same in both years, the change "
    "goes the same way, and chance would bring it less than once in {odds}. Of all, {sure} changed even if "
    "what we do not know were different in each year."
)


def _draw_change_map(edition: Edition, level: str, comparison: pd.DataFrame, caption: str) -> None:
    verdicts = comparison["verdict"]
    counts = verdicts.value_counts()
    labels = {verdict: t(name) for verdict, name in _names(comparison).items()}
    classes = Classes(
        codes="".join(str(VERDICTS.index(verdict)) for verdict in verdicts),
        colours=tuple(VERDICT_COLOURS[verdict] for verdict in VERDICTS),
        legend=tuple(Entry(VERDICT_COLOURS[each], labels[each], int(counts.get(each, 0))) for each in VERDICTS),
        labels=verdicts.map(labels),
    )
    text = t("Map of {city}: {caption}. The same areas are in the list beside it.",
             city=edition.manifest["city"]["name"], caption=caption)  # fmt: skip
    draw_fixed_map(edition, level, classes, (text, caption), "change")


def _names(comparison: pd.DataFrame) -> dict[str, str]:
    """What the verdicts are called, which says what they rest on."""
    return _ASSUMED_NAMES if "assumptions_id" in comparison else VERDICT_NAMES


def _draw_changed(edition: Edition, level: str, comparison: pd.DataFrame, indicator: Indicator) -> None:
    named = comparison.assign(name=cached.names(edition, level))
    verdicts = {verdict: t(name) for verdict, name in _names(comparison).items()}
    chosen_level, _, chosen = state.get("area").partition(":")
    if chosen_level == level and chosen in named.index:
        draw_heading(t("The chosen area"))
        _draw_rows(named.loc[[chosen]], indicator, verdicts)
    draw_heading(t("Largest changes beyond doubt"))
    sure = named[~named["verdict"].isin([UNCLEAR, WITHHELD, MISSING])]
    order = sure["change"].abs().sort_values(ascending=False, kind="stable").index[:MOST_LISTED]
    if len(order):
        _draw_rows(sure.loc[order], indicator, verdicts)
    else:
        draw_notice(t("No area changed beyond doubt."), "info")


def _draw_rows(areas: pd.DataFrame, indicator: Indicator, verdicts: Mapping[str, str]) -> None:
    """Draw the change of each of `areas`, and its verdict: once where it is the same of all."""
    change = t("Change, points") if indicator.unit == "share" else t("Change")
    heads = [t("Area"), change, t("Plausible") if "assumptions_id" in areas else t("Interval")]
    rows, told = [_cells(row, indicator) for _, row in areas.iterrows()], areas["verdict"].map(verdicts)
    if told.nunique() == 1:
        draw_paragraph(f"{told.iloc[0]}.")
        draw_table(heads, rows)
    else:
        draw_table(
            [*heads, t("Verdict")], [[*cells, words] for cells, words in zip(rows, told, strict=True)], words=(3,)
        )


def _cells(row: pd.Series, indicator: Indicator) -> list[str]:
    lang = language()
    if indicator.unit == "share":
        return [str(row["name"]), *_fewer(row)]
    spread = interval(row["low"], row["high"], indicator.unit, lang)
    return [str(row["name"]), quantity(row["change"], indicator.unit, lang), spread]


def _fewer(row: pd.Series) -> tuple[str, str]:
    """The change of a share in percentage points, and between which it lies, in words."""
    lang = language()
    if pd.isna(row["change"]) or pd.isna(row["low"]):
        return ABSENT if pd.isna(row["change"]) else points_change_words(-row["change"], lang), ABSENT
    change = Range(-row["change"], -row["high"], -row["low"])
    told = range_words(change, points_change_words, bare_points, lang)
    return told.pop("estimate"), t("from {low} to {high}", **told)


def _offer(former: Edition, latter: Edition, level: str, comparison: pd.DataFrame, indicator: Indicator) -> None:
    named = comparison.assign(area_name=cached.names(latter, level).reindex(comparison.index))
    chosen_language = language()
    st.download_button(
        t("Every change as a table (CSV)"),
        lambda: change_csv(named, indicator.id, (former.year, latter.year), chosen_language),
        f"{indicator.id}-{level}-{former.year}-{latter.year}.csv",
        "text/csv",
        on_click=identity.on_export("changes.csv", former, latter),
    )
