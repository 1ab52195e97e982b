"""Hashes that chain entries: each is of the entry and of the hash before it, so that nothing is rewritten unseen."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

FIRST = "0" * 64
"""What stands for the hash before the first entry."""


def columns_of(row: Any) -> dict[str, Any]:
    """Every column of a row, by name."""
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


def entry_hash(row: Any) -> str:
    """Hash (64 hexadecimal digits) of a row that has the columns `sha256` and `previous_sha256`."""
    return hash_of({name: value for name, value in columns_of(row).items() if name != "sha256"})


def hash_of(value: Any) -> str:
    """Hash of plain values, whatever the order of their keys."""
    return hashlib.sha256(_canonical(value).encode()).hexdigest()


def unbroken(rows: Sequence[Any], gone: Mapping[int, str]) -> list[bool]:
    """Whether each row of a chain, told by its `number`, is as it was written and follows on the one before it, or on
    one that was removed: `gone` tells the hash of those by number."""
    hashes = {0: FIRST, **gone} | {row.number: row.sha256 for row in rows}
    return [row.previous_sha256 == hashes.get(row.number - 1) and row.sha256 == entry_hash(row) for row in rows]


def as_plain(value: Any) -> Any:
    """`value` as JSON gives it back: lists for tuples, texts for moments."""
    return json.loads(_canonical(value))


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, default=_plain)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else str(value)
