"""The energy diary: a week at a time, by the words of a receipt; what it tells is for whoever has them."""

import pandas as pd
import streamlit as st

from contract.answers import Answer
from contract.errors import ObservatoryError
from contract.local_time import today
from data_access.collection.forms import read_form
from data_access.records.diary import read_diary, save_week
from indicators.collection.diary import weekly_use
from ui import identity
from ui.collection.asking import ask
from ui.kept import help_desk as kept
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words.formats import ABSENT, count
from ui.words.i18n import language, t
from ui.words.texts import draw_notice, draw_paragraph, draw_table

_TOLD = "diary_told"
WEEKS_BACK = 8
"""How many weeks before this one may be written."""


def draw_diary() -> None:
    """Draw the weeks of whoever has the words of a receipt, and the form for one more."""
    form = read_form("energy_diary")
    draw_outcome(_TOLD)
    draw_paragraph(form.consent[language()])
    words = st.text_input(t("The four words of the receipt"), key=f"diary_words_{language()}")
    if not words.strip():
        return
    try:
        entries = read_diary(kept.records(), form, words)
    except ObservatoryError as error:
        draw_notice(error.sentence(language()), "warning")
        return
    if not entries.empty:
        _draw_weeks(weekly_use(entries))
    week = st.selectbox(t("Week"), _weeks(), format_func=_told_week, key=f"diary_week_{language()}")
    answers: dict[str, Answer] = {}
    for question in form.questions:
        answers |= ask(question, f"diary_{question.name}_{week}_{language()}")
    by = identity.pick_name(t("Your name"), identity.who(), f"diary_by_{language()}")
    if st.button(t("Save the week"), type="primary", key=f"diary_save_{language()}"):
        try:
            save_week(identity.records(), form, words, (week, answers), by)
        except ObservatoryError as error:
            note_outcome(_TOLD, error.sentence(language()), "error")
        else:
            note_outcome(_TOLD, t("The week is saved."))
        st.rerun()


def _weeks() -> list[str]:
    """This week and those before it, as "2026-W48"."""
    return [f"{today() - pd.Timedelta(weeks=back):%G-W%V}" for back in range(WEEKS_BACK + 1)]


def _told_week(week: str) -> str:
    monday = pd.to_datetime(f"{week}-1", format="%G-W%V-%u")
    return t("from {first} to {last}", first=f"{monday:%d/%m/%Y}", last=f"{monday + pd.Timedelta(days=6):%d/%m/%Y}")


def _draw_weeks(weeks: pd.DataFrame) -> None:
    comfort = read_form("energy_diary").by_name["comfort"]
    heads = [t("Week"), t("How the home felt"), t("Electricity, kWh a week"), t("Gas, cubic metres a week")]
    draw_table(heads, [
        [_told_week(row["week"]),
         ABSENT if pd.isna(row["comfort"]) else f"{row['comfort']} · {comfort.words(row['comfort'])[language()]}",
         *(ABSENT if pd.isna(row[use]) else count(row[use], language()) for use in ("electricity_kwh", "gas_smc"))]
        for _, row in weeks.iterrows()
    ], words=(1,))  # fmt: skip
