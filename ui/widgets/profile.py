"""One area in words and numbers: the verdict, beside its larger area and the city, over cut-offs and years."""

import pandas as pd
import streamlit as st

from contract.tables import CUTOFFS
from contract.translations import mark
from data_access.editions import Edition
from indicators.basis.findings import FINDINGS
from indicators.catalogue.registry import INDICATORS, Choices, Indicator
from indicators.catalogue.verdict import verdict
from reports.maps.area_doubt import IMPUTED
from ui.drawing import charts
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.widgets.controls import unfold
from ui.widgets.search import choose_area
from ui.words import address as state
from ui.words.formats import ABSENT, interval, quantity, share, window
from ui.words.i18n import language, level_kind, t
from ui.words.texts import draw_heading, draw_notice, draw_paragraph, draw_table

_CHANCE = ("chance_low", "chance_high", "smoothed", "smoothed_low", "smoothed_high")
_WITH_ITS_AREA = mark(
    "Read together with the level of {area}, which counts more where few households are known, it is {value} "
    "({low} – {high})."
)
_STATES = {"withheld": mark("withheld"), "missing": mark("no data")}


def draw_profile(edition: Edition, indicator: Indicator, choices: Choices) -> None:
    """Draw the chosen area, or say how to choose one."""
    level, _, area = state.get("area").partition(":")
    if not area:
        draw_paragraph(t("Click an area of the map, or find it by name, to read its profile."))
        _draw_numbers(edition, indicator, choices, [("city", edition.manifest["city"]["id"])])
        return
    frame = cached.areas(edition, level) if level in edition.levels else pd.DataFrame()
    if area not in frame.index:
        draw_notice(t("This edition has no area “{area}”.", area=state.get("area")), "warning")
        return
    draw_heading(_title(level, area, str(cached.names(edition, level)[area])))
    rows = _comparison(edition, level, area)
    figures = [cached_areas.figures(edition, at, indicator.id, choices).loc[of] for at, of in rows]
    doubt = cached_areas.doubt(edition, level, indicator.id, choices).loc[area]
    _draw_verdict(indicator, figures, "" if choices.is_heat_imputed else str(doubt["standing"]))
    _draw_numbers(edition, indicator, choices, rows)
    if choices.is_heat_imputed:
        _draw_certain(indicator, figures[0])
    else:
        _draw_chance(level, doubt, level_kind(edition.above(level)))
    st.button(t("Close the profile"), on_click=choose_area, args=(None,))
    unfold("cutoffs", t("Over the cut-offs, in this area"), lambda: _draw_cutoffs(frame.loc[[area]]))
    unfold("history", t("Over the years"), lambda: draw_history(level, area, indicator, choices))
    unfold("all", t("Every indicator of this area"), lambda: _draw_all(edition, level, area, choices))


def draw_history(level: str, area: str, indicator: Indicator, choices: Choices) -> None:
    """Draw range and estimate of one area over the editions that show it."""
    rows = []
    for year in cached.years():
        if level not in cached.edition(year).levels:
            continue
        figures = cached_areas.figures(cached.edition(year), level, indicator.id, choices)
        if area in figures.index:
            rows.append(figures.loc[area].to_dict() | {"year": year})
    shown = pd.DataFrame([row for row in rows if row["state"] == "shown"])
    if len(shown) < 2:
        draw_paragraph(t("Fewer than two editions show this figure."))
        return
    ends = ["plausible_low", "plausible_high"] if "plausible_low" in shown else ["minimum", "maximum"]
    frame = shown.assign(minimum=shown[ends[0]], maximum=shown[ends[1]])
    frame = frame.astype({"minimum": float, "estimate": float, "maximum": float})
    words = "; ".join(f"{row.year}: {quantity(row.estimate, indicator.unit, language())}" for row in frame.itertuples())
    st.altair_chart(charts.trend(frame, indicator.unit, language()), alt=f"{t(indicator.label)}. {words}")


def reason_sentence(figure: pd.Series) -> str:
    """Why a figure is not shown, in the reader's language."""
    return t(FINDINGS[figure["reason"]].sentence) if figure["reason"] else ""


def _title(level: str, area: str, name: str) -> str:
    if level == "municipio":
        return name
    if level == "nil":
        return f"{name} ({level_kind(level)} {area})"
    return t("Section {area}", area=area)


def _comparison(edition: Edition, level: str, area: str) -> list[tuple[str, str]]:
    """The area, the one that holds it where it is a section, and the city."""
    rows = [(level, area)]
    if level == "section":
        higher = edition.above(level)
        held = cached.sections(edition)[f"{higher}_id"].get(area) if higher != edition.levels[-1] else None
        rows += [(higher, str(held))] if pd.notna(held) else []
    return [*rows, ("city", edition.manifest["city"]["id"])]


def _draw_verdict(indicator: Indicator, figures: list[pd.Series], standing: str) -> None:
    sentence, values = verdict(indicator, figures[0], figures[-1], standing=standing)
    shown = {name: quantity(value, indicator.unit, language()) for name, value in values.items()}
    draw_paragraph(t(sentence, **shown), "verdict")


def _draw_numbers(edition: Edition, indicator: Indicator, choices: Choices, places: list[tuple[str, str]]) -> None:
    rows = []
    for level, area in places:
        figure = cached_areas.figures(edition, level, indicator.id, choices).loc[area]
        rows.append(
            [
                str(cached.names(edition, level)[area]),
                *_estimate_and_range(figure, indicator),
                window(figure["households_low"], figure["households_high"], language()),
                share(figure["coverage"], language()),
            ]
        )
    spread = t("Plausible") if choices.is_heat_imputed else t("Certain – possible")
    draw_table([t("Area"), t("Estimate"), spread, t("Households"), t("Known")], rows)
    _draw_reasons(edition, indicator, choices, places)


def _draw_certain(indicator: Indicator, figure: pd.Series) -> None:
    """Draw what the estimate rests on and, in small letters, what is certain and what is possible of the area."""
    draw_paragraph(t(IMPUTED))
    if figure["state"] != "shown":
        return
    minimum, maximum = (quantity(figure[name], indicator.unit, language()) for name in ("minimum", "maximum"))
    sentence = t(
        "Certainly at least {minimum}; {maximum} only if all that is not known were high.",
        minimum=minimum,
        maximum=maximum,
    )
    draw_paragraph(sentence, "small")


def _draw_chance(level: str, doubt: pd.Series, area: str) -> None:
    """Draw what chance does to the area's share and, of a section, what it is beside the `area` that holds it."""
    if not doubt["has_count"]:
        return
    low, high, *smoothed = (share(doubt[name], language()) for name in _CHANCE)
    draw_paragraph(
        t("Chance plays a part: the level behind the estimate is almost surely {low} – {high}.", low=low, high=high)
    )
    if level == "section":
        value, low, high = smoothed
        draw_paragraph(t(_WITH_ITS_AREA, area=area, value=value, low=low, high=high))


def _draw_reasons(edition: Edition, indicator: Indicator, choices: Choices, places: list[tuple[str, str]]) -> None:
    """Draw why the figure of a place is not shown, in full, under the table that has no room for it."""
    for level, area in places:
        figure = cached_areas.figures(edition, level, indicator.id, choices).loc[area]
        if figure["reason"]:
            draw_paragraph(f"{cached.names(edition, level)[area]}: {reason_sentence(figure)}")


def _estimate_and_range(figure: pd.Series, indicator: Indicator) -> tuple[str, str]:
    if figure["state"] != "shown":
        return t(_STATES[figure["state"]]), ABSENT
    low, high = ("plausible_low", "plausible_high") if "plausible_low" in figure else ("minimum", "maximum")
    spread = interval(figure[low], figure[high], indicator.unit, language())
    estimate = quantity(figure["estimate"], indicator.unit, language())
    around = interval(figure["estimate_low"], figure["estimate_high"], indicator.unit, language())
    is_told = indicator.bounds == "none" and around not in (ABSENT, estimate)
    return f"{estimate} ({around})" if is_told else estimate, spread


def _draw_cutoffs(cells: pd.DataFrame) -> None:
    told = {cut: _window(cells, f"above_{cut:02d}") for cut in CUTOFFS if cells[f"above_{cut:02d}"].notna().all()}
    if not told or not cells["households_high"].iloc[0]:
        draw_paragraph(t("None of the counts by cut-off can be shown here."))
        return
    words = "; ".join(f"{cut}%: {households}" for cut, households in told.items())
    st.altair_chart(
        charts.cutoff_distribution(cells, language()), alt=t("Households certainly above: {words}", words=words)
    )
    text = t(
        "Dark: certainly above, on the spend that is known. Pale: possibly above, if what is unknown were all high."
    )
    draw_paragraph(text)


def _window(cells: pd.DataFrame, name: str) -> str:
    return window(cells[f"{name}_low"].iloc[0], cells[f"{name}_high"].iloc[0], language())


def _draw_all(edition: Edition, level: str, area: str, choices: Choices) -> None:
    told = [(each, cached_areas.figures(edition, level, each.id, choices).loc[area]) for each in INDICATORS.values()]
    rows = [[t(each.label), *_estimate_and_range(figure, each)] for each, figure in told]
    draw_table([t("Indicator"), t("Estimate"), t("Range")], rows)
    plausible = [t(each.label) for each, figure in told if pd.notna(figure.get("plausible_low"))]
    if plausible:
        draw_paragraph(
            t(
                "Range: what is plausible for {names}; for the others from the certain minimum to the possible "
                "maximum.",
                names=", ".join(plausible),
            )
        )
