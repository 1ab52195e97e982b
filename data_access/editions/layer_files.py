"""Map layers on disk: each is named by its content, so that one that was changed or cut short is known by its name."""

import hashlib
from pathlib import Path

DIGITS = 12
"""Digits of the hash in a layer's name."""

TILE_SUFFIX = "pbf"


def layer_digest(path: Path) -> str:
    """The digits that the name of a layer tells: of its bytes or, of a folder, of every tile and its place."""
    if path.is_dir():
        return _folder_digest(path)
    return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS]


def is_whole(path: Path) -> bool:
    """Whether a layer is there and holds what its name tells: `section.<digits>` or `nil.<digits>.geojson`."""
    _, told, *_ = [*path.name.split("."), ""]
    try:
        return path.exists() and layer_digest(path) == told
    except OSError:
        return False


def _folder_digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob(f"*.{TILE_SUFFIX}")):
        digest.update(str(path.relative_to(folder)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:DIGITS]
