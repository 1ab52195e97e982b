"""Files that arrive through a browser: kept on disk only while they are read."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data_access.intake.confined import confined
from data_access.intake.mappings import Mapping, Part
from data_access.intake.readers import read_raw


@contextmanager
def stored(files: dict[str, tuple[str, bytes]]) -> Iterator[dict[str, Path]]:
    """Give each uploaded file (role → name, content) a path in a private folder, which is gone afterwards.

    The file keeps its name, so that faults and manifest tell it, and nothing of a path: a browser is not trusted.
    """
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        paths = {}
        for role, (name, content) in files.items():
            place = Path(folder) / role
            place.mkdir()
            paths[role] = place / (re.sub(r"[^\w.-]+", "_", Path(name.replace("\\", "/")).name)[-100:] or role)
            paths[role].write_bytes(content)
        yield paths


def columns_of(extract: Path, delimiter: str) -> list[str]:
    """Names of the columns of an extract; raises Refused if the file cannot be read.

    Texts are read a line at a time; formats that can swell are opened in a process of their own.
    """
    task = (extract, Part("households", delimiter=delimiter))
    return _columns(*task) if extract.suffix.lower() in _TEXTS else confined(_columns, *task)


_TEXTS = (".csv", ".tsv", ".txt")


def _columns(extract: Path, part: Part) -> list[str]:
    return list(read_raw(extract, part).text.columns)


def extract_layout(columns: dict[str, str], delimiter: str, decimal: str) -> Mapping:
    """The mapping of an extract alone: contract column → file column, and how its file is written."""
    return Mapping(parts={"households": Part("households", columns, delimiter=delimiter, decimal=decimal)})
