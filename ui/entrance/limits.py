"""How often one address may ask, within a minute: signing in, files sent, sockets opened, addresses for machines; and
which messages a page's socket may carry, and how often.

Many people of an office share one address: the limits stop a script, not a department. Counts are this process's.
"""

import asyncio
import logging
import math
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from data_access.logs import TOLD
from data_access.records.identity_mode import proxy_addresses

LIMITS: Mapping[str, int] = MappingProxyType(
    {
        "/auth/": 60,
        "/oauth2callback": 60,
        "/_stcore/upload_file": 120,
        "/_stcore/stream": 600,
        "/catalogo.ttl": 60,
        "/readyz": 120,
        "/layers/": 6000,
        "/raccolta/risposte": 300,
        "/raccolta/dinieghi": 300,
    }
)
"""Requests a minute of one address, by how the path begins. Our choice, November 2026; owner: the City of Milan."""

MESSAGES: Mapping[str, int] = MappingProxyType(
    {
        "rerun_script": 3000,
        "stop_script": 600,
        "app_heartbeat": 600,
        "file_urls_request": 120,
        "backend_operation_request": 60,
    }
)
"""Messages of a page a minute of one address; the last is a file to be made, a deck or a table. All others of
Streamlit's protocol are a developer's: `clear_cache` would empty what is kept for everybody. Our choice, November 2026;
owner: the City of Milan."""

MOST_DROPPED = 60
"""Of each other kind: every one is a line of the log, which a script could fill. Our choice, November 2026; owner: the
City of Milan."""

NOT_FINITE, UNREADABLE = "number_not_finite", "unreadable"

_SECONDS = 60
_LOG = logging.getLogger(__name__)


class Counts:
    """What each address asked for within this minute."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._window = 0

    def is_within(self, what: str, address: str, most: int) -> bool:
        """Count one more; whether it is still within `most`."""
        window = int(time.monotonic() // _SECONDS)
        if window != self._window:
            self._counts.clear()
            self._window = window
        self._counts[what, address] += 1
        return self._counts[what, address] <= most


class Limits:
    """Answers 429, or closes the socket, where an address asks more often than `limits` allow."""

    def __init__(self, app: ASGIApp, limits: Mapping[str, int] = LIMITS) -> None:
        self.app, self.limits = app, limits
        self._counts = Counts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within the limits."""
        beginning = next((each for each in self.limits if scope.get("path", "").startswith(each)), None)
        if beginning is None or scope["type"] not in ("http", "websocket") or self._is_within(beginning, scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1013, "reason": "too many"})
        else:
            wait = {"Retry-After": str(_SECONDS)}
            await PlainTextResponse("too many requests", 429, wait)(scope, receive, send)

    def _is_within(self, beginning: str, scope: Scope) -> bool:
        return self._counts.is_within(beginning, asking_address(scope), self.limits[beginning])


class OwnMessages:
    """Drops messages that no page of ours sends, and lets an address that sends too many wait for the next minute."""

    def __init__(self, app: ASGIApp, messages: Mapping[str, int] = MESSAGES) -> None:
        self.app, self.messages = app, messages
        self._counts = Counts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but what a socket may not carry."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def heard() -> Message:
            """The next message that may pass."""
            while True:
                message = await receive()
                kind = _kind(message)
                if kind is None:
                    return message
                most = self.messages.get(kind, MOST_DROPPED)
                while not self._counts.is_within(kind, asking_address(scope), most):
                    await asyncio.sleep(_SECONDS - time.monotonic() % _SECONDS)
                if kind in self.messages:
                    return message
                _LOG.warning("a message that no page sends was dropped", extra={TOLD: {"kind": kind}})

        await self.app(scope, heard, send)


def _kind(message: Message) -> str | None:
    """What a message of a page's socket asks for, UNREADABLE where it asks for nothing that can be read, NOT_FINITE
    where it tells such a number; None for what is no page's: that a socket opens, or ends."""
    if message["type"] != "websocket.receive":
        return None
    try:
        asked = BackMsg.FromString(message.get("bytes") or b"")
    except DecodeError:
        return UNREADABLE
    kind = asked.WhichOneof("type") or UNREADABLE
    return kind if _is_finite(asked.rerun_script.widget_states) else NOT_FINITE


def _is_finite(states: WidgetStates) -> bool:
    """Whether every number that a page tells is one: Streamlit's boxes of whole numbers fall over any other."""
    return all(map(math.isfinite, (each for told in states.widgets for each in _numbers(told))))


def _numbers(told: WidgetState) -> Iterable[float]:
    return [told.double_value, *told.double_array_value.data]


def asking_address(scope: Scope) -> str:
    """The address that asks: where a proxy of ours stands before us, the last that it names, which it saw itself, in
    whichever line of the header."""
    peer = str((scope.get("client") or ("",))[0])
    told = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
    return told.rpartition(",")[2].strip() or peer if peer in proxy_addresses() else peer
