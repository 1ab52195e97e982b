"""Bringing the tables of record to this version of the product, once, however many processes open them."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from contract.errors import RecordsUnreachable
from contract.translations import mark
from data_access.records.locking import as_writer, let_in_alone

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).resolve().parent / "migrations"


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction, one process at a time.

    Raises RecordsUnreachable if the tables are of a newer version.
    """
    from alembic import command  # a tenth of what a server takes to start, which may never open its records

    with as_writer(engine).begin() as connection:
        let_in_alone(connection)
        found = current_revision(connection)
        last, *before = _revisions()
        if found == last:
            return
        if found is not None and found not in before:
            message = mark("The records were written by a newer version of the product ({found}): update this one.")
            raise RecordsUnreachable(message, found=found)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config


@cache
def _revisions() -> tuple[str, ...]:
    """Ids of the migrations, the last one first: each is a module that is run to be read, once a process."""
    from alembic.script import ScriptDirectory

    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def current_revision(connection: Connection) -> str | None:
    """Id of the last migration that the database has been through, None for an empty one."""
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()
