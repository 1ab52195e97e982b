"""Taking renovations away: one on paper, all of them as table and workbook. Files are made only when asked for."""

import pandas as pd
import streamlit as st
from altair import LayerChart

from contract.translations import mark, translate
from data_access.editions import Edition
from indicators.savings.account import Account
from indicators.savings.portfolio import Portfolio
from indicators.savings.reasons import REASONS
from indicators.savings.series import Depth
from reports.downloads import csv_of
from reports.numbers import count
from reports.renovations.cautions import caution_words
from reports.renovations.sheet import Picture, Sheet, SheetPart, sheet_pdf
from reports.renovations.stock_words import SECTION_CAUTION, poverty_table, poverty_words
from reports.renovations.words import (
    beside_words,
    carbon_words,
    energy_words,
    lack_words,
    meter_words,
    money_words,
    partial_words,
    raw_words,
    usual_year_words,
    verdict_words,
    warmth_words,
)
from reports.renovations.workbook import named_portfolio, portfolio_workbook
from reports.renovations.works_words import works_words
from ui import identity
from ui.kept import editions as cached
from ui.kept import renovations as kept
from ui.renovations import charts as retrofit_charts
from ui.renovations.depth import group_lines, set_aside_of
from ui.renovations.glance import estate_name, households_of, works_of
from ui.words.i18n import language, t

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_sheet(
    edition: Edition, row: pd.Series, portfolio: Portfolio, account: Account | None, names: pd.Series
) -> None:
    """Draw the button of the printable sheet of one renovation."""
    chosen_language = language()
    years = [year for year in cached.years() if year <= edition.year]
    st.download_button(
        t("Sheet to print (PDF)"),
        lambda: sheet_pdf(sheet_of(edition, row, portfolio, account, names, years, chosen_language)),
        f"{t('renovation')}-{row['retrofit_id']}-{edition.year}.pdf",
        "application/pdf",
        on_click=identity.on_export("renovation.pdf", edition),
    )


def offer_portfolio(edition: Edition, portfolio: Portfolio, names: pd.Series) -> None:
    """Draw the buttons of the table and of the workbook of all renovations."""
    chosen_language, stem = language(), f"{t('renovations')}-{edition.year}"
    csv, workbook, _ = st.columns(3)
    csv.download_button(
        t("Table (CSV)"),
        lambda: csv_of(named_portfolio(portfolio.retrofits, names, chosen_language), chosen_language),
        f"{stem}.csv",
        "text/csv",
        on_click=identity.on_export("renovations.csv", edition),
        width="stretch",
    )
    workbook.download_button(
        t("Workbook (XLSX)"),
        lambda: portfolio_workbook(portfolio, names, kept.beside(edition), chosen_language),
        f"{stem}.xlsx",
        XLSX,
        on_click=identity.on_export("renovations.xlsx", edition),
        width="stretch",
    )


def sheet_of(
    edition: Edition, row: pd.Series, portfolio: Portfolio, account: Account | None, names: pd.Series,
    years: list[int], lang: str,
) -> Sheet:  # fmt: skip
    """Everything that is printed of one renovation, in words of `lang`; `years`: those with an edition."""
    beside = kept.beside(edition)
    people = beside[beside["retrofit_id"] == row["retrofit_id"]]
    depths = list(kept.depths(edition, str(row["retrofit_id"])).values())
    works = works_of(edition, row)
    brought = _brought(row, works, portfolio, account, lang) if account else lack_words(row, lang)
    parts = [
        SheetPart(translate(mark("What it brought") if account else mark("What is missing"), lang), tuple(brought)),
        *(part for depth in depths[:1] for part in _charts(depth, works, lang)),
        *_worth(edition, row, portfolio, account, lang),
        _people(people, years, lang),
        *_group(row, portfolio, lang),
        _aside(set_aside_of(edition, works, portfolio), lang),
    ]
    city = edition.manifest["city"]["name"]
    warning = translate("Demonstration data: invented, not a measure of {city}", lang, city=city)
    about = translate("Edition {year}, revision {revision}.", lang, year=edition.year, revision=edition.revision)
    return Sheet(
        lang,
        estate_name(names, row),
        works_words(works, lang),
        verdict_words(row, lang),
        raw_words(row, lang),
        warning if edition.is_demonstration else "",
        f"Benessere Energetico · {about}",
        tuple(parts),
    )


def _brought(row: pd.Series, works: pd.Series, portfolio: Portfolio, account: Account, lang: str) -> list[str]:
    return [
        *caution_words(row["cautions"], lang),
        *partial_words(row, lang),
        *meter_words(works, portfolio.savings[str(row["retrofit_id"])], lang),
        *energy_words(row, lang),
        beside_words(row, lang),
        *warmth_words(account, lang),
    ]


def _charts(depth: Depth, works: pd.Series, lang: str) -> list[SheetPart]:
    days = (works["start_date"], works["end_date"])
    over_time = retrofit_charts.over_time(depth.timeline, days, lang)
    parts = [_chart(over_time, translate("Readings and model over time", lang))]
    if depth.saving.is_sufficient:
        months = retrofit_charts.month_by_month(depth.months, lang)
        usual = usual_year_words(depth.saving.usual_year_share, lang)
        parts.append(_chart(months, translate("Month by month at equal weather", lang), *usual))
    return parts


def _chart(chart: LayerChart, title: str, *lines: str) -> SheetPart:
    return SheetPart(title, lines, pictures=(Picture(chart.properties(width=700, height=190).to_dict(), title),))


def _worth(
    edition: Edition, row: pd.Series, portfolio: Portfolio, account: Account | None, lang: str
) -> list[SheetPart]:
    if account is None:
        return []
    households = households_of(edition, row, portfolio.savings[str(row["retrofit_id"])])
    lines = [*money_words(account, households, lang), *carbon_words(account, lang)]
    return [SheetPart(translate("Money and carbon dioxide", lang), tuple(lines))]


def _people(people: pd.DataFrame, years: list[int], lang: str) -> SheetPart:
    title = translate("Energy poverty in the same place", lang)
    if people.empty:
        return SheetPart(title, (poverty_words(people, years, lang),))
    heads, rows = poverty_table(people, lang)
    return SheetPart(title, (translate(SECTION_CAUTION, lang),), (tuple(heads), *map(tuple, rows)))


def _group(row: pd.Series, portfolio: Portfolio, lang: str) -> list[SheetPart]:
    lines = group_lines(row, portfolio, lang)
    return [SheetPart(translate("Beside similar estates without works", lang), tuple(lines))] if lines else []


def _aside(aside: pd.DataFrame, lang: str) -> SheetPart:
    """How many readings of the estate were set aside, by reason."""
    lines = [
        f"{count(number, lang)} · {translate(REASONS[str(code)], lang)}"
        for code, number in aside["reason"].value_counts().items()
    ]
    lines = lines or [translate("Every reading is used as it came.", lang)]
    return SheetPart(translate("Readings set aside, and why", lang), tuple(lines))
