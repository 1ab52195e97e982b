"""Who is there, by one of three modes that OBSERVATORY_IDENTITY names.

`none` (unless told otherwise): nobody is verified; whoever is there types a name, and what they write is marked so.
`oidc`: Streamlit's sign-in with the city's provider (`[auth]` in .streamlit/secrets.toml); SPID, CIE and Entra stand
behind a broker of the city, never here. `proxy`: the user that the proxy in front names (`ui.entrance.server` takes the
header from its address alone). Roles are in our records, never in the provider's claims.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import streamlit as st
from starlette.requests import Request
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from contract.errors import ObservatoryError, SignedOut
from data_access.editions import Edition
from data_access.publishing.switch import is_publishing_allowed
from data_access.records.audit import Act, note_act
from data_access.records.database import Records
from data_access.records.identity_mode import PROXY_HEADER, identity_mode
from data_access.records.models import NAME_LENGTH
from data_access.records.permissions import ALLOWED, ROLES
from data_access.records.roles import current_roles
from data_access.records.sign_ins import end_sign_ins, note_seen
from ui.kept import help_desk as kept
from ui.words.i18n import language, t
from ui.words.texts import as_label, draw_notice

_OVER, _WHO, _LEAVING = "identity_is_over", "desk_who", "identity_leaving"

VISITOR_MEGABYTES = 2
"""Size of a file that may be sent by whoever may not publish (`may_upload`): every box but those of publishing says so.
"""


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


def is_insider() -> bool:
    """Whether whoever is there may look at internal editions: never where nobody is verified."""
    return _has_role(person().reference, "read_internal")


def by_request(request: Request) -> Person:
    """Who sends a request, outside any page: by the cookie of the sign-in, or the proxy's word. Raises SignedOut."""
    if identity_mode() == "none":
        return Person(None, "")
    if identity_mode() == "proxy":
        name = request.headers.get(PROXY_HEADER) or ""
        return Person(name, name)
    return _signed_in(_claims_of(request))


def may_by_request(request: Request, action: str) -> bool:
    """Whether whoever sends a request has a role for `action`; never where nobody is verified."""
    try:
        return _has_role(by_request(request).reference, action)
    except ObservatoryError:
        return False


def _has_role(reference: str | None, action: str) -> bool:
    return bool(reference) and bool(ALLOWED[action] & set(current_roles(kept.records().in_name_of(reference))))


def _claims_of(request: Request) -> dict[str, Any]:
    """What the cookie of Streamlit's sign-in says; nothing where it is not there or was not signed here."""
    cookie = _get_signed_cookie_with_chunks(request.cookies, USER_COOKIE_NAME)
    return dict(json.loads(cookie)) if cookie else {}


def may(action: str) -> bool:
    """Whether whoever is there may do `action` (a key of `permissions.ACTIONS`); asked again at the write itself."""
    found = person().reference
    return found is None or _has_role(found, action)


def may_publish() -> bool:
    """Whether whoever is there may publish: never where nobody is verified and others could reach this server."""
    return _is_publishing_open() and may("publish")


def may_upload(request: Request) -> bool:
    """Whether whoever sends a request may send files as large as an extract: those who may publish."""
    return _is_publishing_open() and (identity_mode() == "none" or may_by_request(request, "publish"))


def _is_publishing_open() -> bool:
    return is_publishing_allowed() and (identity_mode() != "none" or _serves_itself_alone())


def _serves_itself_alone() -> bool:
    names = {st.get_option("server.address"), *(st.get_option("server.allowedHosts") or [None])}
    return names <= {"127.0.0.1", "::1", "localhost"}


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


def on_export(file: str, *editions: Edition) -> Any:
    """What a button does that gives `file`, made of `editions`, away: nothing, or note that internal data leave."""
    internal = [edition for edition in editions if edition.is_internal]
    if not internal:
        return "ignore"
    told = f"{internal[-1].year}.{internal[-1].revision}"
    act = Act("exported", f"file:{file}"[:NAME_LENGTH], told)
    return partial(note_act, records(), person().name, "read_internal", act)


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
            st.button(t("Sign in"), on_click=_go_to, args=(st.login,), key=f"sign_in_{language()}")


SAID_AGAIN_S = 5
"""Seconds within which every run sends whoever pressed to the provider. Our choice, November 2026."""


def leave() -> None:
    """Send whoever pressed a button of `draw_identity` to the provider, first of all in a run.

    What a run has sent is dropped where another begins before it is out (a map that has measured its room, on a busy
    server), even one that came to its end: the next one says it again. Whoever comes back to the page later stays.
    """
    provider, pressed = st.session_state.get(_LEAVING, (None, 0.0))
    if provider and time.monotonic() < pressed + SAID_AGAIN_S:
        provider()


def _go_to(provider: Callable[[], None]) -> None:
    st.session_state[_LEAVING] = provider, time.monotonic()


def _verified() -> Person:
    if identity_mode() == "none":
        return Person(None, "")
    if identity_mode() == "proxy":
        name = st.context.headers.get(PROXY_HEADER) or ""
        return Person(name, name)
    return _signed_in(st.user.to_dict())


def _signed_in(claims: Mapping[str, Any]) -> Person:
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
    _go_to(st.logout)
