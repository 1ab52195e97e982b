"""Money against plan, by year and funder, and when things are due."""

import pandas as pd
import streamlit as st

from indicators.progress.money import money_rows, money_sums
from reports.progress.overview import Overview
from ui.progress.charts import money_bars, timeline
from ui.words.formats import ABSENT, decimals, euro
from ui.words.i18n import language, t, t_count
from ui.words.texts import draw_paragraph, draw_table


def draw_timeline(overview: Overview) -> None:
    """Draw when each activity runs and what is due."""
    if not overview.standings:
        return
    text = t(
        "Bars run from the first day to the end, pale to today where no end is stated; orange ticks are due days, dots "
        "are evidence, the dashed line is today."
    )
    draw_paragraph(text, "small")
    st.altair_chart(timeline(list(overview.standings), overview.today, language()), alt=text)


def draw_money(overview: Overview) -> None:
    """Draw money planned and spent, by year and by funder, and what is not stated."""
    rows = money_rows(each.activity for each in overview.standings)
    if rows.empty:
        draw_paragraph(t("Of no activity in view is any money stated."))
        return
    silent = sum(not each.activity.resources for each in overview.standings)
    if silent:
        draw_paragraph(
            t_count(
                "For one activity no money is stated: the sums are of the others alone.",
                "For {count} activities no money is stated: the sums are of the others alone.",
                silent,
            )
        )
    by_year = money_sums(rows, ["year"])
    st.altair_chart(money_bars(by_year, language()), alt=t("Money planned and spent by year, as in the table below."))
    heads = [t("Year"), t("Funder"), t("Planned"), t("Spent"), t("Posts planned"), t("Posts filled")]
    both = pd.concat([by_year.assign(funder=t("All funders")), money_sums(rows, ["year", "funder"])])
    draw_table(heads, [_cells(row) for _, row in both.sort_values("year", kind="stable").iterrows()], words=(1,))


def _cells(row: pd.Series) -> list[str]:
    posts = [ABSENT if pd.isna(row[name]) else decimals(float(row[name]), language())
             for name in ("planned_fte", "spent_fte")]  # fmt: skip
    return [str(row["year"]), str(row["funder"]), _euro(row, "planned_eur"), _euro(row, "spent_eur"), *posts]


def _euro(row: pd.Series, name: str) -> str:
    if pd.isna(row[name]):
        return t("not stated")
    told = euro(float(row[name]), language())
    return t("at least {amount}", amount=told) if row[f"unstated_{name}"] else told
