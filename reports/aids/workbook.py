"""The catalogue as a workbook that is read back as the same."""

from collections.abc import Mapping

import pandas as pd

from data_access.aids.sheets import Rows
from reports.workbook import workbook_bytes


def catalogue_workbook(sheets: Mapping[str, Rows]) -> bytes:
    """The three sheets as XLSX."""
    frames = {name: pd.DataFrame(rows).replace("", None) for name, rows in sheets.items() if rows}
    return workbook_bytes(frames, {}, "Contributi")
