"""Folders of editions: finding them, and what an edition's own manifest says.

`editions/2023` is the first revision of the year 2023, `editions/2023.2` the second; the highest one is current,
unless another was made current again.
"""

import json
import os
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from contract.errors import DamagedEdition, ObservatoryError, UnknownEdition
from contract.levels import words_of
from contract.tables import LEVELS
from contract.translations import Told, mark
from data_access.editions.acts import chosen_revision
from data_access.editions.layer_files import is_whole
from data_access.editions.soundness import MANIFEST, TORN, check_layers, check_manifest, check_tables, inside, reading

ENVIRONMENT_VARIABLE = "OBSERVATORY_DATA"
SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "editions"
_FOLDER = re.compile(r"(\d{4})(?:\.(\d+))?")


@dataclass(frozen=True)
class Edition:
    """One revision of one year: its folder and what its name says."""

    folder: Path
    year: int
    revision: int

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The edition's manifest, a Frictionless Data Package descriptor."""
        with reading(self.folder / MANIFEST) as path:
            told = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(told, dict):
                raise ValueError(path)
            return told

    @property
    def is_demonstration(self) -> bool:
        """Whether its data are invented."""
        return bool(self.manifest["is_demonstration"])

    @property
    def is_internal(self) -> bool:
        """Whether it is for people with a role alone; so told unless its manifest says plainly that it is not."""
        return self.manifest.get("is_internal", False) is not False

    @cached_property
    def damage(self) -> ObservatoryError | None:
        """What is wrong with its files, looked at once; None where it can be read."""
        try:
            check_manifest(self.manifest, self.folder, self.year)
            check_tables(self.manifest, self.folder)
            check_layers(self.manifest, self.folder)
        except ObservatoryError as error:
            return error
        return None

    @property
    def tiles(self) -> dict[str, dict[str, Any]]:
        """By level drawn in tiles: `path` of their folder, `min_zoom`, `max_zoom`, `bounds` (degrees)."""
        told = self.manifest.get("tiles", {})
        return {level: tiles | {"path": inside(self.folder, str(tiles["path"]))} for level, tiles in told.items()}

    @cached_property
    def torn_tiles(self) -> dict[str, ObservatoryError]:
        """By level drawn in tiles of which some are missing or changed: what is wrong. All else can be read."""
        torn = {level: told["path"] for level, told in self.tiles.items() if not is_whole(told["path"])}
        return {level: DamagedEdition(TORN, path=path) for level, path in torn.items()}

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that the city has, finest first: "section", those between, "city"."""
        return tuple(level for level in LEVELS if level in self.manifest["levels"])

    @property
    def level_words(self) -> dict[str, Told]:
        """What fills the blanks for the city's levels in a sentence of any language (`contract.levels`)."""
        return words_of(self.manifest.get("level_names", {}))

    @property
    def middle(self) -> str:
        """The level at which neighbourhoods are told: the finest above sections, else sections."""
        return self.levels[1] if len(self.levels) > 2 else self.levels[0]

    @property
    def finest(self) -> str:
        """The finest level above the sections: the city, where nothing lies between."""
        return self.levels[1]

    @property
    def largest(self) -> str:
        """The level of the largest areas within the city, above sections; "" where there is none."""
        return self.levels[-2] if len(self.levels) > 2 else ""

    def above(self, level: str) -> str:
        """The level towards which the areas of `level` are drawn: the next for sections, the city for all others."""
        return self.levels[1] if level == self.levels[0] else self.levels[-1]

    def layer(self, name: str) -> Path:
        """Path of the map layer called `name` ("section", "nil", "municipio", "nil_borders" …)."""
        return inside(self.folder, str(self.manifest["layers"][name]))


def editions_root() -> Path:
    """Folder of the editions in use: the one that OBSERVATORY_DATA names, else the embedded sample."""
    return Path(os.environ.get(ENVIRONMENT_VARIABLE) or SAMPLE)


def list_revisions(root: Path) -> list[Edition]:
    """Every sound revision in `root`, by year and revision; folders that are not editions are passed over."""
    return [edition for edition in every_revision(root) if edition.damage is None]


def list_damaged(root: Path) -> list[Edition]:
    """Revisions in `root` that are left out: changed or cut short since, or of another format."""
    return [edition for edition in every_revision(root) if edition.damage is not None]


def every_revision(root: Path) -> list[Edition]:
    """Every revision in `root`, sound or not, by year and revision; folders that are not editions are passed over."""
    if not root.is_dir():
        return []
    found = [
        _edition(folder, int(name[1]), int(name[2] or 1), (folder / MANIFEST).stat().st_mtime_ns)
        for folder in root.iterdir()
        if (name := _FOLDER.fullmatch(folder.name)) and (folder / MANIFEST).is_file()
    ]
    return sorted(found, key=lambda edition: (edition.year, edition.revision))


@lru_cache(maxsize=256)
def _edition(folder: Path, year: int, revision: int, _changed: int) -> Edition:
    """The same object while its manifest stays, so that its files are looked at once."""
    return Edition(folder, year, revision)


def list_editions(root: Path, with_internal: bool = False) -> list[Edition]:
    """The current revision of each year in `root`, oldest year first: of the public ones, unless told otherwise."""
    by_year: dict[int, list[Edition]] = {}
    for edition in list_revisions(root):
        if with_internal or not edition.is_internal:
            by_year.setdefault(edition.year, []).append(edition)
    return [_current_of(revisions) for revisions in by_year.values()]


def _current_of(revisions: list[Edition]) -> Edition:
    """Of the sound revisions of one year, the one that was made current again, else the last."""
    last = revisions[-1]
    chosen = chosen_revision(last.folder.parent, last.year, last.revision)
    return next((edition for edition in revisions if edition.revision == chosen), last)


def find_edition(path: Path) -> Edition:
    """Return the edition at `path`: `DIR/2023` is the current revision of 2023, `DIR/2023.1` the first one.

    Raises UnknownEdition, naming what there is, if there is none.
    """
    name = _FOLDER.fullmatch(path.name)
    revisions = list_revisions(path.parent)
    if name:
        asked = [
            edition
            for edition in revisions
            if edition.year == int(name[1]) and (name[2] is None or edition.revision == int(name[2]))
        ]
        if asked:
            return _current_of(asked)
        for edition in list_damaged(path.parent):
            if edition.year == int(name[1]) and edition.damage is not None:
                raise edition.damage
    raise UnknownEdition(
        mark("{path} holds no edition. Editions in its folder: {known}."),
        path=path,
        known=", ".join(edition.folder.name for edition in revisions) or "–",
    )
