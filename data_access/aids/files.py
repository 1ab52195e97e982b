"""Files of the catalogue that come in: a workbook, a zip or a folder of CSV, JSON-LD; refused with every row."""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from contract.aid_records import Catalogue
from contract.errors import Fault, Refused, given
from contract.translations import mark
from data_access.aids.json_ld import sheets_of
from data_access.aids.sheets import FIRST_ROW, SHEETS, Rows, read_sheets
from data_access.intake.archives import check_archive
from data_access.intake.raw_tables import reading

DELIMITER = ";"
MOST_BYTES = 20_000_000
"""Of one file: two hundred aids with fifty editions each are five million."""


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue that a file tells. Raises Refused with every fault; nothing is changed by reading."""
    return read_sheets(read_file(path))


def read_file(path: Path) -> dict[str, Rows]:
    """The sheets of a file as texts, with the versions that it tells. Raises Refused where it cannot be read."""
    given(path)
    kinds = {".xlsx": _workbook, ".zip": _packed, ".json": _linked, ".jsonld": _linked}
    read = _folder if path.is_dir() else kinds.get(path.suffix.lower())
    if read is None:
        message = mark("Files of contributions end in {kinds}.")
        raise Refused([Fault("aid_file", message, path.name, values={"kinds": ", ".join(kinds)})])
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise Refused([Fault("aid_file", mark("The file is too large."), path.name, expected=f"≤ {MOST_BYTES} B")])
    return read(path)


def catalogue_zip(sheets: Mapping[str, Rows]) -> bytes:
    """The three sheets as CSV in a zip, which reads back as the same."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in ((name, rows) for name, rows in sheets.items() if rows):
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, list(rows[0]), delimiter=DELIMITER)
            writer.writeheader()
            writer.writerows(rows)
            archive.writestr(zipfile.ZipInfo(f"{name}.csv"), text.getvalue().encode("utf-8-sig"))
    return packed.getvalue()


def _folder(path: Path) -> dict[str, Rows]:
    found = {sheet.name: path / f"{sheet.name}.csv" for sheet in SHEETS}
    return {name: _csv(file.read_bytes(), name) for name, file in found.items() if file.is_file()}


def _packed(path: Path) -> dict[str, Rows]:
    check_archive(path)
    with reading(path.name), zipfile.ZipFile(path) as archive:
        names = {Path(name).stem: name for name in archive.namelist() if name.endswith(".csv")}
        contents = {sheet.name: archive.read(names[sheet.name]) for sheet in SHEETS if sheet.name in names}
    return {name: _csv(content, name) for name, content in contents.items()}


def _csv(content: bytes, name: str) -> Rows:
    with reading(f"{name}.csv"):
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=DELIMITER, strict=True))
    return _rows(lines, name)


def _workbook(path: Path) -> dict[str, Rows]:
    from python_calamine import CalamineWorkbook

    check_archive(path)
    with reading(path.name):
        workbook = CalamineWorkbook.from_path(str(path))
        known = {sheet.name for sheet in SHEETS} & set(workbook.sheet_names)
        found = {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in known}
    return {name: _rows([[_text(cell) for cell in row] for row in rows], name) for name, rows in found.items()}


def _text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _linked(path: Path) -> dict[str, Rows]:
    with reading(path.name):
        told = json.loads(path.read_text(encoding="utf-8"))
    return sheets_of(told, path.name)


def _rows(lines: Sequence[Sequence[str]], name: str) -> Rows:
    """Rows by column; lines that are empty are passed over. Raises Refused for cells outside the columns."""
    header = [cell.strip() for cell in lines[0]] if lines else []
    doubled = [column for column, count in Counter(header).items() if count > 1]
    faults = [Fault("doubled_column", mark("Several columns have this name: rename or remove all but one."), name,
                    column=column) for column in doubled]  # fmt: skip
    faults += _ragged(lines[1:], len(header), name)
    if faults:
        raise Refused(faults)
    return [dict(zip(header, line, strict=True)) for line in lines[1:] if any(cell.strip() for cell in line)]


def _ragged(lines: Iterable[Sequence[str]], width: int, name: str) -> list[Fault]:
    message = mark("The row has another number of cells than there are columns.")
    return [
        Fault("ragged_row", message, name, place, found=str(len(line)), expected=str(width))
        for place, line in enumerate(lines, start=FIRST_ROW)
        if any(cell.strip() for cell in line) and len(line) != width
    ]
