"""The observatory's own SQL run by hand in DuckDB, with the same settings: what `aggregate` adds to it is overhead."""

from pathlib import Path

import duckdb

from benchmarks.peers.command import run
from data_access.household_counts.aggregate import SETTINGS
from data_access.household_counts.section_counts import ERP_COLUMN, KNOWN, MEDIANS, known_households, section_sql


def aggregate(households: Path, year: int, out: Path) -> None:
    """Count the households of a folder of Parquet files by section and write one row each as CSV."""
    with duckdb.connect() as connection:
        connection.execute(SETTINGS)
        connection.execute(f"create view households as from '{households}/*.parquet'")
        has_erp = ERP_COLUMN in connection.sql("from households").columns
        connection.execute(f"create temp table {KNOWN} as {known_households(has_erp, ())}")
        text = section_sql(year, connection.execute(MEDIANS).fetchall(), has_erp)
        connection.execute(f"copy ({text}) to '{out}' (header)")


if __name__ == "__main__":
    run(aggregate)
