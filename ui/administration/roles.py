"""Roles: what each may do, who has which, and the form that grants and takes back."""

import streamlit as st

from contract.errors import ObservatoryError
from contract.local_time import told_moment
from data_access.records.identity_mode import identity_mode
from data_access.records.permissions import ACTIONS, ALLOWED, ROLES
from data_access.records.roles import grant_role, read_roles, revoke_role
from ui import identity
from ui.kept import help_desk as kept
from ui.words.i18n import language, t
from ui.words.texts import draw_notice, draw_table

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
    kind, text = st.session_state.pop(_TOLD, ("", ""))
    if text:
        draw_notice(text, kind)
    people = read_roles(kept.records())
    heads = [t("Person"), t("Role"), t("Since"), t("Granted by")]
    draw_table(heads, [[row.reference, t(ROLES[row.role]), told_moment(row.granted_at), row.granted_by]
                       for row in people.itertuples()], words=(3,))  # fmt: skip
    _draw_form()


def _draw_form() -> None:
    with st.form(f"roles_{language()}", clear_on_submit=True):
        person = st.text_input(t("Person, as the page shows it beside the name after signing in"))
        role = st.selectbox(t("Role"), list(ROLES), format_func=lambda code: t(ROLES[code]))
        grant, revoke = st.columns(2)
        is_granted = grant.form_submit_button(t("Grant the role"), type="primary")
        if is_granted or revoke.form_submit_button(t("Take the role back")):
            _change(person.strip(), str(role), is_granted)


def _change(reference: str, role: str, is_granted: bool) -> None:
    try:
        change = grant_role if is_granted else revoke_role
        change(identity.records(), reference, role, identity.person().name)
    except ObservatoryError as error:
        st.session_state[_TOLD] = ("error", error.sentence(language()))
    else:
        text = t("The role is granted.") if is_granted else t("The role is taken back.")
        st.session_state[_TOLD] = ("success", text)
    st.rerun()
