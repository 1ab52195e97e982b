"""What the editors have to look after: ends, windows, checks, owners; as a file for calendars too."""

from collections import Counter
from datetime import date
from functools import partial

import streamlit as st

from contract.aid_records import Catalogue
from data_access.aids.commands import due_sentence
from data_access.aids.watch import list_due
from reports.aids.calendar import due_ics
from reports.aids.words import in_words
from ui.words.formats import day
from ui.words.i18n import language, t, t_count
from ui.words.texts import draw_paragraph, draw_table


def draw_watch(catalogue: Catalogue, today: date) -> None:
    """Draw everything that is due, by day; what has no day comes last."""
    due = list_due(catalogue, today)
    editions = len(Counter(each.edition.edition_id for each in due))
    draw_paragraph(t_count("{count} edition needs care.", "{count} editions need care.", editions))
    rows = [
        [
            in_words(catalogue.aids[each.edition.aid_id].name, language()) + f" ({each.edition.edition_id})",
            day(each.on.isoformat(), language()) if each.on else t("no day"),
            due_sentence(each, language()),
            each.edition.owner or t("nobody"),
        ]
        for each in due
    ]
    draw_table([t("Contribution"), t("Day"), t("What is due"), t("Who answers for it")], rows, words=(2, 3))
    st.download_button(
        t("Calendar file (.ics)"),
        partial(due_ics, due, catalogue, language(), today),
        f"{t('contributions')}.ics",
        "text/calendar",
        on_click="ignore",
    )
