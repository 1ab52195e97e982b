"""Bringing the tables of record to this version of the product, once, however many processes open them."""

from pathlib import Path

from sqlalchemy import Connection, Engine

from contract.errors import RecordsUnreachable
from contract.translations import mark
from data_access.records.locking import as_writer, let_in_alone

SCRIPTS = Path(__file__).resolve().parent / "migrations"


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction, one process at a time.

    Raises RecordsUnreachable if the tables are of a newer version.
    """
    from alembic import command  # a tenth of what a server takes to start, which may never open its records
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    with as_writer(engine).begin() as connection:
        let_in_alone(connection)
        config = Config()
        config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
        config.attributes["connection"] = connection
        scripts = ScriptDirectory.from_config(config)
        found = current_revision(connection)
        if found == scripts.get_current_head():
            return
        if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
            message = mark("The records were written by a newer version of the product ({found}): update this one.")
            raise RecordsUnreachable(message, found=found)
        command.upgrade(config, "head")


def current_revision(connection: Connection) -> str | None:
    """Id of the last migration that the database has been through, None for an empty one."""
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()
