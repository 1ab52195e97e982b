"""Results that browsers fetch at an address of their own: names on maps, texts of their hovers."""

import hashlib
import secrets
from collections import OrderedDict
from threading import Lock

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

MOST_KEPT_BYTES = 128 * 1024**2
"""Of all results together: some hundred views of a city by its sections. What was offered longest ago goes first."""

_SECRET = secrets.token_bytes(32)
"""Addresses cannot be guessed from what is kept there: of internal editions too, none but who was shown it knows it."""

_kept: OrderedDict[str, bytes] = OrderedDict()
_changing = Lock()


def offer(content: bytes) -> str:
    """Keep JSON for browsers, and return the address of exactly this content.

    Kept by the server, not by the session: what Streamlit serves for a session is cleared at each of its runs, and gone
    when another's ends meanwhile, while its browser has yet to fetch it.
    """
    name = hashlib.blake2b(content, key=_SECRET, digest_size=20).hexdigest()
    with _changing:
        _kept[name] = content
        _kept.move_to_end(name)
        while sum(map(len, _kept.values())) > MOST_KEPT_BYTES and len(_kept) > 1:
            _kept.popitem(last=False)
    return f"/shown/{name}.json"


def shown(request: Request) -> Response:
    """What was offered at the address; 404 where nothing is kept there."""
    content = _kept.get(str(request.path_params["name"]))
    if content is None:
        return PlainTextResponse("nothing is kept here", 404)
    return Response(content, media_type="application/json", headers={"Cache-Control": "private, no-store"})


SHOWN_ROUTES = [Route("/shown/{name}.json", shown)]
