"""Map layers and tiles as a browser asks for them: by name, from the editions that the reader may see."""

import re
from pathlib import Path

from data_access.editions.folders import Edition, list_revisions
from data_access.editions.layer_files import TILE_SUFFIX
from data_access.editions.soundness import inside

_TILE = re.compile(rf"([^/]+)/(\d+/\d+/\d+\.{TILE_SUFFIX})")


def find_layer(root: Path, name: str, with_internal: bool = False) -> tuple[Edition, Path] | None:
    """The edition in `root` that has the layer, or the tile, called `name`, and its path; None where there is none.

    A name tells the content: where a public edition has it too, it is that edition's.
    """
    revisions = sorted(list_revisions(root), key=lambda edition: edition.is_internal)
    for edition in revisions:
        path = _path_in(edition, name) if with_internal or not edition.is_internal else None
        if path is not None and path.is_file():
            return edition, path
    return None


def _path_in(edition: Edition, name: str) -> Path | None:
    if name in (Path(layer).name for layer in edition.manifest["layers"].values()):
        return next(path for each in edition.manifest["layers"] if (path := edition.layer(each)).name == name)
    tile = _TILE.fullmatch(name)
    if tile is None:
        return None
    folders = [told["path"] for level, told in edition.tiles.items() if level not in edition.torn_tiles]
    return next((inside(edition.folder, f"{folder.relative_to(edition.folder)}/{tile[2]}") for folder in folders
                 if folder.name == tile[1]), None)  # fmt: skip
