"""Unknown heating bills of homes with shared heating alone, where a source counts other homes among them."""

import pandas as pd

from contract.errors import Fault, Severity
from contract.tables import high_column, low_column
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.row_faults import faults_of_rows
from data_access.intake.source_marks import highest, lowest

CELL = "heat_unknown"


def shared_heat_alone(frame: pd.DataFrame, part: Part, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Take the homes of other heating that `part` names off `heat_unknown`; households, by section.

    Where any of these counts arrived withheld the difference is an interval; where one is missing it is missing. A
    source that counts fewer in all than such homes contradicts itself: the rows are told, and read as none.
    """
    others = [f"heating_{mode}" for mode in part.heat_unknown_with]
    least, most = lowest(frame), highest(frame)
    low = least[CELL].astype("Float64") - most[others].astype("Float64").sum(axis=1, skipna=False)
    high = most[CELL].astype("Float64") - least[others].astype("Float64").sum(axis=1, skipna=False)
    message = mark(
        "Fewer households lack a heating bill than are heated otherwise, and the mapping says that these are among "
        "them: read as none."
    )
    column, told = part.column_in_file(CELL), frame[CELL].astype("str")
    expected = least[others].astype("Float64").sum(axis=1).map(lambda count: f"≥ {count:g}")
    rows = frame.index[(high < 0).fillna(False)]
    faults = faults_of_rows(
        "heat_unknown_below_others",
        message,
        file,
        column,
        rows,
        found=told,
        expected=expected,
        severity=Severity.WARNING,
    )
    low, high = low.clip(lower=0), high.clip(lower=0)
    is_open = (low != high).fillna(False).astype(bool)
    frame = frame.assign(**{CELL: high.mask(is_open).astype("Int64")})
    if low_column(CELL) in frame or is_open.any():
        frame = frame.assign(**{low_column(CELL): low.where(is_open), high_column(CELL): high.where(is_open)})
    return frame, faults
