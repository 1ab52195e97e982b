"""Where trained people are missing: by area, by language, by estate, and beside Europe's yardstick of desks."""

import math

import pandas as pd
import streamlit as st

from contract.events import LANGUAGES
from contract.local_time import today, told_day
from contract.training import Operator
from data_access.editions import Edition
from data_access.records.sessions import read_sessions
from data_access.records.training import read_operators
from indicators.basis.training_parameters import RESIDENTS_PER_DESK, TRAVEL_MINUTES
from indicators.training.coverage import desks_wanted, estates_without_custodian, languages_spoken, tutors_by_area
from ui.kept import editions as cached
from ui.kept import help_desk
from ui.kept.help_desk import records
from ui.kept.training import calendar, city_households, minutes_on_foot, poor_households, trained_now
from ui.words.formats import count, decimals, rounded_count
from ui.words.i18n import language, level_head, t, t_count
from ui.words.texts import draw_paragraph, draw_table

MOST_ESTATES = 40


def draw_coverage(edition: Edition) -> None:
    """Draw tutors beside households in energy poverty by area, the next appointment there, and Europe's yardstick."""
    tutors = _with("tutor")
    told = t("Tutors with a certificate that holds: {count}.", count=len(tutors))
    draw_paragraph(told if tutors else t("No tutor has a certificate that holds."), "verdict")
    _say_yardstick(edition)
    if level := edition.largest:
        poor, names = poor_households(edition, level), cached.names(edition, level)
        table, following = tutors_by_area(tutors, poor), _next_by_area(edition)
        heads = [level_head(level), t("Households in energy poverty"), t("Tutors (per 10,000 of those households)"),
                 t("Next appointment")]  # fmt: skip
        rows = [_cells(str(names[area]), poor.loc[area], table.loc[area], following.get(str(area), t("none planned")))
                for area in poor.index]  # fmt: skip
        draw_table(heads, rows, words=(3,))
        draw_paragraph(t("Households are what is plausible. A tutor who works in several areas counts in equal parts."))


def _with(level: str) -> list[Operator]:
    levels = trained_now()
    return [each for key, (each, _) in read_operators(records()).items() if level in levels.get(key, ())]


def _cells(name: str, poor: pd.Series, row: pd.Series, following: str) -> list[str]:
    lang = language()
    households = "–".join(dict.fromkeys(rounded_count(poor[end], lang) for end in ("low", "high")))
    if not row["tutors"]:
        return [name, households, t("no tutor"), following]
    rates = dict.fromkeys(_short(row[end]) for end in ("rate_low", "rate_high") if pd.notna(row[end]))
    told = _short(round(float(row["tutors"]), 2))
    return [name, households, f"{told} ({'–'.join(rates)})" if rates else told, following]


def _short(number: float) -> str:
    """A number without decimals where it has none, or where they tell nothing."""
    return (count if number >= 10 or number.is_integer() else decimals)(number, language())


def _next_by_area(edition: Edition) -> dict[str, str]:
    """The next event or session in each of the largest areas, by its code."""
    estates = help_desk.estates(edition)
    within = dict(zip(estates["name"].astype(str), estates["municipio_id"].astype(str), strict=True))
    told: dict[str, str] = {}
    for each in calendar(edition):
        area = each.event.municipio if each.event else within.get(each.place, "")
        if each.start.date() >= today() and area:
            told.setdefault(area, f"{told_day(each.start.date())[language()]}, {each.place}")
    return told


def _say_yardstick(edition: Edition) -> None:
    lang, desks = language(), set(read_sessions(records())["site_id"].astype(str))
    draw_paragraph(
        t(
            "European yardstick (EPBD, art. 18): one desk for {residents} residents, so about {wanted} for {city}. "
            "Places with sessions in the calendar: {desks}.",
            residents=count(RESIDENTS_PER_DESK.value, lang),
            wanted=desks_wanted(city_households(edition)),
            city=edition.manifest["city"]["name"],
            desks=len(desks) or t("none"),
        )
        + " "
        + _travel(edition, desks)
    )


def _travel(edition: Edition, desks: set[str]) -> str:
    """How far the desks are from households, or how far they would be with one at each venue that is known."""
    sites = help_desk.sites(edition)
    held = desks & set(sites.index)
    venues = set(sites.index[sites["kind"] != "estate"])
    minutes = minutes_on_foot(edition, held or venues) if held or venues else math.nan
    if math.isnan(minutes):
        return t("How far people would travel cannot be told: no desk, and no venue, has a position.")
    told = {"minutes": count(minutes, language()), "most": count(TRAVEL_MINUTES.value, language())}
    if not held:
        return t("With a desk at every venue that is known ({venues}), the nearest would be {minutes} minutes on foot "
                 "for a household on average; the yardstick is less than {most}, by any means.",
                 venues=count(len(venues), language()), **told)  # fmt: skip
    if minutes < TRAVEL_MINUTES.value:
        return t("The nearest is {minutes} minutes on foot for a household on average, and the yardstick is less than "
                 "{most}: it is kept, even by who takes neither bus nor metro.", **told)  # fmt: skip
    return t("The nearest is {minutes} minutes on foot for a household on average. The yardstick is less than {most}, "
             "by any means: whether bus and metro keep it cannot be told without timetables.", **told)  # fmt: skip


def draw_languages(edition: Edition) -> None:
    """Draw the languages of the estates, and how many tutors speak each."""
    table = languages_spoken(cached.table(edition, "complexes").reindex(columns=["languages"]), _with("tutor"))
    if table.empty:
        draw_paragraph(t("The edition does not tell which languages are spoken in the estates."))
        return
    rows = [[t(LANGUAGES[code]) if code in LANGUAGES else code, str(row["estates"]), str(row["tutors"])]
            for code, row in table.iterrows()]  # fmt: skip
    draw_table([t("Language"), t("Estates where it is spoken"), t("Tutors who speak it")], rows)


def draw_estates(edition: Edition) -> None:
    """Draw the estates that have a social custodian who is not trained, the largest first."""
    complexes = cached.table(edition, "complexes")
    operators = [each for each, _ in read_operators(records()).values()]
    columns = ["complex_id", "name", "manager", "households", "has_social_custodian"]
    left = estates_without_custodian(complexes.reindex(columns=columns), operators, trained_now())
    draw_paragraph(t_count("{count} estate has a social custodian, but nobody trained works there.",
                           "{count} estates have a social custodian, but nobody trained works there.",
                           len(left)))  # fmt: skip
    first = left.head(MOST_ESTATES)
    rows = [[str(row.name_told), str(row.manager), count(row.households, language())]
            for row in first.rename(columns={"name": "name_told"}).itertuples()]  # fmt: skip
    draw_table([t("Estate"), t("Managed by"), t("Households")], rows, words=(1,))
    if len(left) > MOST_ESTATES:
        st.caption(t("The {shown} largest are listed.", shown=MOST_ESTATES))
