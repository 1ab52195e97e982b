"""The SQL that reads a household file however it was written, and the SQL that tells which values it cannot read.

One rule for every amount: what no year's bill or income can be is not known. So NaN and infinite amounts, negative
bills (a settlement of other years) and incomes of zero or less (a loss, or income that is exempt: what the tax register
says then is not what the household can pay) are counted like a missing amount, in every engine. A bill of zero is a
bill: a home without gas has one. Both texts are plain ANSI, for DuckDB and Spark.
"""

from collections.abc import Collection, Iterable

from contract.errors import Fault, Severity
from contract.meter_tables import EPC_CLASSES
from contract.tables import HEATING_MODES
from contract.translations import mark

BILLS = ("electricity_eur", "gas_eur", "heat_eur")
MONEY = ("income_eur", *BILLS)
"""Columns of amounts, EUR/year."""

FLAGS = ("is_alone_75_plus", "is_renter", "has_bonus", "is_in_arrears")
"""Columns that are yes, no or not known."""

MOST_TOLD = 10
"""Different values of a column that are named, the most frequent first."""

Finding = tuple[str, str, str | None, int]
"""Column, what is wrong, the value found (None where it is not told) and of how many households."""

_TRUE, _FALSE = ("'true', '1', '1.0', 't'", "'false', '0', '0.0', 'f'")
_CODE = "try_cast(section_id as decimal(20, 0))"
_NUMBER = {name: f"cast({name} as double)" for name in (*MONEY, "people")}
# only within a case does DuckDB 2.0.0 look at the values: isnan, nullif and comparisons it answers from statistics of
# the file, which leave NaN out
_FINITE = {name: f"case when {number} - {number} = 0 then {number} end" for name, number in _NUMBER.items()}
_LEAST = {"income_eur": "> 0", "people": ">= 1"} | dict.fromkeys(BILLS, ">= 0")
_MOST = dict.fromkeys(BILLS, "<= 100000")
"""What no home pays in a year: likelier a code for what is not known, such as 999999; chosen, 2026-11."""


def cleaned(flags: Iterable[str] = (), booleans: Collection[str] = ()) -> str:
    """Return the text that reads `households`: sections as numbers, amounts as doubles, known choices, flags.

    What is none of these is NULL; households without the code of a section are left out. `booleans` names those of
    `flags` that the file has as such: they need no reading.
    """
    columns = [f"cast({_CODE} as bigint) as section"]
    columns += [f"case when {_possible(name)} then {_NUMBER[name]} end as {name}" for name in _NUMBER]
    columns += [f"{_choice(name, choices)} as {name}" for name, choices in _choices().items()]
    columns += [f"{_flag(name, name in booleans)} as {name}" for name in flags]
    return f"select {', '.join(columns)} from households where {_HAS_SECTION}"


def findings_sql(flags: Iterable[str]) -> str:
    """Return the text that counts the households of `households` with a value that `cleaned` reads as not known.

    Rows: column, kind of finding, value found and households, as in `Finding`.
    """
    texts = [_counted("section_id", "section", f"not coalesce({_HAS_SECTION}, false)")]
    for name in _NUMBER:
        texts.append(_counted(name, "endless", f"{name} is not null and ({_FINITE[name]}) is null", is_named=False))
        texts.append(_counted(name, "below", f"not ({_FINITE[name]}) {_LEAST[name]}", is_named=name == "people"))
    for name, most in _MOST.items():
        texts.append(_counted(name, "above", f"not ({_FINITE[name]}) {most}", is_named=False))
    for name, choices in _choices().items():
        texts.append(_counted(name, "value", f"not coalesce({_is_one_of(_plain(name), choices)}, true)"))
    for name in flags:
        texts.append(_counted(name, "value", f"not coalesce({_plain(name)} in ({_TRUE}, {_FALSE}), true)"))
    texts.append(_counted("electricity_eur", "no_bills", " and ".join(f"{_NUMBER[name]} = 0" for name in BILLS), False))
    return "\nunion all\n".join(texts)


def _possible(name: str) -> str:
    """Whether an amount is one that a household can have."""
    bounds = [_LEAST[name], *([_MOST[name]] if name in _MOST else [])]
    return " and ".join(f"({_FINITE[name]}) {bound}" for bound in bounds)


def told(findings: Iterable[Finding]) -> list[Fault]:
    """One fault for each column and kind of finding, with the values found and how many households have each."""
    groups: dict[tuple[str, str], list[tuple[str | None, int]]] = {}
    for column, kind, value, count in findings:
        groups.setdefault((column, kind), []).append((value, int(count)))
    return [_fault(column, kind, values) for (column, kind), values in sorted(groups.items())]


def _fault(column: str, kind: str, values: list[tuple[str | None, int]]) -> Fault:
    ordered = sorted(values, key=lambda pair: (-pair[1], pair[0] or ""))
    named = [f"“{value}” {count}" for value, count in ordered if value is not None]
    found = ", ".join(named[:MOST_TOLD]) + (" …" if len(named) > MOST_TOLD else "")
    kind = "loss" if (column, kind) == ("income_eur", "below") else kind
    severity = Severity.NOTICE if kind == "no_bills" else Severity.WARNING
    count = {"count": str(sum(count for _, count in values))}
    return Fault(f"household_{kind}", _MESSAGES[kind], column=column, found=found, severity=severity, values=count)


_MESSAGES = {
    "section": mark("Households left out, because their section has no code of 11 to 13 digits: {count}."),
    "endless": mark("Households whose value is infinite or undefined (NaN), counted as not known: {count}."),
    "below": mark("Households whose value is too small to be true, counted as not known: {count}."),
    "above": mark("Households whose value is too large to be true, counted as not known: {count}."),
    "loss": mark("Households with an income of zero or less, which is counted as not known: {count}."),
    "value": mark("Households whose value is none of the known ones, counted as not known: {count}."),
    "no_bills": mark("Households whose bills are all zero, counted as spending nothing: {count}."),
}


def _choices() -> dict[str, tuple[str, ...]]:
    return {"heating_mode": HEATING_MODES, "epc_class": EPC_CLASSES}


# a text such as 1.5146E+10 has lost its last digits
_HAS_SECTION = f"{_CODE} between 10000000000 and 9999999999999 and upper(cast(section_id as string)) not like '%E+%'"


def _plain(name: str) -> str:
    """The text of a column without the differences that writing makes."""
    return f"{'upper' if name == 'epc_class' else 'lower'}(trim(cast({name} as string)))"


def _choice(name: str, choices: tuple[str, ...]) -> str:
    """The text as it is where it is known: most are, and need no reading."""
    bare, plain = f"cast({name} as string)", _plain(name)
    return f"case when {_is_one_of(bare, choices)} then {bare} when {_is_one_of(plain, choices)} then {plain} end"


def _is_one_of(text: str, choices: tuple[str, ...]) -> str:
    known = ", ".join(f"'{choice}'" for choice in choices)
    return f"{text} in ({known})"


def _flag(name: str, is_boolean: bool) -> str:
    text = _plain(name)
    return name if is_boolean else f"case when {text} in ({_TRUE}) then true when {text} in ({_FALSE}) then false end"


def _counted(column: str, kind: str, test: str, is_named: bool = True) -> str:
    value = f"coalesce(cast({column} as string), '')" if is_named else "cast(null as string)"
    return (
        f"select '{column}' as place, '{kind}' as kind, {value} as found, count(*) as households\n"
        f"from households where {test} group by 3"
    )
