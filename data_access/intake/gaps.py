"""Empty cells in a column that other rows fill: told with what they cost, and counted as any number instead of none."""

import numpy as np
import pandas as pd

from contract.errors import Fault, Severity
from contract.schema import Kind
from contract.tables import CELLS, HOUSEHOLDS, high_column, low_column
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.source_marks import ANYTHING


def with_gaps_open(
    frame: pd.DataFrame, part: Part, file: str, unread: frozenset[str] = frozenset()
) -> tuple[pd.DataFrame, list[Fault]]:
    """Give the empty cells of a column that has others their interval: 0 where their whole is 0, else any number.

    One empty cell would else make the city's sum unknown; so it becomes a range. A column without any number stays
    missing. A warning for each column says how many cells are empty, the first of them, and how many households live
    there. Columns of the file with cells that could not be read (`unread`) are not judged: those are no empty cells.
    """
    faults: list[Fault] = []
    households = frame["households"].astype("Float64")
    for cell in CELLS:
        is_told = frame[cell].notna()
        if cell == "households" or is_told.all() or not is_told.any() or part.column_in_file(cell) in unread:
            continue
        is_given = is_told | _is_withheld(frame, cell)
        is_nobody = ~is_given & (_whole(frame, cell) == 0).fillna(False).astype(bool)
        frame = frame.assign(**{cell: frame[cell].mask(is_nobody, 0)})
        gaps = ~is_given & ~is_nobody
        if gaps.any():
            frame = _opened(frame, cell, gaps)
            faults.append(_fault(frame.index[gaps], float(households[gaps].sum() / households.sum()), cell, part, file))
    return frame, faults


def _is_withheld(frame: pd.DataFrame, cell: str) -> pd.Series:
    if low_column(cell) in frame:
        return frame[low_column(cell)].notna()
    return pd.Series(False, index=frame.index)


def _whole(frame: pd.DataFrame, cell: str) -> pd.Series:
    """What the cell is a part of, or the households where that is not known."""
    whole = frame[HOUSEHOLDS[cell].part_of or "households"].astype("Float64")
    return whole.fillna(frame["households"].astype("Float64"))


def _opened(frame: pd.DataFrame, cell: str, gaps: pd.Series) -> pd.DataFrame:
    names = (low_column(cell), high_column(cell))
    ends = {
        name: (frame[name] if name in frame else pd.Series(np.nan, index=frame.index, dtype="Float64")).mask(gaps, end)
        for name, end in zip(names, ANYTHING, strict=True)
    }
    return frame.assign(**ends)


def _fault(rows: pd.Index, share: float, cell: str, part: Part, file: str) -> Fault:
    if HOUSEHOLDS[cell].kind is Kind.MONEY:
        message = mark(
            "Empty cells in a column that other rows fill: {count} (households there: {share}% of all). The sums of "
            "their areas and of the city are not published: fill the cells, or write 0 where there is nothing."
        )
    else:
        message = mark(
            "Empty cells in a column that other rows fill: {count} (households there: {share}% of all). The figures "
            "of their areas and of the city become ranges that are wider by as much: fill the cells, or write 0 where "
            "there is nobody."
        )
    values = {"count": str(len(rows)), "share": f"{100 * share:.0f}" if share >= 0.005 else "<1"}
    column = part.column_in_file(cell)
    return Fault("empty_cells", message, file, int(rows[0]), column, "", "", Severity.WARNING, values)
