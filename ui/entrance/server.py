"""What stands between the network and the pages: who may connect, how much may be sent, what browsers are told.

Streamlit by itself sends no security headers, leaves its own scripts uncompressed, and asks an outside address for its
own whenever a foreign page knocks; here a foreign page is refused before.
"""

from dataclasses import asdict
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data_access.publishing.readiness import read_readiness
from data_access.publishing.switch import is_publishing_allowed

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; worker-src 'self' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Streamlit writes scripts and styles into its page, and its charts compile expressions: hence the two `unsafe`."""

HSTS = "max-age=31536000; includeSubDomains"
UPLOAD_PATH = "/_stcore/upload_file"
MOST_UPLOADED_BYTES = 2_000_000
"""Of one file where publishing is off: a story of the presentation is a few kilobytes."""

READY_PATH = "/readyz"


class OwnOrigin:
    """Refuses requests and sockets that a page of another site opens, before Streamlit looks up its own address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from no page, from ours, or from an origin that `server.corsAllowedOrigins` names."""
        if scope["type"] not in ("http", "websocket") or _is_own(Headers(scope=scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "foreign origin"})
        else:
            await PlainTextResponse("foreign origin", 403)(scope, receive, send)


def _is_own(headers: Headers) -> bool:
    origin = headers.get("origin")
    allowed = st.get_option("server.corsAllowedOrigins") or []
    return origin is None or origin in allowed or urlsplit(origin).netloc == headers.get("host")


class SecurityHeaders:
    """Adds `HEADERS` to every answer, and HSTS to those that travel over TLS (ours, or a proxy's)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write the headers when its answer starts."""

        async def told(message: Message) -> None:
            """The answer, with the headers at its start."""
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if _is_encrypted(scope):
                    headers["Strict-Transport-Security"] = HSTS
            await send(message)

        await self.app(scope, receive, told)


def _is_encrypted(scope: Scope) -> bool:
    return scope.get("scheme") == "https" or Headers(scope=scope).get("x-forwarded-proto") == "https"


class BoundedUploads:
    """Refuses large files where nobody may publish: they would stay in the server's memory."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything but an upload that is too large, or does not say how large it is."""
        is_upload = scope["type"] == "http" and UPLOAD_PATH in scope["path"] and scope["method"] in ("PUT", "POST")
        if is_upload and not is_publishing_allowed():
            length = Headers(scope=scope).get("content-length", "")
            if not length.isdigit() or int(length) > MOST_UPLOADED_BYTES:
                await PlainTextResponse("too large", 413)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def ready(_request: Request) -> JSONResponse:
    """Whether visitors can be let in: years on offer, whether the records answer; 503 if something is missing."""
    found = read_readiness()
    return JSONResponse(asdict(found), 200 if found.is_ready else 503)


MIDDLEWARE = [
    Middleware(SecurityHeaders),
    Middleware(OwnOrigin),
    Middleware(BoundedUploads),
    Middleware(GZipMiddleware, minimum_size=1024),
]
"""From the network inwards."""

ROUTES = [Route(READY_PATH, ready)]
