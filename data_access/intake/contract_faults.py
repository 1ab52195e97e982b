"""Faults of the rows of a table against its contract: empty cells, doubled keys, broken rules, impossible values."""

from collections.abc import Iterator

import pandas as pd

from contract.errors import Fault
from contract.rules import Rule, ends_of
from contract.schema import Column, Table
from contract.tables import low_column
from contract.translations import Told, mark, with_decimals
from data_access.intake.headers import is_made
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import RawTable
from data_access.intake.row_faults import faults_of_rows


def absent_values(
    frame: pd.DataFrame, raw: RawTable, table: Table, part: Part, texts: dict[str, pd.Series]
) -> list[Fault]:
    """Cells that must not be empty and are, unless the mapping says that empty means withheld."""
    empty = mark("This cell must not be empty.")
    faults = []
    for column in table.columns:
        if not column.fills_every_row or column.name not in texts:
            continue
        rows, place, message, found = _empty(column.name, frame, texts), column.name, empty, None
        if _is_made(column.name, raw, part):
            place, message, found = part.id_from, _UNNAMED, texts[part.id_from]
            rows = rows[found.loc[rows] != ""]
        faults += faults_of_rows("absent_value", message, raw.file, part.column_in_file(place), rows, found=found)
    return faults


_UNNAMED = mark(
    "The mapping makes the id from this text, of which no letter from A to Z and no digit is left: name a column of "
    "the file that holds an id."
)
_SAME_NAME = mark(
    "The mapping makes the id from this text, and makes the same one for row {first}: if they are two places, tell "
    "them apart here, as by the street; if not, keep one of the two."
)


def _is_made(name: str, raw: RawTable, part: Part) -> bool:
    """Whether the id is made from another column, as no column of the file holds it."""
    return is_made(name, part) and part.column_in_file(name) not in raw.text


def _empty(name: str, frame: pd.DataFrame, texts: dict[str, pd.Series]) -> pd.Index:
    """Rows whose cell is empty, unless the mapping says that empty means withheld."""
    is_empty = texts[name] == ""
    return frame.index[is_empty & frame[low_column(name)].isna() if low_column(name) in frame else is_empty]


_DOUBLED = {
    "sections": mark(
        "Row {first} has the same code already: if they are pieces of one section, merge them into one polygon (in "
        "QGIS, Dissolve by this column); if not, correct one of the codes."
    ),
    "households": mark(
        "Row {first} has the same code already: if both count the same households, keep one; if each counts a part of "
        "them, add them up into one row."
    ),
    "readings": mark(
        "Row {first} has the same code already: if they are one reading, keep one; if the column does not number the "
        "readings, as a meter's code, name another one in the mapping."
    ),
}
"""What to do with two rows of one section: to keep one of them could lose a part of it."""


def doubled_keys(
    frame: pd.DataFrame, raw: RawTable, table: Table, part: Part, texts: dict[str, pd.Series]
) -> list[Fault]:
    """Rows whose key an earlier row has already."""
    keys = frame[list(table.key)].dropna()
    doubled = keys.index[keys.duplicated()]
    if not len(doubled) or not set(table.key) <= texts.keys():
        return []
    lines = keys.assign(line=keys.index).groupby(list(table.key))["line"].transform("min")
    values = pd.Series({row: {"first": str(lines[row])} for row in doubled}, dtype=object)
    names, message = table.key, mark("Row {first} has the same code already: keep one of the two.")
    if table.name != "sections" or raw.geometry is not None:
        message = _DOUBLED.get(table.name, message)
    if _is_made(table.key[0], raw, part):
        names, message = (part.id_from,), _SAME_NAME
    columns = ", ".join(part.column_in_file(name) for name in names)
    found = texts[names[0]].str.cat([texts[name] for name in names[1:]], sep=", ")
    return faults_of_rows("doubled_key", message, raw.file, columns, doubled, found=found, values=values)


def rule_faults(
    rule: Rule, rows: list[int], frame: pd.DataFrame, raw: RawTable, part: Part, texts: dict[str, pd.Series]
) -> list[Fault]:
    """Rows that break `rule`, with what stands in its columns and the bound that it exceeds."""
    columns, others = ([part.column_in_file(name) for name in names] for names in (rule.columns, rule.others))
    told = {name: _told(name, frame.loc[rows], texts, part.decimal) for name in (*rule.columns, *rule.others)}
    found = pd.DataFrame({name: told[name] for name in rule.columns}).agg(" + ".join, axis=1)
    bounds = pd.DataFrame({name: told[name] for name in rule.others}).agg(" + ".join, axis=1)
    expected = bounds.map(lambda bound: f"≤ {bound} ({' + '.join(others)})")
    place = " + ".join(columns)
    return faults_of_rows(
        rule.code, rule.message, raw.file, place, rows, found=found, expected=expected, severity=rule.severity
    )


def _told(name: str, rows: pd.DataFrame, texts: dict[str, pd.Series], decimal: str) -> pd.Series:
    """The values of a column as texts; of cells that arrive withheld, the mark."""
    values = rows[name].map(lambda value: _plain(value, decimal))
    return values.mask(rows[low_column(name)].notna(), texts[name]) if low_column(name) in rows else values


def _plain(value: object, decimal: str) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return "–" if pd.isna(value) else f"{value:.15g}".replace(".", decimal)


def value_faults(
    frame: pd.DataFrame, raw: RawTable, table: Table, part: Part, texts: dict[str, pd.Series]
) -> list[Fault]:
    """Cells whose value is none of its column's choices, or outside its range. `frame`: see `orders.floats`."""
    return [
        fault
        for column in table.columns
        for code, message, expected, is_wrong in _wrong(frame[column.name], column)
        if is_wrong.any()
        for fault in faults_of_rows(
            code, message, raw.file, part.column_in_file(column.name), frame.index[is_wrong],
            found=texts[column.name], expected=expected,
        )
    ]  # fmt: skip


def _wrong(values: pd.Series, column: Column) -> Iterator[tuple[str, str, Told, pd.Series]]:
    """For each check of a column: the fault's code, message and what is expected, and where it is."""
    if column.choices:
        yield "unknown_choice", _NO_CHOICE, ", ".join(column.choices), values.notna() & ~values.isin(column.choices)
    if ends := ends_of(column):
        low, high = ends
        expected = with_decimals(f"{low:.15g} … {high:.15g}")
        yield "out_of_range", _OUTSIDE, expected, (values < low) | (values > high)


_NO_CHOICE = mark(
    "This is none of the values that may stand here: say in the mapping, under values, what it stands for."
)
_OUTSIDE = mark("The value is outside what is possible.")
