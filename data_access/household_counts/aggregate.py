"""From households to sections, inside the city's data platform: one row per section leaves, no household does."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from contract.errors import Fault, ObservatoryError
from contract.translations import mark
from data_access.household_counts.amount_texts import check_amounts
from data_access.household_counts.city_heat import city_heat_sql, write_city_heat
from data_access.household_counts.cleaned import told
from data_access.household_counts.household_files import household_files
from data_access.household_counts.section_counts import (
    ERP_COLUMN,
    KNOWN,
    MEDIANS,
    doubtful_sql,
    known_households,
    section_sql,
)

MEMORY_LIMIT = "1GB"
"""What DuckDB may hold before it spills to disk: an analyst's laptop keeps room for everything else."""

SETTINGS = (
    f"set memory_limit = '{MEMORY_LIMIT}'; set enable_progress_bar = false; set autoload_known_extensions = false"
)
"""DuckDB's settings for the count: no network, and nothing but the result on the terminal."""


def aggregate(households: Path, year: int, out: Path, tell: Callable[[Fault], object] = lambda _fault: None) -> int:
    """Count the households of a Parquet file (or folder of files) by section and write the extract to `out` as CSV.

    A household is above a cut-off if its known spend exceeds that share of its income, both known as far as they are:
    spend that is missing can only raise it. What is known `cleaned` says; `tell` receives what was found and is not.
    Five numbers on heating bills go into a file beside the extract: see `write_city_heat`. Returns the number of
    sections; the extract is written whole or not at all. Raises ObservatoryError if columns miss, or a file cannot be
    read or written.
    """
    files = household_files(households)
    partial = out.with_name(f".{out.name}.partial")
    try:
        with duckdb.connect() as connection:
            connection.execute(SETTINGS)
            connection.execute(f"set temp_directory = '{_quoted(out.resolve().parent)}'")
            types = _look(connection, files)
            check_amounts(types, lambda query: (row[0] for row in connection.execute(query).fetchall()))
            has_erp, booleans = ERP_COLUMN in types, [name for name, kind in types.items() if kind == "BOOLEAN"]
            connection.execute(f"create temp table {KNOWN} as {known_households(has_erp, booleans)}")
            for fault in told(connection.execute(doubtful_sql(has_erp, booleans)).fetchall()):
                tell(fault)
            text = section_sql(year, connection.execute(MEDIANS).fetchall(), has_erp)
            sections = connection.execute(f"copy ({text}) to '{_quoted(partial)}' (header)").fetchall()[0][0]
            heat = connection.execute(city_heat_sql(year)).df()
        partial.rename(out)
        write_city_heat(heat, out)
    except (duckdb.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        message = mark("The households could not be counted: {reason}")
        raise ObservatoryError(message, reason=str(error).splitlines()[0]) from error
    return int(sections)


def _look(connection: duckdb.DuckDBPyConnection, files: list[Path]) -> dict[str, str]:
    """Make the relation `households`; return its columns and their types."""
    sources = ", ".join(f"'{_quoted(path)}'" for path in files)
    reader = f"read_parquet([{sources}], union_by_name = true, hive_partitioning = false)"
    connection.execute(f"create view households as select * from {reader}")
    return {row[0]: row[1] for row in connection.execute("describe households").fetchall()}


def _quoted(path: Path | str) -> str:
    return str(path).replace("'", "''")
