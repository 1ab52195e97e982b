"""From households to sections, inside the city's data platform: one row per section leaves, no household does."""

from pathlib import Path

import duckdb

from contract.errors import ObservatoryError
from contract.translations import mark
from data_access.household_counts.section_counts import ERP_COLUMN, MEDIANS, check_columns, section_sql

MEMORY_LIMIT = "1GB"
"""What DuckDB may hold before it spills to disk: an analyst's laptop keeps room for everything else."""

SETTINGS = (
    f"set memory_limit = '{MEMORY_LIMIT}'; set enable_progress_bar = false; set autoload_known_extensions = false"
)
"""DuckDB's settings for the count: no network, and nothing but the result on the terminal."""


def aggregate(households: Path, year: int, out: Path) -> int:
    """Count the households of a Parquet file (or folder of files) by section and write the extract to `out` as CSV.

    A household is above a cut-off if its known spend exceeds that share of its income, both known as far as they are:
    spend that is missing can only raise it. Returns the number of sections; the file is written whole or not at all.
    Raises ObservatoryError if columns miss, or a file cannot be read or written.
    """
    partial = out.with_name(f".{out.name}.partial")
    try:
        with duckdb.connect() as connection:
            connection.execute(SETTINGS)
            connection.execute(f"set temp_directory = '{_quoted(out.resolve().parent)}'")
            has_erp = _look(connection, households)
            text = section_sql(year, connection.execute(MEDIANS).fetchall(), has_erp)
            sections = connection.execute(f"copy ({text}) to '{_quoted(partial)}' (header)").fetchall()[0][0]
        partial.rename(out)
    except (duckdb.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        message = mark("The households could not be counted: {reason}")
        raise ObservatoryError(message, reason=str(error).splitlines()[0]) from error
    return int(sections)


def _look(connection: duckdb.DuckDBPyConnection, households: Path) -> bool:
    """Make the relation `households` and check its columns; return whether it has the optional one."""
    source = f"{households}/**/*.parquet" if households.is_dir() else str(households)
    connection.execute(f"create view households as select * from read_parquet('{_quoted(source)}')")
    found = {row[0] for row in connection.execute("describe households").fetchall()}
    check_columns(found)
    return ERP_COLUMN in found


def _quoted(path: Path | str) -> str:
    return str(path).replace("'", "''")
