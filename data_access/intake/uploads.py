"""Files that arrive through a browser: kept on disk only while they are read."""

import csv
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from contract.errors import disk_told
from data_access.intake.confined import confined
from data_access.intake.mappings import Mapping, Part
from data_access.intake.readers import read_raw


@contextmanager
def stored(files: dict[str, tuple[str, bytes]]) -> Iterator[dict[str, Path]]:
    """Give each uploaded file (role → name, content) a path in a private folder, which is gone afterwards.

    The file keeps its name, so that faults and manifest tell it, and nothing of a path: a browser is not trusted.
    Raises DiskRefused.
    """
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        yield _kept(Path(folder), files)


@disk_told()
def _kept(folder: Path, files: dict[str, tuple[str, bytes]]) -> dict[str, Path]:
    paths = {}
    for role, (name, content) in files.items():
        place = folder / role
        place.mkdir()
        paths[role] = place / (re.sub(r"[^\w.-]+", "_", Path(name.replace("\\", "/")).name)[-100:] or role)
        paths[role].write_bytes(content)
    return paths


def columns_of(file: Path, delimiter: str) -> list[str]:
    """Names of the columns of a table; raises Refused if the file cannot be read.

    Texts are read a line at a time; formats that can swell are opened in a process of their own.
    """
    task = (file, Part("households", delimiter=delimiter))
    return _columns(*task) if is_text(file.name) else confined(_columns, *task)


_TEXTS = (".csv", ".tsv", ".txt")

DELIMITERS = (";", ",", "\t", "|")

_PEEKED_BYTES = 64_000
"""Of a file that is only looked at."""


def _columns(extract: Path, part: Part) -> list[str]:
    return list(read_raw(extract, part).text.columns)


def own_layout(part: Part, columns: dict[str, str], delimiter: str, decimal: str) -> Mapping:
    """The mapping of one table alone, with contract column → file column and how its file is written.

    What `part` says of values and of withheld cells holds for it too.
    """
    values = {name: pairs for name, pairs in part.values.items() if name in columns}
    constants = {name: value for name, value in part.constants.items() if name not in columns}
    own = replace(
        part, columns=columns, values=values, constants=constants, ignored=(), delimiter=delimiter, decimal=decimal
    )
    return Mapping(parts={part.table: own})


def is_text(name: str) -> bool:
    """Whether a file called so is a table of plain text, whose columns are separated by a sign."""
    return Path(name).suffix.lower() in _TEXTS


def delimiter_of(content: bytes) -> str:
    """The sign that separates the columns of a text: of `;`, `,`, tab and `|` the most frequent in its first line."""
    first = content[:_PEEKED_BYTES].split(b"\n", 1)[0].decode("utf-8", errors="replace")
    return max(DELIMITERS, key=first.count)


def year_in(content: bytes, part: Part) -> int | None:
    """The year of the spend in the first row of an extract of plain text; None where it does not say."""
    lines = content[:_PEEKED_BYTES].decode("utf-8-sig", errors="replace").splitlines()[:2]
    rows = list(csv.DictReader(lines, delimiter=part.delimiter or ","))
    text = str((rows[0] if rows else {}).get(part.column_in_file("spend_year")) or "").strip()
    return int(text) if re.fullmatch(r"(19|20)\d\d", text) else None
