"""Cells that the source has withheld already: the texts that say so, and what each still tells of the number."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from contract.errors import Fault, Severity
from contract.schema import Kind
from contract.tables import CELLS, HOUSEHOLDS, high_column, low_column
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.row_faults import shown

Interval = tuple[float, float]
"""Least and most households (or EUR/year) that a cell can be; infinite where nothing is said."""

ANYTHING: Interval = (0.0, np.inf)

USUAL_MARKS = re.compile(r"\*+|[cC]|\.\.")
"""Marks that statistical offices put in place of a confidential number (Eurostat `c`, ISTAT `..`, asterisks)."""

_BELOW = re.compile(r"([<≤])\s*([0-9]{1,9})")
_ABOVE = re.compile(r"([>≥])\s*([0-9]{1,9})")
_BETWEEN = re.compile(r"([0-9]{1,9})\s*[-–]\s*([0-9]{1,9})")
_FROM = re.compile(r"([0-9]{1,9})\s*[-–]")


def interval_of(text: str) -> Interval | None:
    """What a text says by itself of a number that it does not tell; None if it is no such text.

    `<5` may be 0: whoever writes it need not have shown the zeros.

    >>> interval_of("<5"), interval_of("≥ 96"), interval_of("1-4"), interval_of("12")
    ((0.0, 4.0), (96.0, inf), (1.0, 4.0), None)
    """
    if found := _BELOW.fullmatch(text):
        most = int(found[2]) - (found[1] == "<")
        return (0.0, float(most)) if most >= 0 else None
    if found := _ABOVE.fullmatch(text):
        return float(int(found[2]) + (found[1] == ">")), np.inf
    if found := _BETWEEN.fullmatch(text):
        low, high = float(found[1]), float(found[2])
        return (low, high) if low <= high else None
    return None


def declared_interval(counts: str) -> Interval | None:
    """The interval that a mapping writes as `1-4`, or `0-` where there is no most; None if it is not so written."""
    if found := _FROM.fullmatch(counts):
        return float(found[1]), np.inf
    return interval_of(counts) if _BETWEEN.fullmatch(counts) else None


def withheld_cells(texts: dict[str, pd.Series], part: Part, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the intervals of the cells that arrive withheld, and a fault per column that says how many they are.

    `texts`: the texts of the extract by column of the contract. In the frame (same index) each column that has such
    cells has a `<cell>_low` and a `<cell>_high`, NA where the cell is not withheld. What the mapping says of a mark
    comes first, then what the mark says by itself; a usual mark that says nothing is any number from 0.
    """
    intervals: dict[str, pd.Series] = {}
    faults = []
    for cell, text in texts.items():
        read = {found: ends for found in text.unique() if (ends := _read(found, cell, part))} if cell in CELLS else {}
        if read:
            for name, end in ((low_column(cell), 0), (high_column(cell), 1)):
                intervals[name] = text.map({found: ends[end] for found, ends in read.items()}).astype("Float64")
            faults.append(_fault(cell, int(text.isin(read).sum()), read, part, file))
    return pd.DataFrame(intervals), faults


def lowest(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with the least that each withheld cell can be in place of NA."""
    return _filled(frame, low_column)


def highest(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with the most that each withheld cell can be in place of NA."""
    return _filled(frame, high_column)


def _read(text: str, cell: str, part: Part) -> Interval | None:
    """The interval of `text` in the column `cell`. The mapping's marks count households: of money they say nothing."""
    if text in part.withheld:
        return ANYTHING if HOUSEHOLDS[cell].kind is Kind.MONEY else declared_interval(part.withheld[text])
    return ANYTHING if USUAL_MARKS.fullmatch(text) else interval_of(text)


def _fault(cell: str, count: int, read: dict[str, Interval], part: Part, file: str) -> Fault:
    if all(text in part.withheld or _BETWEEN.fullmatch(text) for text in read):
        severity, message = Severity.NOTICE, mark("Cells that arrived withheld, read as the mapping says: {count}.")
    else:
        severity = Severity.WARNING
        message = mark(
            "Cells that arrived withheld: {count}. Say in the mapping, under withheld, between which counts each mark "
            "lies: until then each is read as widely as it can be meant."
        )
    column, values = part.column_in_file(cell), {"count": str(count)}
    return Fault("withheld_cells", message, file, None, column, _told(read), "", severity, values)


def _told(read: dict[str, Interval]) -> str:
    """The marks with their ends: `<5: 0–4; *: 0–…`."""
    ends = (f"{text or '“”'}: {low:g}–{'…' if np.isinf(high) else f'{high:g}'}" for text, (low, high) in read.items())
    return shown("; ".join(ends))


def _filled(frame: pd.DataFrame, column_of: Callable[[str], str]) -> pd.DataFrame:
    marked = [cell for cell in CELLS if column_of(cell) in frame]
    return frame.assign(**{cell: frame[cell].astype("Float64").fillna(frame[column_of(cell)]) for cell in marked})
