"""Workbooks for spreadsheets: one frame a sheet, read at a glance, printed on a page's width, with no formula in it."""

import io
from collections.abc import Mapping
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_WIDEST, _NARROWEST = 60, 8
_HEAD = {"font": Font(bold=True), "fill": PatternFill("solid", start_color="E1E6EB")}


def workbook_bytes(sheets: Mapping[str, pd.DataFrame], formats: Mapping[str, str], title: str) -> bytes:
    """Return an XLSX with one sheet per frame, named by its key, columns named as they are headed.

    `formats`: number format by heading, such as "0%". Texts stay texts, also where they begin with =, +, - or @; NA
    leaves a cell empty. `title` goes into the file's properties.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = title
    workbook.properties.creator = "Benessere Energetico"
    for name, frame in sheets.items():
        _fill(workbook.create_sheet(_sheet_name(name)), frame, formats)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _sheet_name(name: str) -> str:
    """Spreadsheets allow 31 characters, and not all of them."""
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in name)[:31]


def _fill(sheet: Worksheet, frame: pd.DataFrame, formats: Mapping[str, str]) -> None:
    for column, heading in enumerate(frame.columns, start=1):
        _write(sheet.cell(1, column), str(heading), "")
        cell = sheet.cell(1, column)
        cell.font, cell.fill = _HEAD["font"], _HEAD["fill"]
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        values = [None if pd.isna(value) else value for value in frame.iloc[:, column - 1].astype(object)]
        for row, value in enumerate(values, start=2):
            _write(sheet.cell(row, column), value, formats.get(str(heading), ""))
        longest = max([len(str(heading)) // 2, *(len(_shown(value)) for value in values)])
        width = min(max(longest + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _write(cell: Cell, value: Any, number_format: str) -> None:
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = True
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return
    cell.value = value
    cell.alignment = Alignment(vertical="top")
    if number_format:
        cell.number_format = number_format


def _shown(value: Any) -> str:
    return "" if value is None else f"{value:.3g}" if isinstance(value, float) else str(value)
