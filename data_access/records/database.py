"""Where records live: SQLite in a folder beside the editions, or the database that OBSERVATORY_RECORDS names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from data_access.editions import editions_root
from data_access.errors import RecordsUnreachable
from data_access.records.migrate import migrate
from data_access.translations import mark

ENVIRONMENT_VARIABLE = "OBSERVATORY_RECORDS"
FILE = "records.sqlite"
BUSY_SECONDS = 30
"""How long one writer waits for another before giving up."""

_WRITES = "records_writes"


@dataclass(frozen=True)
class Records:
    """An open database of record; may be shared by threads."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database; nothing it changes is kept."""
        with _reachable(self.engine.url), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are kept together when the block ends, or not at all.

        On SQLite one writer is let in at a time, from the start of its block.
        """
        engine = self.engine.execution_options(**{_WRITES: True})
        with _reachable(self.engine.url), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def records_place() -> str:
    """What OBSERVATORY_RECORDS says, a folder or a database URL; else the folder `records` beside the editions."""
    return os.environ.get(ENVIRONMENT_VARIABLE) or str(editions_root().resolve().parent / "records")


def open_records(place: str | None = None) -> Records:
    """Open the records at `place` (a folder, or a URL such as postgresql://user:password@host/name), bringing their
    tables to this version of the product; several processes may do so at once.

    Raises RecordsUnreachable if the database does not answer, or was written by a newer version.
    """
    url = _url(place or records_place())
    with _reachable(url):
        engine = create_engine(url, pool_pre_ping=True)
        if engine.dialect.name == "sqlite":
            _prepare_sqlite(engine)
        migrate(engine.execution_options(**{_WRITES: True}))
    return Records(engine)


def _url(place: str) -> URL:
    if "://" not in place:
        folder = Path(place)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unreachable(str(folder), error.strerror or str(error)) from error
        return URL.create("sqlite", database=str(folder / FILE))
    try:
        url = make_url(place)
    except ArgumentError as error:
        raise _no_place() from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise _no_place()
    return url.set(drivername="postgresql+psycopg")


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute(f"pragma busy_timeout = {BUSY_SECONDS * 1000}")
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma foreign_keys = on")

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("begin immediate" if writes else "begin")


@contextmanager
def _reachable(url: URL) -> Iterator[None]:
    """Turn the driver's words for a database that does not answer into ours, without the password of its address."""
    try:
        yield
    except DBAPIError as error:
        if not error.connection_invalidated and type(error).__name__ != "OperationalError":
            raise
        raise _unreachable(url.render_as_string(), str(error.orig).strip()) from error


def _no_place() -> RecordsUnreachable:
    message = mark("{variable} is neither a folder nor a PostgreSQL address, such as {example}.")
    return RecordsUnreachable(message, variable=ENVIRONMENT_VARIABLE, example="postgresql://user:password@host/name")


def _unreachable(place: str, reason: str) -> RecordsUnreachable:
    message = mark("The records at {place} do not answer: {reason}. Check {variable} and the database.")
    return RecordsUnreachable(message, place=place, reason=reason, variable=ENVIRONMENT_VARIABLE)
