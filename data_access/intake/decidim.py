"""Reading what Decidim exports: proposals or results, as CSV with semicolons or commas.

Columns as its serializers write them (decidim-accountability, `ResultSerializer`): id, title/LANGUAGE,
description/LANGUAGE, parent/id, start_date, end_date, status/…, progress, proposal_urls. Nothing is turned into
anything else: what is sent back is what came.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contract.errors import Fault, Refused, disk_reason
from contract.translations import mark

MOST_LETTERS = 20_000
_UNREADABLE = mark("{path} cannot be read: {reason}.")
_DATES = ("start_date", "end_date")


@dataclass(frozen=True)
class ConsultationSheet:
    """One export: its columns in their order, its rows by id, the sign between cells; `file` as it is called."""

    file: str
    columns: tuple[str, ...]
    delimiter: str
    rows: dict[str, dict[str, str]]


def read_consultation(path: Path) -> ConsultationSheet:
    """Read one export. Raises Refused with every fault, each with its row (the header is row 1)."""
    name = path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Refused(
            [Fault("unreadable", _UNREADABLE, values={"path": str(path), "reason": disk_reason(error)})]
        ) from error
    except UnicodeDecodeError as error:
        message = mark("The file is not text in UTF-8, as Decidim exports it.")
        raise Refused([Fault("bad_encoding", message, name, found=f"byte {error.start + 1}")]) from error
    header = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=header.count)
    lines = _lines(text, delimiter, name)
    columns = next(lines, (1, []))[1]
    faults = _header_faults(columns, name)
    if faults:
        raise Refused(faults)
    rows, numbers = _rows(columns, lines, name, faults)
    faults += _parent_faults(rows, numbers, name)
    if not rows and not faults:
        faults.append(Fault("no_rows", mark("The file has no rows."), name))
    if faults:
        raise Refused(sorted(faults, key=lambda fault: fault.row or 0))
    return ConsultationSheet(name, tuple(columns), delimiter, rows)


def _lines(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line in the file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    first = 1
    try:
        for cells in reader:
            if cells:
                yield first, cells
            first = reader.line_num + 1
    except csv.Error as error:
        message = mark("The row cannot be read: its quotation marks do not close, or a text does not end.")
        raise Refused([Fault("bad_quotes", message, name, first)]) from error


def _header_faults(columns: list[str], name: str) -> list[Fault]:
    faults = []
    if "id" not in columns:
        faults.append(Fault("no_column", mark("A column that must be there is missing."), name, 1, expected="id"))
    if not any(column.split("/")[0] == "title" for column in columns):
        faults.append(Fault("no_column", mark("A column that must be there is missing."), name, 1, expected="title/it"))
    doubled = sorted({column for column in columns if columns.count(column) > 1})
    message = mark("Two columns have the same name.")
    return faults + [Fault("doubled_column", message, name, 1, found=column or "“”") for column in doubled]


def _rows(
    columns: list[str], lines: Iterator[tuple[int, list[str]]], name: str, faults: list[Fault]
) -> tuple[dict[str, dict[str, str]], dict[str, int]]:
    """Rows by id and the line of each; what is wrong with any is added to `faults`."""
    rows: dict[str, dict[str, str]] = {}
    numbers: dict[str, int] = {}
    for line, cells in lines:
        if len(cells) != len(columns):
            message = mark("The row has another number of cells than the header.")
            faults.append(Fault("bad_row", message, name, line, found=str(len(cells)), expected=str(len(columns))))
            continue
        row = dict(zip(columns, cells, strict=True))
        faults += _row_faults(row, name, line)
        number = row["id"].strip()
        if number in rows:
            message = mark("The id is there twice: the other is in row {row}.")
            faults.append(Fault("doubled_id", message, name, line, "id", number, values={"row": str(numbers[number])}))
        rows[number], numbers[number] = row, line
    return rows, numbers


def _row_faults(row: dict[str, str], name: str, line: int) -> list[Fault]:
    faults = []
    if not re.fullmatch(r"\d{1,12}", row["id"].strip(), re.ASCII):
        message = mark("The id is not a whole number.")
        faults.append(Fault("bad_id", message, name, line, "id", row["id"][:80] or "“”"))
    titles = [column for column in row if column.split("/")[0] == "title"]
    if not any(row[column].strip() for column in titles):
        faults.append(Fault("no_title", mark("It has no title in any language."), name, line, titles[0]))
    for column, text in row.items():
        faults += _text_faults(column, text, name, line)
    return faults + _date_faults(row, name, line) + _progress_faults(row, name, line)


def _text_faults(column: str, text: str, name: str, line: int) -> list[Fault]:
    if len(text) > MOST_LETTERS:
        message = mark("The text is too long.")
        return [Fault("long_text", message, name, line, column, str(len(text)), f"≤ {MOST_LETTERS}")]
    if not all(letter.isprintable() or letter in "\r\n\t\u00a0\u200b\u200d\ufeff" for letter in text):
        return [Fault("bad_text", mark("The text has characters that cannot be shown."), name, line, column)]
    if column == "proposal_urls" and not all(re.match(r"https?://\S+$", url.strip()) for url in text.split(";") if url):
        message = mark("These are not addresses of proposals, with semicolons between.")
        return [Fault("bad_address", message, name, line, column, text[:80])]
    return []


def _date_faults(row: dict[str, str], name: str, line: int) -> list[Fault]:
    faults, days = [], {}
    for column in _DATES:
        text = row.get(column, "").strip()
        if not text:
            continue
        try:
            days[column] = date.fromisoformat(text[:10])
        except ValueError:
            message = mark("This is not a date.")
            faults.append(Fault("bad_date", message, name, line, column, text[:80], "2025-01-31"))
    if len(days) == 2 and days["end_date"] < days["start_date"]:
        message = mark("It ends before it begins.")
        faults.append(Fault("upside_down", message, name, line, "end_date", row["end_date"]))
    return faults


def _progress_faults(row: dict[str, str], name: str, line: int) -> list[Fault]:
    text = row.get("progress", "").strip()
    if not text or (re.fullmatch(r"\d{1,3}([.,]\d+)?", text, re.ASCII) and float(text.replace(",", ".")) <= 100):
        return []
    message = mark("Progress is a number from 0 to 100.")
    return [Fault("bad_progress", message, name, line, "progress", text[:80])]


def _parent_faults(rows: dict[str, dict[str, str]], numbers: dict[str, int], name: str) -> list[Fault]:
    """Parents that are not in the file, and circles of parents: Decidim removes such results."""
    parents = {number: row.get("parent/id", "").strip() for number, row in rows.items()}
    faults = []
    for number, parent in parents.items():
        if parent and parent not in rows:
            message = mark("Its parent is not in the file.")
            faults.append(Fault("no_parent", message, name, numbers[number], "parent/id", parent[:80]))
        elif _is_circle(number, parents):
            message = mark("It is its own parent, directly or through others.")
            faults.append(Fault("circle", message, name, numbers[number], "parent/id", parent[:80]))
    return faults


def _is_circle(number: str, parents: dict[str, str]) -> bool:
    seen, above = {number}, parents.get(number, "")
    while above:
        if above == number:
            return True
        if above in seen:
            return False
        seen.add(above)
        above = parents.get(above, "")
    return False
