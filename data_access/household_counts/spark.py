"""The same extract on a cluster: `spark-submit data_access/household_counts/spark.py HOUSEHOLDS YEAR EXTRACT`.

For household files that one machine cannot hold on its disk; `docs/scale.md` says when. The cluster
brings Spark, which the app does not need.
"""

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from contract.errors import Fault, ObservatoryError
from contract.translations import LANGUAGES
from data_access.household_counts.amount_texts import check_amounts
from data_access.household_counts.city_heat import city_heat_sql, write_city_heat
from data_access.household_counts.cleaned import told
from data_access.household_counts.section_counts import (
    ERP_COLUMN,
    KNOWN,
    MEDIANS,
    check_columns,
    doubtful_sql,
    known_households,
    section_sql,
)

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


def main(arguments: list[str] | None = None) -> int:
    """Count the households that the command line names; return the exit code."""
    from pyspark.sql import SparkSession

    parser = argparse.ArgumentParser(
        prog="spark-submit data_access/household_counts/spark.py", description="Extract on a cluster."
    )
    parser.add_argument("households", metavar="HOUSEHOLDS", help="address of a Parquet file, or of a folder of them")
    parser.add_argument("year", type=int, metavar="YEAR", help="year of the spend")
    parser.add_argument("out", type=Path, metavar="EXTRACT", help="CSV to write, on the machine that submits")
    options = parser.parse_args(arguments)
    session = SparkSession.builder.appName("extract").getOrCreate()
    try:
        write_extract(count_sections(session, options.households, options.year), options.out)
        heat = count_city_heat(session, options.households, options.year).collect()
        write_city_heat(pd.DataFrame([row.asDict() for row in heat]), options.out)
        for fault in doubtful_values(session, options.households):
            print(fault.sentence(LANGUAGES[0]), file=sys.stderr)
    except ObservatoryError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        session.stop()
    return 0


def count_sections(session: "SparkSession", households: str, year: int) -> "DataFrame":
    """Return the counts by section of the Parquet file at `households`, or of every one in that folder.

    The columns are those of the extract of `aggregate`: counts of households, sums in EUR/year. Raises
    ObservatoryError if columns miss, or amounts are texts that are no numbers.
    """
    has_erp, _ = _look(session, households)
    medians = [(row[0], row[1], row[2]) for row in session.sql(MEDIANS).collect()]
    return session.sql(section_sql(year, medians, has_erp))


def count_city_heat(session: "SparkSession", households: str, year: int) -> "DataFrame":
    """The numbers on shared heating bills that `aggregate` writes beside the extract: one row, or none."""
    _look(session, households)
    return session.sql(city_heat_sql(year))


def doubtful_values(session: "SparkSession", households: str) -> list[Fault]:
    """What `aggregate` tells of the same files: values that were counted as not known."""
    text = doubtful_sql(*_look(session, households))
    return told((row[0], row[1], row[2], row[3]) for row in session.sql(text).collect())


def _look(session: "SparkSession", households: str) -> tuple[bool, list[str]]:
    """Make the relations `households` and `KNOWN`; return whether they have `ERP_COLUMN`, and the columns of booleans.

    Raises ObservatoryError if columns miss, or amounts are texts that are no numbers.
    """
    options = {"recursiveFileLookup": "true", "pathGlobFilter": "*.parquet", "mergeSchema": "true"}
    frame = session.read.options(**options).parquet(households)
    check_columns(frame.columns, households)
    frame.createOrReplaceTempView("households")
    check_amounts(dict(frame.dtypes), lambda query: (row[0] for row in session.sql(query).collect()))
    has_erp, booleans = ERP_COLUMN in frame.columns, [name for name, kind in frame.dtypes if kind == "boolean"]
    session.sql(known_households(has_erp, booleans)).createOrReplaceTempView(KNOWN)
    return has_erp, booleans


def write_extract(sections: "DataFrame", out: Path) -> None:
    """Write the counts to `out` as CSV, whole or not at all, a part in memory at a time."""
    partial = out.with_name(f".{out.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(sections.columns)
            writer.writerows(map(_texts, sections.toLocalIterator(prefetchPartitions=True)))
        partial.rename(out)
    finally:
        partial.unlink(missing_ok=True)


def _texts(row: "tuple[object, ...]") -> list[object]:
    return [str(value).lower() if isinstance(value, bool) else value for value in row]


if __name__ == "__main__":
    raise SystemExit(main())
