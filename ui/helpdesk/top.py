"""The answer on top of the help-desk page, and what is said where there is none."""

import streamlit as st

from reports.help_desk.desk_plan import DeskPlan
from ui.helpdesk.controls import say_changed
from ui.helpdesk.words import chance_sentence, headline, reason_lines
from ui.kept import help_desk as kept
from ui.words.i18n import t
from ui.words.texts import draw_notice, draw_paragraph


def draw_answer(plan: DeskPlan) -> None:
    """Draw which estates come next, why, and how sure that is."""
    st.html(f"<p class='headline'>{headline(plan)}</p>")
    with st.container(gap=None):
        for line in reason_lines(plan):
            draw_paragraph(line)
        _draw_sureness(plan)
    say_changed()


@st.fragment(parallel=True)
def _draw_sureness(plan: DeskPlan) -> None:
    """Draw the chance sentence beside the rest of the page: thousands of trials must not keep it waiting."""
    sentence = chance_sentence(plan, kept.chances(plan.edition, plan.choices))
    if sentence:
        draw_paragraph(sentence)


def draw_no_estates() -> None:
    """Say that the edition has no estates, and how it would."""
    draw_notice(
        t(
            "This edition has no public-housing estates: an analyst publishes the year with the file of complexes "
            "(option --complexes; the mapping mm_erp reads MM's system)."
        ),
        "info",
    )
