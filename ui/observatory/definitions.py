"""Definitions that disagree, on a page: the sentence, the chart of sets, the map, the areas flagged by all."""

import html
from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from contract.translations import mark, mark_count
from data_access.editions import Edition
from indicators.basis.findings import FINDINGS
from indicators.comparison.definitions import (
    ALWAYS,
    DEFAULT_DEFINITIONS,
    DEFINITIONS,
    MISSING,
    NEVER,
    SOMETIMES,
    WITHHELD,
    Agreement,
    Definition,
    agree,
    flag_areas,
    verdict_counts,
)
from reports.maps.classes import Classes, Entry
from reports.maps.palette import RGB, SPECIAL_COLOURS
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.widgets import maps
from ui.words import address as state
from ui.words.formats import ABSENT, count
from ui.words.i18n import language, level_title, t
from ui.words.texts import draw_heading, draw_list, draw_notice, draw_paragraph

MOST_SETS = 12
FLAGGED_SHARES = ("10", "20", "30")
COLOURS: dict[str, RGB] = {
    NEVER: (222, 235, 242),
    SOMETIMES: (33, 145, 140),
    ALWAYS: (68, 1, 84),
    WITHHELD: SPECIAL_COLOURS["base"],
    MISSING: SPECIAL_COLOURS["missing"],
}
LABELS = {
    NEVER: mark("Flagged by none"),
    SOMETIMES: mark("Flagged by some"),
    ALWAYS: mark("Flagged by all"),
    WITHHELD: mark("Fewer than two can judge: withheld"),
    MISSING: mark("Fewer than two can judge: no data"),
}
_UNJUDGED = -1
ORDER = (NEVER, SOMETIMES, ALWAYS, WITHHELD, MISSING)


def pick_definitions() -> list[Definition]:
    """Draw the definitions to compare and return those chosen, in their order."""
    chosen = state.get("definitions").split(".") if state.get("definitions") else list(DEFAULT_DEFINITIONS)
    key, shown, tell = state.show(f"pick_definitions_{language()}", chosen, _put)
    st.pills(
        t("Definitions compared"),
        list(DEFINITIONS),
        selection_mode="multi",
        default=shown,
        format_func=lambda code: t(DEFINITIONS[code].label),
        key=key,
        on_change=tell,
    )
    return [definition for definition in DEFINITIONS.values() if definition.id in chosen]


def _put(chosen: list[str]) -> None:
    is_default = set(chosen) == set(DEFAULT_DEFINITIONS)
    state.put("definitions", None if is_default or not chosen else ".".join(chosen))


def agreement_of(edition: Edition, level: str, definitions: list[Definition]) -> Agreement:
    """How far `definitions` agree on the areas of `level`."""
    figures = {each.id: _figures(edition, level, each) for each in definitions}
    estimates = pd.DataFrame({name: frame["estimate"] for name, frame in figures.items()})
    is_withheld = pd.DataFrame({name: frame["state"] == "withheld" for name, frame in figures.items()}).any(axis=1)
    return agree(flag_areas(estimates, int(state.get("flagged")) / 100), is_withheld)


def _figures(edition: Edition, level: str, definition: Definition) -> pd.DataFrame:
    """What a definition says of the areas, heating bills imputed where the edition tells them."""
    choices = replace(definition.choices, is_heat_imputed=cached_areas.heat_bills(edition) is not None)
    return cached_areas.figures(edition, level, definition.indicator_id, choices)


def draw_agreement(agreement: Agreement, level: str) -> None:
    """Draw the answer in one sentence, and what it means in another."""
    counts = verdict_counts(agreement)
    lang = language()
    judged = counts[ALWAYS] + counts[SOMETIMES] + counts[NEVER]
    text = t(
        "{areas}: of {judged}, every definition flags <strong>{always}</strong>, only some flag "
        "<strong>{sometimes}</strong>, none flags {never}.",
        judged=count(judged, lang),
        areas=html.escape(level_title(level)),
        always=count(counts[ALWAYS], lang),
        sometimes=count(counts[SOMETIMES], lang),
        never=count(counts[NEVER], lang),
    )
    st.html(f"<p class='headline'>{text}</p>")
    draw_paragraph(
        t(
            "Each definition flags its worst {share} of areas, by its estimate. Where all agree, the choice of the "
            "definition does not matter; where only some do, it decides as much as the data.",
            share=f"{state.get('flagged')}%",
        )
    )


def draw_unjudged(edition: Edition, level: str, agreement: Agreement, definitions: list[Definition]) -> None:
    """Say in words which definitions can judge no area at all, and why: they flag none because nothing is known."""
    for each in definitions:
        if not agreement.flags[each.id].notna().any():
            reasons = _figures(edition, level, each)["reason"]
            why = t(FINDINGS[reasons.value_counts().idxmax()].sentence)
            draw_notice(t("“{definition}” can judge no area. {why}", definition=t(each.label), why=why), "info")


def draw_agreement_map(edition: Edition, level: str, agreement: Agreement, definitions: list[Definition]) -> None:
    """Draw the map of areas flagged by none, some and all."""
    verdicts = agreement.areas["verdict"]
    counts = verdict_counts(agreement)
    labels = {verdict: t(LABELS[verdict]) for verdict in ORDER}
    classes = Classes(
        codes="".join(str(ORDER.index(verdict)) for verdict in verdicts),
        colours=tuple(COLOURS[verdict] for verdict in ORDER),
        legend=tuple(Entry(COLOURS[verdict], labels[verdict], counts[verdict]) for verdict in ORDER),
        labels=verdicts.map(labels),
    )
    caption = t("Areas flagged by the definitions · {year}", year=edition.year)
    text = t("Map of {city}: {caption}. The same areas are in the list beside it.",
             city=edition.manifest["city"]["name"], caption=caption)  # fmt: skip
    maps.draw_map(edition, level, classes, text, caption)
    maps.serve_hover(
        edition,
        level,
        classes.labels,
        lambda: cached.hover_json(cached.names(edition, level), hover_of(agreement, definitions)),
    )


def hover_of(agreement: Agreement, definitions: list[Definition]) -> list[str]:
    """What the tooltip says of each area: which of the definitions that can judge it flag it. Written once per kind."""
    flags = agreement.flags[[each.id for each in definitions]].astype("Int8").fillna(_UNJUDGED)
    kinds, kind = np.unique(flags.to_numpy(dtype=int), axis=0, return_inverse=True)
    texts = [_told(row, definitions) for row in kinds]
    unjudged = {verdict: t(LABELS[verdict]) for verdict in (WITHHELD, MISSING)}
    verdicts = agreement.areas["verdict"]
    return [unjudged.get(verdict) or texts[place] for verdict, place in zip(verdicts, kind, strict=True)]


def _told(flags: np.ndarray, definitions: list[Definition]) -> str:
    judged = int((flags != _UNJUDGED).sum())
    which = ", ".join(t(each.label) for flag, each in zip(flags, definitions, strict=True) if flag == 1)
    of = t(
        mark_count("{flagged} definition of {judged}", "{flagged} definitions of {judged}", "flagged"),
        flagged=int((flags == 1).sum()),
        judged=judged,
    )
    return f"{of}: {which}" if which else of


def draw_sets(agreement: Agreement, definitions: list[Definition]) -> None:
    """Draw the chart of sets: one line for each combination of definitions, with how many areas only these flag."""
    draw_heading(t("Which definitions go together"))
    flagged = agreement.sets[[each.id for each in definitions]].fillna(False).any(axis=1)
    sets = agreement.sets[flagged].head(MOST_SETS)
    largest = max(int(sets["areas"].max()), 1) if len(sets) else 1
    heads = "".join(f"<th scope='col'><span>{html.escape(t(each.label))}</span></th>" for each in definitions)
    body = "".join(_set_row(row, definitions, largest) for _, row in sets.iterrows())
    head = f"<thead><tr><th scope='col'>{t('Areas')}</th>{heads}</tr></thead>"
    judged = "".join(f"<td>{count(agreement.flags[each.id].count(), language())}</td>" for each in definitions)
    foot = f"<tfoot><tr><th scope='row'>{t('areas that each can judge')}</th>{judged}</tr></tfoot>"
    table = f"<table class='sets'>{head}<tbody>{body}</tbody>{foot}</table>"
    st.html(f"<div class='scroll' tabindex='0'>{table}</div>")
    draw_paragraph(
        t(
            "A full dot: the definition flags these areas. An empty one: it does not. A dash: it cannot judge them. "
            "The bar: how many areas that is so of."
        )
    )


def _set_row(row: pd.Series, definitions: list[Definition], largest: int) -> str:
    dots = "".join(_dot(row[each.id]) for each in definitions)
    width = 100 * int(row["areas"]) / largest
    bar = f"<b>{count(row['areas'], language())}</b><i style='width:{width:.0f}%'></i>"
    return f"<tr><td class='bar'>{bar}</td>{dots}</tr>"


def _dot(flags: object) -> str:
    """Whether a definition flags the areas of a set; a dash where it cannot judge them."""
    if pd.isna(flags):
        return f"<td>{ABSENT}<span class='unseen'>{t('cannot judge')}</span></td>"
    if flags:
        return f"<td class='on'>●<span class='unseen'>{t('yes')}</span></td>"
    return f"<td>○<span class='unseen'>{t('no')}</span></td>"


def draw_always(edition: Edition, level: str, agreement: Agreement) -> None:
    """Draw the areas that every definition flags, which are sure whatever one calls energy poverty."""
    draw_heading(t("Flagged by all"))
    names = cached.names(edition, level)
    found = agreement.areas.index[agreement.areas["verdict"] == ALWAYS]
    if len(found):
        draw_list([str(names[area]) for area in found[:30]])
    else:
        draw_paragraph(t("None: every area depends on the definition."))
