"""The audit on a page: every act, newest first, for the data-protection officer; that it was read is noted too."""

import streamlit as st

from contract.errors import ObservatoryError
from contract.local_time import told_moment
from data_access.records.audit import ACTS, AuditEntry, read_audit
from data_access.records.identity_mode import identity_mode
from data_access.records.permissions import ROLES
from ui import identity
from ui.words.i18n import language, t
from ui.words.texts import draw_notice, draw_paragraph, draw_table

MOST_ENTRIES = 500
"""Entries on the page; `python -m data_access audit` prints all."""


def draw_audit() -> None:
    """Draw a button that reads the audit, where the roles allow it."""
    if identity_mode() == "none" or not identity.may("read_audit"):
        return
    st.header(t("Audit"), anchor=False)
    draw_paragraph(t("Every act, with who did it. It names no resident; that you read it is noted as well."))
    if not st.button(t("Read the audit"), key=f"audit_{language()}"):
        return
    try:
        entries = read_audit(identity.records(), identity.person().name)
    except ObservatoryError as error:
        draw_notice(error.sentence(language()), "error")
        return
    if not all(entry.is_intact for entry in entries):
        draw_notice(t("The audit was changed behind the product: restore the records from a backup."), "error")
    heads = [t("When"), t("Who"), t("Roles"), t("What"), t("On"), t("Edition")]
    draw_table(heads, [_cells(entry) for entry in reversed(entries[-MOST_ENTRIES:])], words=(1, 2, 3))
    draw_paragraph(t("Fingerprint of the last entry: {fingerprint}.", fingerprint=entries[-1].fingerprint))


def _cells(entry: AuditEntry) -> list[str]:
    who = entry.by if entry.reference else t("{name} (identity not verified)", name=entry.by)
    roles = ", ".join(t(ROLES[role]) for role in entry.roles if role in ROLES)
    return [told_moment(entry.at), who, roles, t(ACTS[entry.action]), entry.subject, entry.edition]
