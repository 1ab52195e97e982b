"""Roles: what each may do, who has which and belongs to which organisation, and the forms that change it."""

from collections.abc import Callable

import streamlit as st

from contract.errors import ObservatoryError
from contract.local_time import told_moment
from data_access.records.database import Records
from data_access.records.identity_mode import identity_mode
from data_access.records.permissions import ACTIONS, ALLOWED, ROLES
from data_access.records.responses import read_memberships, set_organisation
from data_access.records.roles import grant_role, read_roles, revoke_role
from ui import identity
from ui.kept import help_desk as kept
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph, draw_table

_TOLD = "roles_told"


def draw_roles() -> None:
    """Draw what each role may do and, for whoever may change them, who has which."""
    st.header(t("Roles"), anchor=False)
    rows = [
        [t(name), ", ".join(t(ACTIONS[action]) for action, roles in ALLOWED.items() if role in roles)]
        for role, name in ROLES.items()
    ]
    draw_table([t("Role"), t("May")], rows, words=(1,))
    if identity_mode() == "none" or not identity.may("manage_roles"):
        return
    draw_outcome(_TOLD)
    _draw_people()
    _draw_form()
    _draw_organisation_form()


def _draw_people() -> None:
    people, told = read_roles(kept.records()), read_memberships(kept.records())
    rows = [
        [row.reference, t(ROLES[row.role]), told_moment(row.granted_at), row.granted_by, told.get(row.reference, "")]
        for row in people.itertuples()
    ]
    rows += [[name, "", "", "", told[name]] for name in sorted(told.keys() - set(people["reference"]))]
    draw_table([t("Person"), t("Role"), t("Since"), t("Granted by"), t("Organisation")], rows, words=(3,))


def _draw_form() -> None:
    with st.form(f"roles_{language()}", clear_on_submit=True):
        person = st.text_input(t("Person, as the page shows it beside the name after signing in"))
        role = st.selectbox(t("Role"), list(ROLES), format_func=lambda code: t(ROLES[code]))
        grant, revoke = st.columns(2)
        is_granted = grant.form_submit_button(t("Grant the role"), type="primary")
        if is_granted or revoke.form_submit_button(t("Take the role back")):
            told = t("The role is granted.") if is_granted else t("The role is taken back.")
            _change(grant_role if is_granted else revoke_role, person, str(role), told)


def _draw_organisation_form() -> None:
    draw_paragraph(t("Whoever asks questions at a desk records and reads the answers of their own organisation alone."))
    with st.form(f"organisation_of_{language()}", clear_on_submit=True):
        person = st.text_input(t("Person who belongs to it"))
        code = st.text_input(t("Code of the organisation (small letters and digits); blank for none"))
        if st.form_submit_button(t("Say the organisation")):
            _change(set_organisation, person, code, t("The organisation is noted."))


def _change(change: Callable[[Records, str, str, str], None], person: str, what: str, told: str) -> None:
    try:
        change(identity.records(), person.strip(), what, identity.person().name)
    except ObservatoryError as error:
        note_outcome(_TOLD, error.sentence(language()), "error")
    else:
        note_outcome(_TOLD, told)
    st.rerun()
