"""Results that browsers fetch at an address of their own: names on maps, texts of their hovers."""

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

MOST_KEPT_BYTES = 128 * 1024**2
"""Of all results together: some hundred views of a city by its sections. What was offered longest ago goes first."""

_SECRET = secrets.token_bytes(32)
"""Addresses cannot be guessed from what is kept there."""


@dataclass(frozen=True)
class Kept:
    """A result, and whether it was only ever offered of internal editions."""

    content: bytes
    is_internal: bool


_kept: OrderedDict[str, Kept] = OrderedDict()
_changing = Lock()


def offer(content: bytes, is_internal: bool) -> str:
    """Keep JSON for browsers, and return the address of exactly this content; `is_internal`: for insiders alone.

    Kept by the server, not by the session: what Streamlit serves for a session is cleared at each of its runs, and gone
    when another's ends meanwhile, while its browser has yet to fetch it.
    """
    name = hashlib.blake2b(content, key=_SECRET, digest_size=20).hexdigest()
    with _changing:
        is_public = name in _kept and not _kept[name].is_internal
        _kept[name] = Kept(content, is_internal and not is_public)
        _kept.move_to_end(name)
        while sum(len(each.content) for each in _kept.values()) > MOST_KEPT_BYTES and len(_kept) > 1:
            _kept.popitem(last=False)
    return f"/shown/{name}.json"


def find_offered(name: str) -> Kept | None:
    """What was offered under the name in its address; None where nothing is kept there."""
    return _kept.get(name)
