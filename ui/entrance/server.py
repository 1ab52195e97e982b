"""What stands between the network and the pages: who may connect, how much may be sent, what browsers are told.

Streamlit by itself sends no security headers, leaves its own scripts uncompressed, and asks an outside address for its
own whenever a foreign page knocks; here a foreign page is refused before.
"""

import os
from urllib.parse import quote, unquote, urlsplit

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data_access.editions import editions_root
from data_access.publishing.readiness import read_readiness
from data_access.records.identity_mode import PROXY_HEADER, identity_mode, proxy_addresses
from reports.open_data.catalogue import served_catalogue
from ui import identity
from ui.collection.field import FIELD_ROUTES
from ui.entrance.layers import layer
from ui.entrance.limits import Limits, OwnMessages
from ui.entrance.logged import Logged
from ui.entrance.opening import OPENING_ROUTES
from ui.entrance.shown import shown

os.environ.setdefault("FORWARDED_ALLOW_IPS", "")
"""The server beneath would else put the address that a proxy tells in place of the proxy's own, and `ProxysUser` could
no longer tell whom to believe."""

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
MOST_UPLOADED_BYTES = identity.VISITOR_MEGABYTES * 1024**2 + 10_000
"""Of one file from whoever may not publish: a story of the presentation is a few kilobytes."""

READY_PATH = "/readyz"

SIGN_IN_PATH, SIGNED_IN_PATH = "/auth/login", "/oauth2callback"
RETURN_COOKIE = "observatory_return"
RETURN_COOKIE_RULES = "Max-Age=600; Path=/; HttpOnly; SameSite=Lax"


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
                    message["headers"] = [_secured(*each) for each in message["headers"]]
            await send(message)

        await self.app(scope, receive, told)


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A header; a cookie that browsers must never send in the clear."""
    is_open = name.lower() == b"set-cookie" and b"secure" not in value.lower().split(b"; ")
    return name, value + b"; Secure" if is_open else value


def _is_encrypted(scope: Scope) -> bool:
    return scope.get("scheme") == "https" or Headers(scope=scope).get("x-forwarded-proto") == "https"


class ProxysUser:
    """Takes the header that names the user away from requests that do not come from the proxy, or hold it twice: one of
    them is not the proxy's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, without the header unless it may be believed."""
        if scope["type"] in ("http", "websocket"):
            address = (scope.get("client") or ("",))[0]
            others = [each for each in scope["headers"] if each[0].lower() != PROXY_HEADER.lower().encode()]
            is_twice = len(scope["headers"]) - len(others) > 1
            if identity_mode() != "proxy" or address not in proxy_addresses() or is_twice:
                scope = {**scope, "headers": others}
        await self.app(scope, receive, send)


class BackAfterSignIn:
    """Brings whoever signs in back to the page and query that they came from; Streamlit opens the first page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Keep the address in a cookie on the way out, and go there on the way back.

        Whoever comes back without a word of the provider has signed out there: Streamlit would take it for a failure.
        """
        if scope["type"] != "http" or scope["path"] not in (SIGN_IN_PATH, SIGNED_IN_PATH):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        asked = _own_address(request.headers.get("referer", ""), request.headers.get("host", ""))
        wanted = unquote(request.cookies.get(RETURN_COOKIE, ""))
        if scope["path"] == SIGNED_IN_PATH and not {"code", "error"} & set(request.query_params):
            await RedirectResponse("/")(scope, receive, send)
            return

        async def led(message: Message) -> None:
            """The answer, with the cookie or with the address in place of the first page's."""
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if scope["path"] == SIGN_IN_PATH and asked:
                    headers.append("set-cookie", f"{RETURN_COOKIE}={quote(asked, safe='/')}; {RETURN_COOKIE_RULES}")
                elif scope["path"] == SIGNED_IN_PATH and _is_path(wanted) and "location" in headers:
                    headers["location"] = wanted
                    headers.append("set-cookie", f"{RETURN_COOKIE}=; Max-Age=0; Path=/")
            await send(message)

        await self.app(scope, receive, led)


def _own_address(referer: str, host: str) -> str:
    """Path and query of the page of ours that a request came from; "" from anywhere else."""
    parts = urlsplit(referer)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    return address if parts.netloc == host and _is_path(address) else ""


def _is_path(address: str) -> bool:
    """Whether an address stays on this server: a browser reads `//x` and `/\\x` as another's."""
    return address.startswith("/") and address[1:2] not in ("/", "\\") and address.isprintable()


class BoundedUploads:
    """Refuses large files from whoever may not publish: they would stay in the server's memory."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything but an upload that is too large, or does not say how large it is."""
        is_upload = scope["type"] == "http" and UPLOAD_PATH in scope["path"] and scope["method"] in ("PUT", "POST")
        if is_upload:
            length = Headers(scope=scope).get("content-length", "")
            is_small = length.isdigit() and int(length) <= MOST_UPLOADED_BYTES
            if not is_small and not await run_in_threadpool(identity.may_upload, Request(scope)):
                await PlainTextResponse("too large", 413)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def ready(_request: Request) -> JSONResponse:
    """Whether visitors can be let in: years on offer, whether the records answer; 503 if something is missing."""
    found = read_readiness()
    told = {"years": found.years, "do_records_answer": found.do_records_answer}
    return JSONResponse(told, 200 if found.is_ready else 503)


MIDDLEWARE = [
    Middleware(Logged),
    Middleware(SecurityHeaders),
    Middleware(Limits),
    Middleware(OwnOrigin),
    Middleware(ProxysUser),
    Middleware(OwnMessages),
    Middleware(BackAfterSignIn),
    Middleware(BoundedUploads),
    Middleware(GZipMiddleware, minimum_size=1024),
]
"""From the network inwards."""


def catalogue(request: Request) -> Response:
    """The editions on offer as DCAT-AP_IT (Turtle), for portals that harvest; 404 where there is none to tell."""
    base = request.base_url.replace(scheme="https") if _is_encrypted(request.scope) else request.base_url
    told = served_catalogue(editions_root(), str(base))
    return Response(told, media_type="text/turtle") if told else PlainTextResponse("no catalogue", 404)


ROUTES = [
    Route(READY_PATH, ready),
    Route("/catalogo.ttl", catalogue),
    Route("/layers/{name:path}", layer),
    Route("/shown/{name}.json", shown),
    *FIELD_ROUTES,
    *OPENING_ROUTES,
]
