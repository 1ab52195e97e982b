"""Concentrations on the page: the answer in words, the list, how the picture differs by level, the whole table."""

from typing import Any

import pandas as pd
import streamlit as st

from contract.translations import mark, mark_count
from data_access.editions import Edition
from indicators.catalogue.registry import INDICATORS, Choices, Indicator
from reports.addresses.observatory_fields import GRAINS
from reports.concentration_file import hot_spots_csv
from ui import identity
from ui.drawing.hot_spot_classes import KIND_NAMES
from ui.kept import editions as cached
from ui.kept import hot_spots as kept
from ui.kept.hot_spots import Found
from ui.widgets.controls import choices_in_view, pick, pick_choices, switch, switch_borders
from ui.widgets.tables import Column, draw_frame
from ui.words import address as state
from ui.words.formats import count, share
from ui.words.i18n import language, level_head, level_title, t
from ui.words.texts import draw_list, draw_paragraph, draw_table

LONGEST_LIST = 12
"""Concentrations that are listed by name; the table holds every area."""


def pick_shown() -> str:
    """Draw the list of the indicators that are shares of households, and return the chosen id."""
    codes = [code for code, each in INDICATORS.items() if each.tally(choices_in_view()) is not None]
    return pick("indicator", t("Indicator"), codes, lambda code: t(INDICATORS[code].label))


def pick_grain(edition: Edition) -> str:
    """Draw the list of levels at which concentrations are looked for, and return the chosen one."""
    grains = [level for level in GRAINS if level in edition.levels]
    return pick("grain", t("Areas"), grains, level_title)


def pick_rest(indicator: Indicator, edition: Edition) -> None:
    """Draw the choices beside the first three, behind a button; they are sent only while it is open."""
    fold = st.popover(t("More choices"), width="stretch", key=f"fold_hot_{language()}", on_change="rerun")
    if fold.open:
        with fold:
            pick_choices(indicator)
            switch_borders(edition)
            switch("complexes", t("Public-housing estates"))


def draw_answer(edition: Edition, indicator: Indicator, choices: Choices) -> None:
    """Draw in one sentence how many sections gather, where most of them lie, and what was left out."""
    groups, _ = kept.groups(edition, indicator.id, choices)
    if groups.empty:
        draw_paragraph(t("No concentration: chance is enough to explain how the sections lie."), "verdict")
    else:
        sentence = t(
            mark_count(
                "{sections} sections with {households} households stand close together, in {groups} place, "
                "more than chance would have it: {where}.",
                "{sections} sections with {households} households stand close together, in {groups} places, "
                "more than chance would have it. The largest place: {where}.",
                "groups",
            ),
            sections=count(groups["areas"].sum(), language()),
            households=count(groups["households"].sum(), language()),
            groups=count(len(groups), language()),
            where=_where(edition, groups.iloc[0]),
        )
        draw_paragraph(sentence, "verdict")
    told = [_left_out(kept.found(edition, "section", indicator.id, choices))]
    if "is_heat_imputed" in indicator.choices:
        told.append(
            t(
                "Read on the households known in full: an imputed heating bill is that of the neighbourhood, and would "
                "make neighbours alike by itself."
            )
        )
    draw_paragraph(" ".join(told))


def _left_out(found: Found) -> str:
    is_out = found.areas["kind"] == "left_out"
    is_empty, is_island = ~found.has_level, found.has_level & (found.neighbours.counts == 0)
    return t(
        mark_count(
            "Not judged: {out} section ({empty} without households or data, {islands} without neighbours, "
            "{blank} without a count of its own).",
            "Not judged: {out} sections ({empty} without households or data, {islands} without neighbours, "
            "{blank} without a count of their own).",
            "out",
        ),
        out=count(is_out.sum(), language()),
        empty=count((is_out & is_empty).sum(), language()),
        islands=count((is_out & is_island).sum(), language()),
        blank=count((is_out & ~is_empty & ~is_island).sum(), language()),
    )


def numbered_places(edition: Edition, indicator: Indicator, choices: Choices) -> list[dict[str, Any]]:
    """The concentrations that are listed, as points for the map: several have one name, none one number.

    The largest comes last, and lies on those that it touches.
    """
    groups, _ = kept.groups(edition, indicator.id, choices)
    listed = groups.head(LONGEST_LIST)
    middles = cached.shapes(edition, "section").reindex(listed["largest"]).representative_point()
    points = [
        {"id": str(place), "label": str(place), "name": f"{place}. {_where(edition, row)}", "lon": at.x, "lat": at.y}
        for place, (at, (_, row)) in enumerate(zip(middles.to_crs(4326), listed.iterrows(), strict=True), 1)
        if at is not None
    ]
    return points[::-1]


def draw_places(edition: Edition, indicator: Indicator, choices: Choices) -> None:
    """Draw the concentrations of most households, largest first, by the numbers that they have on the map."""
    groups, _ = kept.groups(edition, indicator.id, choices)
    if groups.empty:
        return
    rows = [
        [
            f"{place}. {_where(edition, row)}",
            count(row["areas"], language()),
            count(row["households"], language()),
            share(row["level"], language()),
        ]
        for place, (_, row) in enumerate(groups.head(LONGEST_LIST).iterrows(), 1)
    ]
    draw_table([t("Where"), t("Sections"), t("Households"), t("Smoothed")], rows)
    if len(groups) > LONGEST_LIST:
        draw_paragraph(
            t(
                mark_count("And one smaller one.", "And {others} smaller ones.", "others"),
                others=count(len(groups) - LONGEST_LIST, language()),
            )
        )


def draw_nil(edition: Edition, indicator: Indicator, choices: Choices) -> None:
    """Draw how the picture differs at the level of larger areas: what their average hides, and what only they show."""
    _, nil = kept.groups(edition, indicator.id, choices)
    draw_list([_nil_line(edition, nil, view, sentence) for view, sentence in _VIEW_SENTENCES.items()])
    shown = nil[nil["view"] != ""].sort_values("hot_share", ascending=False)
    if shown.empty:
        return
    names = cached.names(edition, edition.middle)
    rows = [
        [
            str(names[area]),
            count(row["hot_sections"], language()),
            share(row["hot_share"], language()),
            t(KIND_NAMES[row["nil_kind"]]),
        ]
        for area, row in shown.iterrows()
    ]
    heads = [
        level_head(edition.middle),
        t("Sections in a concentration"),
        t("Households in them"),
        t("As a whole"),
    ]
    draw_table(heads, rows, words=(3,))


def draw_every_area(edition: Edition, grain: str, indicator: Indicator, found: Found) -> None:
    """Draw one row per area, and the file that holds them."""
    names, chosen_language = cached.names(edition, grain), language()
    words = {kind: t(name) for kind, name in KIND_NAMES.items()}
    frame = found.areas[["level", "gi_star", "chance"]].assign(name=names, kind=found.areas["kind"].map(words))
    columns = {
        "name": Column(t("Area"), is_pinned=True),
        "area_id": Column(t("Code")),
        "level": Column(t("Smoothed"), "share"),
        "kind": Column(t("Class on the map")),
        "gi_star": Column(t("Gi*: standard deviations"), "decimals"),
        "chance": Column(t("Probability that it is chance"), "share"),
    }
    draw_frame(frame.rename_axis("area_id").sort_values("gi_star", ascending=False), columns)
    st.download_button(
        t("Table (CSV)"),
        lambda: hot_spots_csv(found.areas, names, grain, indicator.id, chosen_language),
        f"{t('concentrations')}-{indicator.id}-{grain}-{edition.year}.csv",
        "text/csv",
        on_click=identity.on_export("hot_spots.csv", edition),
    )


def draw_method() -> None:
    """Draw how concentrations are found, in plain words."""
    draw_list(
        [
            t(
                "Each section is read together with the sections that touch it, on levels that are smoothed, so that a "
                "handful of households cannot make a concentration. They are smoothed towards the city, not towards "
                "the area that holds them, which would make its sections look alike."
            ),
            t(
                "Its surroundings are compared with {draws} draws of as many sections from the whole city (Gi*, local "
                "Moran). The draws are always the same: the same data give the same map.",
                draws=count(kept.DRAWS, language()),
            ),
            t(
                "With thousands of sections some would stand out by chance: the limit is set so that about one in "
                "twenty of those shown may be a false alarm, no more (Benjamini and Hochberg)."
            ),
            t(
                "Withheld counts take part as the interval in which they lie; sections without a count of their own "
                "take part only as neighbours."
            ),
        ]
    )


_VIEW_SENTENCES = {
    "both": mark("Seen at both levels ({areas}: {count}): {names}."),
    "hidden": mark("Hidden in an average that as a whole does not stand out ({areas}: {count}): {names}."),
    "spread": mark("Only as a whole, with no section that stands out ({areas}: {count}): {names}."),
}


def _nil_line(edition: Edition, nil: pd.DataFrame, view: str, sentence: str) -> str:
    areas = nil.index[nil["view"] == view]
    named = ", ".join(sorted(cached.names(edition, edition.middle)[areas].astype("str"))) or t("none")
    return t(sentence, areas=level_title(edition.middle), count=count(len(areas), language()), names=named)


def _where(edition: Edition, row: pd.Series) -> str:
    """Names of the areas of a concentration; the first three, and how many more."""
    names = [str(cached.names(edition, edition.middle).get(area, area)) for area in row["nil_ids"]]
    more = f" + {len(names) - 3}" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def chosen_kind(found: Found, grain: str) -> str:
    """What is said of the area in the address, "" where none of this level is chosen."""
    level, _, area = state.get("area").partition(":")
    if level != grain or area not in found.areas.index:
        return ""
    row = found.areas.loc[area]
    told = t(KIND_NAMES[row["kind"]])
    return told if row["kind"] == "left_out" else f"{share(row['level'], language())}: {told}"
