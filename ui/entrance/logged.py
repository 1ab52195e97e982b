"""What the log of the server tells: which kind of address was asked for and how it was answered, not by whom."""

import logging
import time
from contextlib import suppress

import streamlit.logger
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnected
from uvicorn.config import LOGGING_CONFIG

from data_access.logs import TOLD, JsonLines, write_log_lines
from reports.addresses.pages import PAGES
from ui.entrance.limits import LIMITS

_LOG = logging.getLogger(__name__)
_PAGES = {f"/{page.address}" for page in PAGES}
_LEAST_REFUSAL = 400
_STARTS = {"http.response.start": 0, "websocket.accept": 101, "websocket.close": 403}
"""Messages that answer a request; the status that stands for each, where it does not say its own."""


class Logged:
    """Writes a line for each page, socket, sign-in and upload, and for whatever is refused.

    A reader who presses and leaves at once is no error: Streamlit, which is still sending, then reads a socket that is
    closed already, takes that for a wrong message and closes it once more.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write the line when its answer starts."""
        began, is_told = time.perf_counter(), False

        async def told(message: Message) -> None:
            """The answer; its start is written down once."""
            nonlocal is_told
            if message["type"] in _STARTS and not is_told:
                is_told = True
                _note(scope["path"], message.get("status", _STARTS[message["type"]]), time.perf_counter() - began)
            await send(message)

        with suppress(WebSocketDisconnected):
            await self.app(scope, receive, told)


def _note(path: str, status: int, seconds: float) -> None:
    """`path` may hold what somebody typed: only its kind is written."""
    kind = path if path in _PAGES else next((each for each in LIMITS if path.startswith(each)), "other")
    if status >= _LEAST_REFUSAL or kind not in ("other", "/layers/", "/readyz"):
        _LOG.info("request", extra={TOLD: {"path": kind, "status": status, "seconds": round(seconds, 3)}})


def log_as_lines() -> None:
    """Have this product, Streamlit and the server beneath write their log as lines of JSON."""
    handler = write_log_lines()

    def adopt(logger: logging.Logger) -> None:
        """Give a logger of Streamlit's our handler in place of its own."""
        logger.handlers = [handler]

    streamlit.logger.setup_formatter = adopt
    streamlit.logger.update_formatter()
    logging.getLogger("uvicorn.access").disabled = True
    for name in LOGGING_CONFIG["formatters"]:
        LOGGING_CONFIG["formatters"][name] = {"()": JsonLines}
