"""Depth of one renovation: over time, by month, signature, money, people, similar estates, bad bills."""

import pandas as pd
import streamlit as st

from contract.translations import mark, translate
from data_access.editions import Edition
from indicators.savings.account import Account
from indicators.savings.boundary import JOINT
from indicators.savings.comparison import Key
from indicators.savings.engine import touched_by
from indicators.savings.periods import Works
from indicators.savings.portfolio import Portfolio
from indicators.savings.reasons import REASONS
from indicators.savings.series import Depth
from reports.numbers import ABSENT, count, day
from reports.renovations.cautions import caution_words
from reports.renovations.model_words import model_words
from reports.renovations.stock_words import SECTION_CAUTION, poverty_table, poverty_words
from reports.renovations.words import (
    CARRIER_NAMES,
    beside_words,
    carbon_words,
    group_words,
    money_words,
    usual_year_words,
)
from reports.renovations.works_words import is_going_on
from ui.kept import editions as cached
from ui.kept import renovations as kept
from ui.renovations import charts as retrofit_charts
from ui.renovations.glance import households_of, works_of
from ui.widgets.controls import unfold
from ui.widgets.tables import Column, draw_frame
from ui.words.i18n import language, t
from ui.words.texts import draw_list, draw_paragraph, draw_table


def draw_depth(edition: Edition, row: pd.Series, portfolio: Portfolio, account: Account | None) -> None:
    """Draw the readings over time, and the folds of one renovation."""
    works = works_of(edition, row)
    if not is_going_on(works):
        _draw_judged(edition, row, portfolio, account)
    unfold("aside", t("Readings set aside, and why"), lambda: draw_set_aside(set_aside_of(edition, works, portfolio)))


def _draw_judged(edition: Edition, row: pd.Series, portfolio: Portfolio, account: Account | None) -> None:
    works = works_of(edition, row)
    st.subheader(t("Readings and model over time"), anchor=False)
    _draw_time(_pick_series(edition, row, "time"), works)
    unfold("months", t("Month by month at equal weather"), lambda: _draw_months(_pick_series(edition, row, "months")))
    unfold("signature", t("Use against the cold"), lambda: _draw_signature(_pick_series(edition, row, "signature")))
    unfold("worth", t("Money and carbon dioxide"), lambda: _draw_worth(edition, row, portfolio, account))
    unfold("people", t("Energy poverty in the same place"), lambda: _draw_people(edition, row))
    unfold("group", t("Beside similar estates without works"), lambda: _draw_group(row, portfolio))


def _pick_series(edition: Edition, row: pd.Series, fold: str) -> Depth | None:
    """The series of the renovation; a list to choose from where there are several, None where there is none."""
    depths = kept.depths(edition, str(row["retrofit_id"]))
    if not depths:
        return None
    keys = list(depths)
    place = 0
    if len(keys) > 1:
        labels = [_series_name(key, language()) for key in keys]
        place = st.selectbox(
            t("Meter"), range(len(keys)), format_func=labels.__getitem__, key=f"series_{fold}_{language()}"
        )
    return depths[keys[place]]


def _series_name(key: Key, lang: str) -> str:
    _, building, carrier, line = key
    number = translate(mark("all meters together"), lang) if line == JOINT else str(int(str(line)) + 1)
    return " · ".join(filter(None, (str(building), translate(CARRIER_NAMES[str(carrier)], lang), number)))


def _draw_months(depth: Depth | None) -> None:
    if depth is None or not depth.saving.is_sufficient:
        draw_paragraph(t("There are too few data for a verdict."))
        return
    used, expected = depth.months["used_kwh"].sum(), depth.months["expected_kwh"].sum()
    alt = t(
        "Since the works {used} kWh were used; without them, in the same weather, it would have been {expected} kWh.",
        used=count(used, language()),
        expected=count(expected, language()),
    )
    st.altair_chart(retrofit_charts.month_by_month(depth.months, language()), alt=alt)
    draw_list([alt, *usual_year_words(depth.saving.usual_year_share, language())])


def _draw_time(depth: Depth | None, works: pd.Series) -> None:
    if depth is None or depth.timeline.empty:
        draw_paragraph(t("There are no readings of this estate."))
        return
    days = (works["start_date"], works["end_date"])
    first, last = (day(str(date), language()) for date in days)
    alt = t("Use by reading in kWh a day, with the models; works from {first} to {last}.", first=first, last=last)
    st.altair_chart(retrofit_charts.over_time(depth.timeline, days, language()), alt=alt)
    draw_paragraph(alt)


def _draw_signature(depth: Depth | None) -> None:
    if depth is None or not (depth.saving.signature_before and depth.saving.signature_after):
        draw_paragraph(t("There are too few data for a verdict."))
        return
    lines = [
        t("Degree days a day: how far days stayed below the balance point, the temperature at which heating begins."),
        t("Before: {model}", model=model_words(depth.saving.signature_before, language())),
        t("After: {model}", model=model_words(depth.saving.signature_after, language())),
        t(
            "Cooling is looked for in electricity alone, where use rises in the heat: in other carriers such a rise is "
            "no part of the model."
        ),
    ]
    lines += caution_words(tuple(each for each in depth.saving.cautions if each.code == "cooling"), language())
    st.altair_chart(retrofit_charts.signature(depth.points, language()), alt=" ".join(lines[:3]))
    draw_list(lines)


def _draw_worth(edition: Edition, row: pd.Series, portfolio: Portfolio, account: Account | None) -> None:
    if account is None:
        draw_paragraph(t("There are too few data for a verdict."))
        return
    households = households_of(edition, row, portfolio.savings[str(row["retrofit_id"])])
    lines = money_words(account, households, language())
    draw_list([*lines, *carbon_words(account, language())])


def _draw_people(edition: Edition, row: pd.Series) -> None:
    beside = kept.beside(edition)
    own = beside[beside["retrofit_id"] == row["retrofit_id"]]
    if own.empty:
        draw_paragraph(poverty_words(own, [year for year in cached.years() if year <= edition.year], language()))
        return
    draw_table(*poverty_table(own, language()))
    draw_paragraph(t(SECTION_CAUTION))


def _draw_group(row: pd.Series, portfolio: Portfolio) -> None:
    draw_paragraph(beside_words(row, language()))
    if lines := group_lines(row, portfolio, language()):
        draw_list(lines)


def group_lines(row: pd.Series, portfolio: Portfolio, lang: str) -> list[str]:
    """What is told of the similar estates of each meter, with its name where there are several."""
    groups = {
        key[1:]: comparison
        for key, comparison in portfolio.comparisons.items()
        if isinstance(key, tuple) and key[0] == row["retrofit_id"] and comparison.matches
    }
    lines = {key: group_words(comparison, lang) for key, comparison in groups.items()}
    if len(lines) < 2:
        return [line for own in lines.values() for line in own]
    return [f"{_series_name(key, lang)}. {line}" for key, own in lines.items() for line in own]


def set_aside_of(edition: Edition, works: pd.Series, portfolio: Portfolio) -> pd.DataFrame:
    """Readings of the estate not used as they came, those that touch the works too, with `reason`."""
    own = cached.table(edition, "readings")
    own = own[own["complex_id"] == works["complex_id"]]
    aside = portfolio.set_aside[portfolio.set_aside["complex_id"] == works["complex_id"]]
    if portfolio.savings[str(works.name)]:
        days = Works.between(works["start_date"], works["end_date"])
        aside = pd.concat([aside, touched_by(days, own.drop(aside.index))])
    return aside


def draw_set_aside(aside: pd.DataFrame) -> None:
    """Draw one row per reading that is not used as it came, with its reason."""
    if aside.empty:
        draw_paragraph(t("Every reading is used as it came."))
        return
    lang = language()
    rows = [
        [
            str(row.reading_id),
            *(ABSENT if pd.isna(date) else day(str(date), lang) for date in (row.start_date, row.end_date)),
            count(row.energy_kwh, lang),
            t(REASONS[row.reason]),
        ]
        for row in aside.itertuples()
    ]
    heads = [t("Reading"), t("From"), t("To"), t("kWh"), t("Why")]
    if len(rows) <= MOST_LISTED:
        draw_table(heads, rows, words=(4,))
        return
    frame = pd.DataFrame(rows, columns=_ASIDE).assign(kwh=aside["energy_kwh"].to_numpy())
    reasons = frame["why"].value_counts().items()
    draw_table([t("Why"), t("How many readings")], [[str(why), count(readings, lang)] for why, readings in reasons])
    units = {"kwh": "count"}
    draw_frame(frame, {name: Column(head, units.get(name, "")) for name, head in zip(_ASIDE, heads, strict=True)})


MOST_LISTED = 30
"""Readings set aside that stand on a page one under the other: more are counted by reason, and scroll in a frame."""
_ASIDE = ["reading", "from", "to", "kwh", "why"]
