"""The SQL that counts households by section: one text, plain ANSI, for DuckDB on a laptop and Spark on a cluster.

Whoever runs the texts makes a relation named `households` with the columns of `HOUSEHOLD_COLUMNS`, and from it the one
of `KNOWN`, which the counts read: households are read and cleaned once.
"""

from collections.abc import Collection, Iterable

from contract.errors import ObservatoryError
from contract.household_columns import dominance_column
from contract.rules import EXCESS_SHARE
from contract.tables import CUTOFFS, HEATING_MODES, SHARED_MODES
from contract.translations import mark
from data_access.household_counts.cleaned import BILLS, FLAGS, MONEY, cleaned, findings_sql

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
"""Columns of a household file; amounts are EUR/year, NULL or NaN where the city does not hold them; `cleaned` says
how other values are read."""

ERP_COLUMN = "is_erp"
"""Column that a household file may have: whether the dwelling is public housing (ERP), NULL where not known."""

INCOME_LAG_YEARS = 2
"""Incomes are those of two years before the spend (plan of the City of Milan, Action 1)."""

LARGEST_SIZE = 6
"""Households of this many people or more share one median: beyond it groups are too few to have one."""

LARGEST_SHARE = 0.5
"""A section's sum is dominated where one household makes more than this share of it: whoever knows its own amount
could then bound that household's closely. The (1, k)-dominance rule with k = 50%: Hundepool et al., *Statistical
Disclosure Control*, Wiley 2012, § 4.2.2."""

_SHARED = ", ".join(f"'{mode}'" for mode in SHARED_MODES)
_SIZE = f"case when people > {LARGEST_SIZE} then {LARGEST_SIZE} else people end"
_SPEND = " + ".join(BILLS)

KNOWN = "known_households"
"""Name of the relation that `known_households` makes."""

MEDIANS = f"""
select heating_mode, size, percentile_cont(0.5) within group (order by spend_eur) as median_eur
from {KNOWN}
where heating_mode is not null and size is not null and spend_eur is not null
group by heating_mode, size
"""
"""Median spend, EUR/year, by heating mode and size of household, of those whose spend is known in full."""


def section_sql(year: int, medians: Iterable[tuple[str, int, float]], has_erp: bool = False) -> str:
    """Return the text that counts `KNOWN` by section: counts of households, sums of EUR/year, dominance flags.

    `medians` are the rows of `MEDIANS`, found beforehand; `has_erp` says that the households have `ERP_COLUMN`. One row
    per section, ordered by its id; sums are rounded to the cent. An excess never exceeds the spend, as only incomes
    above zero are known.
    """
    tests = _tests(list(medians)) | (_erp_tests() if has_erp else {})
    sums = _sums()
    columns = [f"count(case when {test} then 1 end) as {name}" for name, test in tests.items()]
    columns += [f"round(sum({amount}), 2) as {name}" for name, amount in sums.items()]
    columns += [
        f"max({amount}) > {_double(LARGEST_SHARE)} * sum({amount}) as {dominance_column(name)}"
        for name, amount in sums.items()
    ]
    return (
        f"select lpad(cast(section as string), 13, '0') as section_id, {year} as spend_year, "
        + f"{year - INCOME_LAG_YEARS} as income_year,\n"
        + ",\n".join(columns)
        + f"\nfrom {KNOWN}\ngroup by section\norder by section"
    )


def doubtful_sql(has_erp: bool = False, booleans: Collection[str] = ()) -> str:
    """Return the text that counts the households with values that are counted as not known: see `findings_sql`.

    `booleans` names the columns that the file has as such: they hold no other value.
    """
    flags = (*FLAGS, ERP_COLUMN) if has_erp else FLAGS
    return findings_sql(name for name in flags if name not in booleans)


def check_columns(found: Collection[str], file: str) -> None:
    """Raise ObservatoryError, naming them, if `file` with the columns `found` lacks any that is needed."""
    missing = [name for name in HOUSEHOLD_COLUMNS if name not in found]
    if missing:
        message = mark("The household file {file} lacks these columns: {missing}.")
        raise ObservatoryError(message, file=file, missing=", ".join(missing))


def _tests(medians: list[tuple[str, int, float]]) -> dict[str, str]:
    """Whom each count counts."""
    return {
        "households": "1 = 1",
        "income_known": "income_eur is not null",
        "spend_known": "spend_eur is not null",
        "both_known": "both_known",
        "heat_unknown": f"heat_eur is null and heating_mode in ({_SHARED})",
        **{f"above_{cut:02d}": _is_above("known_spend_eur", cut) for cut in CUTOFFS},
        **{f"valid_above_{cut:02d}": f"both_known and {_is_above('spend_eur', cut)}" for cut in CUTOFFS},
        **{f"heating_{mode}": f"heating_mode = '{mode}'" for mode in HEATING_MODES},
        "below_half_median": f"spend_eur < {_half_median(medians)}" if medians else "1 = 0",
        "alone_75_plus": "is_alone_75_plus",
        "renters": "is_renter",
        "epc_known": "epc_class is not null",
        "epc_fg": "epc_class in ('F', 'G')",
        "bonus_recipients": "has_bonus",
        "in_arrears": "is_in_arrears",
    }


def _erp_tests() -> dict[str, str]:
    return {
        "erp_households": ERP_COLUMN,
        "erp_both_known": f"{ERP_COLUMN} and both_known",
        "erp_above_10": f"{ERP_COLUMN} and {_is_above('known_spend_eur', 10)}",
        "erp_valid_above_10": f"{ERP_COLUMN} and both_known and {_is_above('spend_eur', 10)}",
    }


def _sums() -> dict[str, str]:
    """What each household adds to each sum: nothing, unless income and spend are both known."""
    beyond = f"spend_eur - {_double(EXCESS_SHARE)} * income_eur"
    amounts = {name: f"case when both_known then {name} else 0 end" for name in MONEY}
    return amounts | {"excess_eur": f"case when both_known and {beyond} > 0 then {beyond} else 0 end"}


def _is_above(spend: str, cut: int) -> str:
    return f"{spend} > {_double(cut / 100)} * income_eur"


def _half_median(medians: list[tuple[str, int, float]]) -> str:
    halves = (
        f"when heating_mode = '{mode}' and size = {size} then {_double(median / 2)}"
        for mode, size, median in sorted(medians)
        if mode in HEATING_MODES
    )
    return f"case {' '.join(halves)} end"


def known_households(has_erp: bool, booleans: Collection[str]) -> str:
    """Return the text that reads `households` with what is derived from their amounts: spend, and what is known.

    `booleans` names the columns that the file has as such.
    """
    known_spend = " + ".join(f"coalesce({bill}, 0)" for bill in BILLS)
    derived = [f"{_SIZE} as size", f"{_SPEND} as spend_eur", f"{known_spend} as known_spend_eur"]
    source = cleaned((*FLAGS, ERP_COLUMN) if has_erp else FLAGS, booleans)
    priced = f"select *, {', '.join(derived)} from ({source}) as cleaned"
    return f"select *, spend_eur is not null and income_eur is not null as both_known from ({priced}) as priced"


def _double(value: float) -> str:
    """The number as a literal that is a double in every dialect, to the last bit."""
    return f"{value:.16e}"
