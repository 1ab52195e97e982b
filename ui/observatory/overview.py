"""The sentences and lists of the overview page."""

import html

import pandas as pd
import streamlit as st

from contract.translations import mark_count
from data_access.editions import Edition
from indicators.basis.figures import state_counts
from indicators.basis.findings import FINDINGS
from indicators.catalogue.registry import Choices
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.words.formats import count, ratio, rounded_count, share
from ui.words.i18n import language, t, t_count
from ui.words.privacy import window_sentence
from ui.words.texts import draw_list, draw_notice, draw_paragraph


def former_figure(edition: Edition, indicator_id: str, choices: Choices) -> pd.Series | None:
    """The city's figure in the edition before, None where there is none or it is not shown."""
    earlier = [year for year in cached.years() if year < edition.year]
    if not earlier:
        return None
    figure = cached_areas.figures(cached.edition(earlier[-1]), "city", indicator_id, choices).iloc[0]
    return figure if figure["state"] == "shown" else None


def outstanding(names: pd.Series, figures: pd.DataFrame, most: int) -> pd.DataFrame:
    """The `most` areas of highest estimate, highest first, with their names; areas without a figure are left out.

    `minimum` and `maximum` are the ends of the plausible range where the figures have one.
    """
    shown = figures[figures["state"] == "shown"].nlargest(most, "estimate")
    ends = ["plausible_low", "plausible_high"] if "plausible_low" in shown else ["minimum", "maximum"]
    numbers = shown[[ends[0], "estimate", ends[1]]].astype(float).set_axis(["minimum", "estimate", "maximum"], axis=1)
    return numbers.assign(area_name=names.reindex(shown.index))


def draw_headline(edition: Edition, city: pd.Series, choices: Choices) -> None:
    """Draw the answer in one sentence: the range first, then the estimate, then the households behind them."""
    if city["state"] != "shown":
        told = t("The city's figure cannot be shown in this edition."), t(FINDINGS[city["reason"]].sentence)
        draw_notice(" ".join(told), "warning")
        return
    lang = language()
    households = float(city["households"])
    sentence = t(
        "In {year}, between <strong>{low}</strong> and <strong>{high}</strong> of households spent more than {cutoff}% "
        "of their income on energy at home; the estimate is <strong>{estimate}</strong>.",
        year=edition.year,
        low=share(city["minimum"], lang),
        high=share(city["maximum"], lang),
        estimate=share(city["estimate"], lang),
        cutoff=choices.cutoff,
    )
    st.html(f"<p class='headline'>{sentence}</p>")
    text = t(
        mark_count(
            "That is about {estimate} household out of {households}: certain {low} at least, possible up to "
            "{high}. The range is wide because many heating bills are not known to the city.",
            "That is about {estimate} households out of {households}: at least {low} are certain, up to "
            "{high} are possible. The range is wide because many heating bills are not known to the city.",
            "estimate",
        ),
        estimate=rounded_count(city["estimate"] * households, lang),
        households=count(households, lang),
        low=rounded_count(city["minimum"] * households, lang),
        high=rounded_count(city["maximum"] * households, lang),
    )
    draw_paragraph(text)


def draw_facts(city: pd.Series, former: pd.Series | None) -> None:
    """Draw the change since the edition before, and how many answers are known."""
    lang = language()
    facts = [(share(city["coverage"], lang), t("of households have income and spend known in full"))]
    if former is not None:
        facts.insert(0, _change(float(city["estimate"] - former["estimate"]), lang))
    items = "".join(
        f"<li><strong>{html.escape(value)}</strong><span>{html.escape(label)}</span></li>" for value, label in facts
    )
    st.html(f"<ul class='facts'>{items}</ul>")


def _change(change: float, lang: str) -> tuple[str, str]:
    """How far the estimate moved, without a sign, and which way in words."""
    told = ratio(abs(100 * change), lang)
    if told == ratio(0, lang):
        return told, t("percentage points of change: by the estimate, as in the edition before")
    if change > 0:
        return told, t("percentage points more than in the edition before, by the estimate")
    return told, t("percentage points less than in the edition before, by the estimate")


def draw_unknown(edition: Edition, choices: Choices) -> None:
    """Draw what the edition does not know or does not show, as plain sentences with their numbers."""
    lang = language()
    city = cached.areas(edition, "city").iloc[0]
    figures = cached_areas.figures(edition, "section", "energy_poverty_10", choices)
    counts, privacy = state_counts(figures), edition.manifest["privacy"]
    lines = [
        t(
            "Heating bills are missing for {share} of households: mostly condominiums that heat centrally.",
            share=share(_part(city, "heat_unknown"), lang),
        ),
        t(
            "Incomes are missing for {share} of households, and are those of {year}.",
            share=share(1 - _part(city, "income_known"), lang),
            year=edition.manifest["reference_years"]["income"] or "–",
        ),
        window_sentence(privacy["least_count"]),
        t_count(
            "One census section of {all} has no figure, to protect who lives there: as a rule, fewer than {base} "
            "households do.",
            "{count} census sections of {all} have no figure, to protect who lives there: as a rule, fewer than {base} "
            "households do.",
            counts["withheld"],
            count=count(counts["withheld"], lang),
            all=count(len(figures), lang),
            base=privacy["least_base"],
        ),
        t("Census sections without data, or with too few: {missing}.", missing=count(counts["missing"], lang)),
    ]
    draw_list(lines)


def _part(cells: pd.Series, name: str) -> float:
    if pd.isna(cells[name]) or not cells["households"]:
        return float("nan")
    return float(cells[name]) / float(cells["households"])
