"""The header of a file against its contract: where it stands, columns that it lacks, columns that nobody has named."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

import pandas as pd

from contract.errors import Fault, Severity
from contract.schema import Kind, Table
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import RawTable
from data_access.intake.row_faults import shown

_SHAPEFILE_NAME = 10
"""Characters of a column name that a shapefile keeps (dBASE)."""

MOST_TITLE_LINES = 50
"""Lines among which the column names are looked for: titles and notes above a table take a few."""


def folded(name: str) -> str:
    """A column name without the differences that people do not see: capitals, spaces around, kinds of spaces.

    >>> folded("\ufeffSez2011 "), folded("N  FAMIGLIE")
    ('sez2011', 'n famiglie')
    """
    return " ".join(unicodedata.normalize("NFKC", name).replace("\ufeff", "").casefold().split())


def plain(name: str) -> str:
    """A column name by its letters and digits alone, without capitals and accents.

    >>> plain("N. Famiglie"), plain("N_FAMIGLIE"), plain("Età media")
    ('nfamiglie', 'nfamiglie', 'etamedia')
    """
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def read_names(part: Part) -> list[str]:
    """Columns of the file that `part` reads."""
    return list(dict.fromkeys(filter(None, (*part.file_columns.values(), *part.periods, part.municipality))))


def known_names(cells: Sequence[object], part: Part) -> int:
    """How many of `cells` are names of columns that `part` reads."""
    wanted = {plain(name) for name in read_names(part)} - {""}
    return len(wanted & {plain(str(cell)) for cell in cells})


def header_place(rows: Sequence[Sequence[object]], part: Part) -> int:
    """Place of the column names among the first `rows` of a file: the first row unless a later one has known names."""
    found = [known_names(cells, part) for cells in rows[:MOST_TITLE_LINES]]
    if not found or found[0] or max(found) < min(2, len(part.file_columns)):
        return 0
    return found.index(max(found))


def title_notices(lines: int, file: str) -> tuple[Fault, ...]:
    """What is told of `lines` passed over above the column names."""
    message = mark("Lines above the column names, which were passed over: {count}.")
    values = {"count": str(lines)}
    return (Fault("title_lines", message, file, 1, severity=Severity.NOTICE, values=values),) if lines else ()


def named_as_wanted(raw: RawTable, part: Part) -> RawTable:
    """Give columns the names that `part` reads where they differ in capitals, accents or marks only, or were cut; a
    notice says which."""
    header = [str(name) for name in raw.text.columns]
    wanted = read_names(part)
    new = {}
    for name in wanted:
        alike = [found for found in header if folded(found) == folded(name)]
        alike = alike or _plainly(name, header, wanted) or _cut(name, header, wanted, raw)
        if name not in header and len(alike) == 1 and alike[0] not in wanted:
            new[alike[0]] = name
    if not new:
        return raw
    message = mark(
        "Column names that differ from the mapping in capitals, accents or marks only, or were cut by a shapefile, "
        "were read: {count}."
    )
    values = {"count": str(len(new))}
    found = shown(", ".join(new))
    notice = Fault("other_capitals", message, raw.file, raw.header_row, "", found, "", Severity.NOTICE, values)
    return replace(raw, text=raw.text.rename(columns=new), faults=(*raw.faults, notice))


def _plainly(name: str, header: list[str], wanted: list[str]) -> list[str]:
    """Columns with the letters and digits of `name`, where no other name that is read has them."""
    if sum(plain(each) == plain(name) for each in wanted) > 1:
        return []
    return [found for found in header if plain(found) == plain(name) != ""]


def _cut(name: str, header: list[str], wanted: list[str], raw: RawTable) -> list[str]:
    """Columns of a file of shapes that are the first characters of `name`, where no other name begins so."""
    short = folded(name[:_SHAPEFILE_NAME])
    if raw.geometry is None or sum(folded(each[:_SHAPEFILE_NAME]) == short for each in wanted) > 1:
        return []
    return [found for found in header if folded(found) == short]


def without_repeats(raw: RawTable, part: Part) -> RawTable:
    """Leave out rows that say the column names again, as files that were put one below the other do."""
    columns = [name for name in read_names(part) if name in raw.text]
    is_repeat = pd.Series(len(columns) > 1, index=raw.text.index)
    for name in columns:
        is_repeat &= raw.text[name].where(is_repeat, "").map(folded).eq(folded(name)) if is_repeat.any() else False
    if not is_repeat.any():
        return raw
    message = mark("Rows that say the column names again, which were left out: {count}.")
    row, values = int(is_repeat.idxmax()), {"count": str(int(is_repeat.sum()))}
    notice = Fault("repeated_header", message, raw.file, row, severity=Severity.NOTICE, values=values)
    geometry = raw.geometry[~is_repeat] if raw.geometry is not None else None
    return replace(raw, text=raw.text[~is_repeat], geometry=geometry, faults=(*raw.faults, notice))


_WORDLESS = (Kind.SECTION, Kind.COUNT, Kind.YEAR, Kind.MONEY, Kind.NUMBER, Kind.DATE)
_LEAST_WORDS = 3
"""Words in columns of numbers from which a row below the column names is a second line of names; chosen, 2026-11."""


def _is_wordy(cells: Sequence[str]) -> bool:
    """Whether cells of a row hold several words and no digit."""
    words = sum(re.search(r"[^\W\d_]", cell) is not None for cell in cells)
    return words >= _LEAST_WORDS and not re.search(r"[0-9]", " ".join(cells))


def without_words(raw: RawTable, part: Part) -> RawTable:
    """Leave out rows right below the column names that hold words, and no digit, where the contract has codes, numbers
    and dates: a second line of names, or of units; a notice says how many."""
    columns = [
        name for key, name in part.file_columns.items() if name in raw.text and part.contract[key].kind in _WORDLESS
    ]
    cells = raw.text[columns].head(MOST_TITLE_LINES)
    rows = cells.index[: len([*takewhile(_is_wordy, cells.to_numpy())])]
    if not 0 < len(rows) < len(cells):
        return raw
    message = mark("Rows of words below the column names, as of units, which were left out: {count}.")
    values = {"count": str(len(rows))}
    notice = Fault("rows_of_words", message, raw.file, int(rows[0]), severity=Severity.NOTICE, values=values)
    geometry = raw.geometry.drop(index=rows) if raw.geometry is not None else None
    return replace(raw, text=raw.text.drop(index=rows), geometry=geometry, faults=(*raw.faults, notice))


def column_faults(raw: RawTable, table: Table, part: Part) -> list[Fault]:
    """Columns that `part` names and the file lacks, required ones that it does not name, and those never read."""
    faults = []
    header = list(raw.text.columns)
    found = shown(", ".join(header))
    lacked = [
        (named, named) for name, named in part.file_columns.items()
        if named not in header and (part.columns or table[name].is_required)
    ]  # fmt: skip
    if part.municipality and part.municipality not in header:
        lacked.append((part.municipality, ""))
    for named, expected in lacked:
        message = mark("The file lacks this column: correct its name in the mapping, or the file.")
        faults.append(Fault("missing_column", message, raw.file, raw.header_row, named, found, expected))
    for column in table.columns:
        is_given = column.name in part.file_columns or column.name in part.constants or is_made(column.name, part)
        if column.is_required and not is_given:
            message = mark("The mapping does not say which column of the file holds this.")
            faults.append(Fault("unmapped_column", message, raw.file, raw.header_row, column.name, found, column.name))
    unread = [name for name in header if name not in {*part.file_columns.values(), *part.ignored, part.municipality}]
    if unread:
        message = mark("Columns that were not read: {count}.")
        faults.append(
            Fault(
                "unread_columns",
                message,
                raw.file,
                found=shown(", ".join(unread)),
                severity=Severity.NOTICE,
                values={"count": str(len(unread))},
            )
        )
    return faults


def is_made(name: str, part: Part) -> bool:
    """Whether the column is the key that is made from others."""
    return bool(part.id_from) and name == part.contract.key[0]
