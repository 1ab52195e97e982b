"""Faults of many rows at once: at most a hundred are told one by one, the rest are counted."""

from collections import Counter
from collections.abc import Hashable, Iterable

import pandas as pd

from contract.errors import Fault, Severity
from contract.translations import Told, mark_count, with_decimals

MOST_ALIKE = 100
"""Faults of one kind in one column that are told one by one."""

_MORE = mark_count("One more row has the same fault.", "{count} more rows have the same fault.")

MOST_FOUND = 80
"""Characters shown of a value found."""


def faults_of_rows(
    code: str,
    message: str,
    file: str,
    column: str,
    rows: Iterable[Hashable],
    *,
    found: pd.Series | None = None,
    expected: Told | pd.Series = "",
    values: pd.Series | None = None,
    severity: Severity = Severity.ERROR,
) -> list[Fault]:
    """Return a fault for each of `rows`, in order; `found`, `expected` and `values` are looked up by row."""
    all_rows = list(rows)
    faults = [
        Fault(
            code,
            message,
            file,
            int(str(row)),
            column,
            _found(found[row]) if found is not None else "",
            _told(expected[row]) if isinstance(expected, pd.Series) else expected,
            severity,
            dict(values[row]) if values is not None else {},
        )
        for row in all_rows[:MOST_ALIKE]
    ]
    return faults + _rest(code, file, column, severity, len(all_rows) - MOST_ALIKE)


def _found(value: object) -> Told:
    return _told(value) if isinstance(value, float) else shown(value)


def _told(value: object) -> Told:
    return with_decimals(f"{value:.15g}") if isinstance(value, float) else str(value)


def limited(faults: Iterable[Fault]) -> list[Fault]:
    """Keep the first hundred of each (file, code, column) and say how many more there are."""
    kept: list[Fault] = []
    counts: Counter[tuple[str, str, str]] = Counter()
    severities = {}
    for fault in faults:
        key = (fault.file, fault.code, fault.column)
        severities[key] = fault.severity
        if fault.message == _MORE:
            counts[key] += int(str(fault.values["count"]))
            continue
        counts[key] += 1
        if counts[key] <= MOST_ALIKE:
            kept.append(fault)
    for (file, code, column), count in counts.items():
        kept += _rest(code, file, column, severities[file, code, column], count - MOST_ALIKE)
    return kept


def shown(value: object) -> str:
    """A value found, fit for one line: signs that cannot be seen are written as codes, long texts are cut.

    >>> shown("a" + chr(7) + "b")
    'a\\\\x07b'
    """
    text = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in str(value))
    return text if len(text) <= MOST_FOUND else text[:MOST_FOUND] + "…"


def _rest(code: str, file: str, column: str, severity: Severity, count: int) -> list[Fault]:
    if count <= 0:
        return []
    return [Fault(code, _MORE, file, None, column, severity=severity, values={"count": str(count)})]
