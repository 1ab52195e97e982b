"""Who is there, by one of three modes that OBSERVATORY_IDENTITY names.

`none` (unless told otherwise): nobody is verified; whoever is there types a name, and what they write is marked so.
`oidc`: Streamlit's sign-in with the city's provider (`[auth]` in .streamlit/secrets.toml); SPID, CIE and Entra stand
behind a broker of the city, never here. `proxy`: the user that the proxy in front names (`ui.entrance.server` takes the
header from its address alone). Roles are in our records, never in the provider's claims.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from contract.errors import SignedOut
from data_access.records.database import Records
from data_access.records.identity_mode import PROXY_HEADER, identity_mode
from data_access.records.permissions import ALLOWED, ROLES
from data_access.records.roles import current_roles
from data_access.records.sign_ins import end_sign_ins, note_seen
from ui.kept import help_desk as kept
from ui.words.i18n import language, t
from ui.words.texts import as_label, draw_notice

_OVER, _WHO = "identity_is_over", "desk_who"


@dataclass(frozen=True)
class Person:
    """`reference`: the verified identity, "" for a visitor, None where nobody is verified; `name`: as it is shown."""

    reference: str | None
    name: str


def person() -> Person:
    """Who is there now; a sign-in that is over leaves a visitor."""
    try:
        return _verified()
    except SignedOut:
        st.session_state[_OVER] = True
        return Person("", "")


def records() -> Records:
    """The records, to be written in the name of whoever is there. Raises SignedOut if their sign-in is over."""
    return kept.records().in_name_of(_verified().reference)


def may(action: str) -> bool:
    """Whether whoever is there may do `action` (a key of `permissions.ACTIONS`); asked again at the write itself."""
    found = person().reference
    return found is None or bool(ALLOWED[action] & set(current_roles(kept.records().in_name_of(found))))


def who() -> str:
    """The name in which this session saved last; "" before it was given."""
    return str(st.session_state.get(_WHO, ""))


def remember_who(name: str) -> None:
    """Keep the name for the next save."""
    st.session_state[_WHO] = name.strip()


def pick_name(label: str, typed: str, key: str) -> str:
    """The name in which something is saved: typed where nobody is verified, else that of the identity."""
    if identity_mode() == "none":
        return st.text_input(label, value=typed, key=key)
    name = person().name
    st.text_input(label, value=name, disabled=True, key=f"{key}_{name}")
    return name


def draw_identity() -> None:
    """Draw who is there, with a button that signs in or out; nothing where nobody is verified."""
    if identity_mode() == "none":
        return
    who = person()
    if st.session_state.pop(_OVER, False):
        draw_notice(t("Your sign-in is over. Sign in again: nothing was written."), "warning")
    if who.reference:
        roles = current_roles(kept.records().in_name_of(who.reference))
        told = ", ".join(t(ROLES[role]) for role in roles) or t("visitor")
        st.caption(as_label(f"{who.name} · {told}"), help=as_label(who.reference))
    if identity_mode() == "oidc":
        if who.reference:
            st.button(t("Sign out"), on_click=_sign_out, key=f"sign_out_{language()}")
        else:
            st.button(t("Sign in"), on_click=st.login, key=f"sign_in_{language()}")


def _verified() -> Person:
    if identity_mode() == "none":
        return Person(None, "")
    if identity_mode() == "proxy":
        name = st.context.headers.get(PROXY_HEADER) or ""
        return Person(name, name)
    claims = st.user.to_dict()
    if not claims.get("is_logged_in"):
        return Person("", "")
    found = Person(f"{claims['iss']}|{claims['sub']}", str(claims.get("name") or claims.get("email") or claims["sub"]))
    issued, expires = (datetime.fromtimestamp(float(str(claims[name])), UTC) for name in ("iat", "exp"))
    note_seen(kept.records().in_name_of(found.reference), found.name, issued, expires, datetime.now(UTC))
    return found


def _sign_out() -> None:
    """End every sign-in of this person, here and at the provider."""
    who = person()
    if who.reference:
        end_sign_ins(kept.records().in_name_of(who.reference), who.name)
    st.logout()
