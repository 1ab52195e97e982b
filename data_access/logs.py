"""The log of the service: one JSON object a line, and no line can hold a name, an address, an answer or a count.

What others' code says is not written, for it may quote what it was given: of their lines stand the place in the code
and the kinds of the errors alone. What ours says is written whole, and is written with that in mind.
"""

import json
import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

OURS = ("contract", "data_access", "geo", "indicators", "reports", "ui")
"""Packages whose lines are written with their text."""

TOLD = "told"
"""What a line of ours adds, by name: `extra={TOLD: {…}}`."""

_LOG = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """One JSON object a record: `at`, `level`, `logger`, `where`; of ours `event` and what it adds; `errors` if any."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname, "logger": record.name}
        line["where"] = f"{record.pathname}:{record.lineno}"
        if record.name.partition(".")[0] in OURS:
            line |= {"event": record.getMessage(), **getattr(record, TOLD, {})}
        if record.exc_info and record.exc_info[1]:
            line["errors"] = list(_errors(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def _errors(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """An error and those that it came from: their kind and where each call stood, never their words."""
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        yield {"kind": type(error).__name__, "traceback": [f"{at.filename}:{at.lineno} {at.name}" for at in frames]}
        error = error.__cause__ or error.__context__


def write_log_lines() -> logging.Handler:
    """Write all that this process logs, and every error that nobody catches, as lines on the standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    sys.excepthook = lambda *error: _LOG.critical("an error that nobody caught ended the process", exc_info=error)
    threading.excepthook = lambda thread: _LOG.error(
        "an error that nobody caught ended a thread",
        exc_info=(thread.exc_type, thread.exc_value, thread.exc_traceback),  # type: ignore[arg-type]
    )
    return handler
