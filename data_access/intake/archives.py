"""Packed files, opened with care: nothing is unpacked outside its folder, nothing swells beyond measure."""

import gzip
import shutil
import stat
import zipfile
from pathlib import Path, PurePosixPath

from contract.translations import mark
from data_access.intake.raw_tables import reading, refuse

MOST_UNPACKED_BYTES = 1_000_000_000
"""What a zip may hold once unpacked: Lombardy's 2011 sections, the largest official file in use, are 130 MB."""

MOST_RATIO = 200
"""How many times larger than packed the content may be: official shapefiles reach 10, workbooks 60, bombs 1,000."""

_SMALL_BYTES = 10_000_000
"""Below this size the ratio is not looked at: an almost empty table packs very well."""


def check_archive(path: Path) -> list[zipfile.ZipInfo]:
    """Return the entries of the zip at `path`. Raises Refused if broken, too large or leading out of its folder."""
    with reading(path.name), zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MOST_UNPACKED_BYTES or (unpacked > _SMALL_BYTES and unpacked > MOST_RATIO * max(packed, 1)):
        message = mark("Unpacked, the file would be far too large: it was not opened.")
        raise refuse("zip_bomb", message, path.name, found=f"{unpacked} B", expected=f"≤ {MOST_UNPACKED_BYTES} B")
    for entry in entries:
        _check_entry(entry, path.name)
    return entries


def data_entries(path: Path) -> list[zipfile.ZipInfo]:
    """The files inside the zip at `path` that people put there, not those that macOS or Windows add; checked first."""
    return [entry for entry in check_archive(path) if not entry.is_dir() and not _is_added(entry)]


def _is_added(entry: zipfile.ZipInfo) -> bool:
    inside = PurePosixPath(entry.filename)
    return "__MACOSX" in inside.parts or inside.name.startswith(".") or inside.name.lower() in _WINDOWS_FILES


_WINDOWS_FILES = ("thumbs.db", "desktop.ini")


def suffix_of(entry: zipfile.ZipInfo) -> str:
    """The suffix of an entry's name, in small letters."""
    return PurePosixPath(entry.filename).suffix.lower()


def stem_of(entry: zipfile.ZipInfo) -> str:
    """An entry's name without folder and suffix, in small letters."""
    return PurePosixPath(entry.filename).stem.lower()


def unpack(path: Path, entries: list[zipfile.ZipInfo], folder: Path) -> None:
    """Write `entries` of the zip at `path` into `folder`, all side by side. Raises Refused if the zip is damaged."""
    with reading(path.name), zipfile.ZipFile(path) as archive:
        for entry in entries:
            with archive.open(entry) as packed, (folder / PurePosixPath(entry.filename).name).open("wb") as out:
                shutil.copyfileobj(packed, out)


def _check_entry(entry: zipfile.ZipInfo, file: str) -> None:
    # orig_filename is what was written; Python already cleans `filename`
    written = entry.orig_filename
    inside = PurePosixPath(written.replace("\\", "/"))
    if inside.is_absolute() or ".." in inside.parts or ":" in written or "\0" in written:
        message = mark("A path inside the zip leads out of it: the file was not opened.")
        raise refuse("zip_path", message, file, found=written)
    if stat.S_ISLNK(entry.external_attr >> 16):
        message = mark("The zip holds a link instead of a file: it was not opened.")
        raise refuse("zip_link", message, file, found=written)
    if entry.flag_bits & 1:
        message = mark("The zip is protected by a password: pack it again without one.")
        raise refuse("zip_password", message, file, found=written)


def gunzip(path: Path, folder: Path) -> Path:
    """Write what the gzip at `path` holds into `folder`, under its name without .gz; return where it lies.

    Raises Refused if it is damaged or swells beyond measure.
    """
    unpacked, size = folder / path.stem, 0
    with reading(path.name), gzip.open(path) as packed, unpacked.open("wb") as out:
        while block := packed.read(1 << 20):
            size += len(block)
            if size > max(_SMALL_BYTES, MOST_RATIO * path.stat().st_size) or size > MOST_UNPACKED_BYTES:
                message = mark("Unpacked, the file would be far too large: it was not opened.")
                raise refuse("zip_bomb", message, path.name, expected=f"≤ {MOST_UNPACKED_BYTES} B")
            out.write(block)
    return unpacked
