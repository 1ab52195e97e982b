"""The publication that runs, or how the last one ended: its steps, the time left, the result in words."""

import time
from datetime import UTC, datetime

import streamlit as st

from contract.local_time import told_moment
from contract.translations import mark
from data_access.editions import editions_root
from data_access.publishing.journal import ATTACKING, STEP_SECONDS, Ending, Journal, is_running, read_journal
from ui.kept import editions as cached
from ui.publishing.findings import draw_findings
from ui.words.formats import count
from ui.words.i18n import language, t, t_count
from ui.words.texts import draw_list, draw_notice, draw_paragraph

SECONDS_BETWEEN = 2
"""How often the page asks how far it is."""

_PUBLISHED = mark("Edition {year}, revision {revision}, is published ({by}, {when}).")
_PROVEN = mark("The attack on all editions together found nothing new.")
_REFUSED = mark("The edition {year} was not published ({by}, {when}). What stopped it:")
_INTERRUPTED = mark(
    "The publication of {year} ({by}, {when}) was interrupted: nothing of it is left, and the editions are as they "
    "were. Publish again."
)


def draw_progress() -> bool:
    """Draw how the publication stands; return whether one is running, so that no other can be begun."""
    if is_running(editions_root()):
        _draw_running()
        return True
    journal = read_journal(editions_root())
    if journal:
        _draw_ended(journal)
    return False


@st.fragment(run_every=SECONDS_BETWEEN)
def _draw_running() -> None:
    journal = read_journal(editions_root())
    if journal is None or not is_running(editions_root()):
        cached.forget_list()
        st.rerun()
    draw_notice(
        t(
            "The edition {year} is being published ({by}). You may close this page: it goes on, and its result is here "
            "when you come back.",
            year=journal.year,
            by=journal.by,
        ),
        "info",
    )
    draw_list(_steps(journal))
    draw_paragraph(_left(journal.seconds_left(time.time())))


def _steps(journal: Journal) -> list[str]:
    """One line a step: done and in how long, under way, or to come."""
    began = dict(journal.steps)
    moments = [moment for _, moment in journal.steps]
    lines = []
    for step in STEP_SECONDS:
        name = t(step).rstrip(" …")
        later = [moment for moment in moments if step in began and moment > began[step]]
        if later:
            seconds = round(min(later) - began[step])
            lines.append(t("{step}: done, seconds {seconds}", step=name, seconds=count(seconds, language())))
        else:
            lines.append(t("{step}: under way", step=name) if step in began else t("{step}: to come", step=name))
    return lines


def _left(seconds: float | None) -> str:
    if seconds is None:
        return t("It is starting.")
    if seconds < 1:
        return t("It takes a little longer than foreseen.")
    if seconds < 90:
        left = round(seconds)
        return t_count("About {count} second left.", "About {count} seconds left.", left, count=left)
    left = round(seconds / 60)
    return t_count("About {count} minute left.", "About {count} minutes left.", left, count=left)


def _draw_ended(journal: Journal) -> None:
    when = told_moment(datetime.fromtimestamp(journal.ended or journal.started, UTC))
    told = {"year": journal.year, "revision": journal.revision, "by": journal.by, "when": when}
    if journal.ending is Ending.PUBLISHED:
        is_proven = ATTACKING in dict(journal.steps)
        draw_notice(" ".join([t(_PUBLISHED, **told), *([t(_PROVEN)] if is_proven else [])]), "success")
    elif journal.ending is Ending.INTERRUPTED:
        draw_notice(t(_INTERRUPTED, **told), "warning")
    elif journal.ending is Ending.REFUSED:
        draw_notice(t(_REFUSED, **told), "error")
        draw_findings(journal.faults)
