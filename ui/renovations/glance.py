"""One renovation at a glance: which, the verdict in a sentence, what it brought, how it went over time."""

import html

import pandas as pd
import streamlit as st

from contract.translations import mark_count
from data_access.editions import Edition
from indicators.savings.account import Account, account_of
from indicators.savings.comparison import Key
from indicators.savings.energy_prices import price_table
from indicators.savings.joint_works import codes_of
from indicators.savings.portfolio import Portfolio
from indicators.savings.portfolio_checks import is_of_building
from indicators.savings.saving import Range, Saving
from reports.directions import change_words, euro_change_words, range_words, tonnes_change_words
from reports.numbers import day, rounded_count, share
from reports.renovations.cautions import caution_words
from reports.renovations.stock_words import poverty_words
from reports.renovations.words import (
    beside_words,
    energy_words,
    lack_words,
    meter_words,
    partial_words,
    raw_words,
    verdict_words,
    warmth_words,
)
from reports.renovations.works_words import is_going_on, works_name, works_words
from ui.kept import editions as cached
from ui.kept import renovations as kept
from ui.widgets.controls import pick
from ui.words import address as state
from ui.words.i18n import language, t
from ui.words.texts import draw_list, draw_notice, draw_paragraph


def pick_retrofit(edition: Edition, portfolio: Portfolio, names: pd.Series) -> pd.Series:
    """Draw the list of estates with works, best saving first, and return the row of the chosen renovation."""
    rows = portfolio.retrofits.set_index("retrofit_id", drop=False)
    labels = {str(code): f"{estate_name(names, row)} · {dated_works(edition, row)}" for code, row in rows.iterrows()}
    asked = state.get("retrofit")
    joint = {part: code for code in labels for part in codes_of(code)}
    if asked in joint and asked not in labels:
        state.put("retrofit", joint[asked])
    elif asked and asked not in labels:
        draw_notice(t("This edition has no works “{code}”.", code=asked), "warning")
        state.put("retrofit", None)
    return rows.loc[pick("retrofit", t("Estate and works"), list(labels), labels.__getitem__)]


def estate_names(edition: Edition) -> pd.Series:
    """Names of the estates by complex_id, empty where no register was published."""
    register = cached.table(edition, "complexes").reindex(columns=["complex_id", "name"])
    return register.drop_duplicates("complex_id").set_index("complex_id")["name"]


def estate_name(names: pd.Series, row: pd.Series) -> str:
    """Name of the estate of a renovation; its code where the register does not have it."""
    return str(names.get(row["complex_id"], row["complex_id"]))


def dated_works(edition: Edition, row: pd.Series) -> str:
    """What was done, in which building and when it ended, which tells works of one estate apart: `new boiler, building
    A (11/07/2022)`."""
    works = works_of(edition, row)
    end, told = works["end_date"], works_name(works, language())
    if is_going_on(works):
        return t("{works} (going on)", works=told)
    return told if pd.isna(end) else f"{told} ({day(str(end), language())})"


def works_of(edition: Edition, row: pd.Series) -> pd.Series:
    """The row of the contract of a renovation."""
    return kept.works(edition).loc[row["retrofit_id"]]


def account_in_view(edition: Edition, row: pd.Series, savings: dict[Key, Saving]) -> Account | None:
    """What the renovation brought; None without a verdict."""
    if row["verdict"] == "insufficient":
        return None
    return account_of(savings, price_table(), works_of(edition, row))


def households_of(edition: Edition, row: pd.Series, savings: dict[Key, Saving]) -> float:
    """Households of the estate; NaN where the register does not tell, or where `savings` are not of all of them: meters
    without a verdict, or those of one building."""
    if row["series_used"] < row["series"] or is_of_building(works_of(edition, row), savings):
        return float("nan")
    register = cached.table(edition, "complexes").reindex(columns=["complex_id", "households"])
    own = register.loc[register["complex_id"] == row["complex_id"], "households"].astype("Float64")
    return float(own.iloc[0]) if len(own) and pd.notna(own.iloc[0]) else float("nan")


def draw_verdict(edition: Edition, row: pd.Series, savings: dict[Key, Saving], account: Account | None) -> None:
    """Draw the works, the verdict, what the bills alone would have said where they differ, and what it brought."""
    lang = language()
    draw_paragraph(works_words(works_of(edition, row), lang))
    raw = raw_words(row, lang)
    places = st.columns([3, 2], gap="large") if raw else [st.container()]
    with places[0]:
        draw_paragraph(verdict_words(row, lang), "verdict")
    if raw:
        with places[1]:
            draw_paragraph(raw)
    if account is None:
        draw_list([*lack_words(row, lang), *caution_words(row["cautions"], lang)])
        return
    if row["verdict"] == "saving":
        _draw_facts(row, account, households_of(edition, row, savings))
    beside = kept.beside(edition)
    own = beside[beside["retrofit_id"] == row["retrofit_id"]]
    people = poverty_words(own, [year for year in cached.years() if year <= edition.year], lang)
    meter = [*partial_words(row, lang), *meter_words(works_of(edition, row), savings, lang)]
    energy, beside_others = energy_words(row, lang), [beside_words(row, lang)]
    if row["verdict"] == "saving":
        # the facts above hold them already
        energy, beside_others = energy[1:], [] if row["matches"] else beside_others
    cautions = caution_words(row["cautions"], lang)
    draw_list([*cautions, *meter, *energy, *beside_others, *warmth_words(account, lang), people])


def _draw_facts(row: pd.Series, account: Account, households: float) -> None:
    """Energy, money, carbon dioxide and the effect beside others, each with its interval."""
    lang = language()
    ends = {name: rounded_count(row[f"yearly_{name}_kwh"], lang) for name in ("low", "high")}
    label = t("less energy a year, at equal weather ({low} to {high})", **ends)
    facts = [(f"{rounded_count(row['yearly_kwh'], lang)} kWh", label)]
    each = account.saved_eur.estimate / households if households > 0 else float("nan")
    if pd.notna(each):
        label = t("to pay a year for each household, at the prices since the works (to be verified)")
        facts.append((euro_change_words(each, lang), label))
    if pd.notna(account.co2_t.estimate):
        label = t("of carbon dioxide a year (factors to be verified)")
        facts.append((tonnes_change_words(account.co2_t.estimate, lang), label))
    if row["matches"]:
        effect = Range(row["effect"], row["effect_low"], row["effect_high"])
        told = range_words(effect, change_words, share, lang)
        estimate = told.pop("estimate")
        label = t(
            mark_count(
                "beside {count} similar estate without works ({low} to {high})",
                "beside {count} similar estates without works ({low} to {high})",
            ),
            count=row["matches"],
            **told,
        )
        facts.append((estimate, label))
    items = "".join(
        f"<li><strong>{html.escape(value)}</strong><span>{html.escape(label)}</span></li>" for value, label in facts
    )
    st.html(f"<ul class='facts'>{items}</ul>")
