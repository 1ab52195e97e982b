"""Rows of an extract that add up all its others, as tables made for people end with."""

from dataclasses import replace

import pandas as pd

from contract.errors import Fault, Severity
from contract.schema import Kind
from contract.tables import HOUSEHOLDS
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.parsing import parse
from data_access.intake.raw_tables import RawTable

_LEAST_ADDED = 2
"""Rows that a total adds up at least: one beside another of the same numbers may as well be a section."""


def without_totals(raw: RawTable, part: Part) -> RawTable:
    """Leave out the rows of an extract without a code whose counts are the sums of all rows with one; a notice says so.

    Rows without a code that add up to anything else stay, and are faults.
    """
    column = part.file_columns.get("section_id", "")
    if part.contract is not HOUSEHOLDS or column not in raw.text:
        return raw
    has_code = raw.text[column].str.contains(r"[0-9]")
    if has_code.all() or has_code.sum() < _LEAST_ADDED:
        return raw
    counts = _counts(raw, part)
    sums = counts[has_code].sum()
    others = counts[~has_code]
    agrees = (others.isna() | (others == sums)).all(axis=1) & (others["households"] > 0).fillna(False)
    rows = others.index[agrees.astype(bool)]
    if rows.empty:
        return raw
    message = mark("Rows without a code that add up all the others, which were left out: {count}.")
    values = {"count": str(len(rows))}
    notice = Fault("total_rows", message, raw.file, int(rows[0]), column, severity=Severity.NOTICE, values=values)
    return replace(raw, text=raw.text.drop(index=rows), faults=(*raw.faults, notice))


def _counts(raw: RawTable, part: Part) -> pd.DataFrame:
    """The counts of every row by the contract's names, NA where a cell is no number."""
    given = {name: column for name, column in part.file_columns.items() if column in raw.text}
    read = {
        name: parse(raw.text[column].str.strip(), HOUSEHOLDS[name], part).values
        for name, column in given.items()
        if HOUSEHOLDS[name].kind is Kind.COUNT
    }
    empty = pd.Series(pd.NA, index=raw.text.index, dtype="Int64")
    return pd.DataFrame({"households": empty} | read)
