"""From households to sections, inside the city's data platform: one row per section leaves, no household does."""

from pathlib import Path

import duckdb

from data_access.errors import ObservatoryError
from data_access.tables import CUTOFFS, HEATING_MODES
from data_access.translations import mark

HOUSEHOLD_COLUMNS = (
    "section_id",
    "people",
    "is_alone_75_plus",
    "is_renter",
    "heating_mode",
    "income_eur",
    "electricity_eur",
    "gas_eur",
    "heat_eur",
    "epc_class",
    "has_bonus",
    "is_in_arrears",
)
"""Columns of a household file; amounts are EUR/year, NULL where the city does not hold them."""

INCOME_LAG_YEARS = 2
"""Incomes are those of two years before the spend (plan of the City of Milan, Action 1)."""

MEMORY_LIMIT = "1GB"
"""What DuckDB may hold before it spills to disk: an analyst's laptop keeps room for everything else."""

LARGEST_SIZE = 6
"""Households of this many people or more share one median: beyond it groups are too few to have one."""


def aggregate(households: Path, year: int, out: Path) -> int:
    """Count the households of a Parquet file (or folder of files) by section and write the extract to `out` as CSV.

    A household is above a cut-off if its known spend exceeds that share of its income, both known as far as they are:
    spend that is missing can only raise it. Returns the number of sections; the file is written whole or not at all.
    Raises ObservatoryError if columns miss, or a file cannot be read or written.
    """
    source = f"{households}/**/*.parquet" if households.is_dir() else str(households)
    partial = out.with_name(f".{out.name}.partial")
    try:
        with duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "autoload_known_extensions": False}) as connection:
            connection.execute(f"set temp_directory = '{_quoted(out.resolve().parent)}'")
            _check_columns(connection, source)
            medians = connection.execute(MEDIANS, [source]).fetchall()
            copy = f"copy ({section_sql(year, medians)}) to '{_quoted(partial)}' (header)"
            sections = connection.execute(copy, [source]).fetchall()[0][0]
        partial.rename(out)
    except (duckdb.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        message = mark("The households could not be counted: {reason}")
        raise ObservatoryError(message, reason=str(error).splitlines()[0]) from error
    return int(sections)


MEDIANS = f"""
select heating_mode, least(people, {LARGEST_SIZE}) as size, median(electricity_eur + gas_eur + heat_eur) as spend_eur
from read_parquet(?)
where electricity_eur + gas_eur + heat_eur is not null and heating_mode is not null
group by 1, 2
"""
"""Median spend, EUR/year, by heating mode and size of household, of those whose spend is known in full."""


def section_sql(year: int, medians: list[tuple[str, int, float]]) -> str:
    """Return the SQL text that counts households by section; `medians` enter as literals, found beforehand."""
    halves = " ".join(
        f"when heating_mode = '{mode}' and least(people, {LARGEST_SIZE}) = {size} then {spend / 2}::double"
        for mode, size, spend in sorted(medians)
    )
    counts = {
        "households": "true",
        "income_known": "income_eur is not null",
        "spend_known": "spend is not null",
        "both_known": "both_known",
        "heat_unknown": "heat_eur is null",
        **{f"above_{cut:02d}": f"known_spend > {cut / 100} * income_eur" for cut in CUTOFFS},
        **{f"valid_above_{cut:02d}": f"both_known and spend > {cut / 100} * income_eur" for cut in CUTOFFS},
        **{f"heating_{mode}": f"heating_mode = '{mode}'" for mode in HEATING_MODES},
        "below_half_median": f"spend < case {halves} end" if medians else "false",
        "alone_75_plus": "is_alone_75_plus",
        "renters": "is_renter",
        "epc_known": "epc_class is not null",
        "epc_fg": "epc_class in ('F', 'G')",
        "bonus_recipients": "has_bonus",
        "in_arrears": "is_in_arrears",
    }
    sums = {name: f"sum(case when both_known then {name} else 0 end)" for name in _MONEY}
    sums["excess_eur"] = (
        "sum(case when both_known and spend > 0.1 * income_eur then spend - 0.1 * income_eur else 0 end)"
    )
    columns = [f"sum(case when {test} then 1 else 0 end) as {name}" for name, test in counts.items()]
    columns += [f"round({total}, 2) as {name}" for name, total in sums.items()]
    return (
        f"select section_id, {year} as spend_year, {year - INCOME_LAG_YEARS} as income_year, {', '.join(columns)} "
        f"from ({_SPEND}) as known group by section_id order by section_id"
    )


_MONEY = ("income_eur", "electricity_eur", "gas_eur", "heat_eur")

_SPEND = """
select *, spend is not null and income_eur is not null as both_known from (
  select *, electricity_eur + gas_eur + heat_eur as spend,
    coalesce(electricity_eur, 0) + coalesce(gas_eur, 0) + coalesce(heat_eur, 0) as known_spend
  from read_parquet(?)
) as priced
"""


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _check_columns(connection: duckdb.DuckDBPyConnection, source: str) -> None:
    found = {row[0] for row in connection.execute("describe select * from read_parquet(?)", [source]).fetchall()}
    missing = [name for name in HOUSEHOLD_COLUMNS if name not in found]
    if missing:
        raise ObservatoryError(mark("The household file lacks these columns: {missing}."), missing=", ".join(missing))
