"""What was learnt from the people met, and how answers are withdrawn."""

import pandas as pd
import streamlit as st

from contract.errors import ObservatoryError
from contract.questionnaire import Questionnaire
from data_access.records.corrections import told_responses
from data_access.records.responses import withdraw
from indicators.basis.collection_parameters import LEAST_ANSWERS
from indicators.collection.encountered import ENCOUNTERED, encountered_figures
from ui.kept import help_desk as kept
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words.formats import ABSENT, count, interval, share
from ui.words.i18n import language, t
from ui.words.texts import draw_notice, draw_paragraph, draw_table

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
    figures = encountered_figures(told_responses(kept.records(), form, int(LEAST_ANSWERS.value))).set_index("indicator")
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
    beside = t("no value of Eurostat’s was found")
    if found is not None:
        beside = f"{share(found, language())} · {t(each.benchmark)}"
    row = [t(each.label), count(figure["answers"], language()), count(figure["places"], language())]
    if figure["reason"]:
        return [*row, t("not enough answers"), ABSENT, beside]
    shown = interval(figure["share_low"], figure["share_high"], "share", language())
    return [*row, share(figure["share"], language()), shown, beside]


def draw_withdrawal() -> None:
    """Draw the form by which whoever has a receipt has the answers deleted."""
    draw_outcome(_WITHDRAWN)
    with st.form(f"withdraw_{language()}", clear_on_submit=True):
        words = st.text_input(t("The four words of the receipt"))
        if st.form_submit_button(t("Delete the answers")):
            try:
                withdraw(kept.records(), words)
            except ObservatoryError as error:
                note_outcome(_WITHDRAWN, error.sentence(language()), "error")
            else:
                note_outcome(_WITHDRAWN, t("The answers are deleted."))
            st.rerun()
