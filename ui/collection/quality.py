"""What a coordinator looks at before answers are trusted: quality, targets, corrections and their log."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from contract.answers import CORRECTION_REASONS, Answer
from contract.errors import ObservatoryError
from contract.local_time import told_moment
from contract.questionnaire import Question, Questionnaire
from data_access.editions import Edition
from data_access.records.collecting import MOST_WANTED, read_refusals, read_targets, set_target
from data_access.records.corrections import correct, read_corrections
from data_access.records.responses import read_responses
from indicators.collection.quality import CHECKS, progress_by_place, quality_by_organisation
from ui import identity
from ui.collection.bills import draw_bills
from ui.collection.places import place_of, places
from ui.collection.raked import draw_raked
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words.formats import ABSENT, count, percent
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph, draw_table

_TOLD = "quality_told"


def draw_quality(edition: Edition, form: Questionnaire) -> None:
    """Draw the answers' quality by organisation: one's own, or all for a manager; and what may be done about it."""
    draw_outcome(_TOLD)
    by = identity.person().name or t("somebody not verified")
    try:
        responses = read_responses(identity.records(), form, by)
        refusals, log = read_refusals(identity.records(), by), read_corrections(identity.records(), by)
    except ObservatoryError as error:
        draw_paragraph(error.sentence(language()))
        return
    if responses.empty and refusals.empty:
        draw_paragraph(t("There are no answers yet."))
    else:
        _draw_table(quality_by_organisation(responses, form, refusals))
    _draw_progress(edition, progress_by_place(responses, read_targets(identity.records())))
    draw_bills(edition, responses)
    draw_raked(edition, responses)
    if not responses.empty and identity.may("correct_responses"):
        _draw_correcting(form, responses)
    if not log.empty:
        _draw_log(form, log)


def _draw_table(table: pd.DataFrame) -> None:
    heads = [t("Organisation"), t("Answers"), *(t(name) for name in CHECKS.values())]
    shares = ("not_consenting_share", "refused_share")
    draw_table(heads, [
        [str(name), count(row["answers"], language()),
         *((percent if check in shares else count)(row[check], language()) for check in CHECKS)]
        for name, row in table.iterrows()
    ])  # fmt: skip


def _draw_progress(edition: Edition, progress: pd.DataFrame) -> None:
    named = places(edition)
    if not progress.empty:
        rows = [
            [named.get("_".join(place), place[1]), count(row["answers"], language()),
             ABSENT if pd.isna(row["target"]) else count(row["target"], language())]
            for place, row in progress.iterrows()
        ]  # fmt: skip
        draw_table([t("Where"), t("Answers"), t("Wanted")], rows)
        if not identity.may("set_targets"):
            draw_paragraph(t("The answers are those of your organisation; what is wanted is asked of all together."))
    if not identity.may("set_targets"):
        return
    with st.form(f"target_{language()}", clear_on_submit=True):
        place = st.selectbox(
            t("Where"), list(named), index=None, format_func=named.__getitem__,
            placeholder=t("Name of an area, or of an estate"),
        )  # fmt: skip
        wanted = st.number_input(t("How many answers are wanted there"), 0, MOST_WANTED, step=1)
        if st.form_submit_button(t("Set the target")) and place:
            _try(lambda: set_target(identity.records(), place_of(place), int(wanted), _by()), t("The target is set."))


def _draw_correcting(form: Questionnaire, responses: pd.DataFrame) -> None:
    st.markdown(f"**{t('Put an answer right')}**")
    numbers = responses.set_index("number")
    number = st.selectbox(t("Answers, by number of arrival"), list(numbers.index)[::-1], key=f"fix_n_{language()}")
    field = st.selectbox(
        t("Question"), list(form.by_name), format_func=lambda name: form.by_name[name].label[language()],
        key=f"fix_field_{language()}",
    )  # fmt: skip
    question, now = form.by_name[field], numbers.loc[number, field]
    draw_paragraph(t("It is now: {answer}", answer=_answer(question, None if pd.isna(now) else now)))
    after = _pick_answer(question)
    reason = st.selectbox(
        t("Why"), list(CORRECTION_REASONS), format_func=lambda code: t(CORRECTION_REASONS[code]),
        key=f"fix_reason_{language()}",
    )  # fmt: skip
    if st.button(t("Put it right"), key=f"fix_{language()}"):
        change = (field, after, reason)
        _try(lambda: correct(identity.records(), form, int(number), change, _by()), t("The answer was put right."))


def _pick_answer(question: Question) -> Answer | None:
    label, key = t("It should be"), f"fix_{question.name}_{language()}"
    if question.kind == "whole":
        number = st.number_input(label, question.low, question.high, value=None, step=1, key=key)
        return None if number is None else int(number)
    codes = [None, *(choice.code for choice in question.choices)]
    found = st.selectbox(label, codes, format_func=lambda code: _answer(question, code), key=key)
    return None if found is None else str(found)


def _answer(question: Question, answer: Answer | None) -> str:
    if answer is None:
        return t("no answer")
    return question.words(str(answer))[language()] if question.kind == "one" else count(int(answer), language())


def _draw_log(form: Questionnaire, log: pd.DataFrame) -> None:
    heads = [t("When"), t("Number"), t("Question"), t("Before"), t("After"), t("Why"), t("Who")]
    rows = []
    for _, each in log.iterrows():
        question = form.by_name[each["field"]]
        told = [_answer(question, None if pd.isna(each[name]) else each[name]) for name in ("before", "after")]
        why = t(CORRECTION_REASONS[each["reason"]])
        when = told_moment(each["at"])
        rows.append([when, str(each["answers"]), question.label[language()], *told, why, str(each["by"])])
    draw_table(heads, rows, words=(2, 3, 4, 5, 6))


def _by() -> str:
    return identity.person().name or t("somebody not verified")


def _try(act: Callable[[], object], done: str) -> None:
    try:
        act()
    except ObservatoryError as error:
        note_outcome(_TOLD, error.sentence(language()), "error")
    else:
        note_outcome(_TOLD, done)
    st.rerun()
