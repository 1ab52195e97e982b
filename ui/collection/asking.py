"""Asking one person: consent, place and month, the questions that their answers lead to, and the receipt."""

import secrets
from datetime import date
from time import time

import pandas as pd
import streamlit as st

from contract.answers import Answer, Response, is_asked
from contract.errors import ObservatoryError
from contract.local_time import today
from contract.questionnaire import Question, Questionnaire
from data_access.editions import Edition
from data_access.records.collecting import count_refusals
from data_access.records.responses import own_organisation, save_response
from ui import identity
from ui.collection.places import place_of, places
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph

_ROUND, _TOLD, _ORGANISATION, _BEGAN = "met_round", "met_told", "met_organisation", "met_began"
MONTHS_BACK = 3
"""How many months before this one an interview may be entered for."""


def draw_asking(edition: Edition, form: Questionnaire) -> None:
    """Draw the questionnaire for one person; what was saved, or refused, is told above it."""
    draw_outcome(_TOLD)
    begun = st.session_state.setdefault(_ROUND, secrets.token_hex(16))
    draw_paragraph(form.consent[language()])
    if not st.checkbox(t("The person agrees"), key=_key("consent")):
        _offer_refusal(begun)
        return
    st.session_state.setdefault(_BEGAN, time())
    place, month = _pick_place(edition)
    answers: dict[str, Answer] = {}
    for question in form.questions:
        if is_asked(question, answers):
            answers |= ask(question, _key(question.name))
    by = identity.pick_name(t("Your name"), identity.who(), _key("by"))
    organisation = _pick_organisation()
    if st.button(t("Save the answers"), type="primary", key=_key("save")):
        kind, place_id = place_of(place)
        seconds = int(time() - st.session_state[_BEGAN])
        around = (month, kind, place_id, organisation, "desk", answers, seconds)
        _save(form, Response(begun, form.form_id, form.version, form.consent_version, *around), by)


def _offer_refusal(begun: str) -> None:
    """Draw the button that counts a person who does not agree: of them nothing else is kept."""
    organisation = own_organisation(identity.records()) or st.session_state.get(_ORGANISATION, "")
    if organisation and st.button(t("The person does not agree: count that alone"), key=_key("refusal")):
        try:
            count_refusals(identity.records(), {begun: organisation}, identity.person().name or organisation)
        except ObservatoryError as error:
            note_outcome(_TOLD, error.sentence(language()), "error")
        else:
            st.session_state.pop(_ROUND)
            note_outcome(_TOLD, t("Counted, without anything else."))
        st.rerun()


def _pick_place(edition: Edition) -> tuple[str, str]:
    named = places(edition)
    left, right = st.columns([2, 1])
    with left:
        place = st.selectbox(
            t("Where does the person live? A neighbourhood, or an estate"),
            list(named), index=None, format_func=named.__getitem__, key=_key("place"),
            placeholder=t("Name of an area, or of an estate"),
        )  # fmt: skip
    with right:
        months = [str(pd.Period(today(), "M") - back) for back in range(MONTHS_BACK + 1)]
        month = st.selectbox(t("Month"), months, format_func=_told_month, key=_key("month"))
    return place or "", str(month)


def _told_month(month: str) -> str:
    return f"{date.fromisoformat(f'{month}-01'):%m/%Y}"


def ask(question: Question, key: str) -> dict[str, Answer]:
    """Draw a question; return the answer by name, nothing where the person does not answer."""
    label = question.label[language()]
    if question.kind == "whole":
        number = st.number_input(label, question.low, question.high, value=None, step=1, key=key)
        return {} if number is None else {question.name: int(number)}
    codes = ["", *(choice.code for choice in question.choices)]
    code = st.radio(
        label, codes, horizontal=True, key=key,
        format_func=lambda each: question.words(each)[language()] if each else t("no answer"),
    )  # fmt: skip
    return {question.name: str(code)} if code else {}


def _pick_organisation() -> str:
    """The organisation's code: that of the person signed in, else typed."""
    own = own_organisation(identity.records())
    if own is None:
        told = st.text_input(
            t("Code of your organisation (small letters and digits)"),
            value=st.session_state.get(_ORGANISATION, ""), key=_key("organisation"),
        )  # fmt: skip
        return str(told).strip().lower()
    return own


def _save(form: Questionnaire, response: Response, by: str) -> None:
    try:
        words = save_response(identity.records(), form, response, by)
    except ObservatoryError as error:
        note_outcome(_TOLD, error.sentence(language()), "error")
    else:
        identity.remember_who(by)
        st.session_state[_ORGANISATION] = response.organisation
        for name in (_ROUND, _BEGAN):
            st.session_state.pop(name, None)
        note_outcome(_TOLD, _receipt(words))
    st.rerun()


def _receipt(words: str | None) -> str:
    if words is None:
        return t("These answers were saved already.")
    return t(
        "Saved. Write these four words down for the person: with them, and only with them, the answers can be deleted. "
        "They are not shown again: {words}",
        words=words,
    )


def _key(name: str) -> str:
    """A key of its own for each person asked and language: an empty form for the next person."""
    return f"met_{name}_{st.session_state[_ROUND]}_{language()}"
