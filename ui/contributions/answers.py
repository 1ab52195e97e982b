"""The answers: a card for each aid, those that are a yes first."""

import html
from collections.abc import Sequence

import streamlit as st

from indicators.aids.eligibility import Outcome
from reports.aids.words import ENDED_LATELY, OUTCOMES, ToldAnswer
from ui.words.i18n import t, t_count
from ui.words.texts import draw_heading, draw_paragraph


def draw_answers(answers: Sequence[ToldAnswer], ended: Sequence[tuple[str, str]]) -> None:
    """Draw how many there are, then every answer; after the maybes what `ended` lately, and the noes folded."""
    found = {outcome: [each for each in answers if each.outcome is outcome] for outcome in OUTCOMES}
    yes = len(found[Outcome.AUTOMATIC]) + len(found[Outcome.ASK])
    draw_paragraph(
        t_count("{count} benefit is for you.", "{count} benefits are for you.", yes)
        + " "
        + t_count("{count} is a maybe.", "{count} are a maybe.", len(found[Outcome.MAYBE])),
        "verdict",
    )
    for outcome in (Outcome.AUTOMATIC, Outcome.ASK, Outcome.MAYBE):
        if found[outcome]:
            draw_heading(t(OUTCOMES[outcome]))
            st.html("".join(_card(each) for each in found[outcome]))
    if ended:
        draw_heading(t(ENDED_LATELY))
        _draw_lines(ended)
    if found[Outcome.NO]:
        with st.expander(t("What is not for you, and why")):
            _draw_lines([(each.name, each.answer) for each in found[Outcome.NO]])


def _draw_lines(told: Sequence[tuple[str, str]]) -> None:
    lines = (f"<li><strong>{html.escape(name)}</strong>: {html.escape(text)}</li>" for name, text in told)
    st.html(f"<ul class='plain'>{''.join(lines)}</ul>")


def _card(each: ToldAnswer) -> str:
    """One aid as it is read on a phone."""
    papers = f"{t('Papers')}: {', '.join(each.papers)}." if each.papers else ""
    untested = f"{t('We did not ask')}: {each.untested}" if each.untested else ""
    lines = [f"{each.covers} {each.amount}", each.where, papers, untested, *each.cautions, each.until]
    body = "".join(f"<p dir='auto'>{html.escape(line.strip())}</p>" for line in lines if line.strip())
    links = " ".join(
        f"<a href='{html.escape(url, quote=True)}' target='_blank' rel='noopener noreferrer'>{html.escape(text)}</a>"
        for url, text in (
            (each.information_url, t("Read more: {aid}", aid=each.name)),
            (each.form_url, t("Ask for it: {aid}", aid=each.name)),
        )
        if url
    )
    return (
        f"<section class='aid {each.outcome}'><h4>{html.escape(each.name)}</h4>"
        f"<p class='outcome'>{html.escape(each.answer)}</p>{body}"
        f"<p class='source'>{html.escape(each.provider)}. {html.escape(each.source)}</p><p>{links}</p></section>"
    )
