"""How often one address may ask, within a minute: signing in, files sent, sockets opened, addresses for machines.

Many people of an office share one address: the limits stop a script, not a department. Counts are this process's.
"""

import time
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

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

_SECONDS = 60


class Limits:
    """Answers 429, or closes the socket, where an address asks more often than `limits` allow."""

    def __init__(self, app: ASGIApp, limits: Mapping[str, int] = LIMITS) -> None:
        self.app, self.limits = app, limits
        self._counts: Counter[tuple[str, str]] = Counter()
        self._window = 0

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
        window = int(time.monotonic() // _SECONDS)
        if window != self._window:
            self._counts.clear()
            self._window = window
        self._counts[beginning, asking_address(scope)] += 1
        return self._counts[beginning, asking_address(scope)] <= self.limits[beginning]


def asking_address(scope: Scope) -> str:
    """The address that asks: where a proxy of ours stands before us, the last that it names, which it saw itself."""
    peer = str((scope.get("client") or ("",))[0])
    told = Headers(scope=scope).get("x-forwarded-for", "")
    return told.rpartition(",")[2].strip() or peer if peer in proxy_addresses() else peer
