"""Reading XLSX workbooks as texts."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.intake.archives import check_archive
from data_access.intake.delimited import check_header
from data_access.intake.headers import MOST_TITLE_LINES, header_place, known_names, plain, read_names, title_notices
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import HEADER_ROW, MOST_ROWS, RawTable, reading, refuse, texts_of
from data_access.intake.row_faults import faults_of_rows
from data_access.intake.workbook_cells import Faulty, check_extent, faulty_cells


def read_workbook(path: Path, part: Part) -> RawTable:
    """Read one sheet: the one that `part.sheet` names, else the only one. Raises Refused if it cannot be read.

    A number loses leading zeros and trailing decimals in a spreadsheet: it is written out in full, as a text.
    """
    check_archive(path)
    with reading(path.name):
        workbook = CalamineWorkbook.from_path(str(path))
        sheet = _sheet(workbook, part, path)
        rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        faulty = list(faulty_cells(path, sheet))
    if not rows:
        raise refuse("empty_file", mark("The file is empty."), path.name)
    if len(rows) > MOST_ROWS:
        raise refuse("too_many_rows", mark("The file has too many rows."), path.name, expected=f"≤ {MOST_ROWS}")
    above = header_place(rows, part)
    names = _names(rows[above], path.name)
    text, ragged = _texts(rows[above + 1 :], names, above + HEADER_ROW + 1, part, path.name)
    faults = ragged + _cell_faults(faulty, names, above, part, path.name)
    notices = (*_sheet_notice(sheet, workbook, part, path.name), *title_notices(above, path.name))
    return RawTable(path.name, text, None, (*faults, *notices), above + HEADER_ROW)


def _names(cells: Sequence[object], file: str) -> list[str]:
    header = [str(name).strip() for name in cells]
    while header and not header[-1]:
        header.pop()
    check_header(header, file)
    return [name or f"({place})" for place, name in enumerate(header, start=1)]


def _texts(
    rows: Sequence[Sequence[object]], names: list[str], first: int, part: Part, file: str
) -> tuple[pd.DataFrame, list[Fault]]:
    """The cells under `names` by line, the first of which is `first`, and faults of the rows that have more."""
    lines = pd.RangeIndex(first, first + len(rows))
    cells = pd.DataFrame([row[: len(names)] for row in rows], columns=names, index=lines, dtype=object)
    text = pd.DataFrame({name: texts_of(cells[name], part.decimal) for name in names}, index=lines)
    beside = [
        line for line, row in zip(lines, rows, strict=True) if any(str(cell).strip() for cell in row[len(names) :])
    ]
    message = mark("This row has more or fewer cells than the header.")
    faults = faults_of_rows("ragged_row", message, file, "", beside, expected=str(len(names)))
    return text[(text != "").any(axis=1)], faults


def _cell_faults(faulty: list[Faulty], names: list[str], above: int, part: Part, file: str) -> list[Fault]:
    """Faults of the cells without a value, in the columns that are read."""
    read = {plain(name) for name in read_names(part)}
    faults = []
    for place in (place for place, name in enumerate(names) if plain(name) in read):
        cells = {cell.row + HEADER_ROW: cell.error for cell in faulty if cell.column == place and cell.row > above}
        errors = pd.Series({row: error for row, error in cells.items() if error}, dtype=object)
        message = mark("The spreadsheet has an error in place of the value: correct it, or empty the cell.")
        faults += faults_of_rows("error_cell", message, file, names[place], errors.index, found=errors)
        open_rows = [row for row, error in cells.items() if not error]
        message = mark("The formula has no result: open the file in the spreadsheet program and save it again.")
        faults += faults_of_rows("formula_without_result", message, file, names[place], open_rows)
    return faults


def _sheet(workbook: CalamineWorkbook, part: Part, path: Path) -> str:
    """The sheet that the mapping names, else the only one with names of columns that are read, or the only one."""
    sheets = workbook.sheet_names
    for sheet in [part.sheet] if part.sheet in sheets else sheets:
        check_extent(path, sheet)
    if part.sheet in sheets:
        return part.sheet
    known = [sheet for sheet in sheets if _has_names(workbook, sheet, part)] if len(sheets) > 1 else sheets
    if part.sheet or len(known) != 1:
        message = mark("Write in the mapping which sheet of the workbook is meant.")
        raise refuse("unknown_sheet", message, path.name, found=part.sheet, expected=", ".join(sheets))
    return known[0]


def _has_names(workbook: CalamineWorkbook, sheet: str, part: Part) -> bool:
    rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False, nrows=MOST_TITLE_LINES)
    return any(known_names(cells, part) for cells in rows)


def _sheet_notice(sheet: str, workbook: CalamineWorkbook, part: Part, file: str) -> tuple[Fault, ...]:
    """That of several sheets one was read, where nobody had chosen it."""
    if part.sheet or len(workbook.sheet_names) == 1:
        return ()
    message = mark("The workbook has several sheets, and this one alone has the columns that are read.")
    return (Fault("one_sheet_of_several", message, file, found=sheet, severity=Severity.NOTICE),)
