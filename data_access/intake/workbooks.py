"""Reading XLSX workbooks as texts."""

from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from contract.errors import Fault
from contract.translations import mark
from data_access.intake.archives import check_archive
from data_access.intake.delimited import check_header
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import HEADER_ROW, MOST_ROWS, RawTable, reading, refuse, texts_of


def read_workbook(path: Path, part: Part) -> RawTable:
    """Read one sheet: the one that `part.sheet` names, else the only one. Raises Refused if it cannot be read.

    A number loses leading zeros and trailing decimals in a spreadsheet: it is written out in full, as a text.
    """
    check_archive(path)
    with reading(path.name):
        workbook = CalamineWorkbook.from_path(str(path))
        rows = workbook.get_sheet_by_name(_sheet(workbook, part, path.name)).to_python(skip_empty_area=False)
    if not rows:
        raise refuse("empty_file", mark("The file is empty."), path.name)
    if len(rows) > MOST_ROWS:
        raise refuse("too_many_rows", mark("The file has too many rows."), path.name, expected=f"≤ {MOST_ROWS}")
    header = [str(name).strip() for name in rows[0]]
    while header and not header[-1]:
        header.pop()
    check_header(header, path.name)
    names = [name or f"({place})" for place, name in enumerate(header, start=1)]
    lines = pd.RangeIndex(HEADER_ROW + 1, len(rows) + HEADER_ROW)
    cells = pd.DataFrame([row[: len(names)] for row in rows[1:]], columns=names, index=lines, dtype=object)
    text = pd.DataFrame({name: texts_of(cells[name], part.decimal) for name in names}, index=lines)
    beside = [
        line for line, row in zip(lines, rows[1:], strict=True) if any(str(cell).strip() for cell in row[len(names) :])
    ]
    message = mark("This row has more or fewer cells than the header.")
    faults = [Fault("ragged_row", message, path.name, line, expected=str(len(names))) for line in beside[:100]]
    return RawTable(path.name, text[(text != "").any(axis=1)], None, tuple(faults))


def _sheet(workbook: CalamineWorkbook, part: Part, file: str) -> str:
    sheets = workbook.sheet_names
    if part.sheet in sheets:
        return part.sheet
    if part.sheet or len(sheets) != 1:
        message = mark("Write in the mapping which sheet of the workbook is meant.")
        raise refuse("unknown_sheet", message, file, found=part.sheet, expected=", ".join(sheets))
    return sheets[0]
