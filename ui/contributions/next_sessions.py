"""The next sessions of the help-desk, where somebody helps to ask."""

from datetime import UTC, datetime

import streamlit as st

from contract.errors import ObservatoryError
from contract.local_time import told_moment
from data_access.editions import Edition
from data_access.records.sessions import read_sessions
from ui.kept import help_desk as kept
from ui.words.formats import day
from ui.words.i18n import language, t
from ui.words.texts import draw_list, draw_paragraph

MOST = 3


def draw_next_sessions(edition: Edition) -> None:
    """Draw the next sessions of the calendar, or that there is none."""
    st.subheader(t("Who can help you"), anchor=False)
    told = _told(edition)
    if told:
        draw_list(told)
    else:
        draw_paragraph(t("No session of the help-desk is planned yet. Ask the City, a CAF, or your social custodian."))


def _told(edition: Edition) -> list[str]:
    """Where and when, of the first sessions from now on; none where the records do not answer."""
    try:
        sessions = read_sessions(kept.records())
    except ObservatoryError:
        return []
    coming = sessions[sessions["end"] > datetime.now(UTC)].head(MOST)
    names = kept.sites(edition)["name"].to_dict()
    return [
        t(
            "{site}: {day}, at {hour}",
            site=names.get(row.site_id, row.site_id),
            day=day(row.start.date().isoformat(), language()),
            hour=told_moment(row.start)[-5:],
        )
        for row in coming.itertuples()
    ]
