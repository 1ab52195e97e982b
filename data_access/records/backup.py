"""A copy of the records while they are in use, and back again. PostgreSQL's is made by `pg_dump`."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from contract.errors import Fault, Refused
from contract.translations import mark
from data_access.records.audit import broken_entries, fingerprint
from data_access.records.database import FILE, Records, open_records

DAMAGED = mark("The copy is damaged: what it says of the acts is not what was written.")
UNREADABLE = mark("The file is no copy of the records, or was cut short.")


def back_up(records: Records, copy: Path) -> str:
    """Write the records, as they are at one moment, to a new file; return the fingerprint of its audit.

    Raises Refused if the file is there already, or the records are in a database of their own.
    """
    if records.engine.dialect.name != "sqlite":
        raise Refused([Fault("not_a_file", mark("These records are in PostgreSQL: copy them with pg_dump."))])
    _refuse_existing(copy)
    with closing(sqlite3.connect(str(records.engine.url.database))) as source, closing(_new(copy)) as target:
        source.backup(target)
    return fingerprint(records)


def restore(copy: Path, folder: Path) -> str:
    """Put a copy where records are to be, a folder that has none; return the fingerprint of its audit.

    Raises Refused if there are records already, or the copy is no database or damaged: then nothing is left there.
    """
    place = folder / FILE
    _refuse_existing(place)
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as source, closing(_new(place)) as target:
            source.backup(target)
        with closing(open_records(str(folder))) as restored:
            is_damaged, found = bool(broken_entries(restored)), fingerprint(restored)
    except sqlite3.DatabaseError as error:
        _clear(folder, is_new)
        raise Refused([Fault("bad_copy", UNREADABLE, found=str(copy))]) from error
    if is_damaged:
        _clear(folder, is_new)
        raise Refused([Fault("bad_copy", DAMAGED, found=str(copy))])
    return found


def _clear(folder: Path, is_new: bool) -> None:
    for left in folder.glob(f"{FILE}*"):
        left.unlink()
    if is_new:
        folder.rmdir()


def _new(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    return sqlite3.connect(path)


def _refuse_existing(path: Path) -> None:
    if path.exists():
        message = mark("There is a file already: nothing was written over it.")
        raise Refused([Fault("file_exists", message, found=str(path))])
