"""Meters whose code is written in several ways: capitals, spaces, leading zeros that a spreadsheet lost."""

import pandas as pd

from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.intake.known_codes import plain_code
from data_access.intake.mapping_parts import Part
from data_access.intake.row_faults import shown


def with_one_spelling(readings: pd.DataFrame, file: str, part: Part) -> tuple[pd.DataFrame, list[Fault]]:
    """Give the codes of a meter of one estate and carrier the way of writing of its first row; a notice tells them.

    Codes are of one meter where they differ in capitals, spaces and leading zeros alone.
    """
    written = readings["meter_id"]
    keys = [readings["complex_id"], readings["carrier"], plain_code(written)]
    first = written.groupby(keys, dropna=False).transform("first")
    differs = written.notna() & (written != first)
    if not differs.any():
        return readings, []
    message = mark("Codes of a meter that is written otherwise elsewhere, taken for one meter: {count}.")
    found = shown(", ".join(sorted({*written[differs], *first[differs]})))
    values, column = {"count": str(int(differs.sum()))}, part.column_in_file("meter_id")
    row = None if part.periods else int(differs.idxmax())
    notice = Fault("meter_spellings", message, file, row, column, found, "", Severity.NOTICE, values)
    return readings.assign(meter_id=first), [notice]
