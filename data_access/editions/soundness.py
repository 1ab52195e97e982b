"""Whether an edition is still what was published: its format, the fields of its manifest, its files."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from contract.errors import DamagedEdition
from contract.translations import mark
from data_access.editions.layer_files import is_whole
from data_access.editions.manifest_fields import broken_field

MANIFEST = "manifest.json"

FORMAT = 3
"""Version of an edition's format: counts as windows. Those of another format are not read."""

_CHANGED = mark(
    "{path} cannot be read: the edition was changed or cut short after it was published. Put its folder "
    "back from a copy; without one, move it elsewhere and publish again."
)
TORN = mark(
    "The map's tiles in {path} are no longer those that were published, so these areas are not drawn. Figures, tables "
    "and files are not touched. Publish again, or copy the folder again."
)
_OLD = mark(
    "{path} was written in format {found}, and format {known} is read here. Publish it again: "
    "python -m data_access publish."
)
_NEW = mark(
    "{path} was written by a newer version of the program: in format {found}, and format {known} is read here. Update "
    "the program."
)
_BROKEN = mark(
    "{path} lacks the field “{field}”, or holds there what publishing never writes. Put its folder back from a copy; "
    "without one, move it elsewhere and publish again."
)
_RENAMED = mark("The folder {path} holds the edition {found}: give it that name again.")


def check_manifest(manifest: Mapping[str, Any], folder: Path, year: int) -> None:
    """Raise DamagedEdition where the format is another, a field is not sound, or the folder has another year's name."""
    _check_format(manifest, folder)
    field = broken_field(manifest)
    if field:
        raise DamagedEdition(_BROKEN, path=folder / MANIFEST, field=field)
    if manifest["year"] != year:
        raise DamagedEdition(_RENAMED, path=folder, found=manifest["year"])


def _check_format(manifest: Mapping[str, Any], folder: Path) -> None:
    """Raise DamagedEdition where the edition is of another format, naming what mends it."""
    found = manifest.get("format", 1)
    if found != FORMAT:
        is_newer = isinstance(found, int) and found > FORMAT
        raise DamagedEdition(_NEW if is_newer else _OLD, path=folder, found=found, known=FORMAT)


def check_tables(manifest: Mapping[str, Any], folder: Path) -> None:
    """Raise DamagedEdition where a table is not the one that was published, or lies elsewhere."""
    for each in manifest["resources"]:
        with reading(inside(folder, str(each["path"]))) as file:
            if each["hash"] != f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}":
                raise DamagedEdition(_CHANGED, path=file)


def check_layers(manifest: Mapping[str, Any], folder: Path) -> None:
    """Raise DamagedEdition where a layer is not the one that was published, or tiles lie elsewhere."""
    for name in manifest["layers"].values():
        file = inside(folder, name)
        if not is_whole(file):
            raise DamagedEdition(_CHANGED, path=file)
    for told in manifest.get("tiles", {}).values():
        inside(folder, told["path"])


def inside(folder: Path, name: str) -> Path:
    """Path of the file `name` in `folder`. Raises DamagedEdition if it would lie elsewhere."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise DamagedEdition(_CHANGED, path=folder / MANIFEST)
    return folder / name


@contextmanager
def reading(path: Path) -> Iterator[Path]:
    """Turn what a reader says of a damaged file into an error that names the file and the remedy."""
    try:
        yield path
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DamagedEdition(_CHANGED, path=path) from error
