"""What was learnt from the people met, what a coordinator looks at first, and how answers are withdrawn."""

import pandas as pd
import streamlit as st

from contract.errors import ObservatoryError
from contract.questionnaire import Questionnaire
from data_access.records.responses import all_responses, read_responses, withdraw
from indicators.basis.collection_parameters import LEAST_ANSWERS
from indicators.collection.encountered import ENCOUNTERED, encountered_figures
from indicators.collection.quality import CHECKS, quality_by_organisation
from ui import identity
from ui.kept import help_desk as kept
from ui.words.formats import ABSENT, count, interval, percent, share
from ui.words.i18n import language, t
from ui.words.texts import announce, draw_notice, draw_paragraph, draw_table

_WITHDRAWN = "withdrawn_told"


def draw_learnt(form: Questionnaire) -> None:
    """Draw the shares among the people met, beside Eurostat's where one was found."""
    draw_paragraph(
        t(
            "Among the people met at the desk, who are not drawn by lot: this says nothing of the whole city, and is "
            "never added to its figures. Figures are renewed when {least} more answers have come; one that is "
            "withdrawn takes those that came with it out of them.",
            least=count(LEAST_ANSWERS.value, language()),
        )
    )
    figures = encountered_figures(all_responses(kept.records(), form)).set_index("indicator")
    if (figures["reason"] != "").all():
        draw_notice(t(str(figures["reason"].iloc[0]), least=count(LEAST_ANSWERS.value, language())), "info")
        return
    heads = [
        t("Among the people met"),
        t("Answers"),
        t("Places"),
        t("Share"),
        t("From – to"),
        t("For comparison"),
    ]
    draw_table(heads, [_row(each.id, figures.loc[each.id]) for each in ENCOUNTERED], words=(5,))


def _row(indicator: str, figure: pd.Series) -> list[str]:
    each = next(each for each in ENCOUNTERED if each.id == indicator)
    found = each.benchmark_share
    beside = ABSENT if found is None else f"{share(found, language())} · {t(each.benchmark)}"
    row = [t(each.label), count(figure["answers"], language()), count(figure["places"], language())]
    if figure["reason"]:
        return [*row, t("not enough answers"), ABSENT, beside]
    shown = interval(figure["share_low"], figure["share_high"], "share", language())
    return [*row, share(figure["share"], language()), shown, beside]


def draw_quality(form: Questionnaire) -> None:
    """Draw what to look at before answers are trusted, by organisation: one's own, or all for a manager."""
    try:
        responses = read_responses(identity.records(), form, identity.person().name or t("somebody not verified"))
    except ObservatoryError as error:
        draw_paragraph(error.sentence(language()))
        return
    if responses.empty:
        draw_paragraph(t("There are no answers yet."))
        return
    table = quality_by_organisation(responses, form)
    heads = [t("Organisation"), t("Answers"), *(t(name) for name in CHECKS.values())]
    draw_table(heads, [
        [str(name), count(row["answers"], language()), percent(row["refused_share"], language()),
         *(count(row[check], language()) for check in list(CHECKS)[1:])]
        for name, row in table.iterrows()
    ])  # fmt: skip


def draw_withdrawal() -> None:
    """Draw the form by which whoever has a receipt has the answers deleted."""
    kind, text = st.session_state.pop(_WITHDRAWN, ("", ""))
    if text:
        announce(text, kind)
    with st.form(f"withdraw_{language()}", clear_on_submit=True):
        words = st.text_input(t("The four words of the receipt"))
        if st.form_submit_button(t("Delete the answers")):
            try:
                withdraw(kept.records(), words)
            except ObservatoryError as error:
                st.session_state[_WITHDRAWN] = ("error", error.sentence(language()))
            else:
                st.session_state[_WITHDRAWN] = ("success", t("The answers are deleted."))
            st.rerun()
