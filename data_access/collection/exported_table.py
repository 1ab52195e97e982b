"""A file exported from KoboToolbox or ODK as texts, each row by its line in the file."""

import csv
import io

import pandas as pd
from python_calamine import CalamineError

from contract.errors import Fault, Refused
from contract.translations import mark

MOST_ROWS = 10_000
_SHOWN_BYTES = 8


def read_table(content: bytes, file: str) -> pd.DataFrame:
    """The file (CSV in UTF-8, or the first sheet of an XLSX) as texts, blank rows left out.

    Columns have the last part of their name ("asked/damp": "damp"); the index is the line of the file. Raises Refused
    where it cannot be read, with each row that has more or fewer cells than the first.
    """
    try:
        frame = _workbook(content) if content[:2] == b"PK" else _texts(content.decode("utf-8-sig"), file)
    except (ValueError, OSError, CalamineError, csv.Error) as error:
        message = mark(
            "The file can be read neither as CSV in UTF-8 nor as XLSX: export it from KoboToolbox or ODK again, and "
            "do not save it by another program."
        )
        raise Refused([Fault("unreadable", message, file, found=repr(content[:_SHOWN_BYTES])[2:-1])]) from error
    if not 0 < len(frame) <= MOST_ROWS:
        message = mark("The file has no submissions, or more than {most}.")
        raise Refused([Fault("bad_size", message, file, found=str(len(frame)), values={"most": str(MOST_ROWS)})])
    frame.columns = [str(name).rpartition("/")[2].strip() for name in frame.columns]
    return frame.loc[:, [bool(name) or frame.iloc[:, place].any() for place, name in enumerate(frame.columns)]]


def _workbook(content: bytes) -> pd.DataFrame:
    frame = pd.read_excel(io.BytesIO(content), dtype=str, engine="calamine", keep_default_na=False, header=None)
    names, *rows = [[str(cell).strip() for cell in cells] for cells in frame.to_numpy()] or [[]]
    told = {line: cells for line, cells in enumerate(rows, start=2) if any(cells)}
    return pd.DataFrame(list(told.values()), index=list(told), columns=names)


def _texts(text: str, file: str) -> pd.DataFrame:
    if not text.strip():
        raise Refused([Fault("empty_file", mark("The file is empty."), file)])
    separator = max(";,\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    names, rows, line = next(reader), {}, reader.line_num
    for cells in reader:
        if any(map(str.strip, cells)):
            while len(cells) > len(names) and not cells[-1].strip():
                cells.pop()
            rows[line + 1] = [cell.strip() for cell in cells]
        line = reader.line_num
    message = mark("This row has more or fewer cells than the header.")
    if ragged := {line: len(cells) for line, cells in rows.items() if len(cells) != len(names)}:
        raise Refused([Fault("ragged_row", message, file, line, found=str(count), expected=str(len(names)))
                       for line, count in ragged.items()])  # fmt: skip
    return pd.DataFrame(list(rows.values()), index=list(rows), columns=names)
