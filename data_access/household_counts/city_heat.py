"""Five numbers on shared heating bills of the whole city, counted where the households are: nobody is in them alone.

Plain ANSI over the relation `KNOWN`, for DuckDB and Spark.
"""

from pathlib import Path

import pandas as pd

from contract.city_tables import CITY_HEAT
from contract.tables import SHARED_MODES
from data_access.household_counts.section_counts import KNOWN

LEAST_HOMES = 100
"""Households that the numbers must rest on: with fewer nothing is written."""

_SHARED = ", ".join(f"'{mode}'" for mode in SHARED_MODES)
_DIGITS = 4
_VARIANCE = (
    "((squares - total * middle * middle) / nullif(k - 1, 0) - inside / nullif(total - k, 0)) "
    "/ nullif((total - doubled / total) / nullif(k - 1, 0), 0)"
)
"""Between sections, of the sums in `parts`: what differs beyond what chance explains."""


def city_heat_sql(year: int) -> str:
    """Return the text that finds the columns of `CITY_HEAT`: one row, or none with fewer than `LEAST_HOMES` homes.

    `left_out_error`: what differs between sections beyond what chance in their homes explains (analysis of variance).
    """
    other = "electricity_eur + gas_eur"
    homes = (
        f"select section, ln(1 + heat_eur / ({other})) as x, ln(({other}) / income_eur) as y from {KNOWN} "
        f"where both_known and heating_mode in ({_SHARED}) and {other} > 0"
    )
    sections = (
        "select section, cast(count(*) as double) as n, avg(x) as m, var_pop(x) * count(*) as w "
        "from homes group by section"
    )
    between = (
        "select sum(n) as total, count(*) as k, sum(n * m) / sum(n) as middle, sum(n * m * m) as squares, "
        "sum(n * n) as doubled, sum(w) as inside from sections"
    )
    lost = (
        f"select avg(case when heat_eur is null and heating_mode in ({_SHARED}) and electricity_eur is not null "
        f"and gas_eur is not null then 0.0 else 1.0 end) as other from {KNOWN} "
        "where spend_eur is null and income_eur is not null"
    )
    whole = "select count(*) as homes, avg(x) as mean, stddev_pop(x) as spread, corr(x, y) as link from homes"
    values = {
        "mean_log_ratio": "mean",
        "spread_log_ratio": "spread",
        "correlation": "coalesce(link, 0)",
        "left_out_error": f"sqrt(greatest(coalesce({_VARIANCE}, 0), 0))",
        "other_missing": "coalesce(other, 0)",
    }
    columns = ", ".join(f"round({value}, {_DIGITS}) as {name}" for name, value in values.items())
    return (
        f"with homes as ({homes}), sections as ({sections}), parts as ({between}), whole as ({whole}), "
        f"lost as ({lost}) "
        f"select {year} as {CITY_HEAT.names[0]}, homes, {columns} from whole cross join parts cross join lost "
        f"where homes >= {LEAST_HOMES}"
    )


def write_city_heat(found: pd.DataFrame, extract: Path) -> None:
    """Write the row of `city_heat_sql` beside the `extract`, as `<extract>.city_heat.csv`; without a row, no file."""
    path = extract.with_name(f"{extract.stem}.city_heat.csv")
    if found.empty:
        path.unlink(missing_ok=True)
    else:
        found.to_csv(path, index=False, lineterminator="\n")
