"""Where records live: SQLite in a folder beside the editions, or the database that OBSERVATORY_RECORDS names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError
from sqlalchemy.orm import Session

from contract.errors import RecordsUnreachable
from contract.translations import mark
from data_access.editions import editions_root
from data_access.records.locking import as_writer, let_in_alone, one_state, prepare_sqlite
from data_access.records.migrate import migrate

ENVIRONMENT_VARIABLE = "OBSERVATORY_RECORDS"
FILE = "records.sqlite"


@dataclass(frozen=True)
class Records:
    """An open database of record; may be shared by threads."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database, whatever is saved meanwhile."""
        with _reachable(self.engine.url), Session(one_state(self.engine)) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are kept together when the block ends, or not at all.

        One writer is let in at a time, from the start of its block: what it reads there is what it changes.
        """
        writer = as_writer(self.engine)
        with _reachable(writer.url), Session(writer, expire_on_commit=False) as session, session.begin():
            let_in_alone(session.connection())
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
            prepare_sqlite(engine)
        migrate(engine)
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


@contextmanager
def _reachable(url: URL) -> Iterator[None]:
    """Turn the driver's words for a database that does not answer into ours, without the password of its address."""
    try:
        yield
    except DBAPIError as error:
        if type(error) not in (DatabaseError, OperationalError):
            raise
        raise _unreachable(url.render_as_string(), str(error.orig).strip()) from error


def _no_place() -> RecordsUnreachable:
    message = mark("{variable} is neither a folder nor a PostgreSQL address, such as {example}.")
    return RecordsUnreachable(message, variable=ENVIRONMENT_VARIABLE, example="postgresql://user:password@host/name")


def _unreachable(place: str, reason: str) -> RecordsUnreachable:
    message = mark("The records at {place} do not answer: {reason}. Check {variable} and the database.")
    return RecordsUnreachable(message, place=place, reason=reason, variable=ENVIRONMENT_VARIABLE)
