"""The page of scenarios: what is supposed, the answer in one sentence, and what it does to the bonus."""

import html
from dataclasses import replace

import pandas as pd
import streamlit as st

from contract.translations import mark, mark_count
from data_access.editions import Edition
from indicators.basis.findings import FINDINGS
from indicators.basis.scenario_parameters import PRESETS, Preset, Scenario, get_preset, kind_of, preset_of
from reports.addresses.observatory_fields import CHANGES
from reports.maps.scenario_look import KIND_MEANINGS, KIND_NAMES
from reports.scenario_words import described
from ui.kept import depth as cached_depth
from ui.kept import editions as cached
from ui.widgets.controls import choices_in_view, slide, switch
from ui.words import address as state
from ui.words.formats import count, rounded_count, share
from ui.words.i18n import language, t
from ui.words.texts import draw_notice, draw_paragraph

_OWN = "own"
FIELD_LABELS = {
    "electricity": mark("Price of electricity"),
    "gas": mark("Price of gas"),
    "heat": mark("Price of central and district heating"),
    "income": mark("Incomes"),
    "cutback": mark("Energy done without"),
}


def projected(edition: Edition, level: str, scenario: Scenario) -> cached_depth.Projection:
    """The scenario at `level`, under what the address assumes of unknown bills and incomes."""
    return cached_depth.projection(edition, level, scenario, choices_in_view().box)


def scenario_in_view() -> Scenario:
    """The scenario that the address holds."""
    changes = {name: int(state.get(name)) / 100 for name in CHANGES}
    return Scenario(**changes, without_bonus=state.get("bonus") == "0")


def pick_preset() -> None:
    """Draw the list of presets; choosing one moves the sliders, moving a slider leaves the list."""
    preset = preset_of(scenario_in_view())
    names = {preset_id: t(each.label) for preset_id, each in PRESETS.items()} | {_OWN: t("As set below")}
    options = [*PRESETS, *([] if preset else [_OWN])]

    def move(preset_id: str) -> None:
        """Put the numbers of the chosen preset into the address."""
        chosen = get_preset(preset_id).scenario if preset_id != _OWN else scenario_in_view()
        for name in CHANGES:
            state.put(name, str(round(100 * getattr(chosen, name))))
        state.put("bonus", "0" if chosen.without_bonus else "1")

    key, shown, tell = state.show(f"pick_preset_{language()}", preset.id if preset else _OWN, move)
    st.selectbox(t("Situation"), options, options.index(shown), format_func=names.__getitem__, key=key, on_change=tell)


def pick_changes() -> None:
    """Draw one slider for each number of the scenario, and the switch of the bonus."""
    columns = st.columns(len(CHANGES) + 1, vertical_alignment="bottom")
    for column, (name, parameter) in zip(columns, CHANGES.items(), strict=False):
        with column:
            slide(name, t(FIELD_LABELS[name]), round(100 * parameter.high), round(100 * parameter.low))
    with columns[-1]:
        switch("bonus", t("With the social bonus"))


def draw_kind(scenario: Scenario) -> None:
    """Draw the badge that says what the figures are: measured, nowcast or scenario."""
    kind, preset = kind_of(scenario), preset_of(scenario)
    words = f"<strong>{t(KIND_NAMES[kind])}</strong>: {t(KIND_MEANINGS[kind])}"
    unsure = f" <em>{t('to be verified')}</em>" if preset and not preset.is_verified else ""
    st.html(f"<p class='kind {kind}' role='note'>{words}{unsure}</p>")


def draw_source(edition: Edition, preset: Preset | None) -> None:
    """Draw where the numbers of a preset come from, and to which prices they are applied."""
    if preset is None or not preset.source:
        return
    draw_paragraph(t("Source: {source}", source=t(preset.source)))
    if preset.since is not None and preset.since != edition.year:
        draw_paragraph(
            t(
                "These changes start from the prices of {since}; here they are added to the bills of {year}.",
                since=preset.since,
                year=edition.manifest["reference_years"]["spend"],
            )
        )


def draw_answer(edition: Edition, scenario: Scenario) -> None:
    """Draw the city's answer in one sentence: range, estimate, what was measured, households that cross."""
    lang, choices = language(), choices_in_view()
    found = projected(edition, "city", scenario)
    figure, crossing = found.figures.iloc[0], found.crossings.iloc[0]
    today = projected(edition, "city", Scenario()).figures.iloc[0]
    words = {
        "year": edition.year,
        "changes": html.escape(described(scenario, language())),
        "low": share(figure["minimum"], lang),
        "high": share(figure["maximum"], lang),
        "estimate": share(figure["estimate"], lang),
        "plausible_low": share(figure.get("plausible_low"), lang),
        "plausible_high": share(figure.get("plausible_high"), lang),
        "today": share(today["estimate"], lang),
    }
    if figure["state"] != "shown":
        draw_notice(t(FINDINGS[figure["reason"]].sentence), "warning")
        text = t("Of the share of households above 10%, only this is certain: between {low} and {high}.", **words)
        draw_paragraph(text)
        return
    st.html(f"<p class='headline'>{t(_headline(scenario, 'plausible_low' in figure), **words)}</p>")
    if scenario == Scenario():
        return
    draw_paragraph(" ".join(_crossing_words(crossing, cached_depth.crossing_range(edition, scenario, choices.box))))


def _crossing_words(crossing: pd.Series, plausible: tuple[float, float] | None) -> list[str]:
    """Households that enter energy poverty or leave it: by the estimate, plausibly, at most."""
    lang, moved = language(), float(crossing["estimate"])
    told = [t(_crossing_sentence(moved), estimate=rounded_count(abs(moved), lang))]
    if plausible is not None:
        ends = sorted(max(end if moved >= 0 else -end, 0.0) for end in plausible)
        low, high = (rounded_count(end, lang) for end in ends)
        told.append(t("A number between {low} and {high} is plausible.", low=low, high=high))
    most = crossing["maximum"] if moved >= 0 else -crossing["minimum"]
    return [*told, t("What is certain: no more than {most}.", most=count(max(float(most), 0.0), lang))]


def _headline(scenario: Scenario, is_plausible: bool) -> str:
    if scenario == Scenario() and is_plausible:
        return mark(
            "In {year}, about <strong>{estimate}</strong> of households spent more than 10% of their income on energy: "
            "plausibly between <strong>{plausible_low}</strong> and <strong>{plausible_high}</strong>, certainly at "
            "least {low}."
        )
    if is_plausible:
        return mark(
            "With {changes}, about <strong>{estimate}</strong> of households would spend more than 10% of their income "
            "on energy, and {today} today: plausibly between <strong>{plausible_low}</strong> and "
            "<strong>{plausible_high}</strong>, certainly at least {low}."
        )
    if scenario == Scenario():
        return mark(
            "In {year}, between <strong>{low}</strong> and <strong>{high}</strong> of households spent more than 10% "
            "of their income on energy; the estimate is <strong>{estimate}</strong>."
        )
    return mark(
        "With {changes}, between <strong>{low}</strong> and <strong>{high}</strong> of households would spend more "
        "than 10% of their income on energy; the estimate is <strong>{estimate}</strong>, and {today} today."
    )


def _crossing_sentence(estimate: float) -> str:
    if estimate < 0:
        return mark_count(
            "About {estimate} household would no longer be in energy poverty.",
            "About {estimate} households would no longer be in energy poverty.",
            "estimate",
        )
    return mark_count(
        "About {estimate} more household would be in energy poverty.",
        "About {estimate} more households would be in energy poverty.",
        "estimate",
    )


def draw_bonus(edition: Edition, scenario: Scenario) -> None:
    """Draw what the social bonus changes: the same situation with it and without it."""
    lang = language()
    pair = (projected(edition, "city", replace(scenario, without_bonus=off)) for off in (False, True))
    with_it, without = (each.figures.iloc[0] for each in pair)
    recipients = cached.areas(edition, "city")["bonus_recipients"].iloc[0]
    if with_it["state"] != "shown" or without["state"] != "shown":
        text = t(
            mark_count(
                "The social bonus keeps at most {recipients} household below 10%, the one that receives it; "
                "whether it does cannot be told from these counts.",
                "The social bonus keeps at most {recipients} households below 10%, those that receive it; how "
                "many cannot be told from these counts.",
                "recipients",
            ),
            recipients=count(recipients, lang),
        )
        draw_paragraph(text)
        return
    added = float(without["estimate"] - with_it["estimate"]) * float(with_it["households"])
    text = t(
        mark_count(
            "With the social bonus {with_it}, without it {without}: it keeps about {added} household below "
            "10%, and certainly no more than the {recipients} that receive it.",
            "With the social bonus {with_it}, without it {without}: it keeps about {added} households below "
            "10%, and certainly no more than the {recipients} that receive it.",
            "added",
        ),
        with_it=share(with_it["estimate"], lang),
        without=share(without["estimate"], lang),
        added=rounded_count(added, lang),
        recipients=count(recipients, lang),
    )
    draw_paragraph(text)


def draw_doubt(figure: pd.Series) -> None:
    """Draw what the certain ends, the plausible range and the estimate each rest on."""
    told = [
        t(
            "How sure is it? The certain minimum and the possible maximum hold however each household splits its bills "
            "between electricity, gas and heat, and whatever the unknown bills are."
        )
    ]
    if "plausible_low" in figure:
        told.append(t("What is plausible assumes of unknown bills and incomes what the first page assumes."))
    told.append(
        t(
            "The estimate supposes that everybody has the mix of their area, that all incomes move alike and that all "
            "do without as much."
        )
    )
    draw_paragraph(" ".join(told))
