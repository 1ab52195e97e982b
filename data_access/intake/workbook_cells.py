"""Cells of a workbook that hold no value: errors such as #N/A, and formulas that nobody has computed.

Readers of workbooks give both as empty cells, so they are looked for in the sheet's own XML.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from xml.etree import ElementTree

from contract.translations import mark
from data_access.intake.raw_tables import MOST_COLUMNS, MOST_ROWS, refuse

ERRORS = r"#(?:N/A|N/D|DIV/0!|REF!|RIF!|VALUE!|VALORE!|NAME\?|NOME\?|NUM!|NULL!|NULLO!|SPILL!|CALC!)"
"""Errors that spreadsheets write in place of a value, in English and Italian."""

MOST_CELLS = 40_000_000
"""Cells between the first and the last used: an extract of Milan has 300,000, ISTAT's widest sheet 5,000,000."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')


class Faulty(NamedTuple):
    """A cell without a value: its row and column, from 0, and the error, "" for a formula without a result."""

    row: int
    column: int
    error: str


def check_extent(path: Path, sheet: str) -> None:
    """Raise Refused if cells of `sheet` lie so far apart that the area between them could not be held in memory."""
    rows, columns, farthest = 0, 0, ""
    for found in _PLACE.finditer(_sheet_xml(path, sheet)):
        row, column = int(found[2]), _column(found[1].decode()) + 1
        if row > rows or column > columns:
            farthest = f"{found[1].decode()}{row}"
        rows, columns = max(rows, row), max(columns, column)
    if rows * columns > MOST_CELLS or rows > MOST_ROWS or columns > 8 * MOST_COLUMNS:
        message = mark("A cell lies far away from the table: delete the rows and columns beyond it, and save again.")
        raise refuse("distant_cell", message, path.name, found=farthest)


def faulty_cells(path: Path, sheet: str) -> Iterator[Faulty]:
    """Yield the cells of `sheet` with an error, or with a formula and no result; rows and columns count from 0."""
    content = _sheet_xml(path, sheet)
    if b't="e"' not in content and b"<f" not in content and b":f" not in content:
        return
    row = -1
    for line in ElementTree.fromstring(content).iter(f"{_MAIN}row"):
        row = int(line.get("r", row + 2)) - 1
        column = -1
        for cell in line.iter(f"{_MAIN}c"):
            place = re.match(r"[A-Z]+", cell.get("r", ""))
            column = _column(place[0]) if place else column + 1
            if (error := _error(cell)) is not None:
                yield Faulty(row, column, error)


def _error(cell: ElementTree.Element) -> str | None:
    """The error of a cell, "" where its formula has no result, None where it holds a value."""
    value = cell.findtext(f"{_MAIN}v") or ""
    if cell.get("t") == "e":
        return value or "#"
    is_open = cell.find(f"{_MAIN}f") is not None and not value and cell.get("t") != "str"
    return "" if is_open else None


def _sheet_xml(path: Path, sheet: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        ids = {entry.get("name"): entry.get(_RELATION) for entry in book.iter(f"{_MAIN}sheet")}
        target = targets[ids[sheet]]
        return archive.read(target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target))


def _column(letters: str) -> int:
    """Place of a column from 0: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = 26 * place + ord(letter) - ord("A") + 1
    return place - 1
