"""One writer at a time, on SQLite and on PostgreSQL alike; readers never wait, and see one state."""

import logging
import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, event, text

BUSY_SECONDS = 30
"""How long one writer waits for another before giving up."""

_LOG = logging.getLogger(__name__)

_LOCK = 5_146_015
"""Number of the lock of PostgreSQL that the writer holds until its transaction ends."""


def prepare_sqlite(engine: Engine) -> None:
    """Let readers go on beside a writer, keep foreign keys, and take the write lock when a writer begins."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        """Wait for other writers, keep the log beside the file and check keys, on each connection."""
        connection.isolation_level = None
        connection.execute(f"pragma busy_timeout = {BUSY_SECONDS * 1000}")
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma foreign_keys = on")

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        """Take the write lock at once where the connection is to write."""
        is_writer = connection.get_execution_options().get("records_writer")
        connection.exec_driver_sql("begin immediate" if is_writer else "begin")


def one_state(engine: Engine) -> Engine:
    """The same engine, whose transactions see the database as it was when they began; SQLite's do anyway."""
    is_sqlite = engine.dialect.name == "sqlite"
    return engine if is_sqlite else engine.execution_options(isolation_level="REPEATABLE READ")


def as_writer(engine: Engine) -> Engine:
    """The same engine, whose transactions see what was saved before they were let in."""
    options = {"records_writer": True} if engine.dialect.name == "sqlite" else {"isolation_level": "READ COMMITTED"}
    return engine.execution_options(**options)


def let_in_alone(connection: Connection) -> None:
    """Wait until no other writer is at work on PostgreSQL; SQLite did so when the transaction began."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"set local lock_timeout = '{BUSY_SECONDS}s'"))
        connection.execute(text("select pg_advisory_xact_lock(:number)"), {"number": _LOCK})


def write_through(engine: Engine) -> None:
    """Bring what was saved into SQLite's file itself, so that a plain copy of the file has it.

    Where the disk has no room for it, what was saved stays in the log beside the file, and goes in with a later save.
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("pragma wal_checkpoint(passive)").close()
    except sqlite3.OperationalError:
        _LOG.warning("what was saved is in the log beside the records' file, and not yet in the file", exc_info=True)
    finally:
        connection.close()
