"""Where records live: SQLite in a folder beside the editions, or the database that OBSERVATORY_RECORDS names."""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError
from sqlalchemy.orm import Session

from contract.errors import RecordsUnreachable
from contract.translations import mark
from data_access.editions import editions_root
from data_access.records.locking import as_writer, let_in_alone, one_state, prepare_sqlite, write_through
from data_access.records.migrate import migrate

ENVIRONMENT_VARIABLE = "OBSERVATORY_RECORDS"
FILE = "records.sqlite"
CONNECT_SECONDS = 5
STATEMENT_SECONDS = 60
"""How long a database may take to answer: writers wait for each other for half of it at most."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Records:
    """An open database of record; may be shared by threads.

    `reference`: the verified identity in whose name it is written ("" for a visitor), None where the installation
    verifies nobody, or at the command line of whoever runs the service. `inode`: number of the file when it was opened.
    """

    engine: Engine
    reference: str | None = None
    inode: int | None = None

    def in_name_of(self, reference: str | None) -> "Records":
        """The same database, written in the name of a verified identity."""
        return replace(self, reference=reference)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database, whatever is saved meanwhile."""
        with _reachable(self.engine.url), Session(one_state(self.engine)) as session:
            self._check_place()
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are kept together when the block ends, or not at all.

        One writer is let in at a time, from the start of its block: what it reads there is what it changes.
        """
        writer = as_writer(self.engine)
        with _reachable(writer.url):
            self._check_place()
            with Session(writer, expire_on_commit=False) as session, session.begin():
                let_in_alone(session.connection())
                yield session
            write_through(self.engine)

    def _check_place(self) -> None:
        """Raises RecordsUnreachable if the file was deleted or replaced since: what is saved there would be lost."""
        if self.inode is not None and _inode(self.engine.url) != self.inode:
            message = mark("The records were moved or replaced while the product was running: start it again.")
            raise RecordsUnreachable(message)

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
        engine = create_engine(
            url, pool_pre_ping=True, pool_timeout=CONNECT_SECONDS, hide_parameters=True, connect_args=_limits(url)
        )
        if engine.dialect.name == "sqlite":
            prepare_sqlite(engine)
        try:
            migrate(engine)
        except BaseException:
            engine.dispose()
            raise
    return Records(engine, inode=_inode(url))


def _limits(url: URL) -> dict[str, object]:
    """How long PostgreSQL may take; SQLite's are in `prepare_sqlite`."""
    if url.get_backend_name() == "sqlite":
        return {}
    return {"connect_timeout": CONNECT_SECONDS, "options": f"-c statement_timeout={STATEMENT_SECONDS}s"}


def _inode(url: URL) -> int | None:
    """Number of the file of SQLite's records; None where there is none, and of PostgreSQL."""
    if url.get_backend_name() != "sqlite":
        return None
    try:
        return Path(str(url.database)).stat().st_ino
    except FileNotFoundError:
        return None


def _url(place: str) -> URL:
    if "://" not in place:
        folder = Path(place)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / FILE).touch(mode=0o600)
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
    """Turn the driver's words for a database that does not answer into ours, without the password of its address.

    What fails while SQLite is being connected to comes as the driver's own error.
    """
    try:
        yield
    except DBAPIError as error:
        if type(error) not in (DatabaseError, OperationalError):
            raise
        raise _unreachable(url.render_as_string(), str(error.orig).strip()) from error
    except sqlite3.DatabaseError as error:
        raise _unreachable(url.render_as_string(), str(error)) from error


def _no_place() -> RecordsUnreachable:
    message = mark("{variable} is neither a folder nor a PostgreSQL address, such as {example}.")
    return RecordsUnreachable(message, variable=ENVIRONMENT_VARIABLE, example="postgresql://user:password@host/name")


def _unreachable(place: str, reason: str) -> RecordsUnreachable:
    """What a reader is told; where the records are, and why they do not answer, is for the log alone.

    Of the driver's words only the first line: those below may quote what was saved.
    """
    _LOG.error("records at %s do not answer: %s", place, reason.partition("\n")[0])
    message = mark("The records do not answer: nothing was saved. The log of the service says why; see {variable}.")
    return RecordsUnreachable(message, variable=ENVIRONMENT_VARIABLE)
