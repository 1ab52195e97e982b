"""Reading CSV and TSV files as texts, line by line, so that every fault has its line."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import numpy as np
import pandas as pd

from contract.errors import Fault, Refused, Severity
from contract.translations import mark
from data_access.intake.headers import MOST_TITLE_LINES, header_place, known_names, title_notices
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import HEADER_ROW, MOST_COLUMNS, MOST_ROWS, RawTable, refuse
from data_access.intake.row_faults import faults_of_rows, shown

if TYPE_CHECKING:
    from _csv import Reader

INSPECTED_BYTES = 65_536
"""What is looked at before the rest of a file is read: ISTAT's longest header has 1,000 bytes."""

LONGEST_LINE = 1_000_000
"""Characters of the longest line that is read: the longest real one, a catalogue of contributions, has 700."""

_CHUNK_ROWS = 20_000
_ZEROS = 0.9
"""Share of every other byte that is 0 in a European text in UTF-16."""
_DELIMITERS = (";", ",", "\t", "|")
_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_UTF_16 = ("utf-16", "utf-16-le", "utf-16-be")
_SEPARATOR = re.compile(r'"?sep=(.)"?\s*$', re.IGNORECASE)
"""What Excel writes on a line of its own above the column names."""
_PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype|html)", re.IGNORECASE)


def read_delimited(path: Path, part: Part) -> RawTable:
    """Read a text file with one row per line and a header. Raises Refused if it is not such a file.

    Lines above the column names, and Excel's own line `sep=;`, are passed over.
    """
    encoding, faults = _encoding(path, part)
    csv.field_size_limit(LONGEST_LINE)
    head = _head(path, encoding)
    delimiter, above = _layout(head, part, path, encoding)
    with path.open(encoding=encoding, newline="") as file:
        lines = _lines(file, path.name)
        reader = csv.reader(islice(lines, above, None), delimiter=delimiter, strict=True)
        try:
            header = _header(next(reader, []), part, delimiter, path.name, head, above + 1)
            text, ragged = _rows(reader, header, path.name, above)
        except UnicodeDecodeError as error:
            raise _undecodable(path, encoding) from error
        except csv.Error as error:
            message = mark("This line cannot be split into columns: look for a quotation mark that is never closed.")
            row = above + reader.line_num
            raise refuse("unreadable_line", message, path.name, row=row) from error
    notices = title_notices(above - bool(_SEPARATOR.match("".join(head[:1]))), path.name)
    return RawTable(path.name, text, None, tuple(faults) + tuple(ragged) + notices, above + 1)


def _head(path: Path, encoding: str) -> list[str]:
    """The first lines, among which the column names stand."""
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        return [line[:LONGEST_LINE] for line in file.read(INSPECTED_BYTES).splitlines()[:MOST_TITLE_LINES]]


def _layout(head: list[str], part: Part, path: Path, encoding: str) -> tuple[str, int]:
    """The mark between the columns, and how many lines stand above their names."""
    delimiter = part.delimiter or ("\t" if path.suffix.lower() == ".tsv" else ",")
    declared = _SEPARATOR.match(head[0]) if head else None
    if declared:
        delimiter, head = declared[1], head[1:]
    is_tabbed = encoding in _UTF_16 and not any(known_names(_cells(line, delimiter), part) for line in head)
    if is_tabbed and any(known_names(_cells(line, "\t"), part) for line in head):
        delimiter = "\t"
    return delimiter, header_place([_cells(line, delimiter) for line in head], part) + bool(declared)


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def check_header(header: list[str], file: str) -> None:
    """Raise Refused if column names are missing or doubled, or if there are too many."""
    if len(header) > MOST_COLUMNS or not any(header):
        message = mark("The first row must hold the names of the columns.")
        raise refuse("no_header", message, file, row=HEADER_ROW, found=shown(" ".join(header[:5])))
    doubled = [name for name, count in Counter(header).items() if count > 1 and name]
    if doubled:
        message = mark("Several columns have this name: rename or remove all but one.")
        raise Refused(
            [
                Fault("doubled_column", message, file, HEADER_ROW, shown(name), f"{header.count(name)} ×", "1 ×")
                for name in doubled
            ]
        )


def _encoding(path: Path, part: Part) -> tuple[str, list[Fault]]:
    with path.open("rb") as file:
        head = file.read(INSPECTED_BYTES)
    if not head.strip():
        raise refuse("empty_file", mark("The file is empty."), path.name)
    wide = _utf_16(head)
    if wide:
        message = mark("The mapping says another encoding, but the file is written in UTF-16: it was read as UTF-16.")
        declared = part.encoding or "UTF-8"
        return wide, [
            Fault("other_encoding", message, path.name, found="UTF-16", expected=declared, severity=Severity.NOTICE)
        ]
    if b"\0" in head:
        message = mark("This is not a text file: it holds bytes that no text has.")
        raise refuse("not_text", message, path.name, row=head[: head.index(0)].count(b"\n") + 1, found="\\x00")
    if _PAGE.match(head):
        message = mark("The content of the file is not what its name says.")
        raise refuse("other_content", message, path.name, found="HTML", expected=path.suffix.lower())
    if b"\n" not in head and b"\r" not in head and len(head) == INSPECTED_BYTES:
        message = mark("The first line never ends: this is not a table.")
        raise refuse("not_a_table", message, path.name, row=HEADER_ROW, found=shown(head[:20].decode("latin-1")))
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig", []
    declared = part.encoding or "utf-8"
    if codecs.lookup(declared).name == "utf-8" or not _is_utf8_beyond_ascii(path):
        return declared, []
    message = mark("The mapping says another encoding, but the file is written in UTF-8: it was read as UTF-8.")
    return "utf-8", [
        Fault("other_encoding", message, path.name, found="UTF-8", expected=declared, severity=Severity.NOTICE)
    ]


def _utf_16(head: bytes) -> str:
    """The kind of UTF-16 that the first bytes are written in: by their mark, or as every other byte is 0; else ""."""
    if encoding := _BOMS.get(head[:2]):
        return encoding
    for start, kind in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(head) > 8 and head[start::2].count(0) > _ZEROS * len(head) / 2 and not head[1 - start :: 2].count(0):
            return kind
    return ""


def _is_utf8_beyond_ascii(path: Path) -> bool:
    """Whether the bytes can only be UTF-8: letters with accents that are valid there are hardly ever anything else."""
    is_ascii = True
    try:
        with path.open(encoding="utf-8", newline="") as file:
            while text := file.read(LONGEST_LINE):
                is_ascii = is_ascii and text.isascii()
    except UnicodeDecodeError:
        return False
    return not is_ascii


def _lines(file: TextIO, name: str) -> Iterator[str]:
    for row, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), ""), start=1):
        if "\0" in line:
            message = mark("This is not a text file: it holds bytes that no text has.")
            raise refuse("not_text", message, name, row=row, found="\\x00")
        if len(line) >= LONGEST_LINE:
            message = mark("This line is too long to be the row of a table.")
            raise refuse("long_line", message, name, row=row, expected=f"≤ {LONGEST_LINE}")
        yield line


def _header(cells: list[str], part: Part, delimiter: str, file: str, head: list[str], row: int) -> list[str]:
    header = [name.strip() for name in cells]
    while header and not header[-1]:
        header.pop()
    if not known_names(header, part):
        _check_delimiter(head, part, delimiter, file)
        if part.columns:
            message = mark("The file has none of the columns that the mapping names.")
            raise refuse(
                "no_known_column",
                message,
                file,
                row=row,
                found=shown(", ".join(header)),
                expected=shown(", ".join(part.columns.values())),
            )
    check_header(header, file)
    return header


def _check_delimiter(head: list[str], part: Part, delimiter: str, file: str) -> None:
    """Raise Refused if one of the first lines has known names between other marks."""
    for other in _DELIMITERS:
        for row, line in enumerate(head, start=1):
            if other != delimiter and known_names(_cells(line, other), part):
                message = mark("The columns are separated by another mark: write it as delimiter in the mapping.")
                found, expected = (f"“{sign}”".replace("\t", "\\t") for sign in (other, delimiter))
                raise refuse("wrong_delimiter", message, file, row=row, found=found, expected=expected)


def _rows(reader: "Reader", header: list[str], file: str, above: int) -> tuple[pd.DataFrame, list[Fault]]:
    names = [name or f"({place})" for place, name in enumerate(header, start=1)]
    chunks: list[pd.DataFrame] = []
    ragged: dict[int, str] = {}
    total = 0
    placed = _placed(reader, above)
    while taken := list(islice(placed, _CHUNK_ROWS)):
        total += len(taken)
        if total > MOST_ROWS:
            raise refuse("too_many_rows", mark("The file has too many rows."), file, expected=f"≤ {MOST_ROWS}")
        even = []
        for row, cells in taken:
            while len(cells) > len(names) and not cells[-1].strip():
                cells.pop()
            if len(cells) == len(names):
                even.append((row, cells))
            else:
                ragged[row] = str(len(cells))
        rows = np.array([row for row, _ in even], dtype=np.int64)
        chunks.append(pd.DataFrame([cells for _, cells in even], columns=names, index=rows, dtype="str"))
    message = mark("This row has more or fewer cells than the header.")
    faults = faults_of_rows("ragged_row", message, file, "", ragged, found=pd.Series(ragged), expected=str(len(names)))
    empty = pd.DataFrame(columns=names, index=pd.Index([], dtype=np.int64), dtype="str")
    return pd.concat([empty, *chunks]), faults


def _placed(reader: "Reader", above: int) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each begins on; blank lines, and lines of delimiters alone, are passed over."""
    line = reader.line_num
    for cells in reader:
        if any(map(str.strip, cells)):
            yield above + line + 1, cells
        line = reader.line_num


def _undecodable(path: Path, encoding: str) -> Refused:
    if encoding in _UTF_16:
        return refuse("wrong_encoding", mark("The file ends in the middle of a letter."), path.name, expected="UTF-16")
    with path.open("rb") as file:
        for row, line in enumerate(file, start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError as error:
                message = mark(
                    "A letter of this line is not written in the encoding of the mapping: "
                    "write the right one there, such as cp1252."
                )
                found = f"\\x{line[error.start]:02x}"
                return refuse("wrong_encoding", message, path.name, row=row, found=found, expected=encoding.upper())
    return refuse("wrong_encoding", mark("The file ends in the middle of a letter."), path.name, expected=encoding)
