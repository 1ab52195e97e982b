"""The catalogue as a workbook that is read back as the same."""

import pandas as pd

from contract.aid_records import Catalogue
from data_access.aids.sheets import SHEETS, write_sheets
from reports.workbook import workbook_bytes


def catalogue_workbook(catalogue: Catalogue) -> bytes:
    """The three sheets as XLSX."""
    sheets = write_sheets(catalogue)
    frames = {
        sheet.name: pd.DataFrame(sheets[sheet.name], columns=[cell.name for cell in sheet.columns]).replace("", None)
        for sheet in SHEETS
    }
    return workbook_bytes(frames, {}, "Contributi")
