"""The areas under a scenario: map, list of those that change most, table and file."""

import math

import pandas as pd
import streamlit as st

from data_access.editions import Edition
from indicators.basis.scenario_parameters import Scenario, kind_of
from indicators.catalogue.poverty import ENERGY_POVERTY
from reports.depth_files import scenario_csv
from reports.maps.classes import Look, classes_at
from reports.maps.scenario_look import KIND_NAMES, PALETTES
from ui import identity
from ui.kept import areas as cached_areas
from ui.kept import depth as cached_depth
from ui.kept import editions as cached
from ui.observatory.scenarios import projected
from ui.widgets import maps
from ui.widgets.controls import choices_in_view, unfold
from ui.widgets.profile import reason_sentence
from ui.widgets.tables import Column, draw_frame
from ui.words import address as state
from ui.words.formats import interval, more_or_fewer, round_estimate, share
from ui.words.i18n import language, level_title, t
from ui.words.texts import draw_heading, draw_paragraph, draw_table

MOST_LISTED = 10


def draw_scenario_map(edition: Edition, level: str, scenario: Scenario) -> None:
    """Draw the map of the estimate under `scenario`, in the hue and the frame of its kind."""
    kind = kind_of(scenario)
    figures = projected(edition, level, scenario).figures
    classes = classes_at(figures, "estimate", "share", _ends(edition, level), PALETTES[kind], language())
    caption = t(
        "{kind} · households above 10% · {areas} · {year}",
        kind=t(KIND_NAMES[kind]),
        areas=level_title(level),
        year=edition.year,
    )
    alt = t(
        "Map of {city} by {areas}: {caption}. The same figures are in the table below.",
        city=edition.manifest["city"]["name"],
        areas=level_title(level),
        caption=caption,
    )
    st.html(f"<style>.st-key-scenario_map {{ border: 4px {_STROKES[kind]}; border-radius: 6px; }}</style>")
    with st.container(key="scenario_map"):
        maps.draw_map(edition, level, classes, alt, caption)
    box = choices_in_view().box
    maps.serve_hover(
        edition, level, classes.labels, lambda: cached_depth.projection_hover(edition, level, scenario, box, language())
    )


def _ends(edition: Edition, level: str) -> list[float]:
    """Ends of the classes of the map of the measured figure, so that a move of a slider shows; the last is open."""
    choices = cached_areas.as_told(edition)
    look = Look("estimate", state.FIELDS["method"].default, int(state.FIELDS["classes"].default), language())
    ends = cached_areas.ends(edition, level, ENERGY_POVERTY.id, choices, look)
    return [*ends[:-1], math.inf] if ends else ends


_STROKES = {"realised": "solid #ffffff", "nowcast": "dotted #6a51a3", "scenario": "dashed #b34700"}


def draw_most_changed(edition: Edition, level: str, scenario: Scenario) -> None:
    """Draw the chosen area, and the areas where most households cross."""
    frame, is_same = scenario_table(edition, level, scenario), scenario == Scenario()
    chosen_level, _, chosen = state.get("area").partition(":")
    if chosen_level == level and chosen in frame.index:
        draw_heading(t("The chosen area"))
        draw_table(_heads(frame, is_same), [_cells(frame.loc[chosen], is_same)])
        if frame.loc[chosen, "reason"]:
            draw_paragraph(reason_sentence(frame.loc[chosen]))
    draw_heading(t("Where most are above 10%") if is_same else t("Where most households would cross"))
    by = frame["estimate"] if is_same else frame["crossing_estimate"].abs()
    rows = frame.loc[by.dropna().sort_values(ascending=False, kind="stable").index[:MOST_LISTED]]
    draw_table(_heads(frame, is_same), [_cells(row, is_same) for _, row in rows.iterrows()])


def scenario_table(edition: Edition, level: str, scenario: Scenario) -> pd.DataFrame:
    """Names, today's estimate, the figures under `scenario` and the households that cross, by area."""
    found = projected(edition, level, scenario)
    today = projected(edition, level, Scenario()).figures["estimate"]
    moved = found.crossings.add_prefix("crossing_")
    frame = pd.concat([found.figures, moved], axis=1).assign(today=today)
    return frame.assign(area_name=cached.names(edition, level).reindex(frame.index))


def draw_all(edition: Edition, level: str, scenario: Scenario) -> None:
    """Draw every area as a table, and as a file, when they are asked for."""
    unfold("scenario_table", t("Every area as a table"), lambda: _draw_frame(edition, level, scenario))


def _draw_frame(edition: Edition, level: str, scenario: Scenario) -> None:
    frame = scenario_table(edition, level, scenario)
    chosen_language, stem = language(), f"{kind_of(scenario)}-{level}-{edition.year}"
    st.download_button(
        t("Table (CSV)"),
        lambda: scenario_csv(frame, scenario, edition.year, chosen_language),
        f"{stem}.csv",
        "text/csv",
        on_click=identity.on_export(f"{stem}.csv", edition),
    )
    columns = {
        "area_name": Column(t("Area"), is_pinned=True),
        "area_id": Column(t("Code")),
        "today": Column(t("Measured"), "share"),
        "estimate": Column(t("Estimate"), "share"),
        "plausible_low": Column(t("Plausible: from"), "share"),
        "plausible_high": Column(t("Plausible: to"), "share"),
        "minimum": Column(t("Certain minimum"), "share"),
        "maximum": Column(t("Possible maximum"), "share"),
        "crossing_estimate": Column(t("Cross, estimate"), "count"),
        "crossing_minimum": Column(t("Cross, at least"), "count"),
        "crossing_maximum": Column(t("Cross, at most"), "count"),
    }
    draw_frame(frame.rename_axis("area_id").sort_values("estimate", ascending=False), columns)


def _heads(frame: pd.DataFrame, is_same: bool) -> list[str]:
    """What stands over `_cells`: of what was measured, nothing beside it."""
    spread = t("Plausible") if "plausible_low" in frame else t("Certain – possible")
    if is_same:
        return [t("Area"), t("Measured"), spread]
    return [t("Area"), t("Measured"), t("Estimate"), spread, t("More or fewer households")]


def _cells(row: pd.Series, is_same: bool) -> list[str]:
    lang = language()
    low, high = ("plausible_low", "plausible_high") if "plausible_low" in row else ("minimum", "maximum")
    name, today, spread = str(row["area_name"]), share(row["today"], lang), interval(row[low], row[high], "share", lang)
    if is_same:
        return [name, today, spread]
    moved = round_estimate(row["crossing_estimate"])
    return [name, today, share(row["estimate"], lang), spread, more_or_fewer(moved, lang)]
