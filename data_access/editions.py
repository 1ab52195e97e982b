"""Editions on disk: finding and reading them. An edition is a folder that never changes once it has its name.

`editions/2023` is the first revision of the year 2023, `editions/2023.2` the second; the highest one is current.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import geopandas as gpd
import pandas as pd
import pyarrow as pa
import shapely

from contract.errors import DamagedEdition, ObservatoryError, UnknownEdition, UnknownName
from contract.schema import Kind
from contract.tables import CELLS, HOUSEHOLDS, LEVELS, State, high_column, low_column, state_column
from contract.translations import mark
from geo.crs import DRAWN

ENVIRONMENT_VARIABLE = "OBSERVATORY_DATA"
SAMPLE = Path(__file__).resolve().parent.parent / "sample_data" / "editions"
MANIFEST = "manifest.json"

FORMAT = 2
"""Version of an edition's format: counts as windows. Those of another format are not read."""

_FOLDER = re.compile(r"(\d{4})(?:\.(\d+))?")
_NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype()}


@dataclass(frozen=True)
class Edition:
    """One revision of one year: its folder and what its name says."""

    folder: Path
    year: int
    revision: int

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The edition's manifest, a Frictionless Data Package descriptor."""
        with _reading(self.folder / MANIFEST) as path:
            told = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(told, dict):
                raise ValueError(path)
            return told

    @property
    def is_demonstration(self) -> bool:
        """Whether its data are invented."""
        return bool(self.manifest["is_demonstration"])

    @cached_property
    def damage(self) -> ObservatoryError | None:
        """What is wrong with its files, looked at once; None where it can be read."""
        try:
            _check(self)
        except ObservatoryError as error:
            return error
        return None

    @property
    def tiles(self) -> dict[str, dict[str, Any]]:
        """By level drawn in tiles: `path` of their folder, `min_zoom`, `max_zoom`, `bounds` (degrees)."""
        told = self.manifest.get("tiles", {})
        return {level: tiles | {"path": inside(self.folder, str(tiles["path"]))} for level, tiles in told.items()}

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


def list_editions(root: Path) -> list[Edition]:
    """The current revision of each year in `root`, oldest year first."""
    return list({edition.year: edition for edition in list_revisions(root)}.values())


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
            return asked[-1]
        for edition in list_damaged(path.parent):
            if edition.year == int(name[1]) and edition.damage is not None:
                raise edition.damage
    raise UnknownEdition(
        mark("{path} holds no edition. Editions in its folder: {known}."),
        path=path,
        known=", ".join(edition.folder.name for edition in revisions) or "–",
    )


def read_areas(edition: Edition, level: str) -> pd.DataFrame:
    """Return the published cells of every area of `level` ("section", "nil", "municipio", "city").

    Index `area_id`; columns `area_name` and, for each of `tables.CELLS`, the centre of its window (Float64, NA unless
    shown), `_low` and `_high` (Int64, Float64 for money; NA only where missing) and `_state`. Sections that the extract
    does not list are there, with every cell missing; so is, everywhere, a cell that an edition older than it has not.
    Raises UnknownName for another level.
    """
    if level not in LEVELS:
        raise UnknownName(mark("There is no level “{level}”. Levels: {known}."), level=level, known=", ".join(LEVELS))
    if level != "section":
        areas = _query(f"select * exclude (level) from read_parquet(?) where level = '{level}'", edition, "areas")
        return _with_every_cell(areas)
    listed = _query("select * from read_parquet(?)", edition, "households", key="section_id")
    known = _query("select section_id from read_parquet(?)", edition, "sections", key="section_id").index
    frame = listed.reindex(known.union(listed.index)).rename_axis("area_id")
    return _with_every_cell(frame.assign(area_name=frame.index.astype("str")))


def read_sections(edition: Edition) -> gpd.GeoDataFrame:
    """Return the sections (index `section_id`, EPSG:32632) with their areas; geometry None where unknown."""
    with _reading(edition.folder / "sections.parquet") as path:
        return gpd.read_parquet(path).set_index("section_id")


def read_outline(edition: Edition, level: str, area_id: str) -> shapely.Geometry | None:
    """Return the outline of one area of `level` (EPSG:4326), None where it has none: of many, only its own is read."""
    column = "section_id" if level == "section" else f"{level}_id"
    with _reading(edition.folder / "sections.parquet") as path:
        parts = gpd.read_parquet(path, columns=["geometry"], filters=[(column, "==", area_id)]).geometry.dropna()
    return parts.to_crs(DRAWN).union_all() if len(parts) else None


def read_table(edition: Edition, table: str) -> pd.DataFrame:
    """Return another table of the edition (complexes, venues, readings …), empty where it was not published."""
    path = edition.folder / f"{table}.parquet"
    return _query("select * from read_parquet(?)", edition, table, key="") if path.is_file() else pd.DataFrame()


def connect() -> duckdb.DuckDBPyConnection:
    """Return a private in-memory DuckDB connection that never reaches for the network."""
    return duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False, "threads": 2}
    )


def _query(sql: str, edition: Edition, table: str, key: str = "area_id") -> pd.DataFrame:
    with _reading(edition.folder / f"{table}.parquet") as path, connect() as connection:
        frame = connection.sql(sql, params=[str(path)]).to_arrow_table().to_pandas(types_mapper=_NULLABLE.get).copy()
    return frame.set_index(key) if key else frame


def _with_every_cell(areas: pd.DataFrame) -> pd.DataFrame:
    """The columns of an edition published today, whichever it has; cells without a state are missing."""
    about = [name for name in areas.columns if name not in (*_OF_CELLS, "area_name")]
    absent = {
        name: pd.array([pd.NA] * len(areas), dtype=dtype) for name, dtype in _NUMBERS.items() if name not in areas
    }
    states = {
        name: areas[name].fillna(State.MISSING) if name in areas else pd.Series(str(State.MISSING), areas.index, "str")
        for name in map(state_column, CELLS)
    }
    return areas.assign(**absent, **states)[[*about, *_OF_CELLS, "area_name"]]


def _ends_dtype(cell: str) -> str:
    return "Int64" if HOUSEHOLDS[cell].kind is Kind.COUNT else "Float64"


_OF_CELLS = [name for cell in CELLS for name in (cell, low_column(cell), high_column(cell), state_column(cell))]
_NUMBERS = dict.fromkeys(CELLS, "Float64") | {
    name: _ends_dtype(cell) for cell in CELLS for name in (low_column(cell), high_column(cell))
}


def inside(folder: Path, name: str) -> Path:
    """Path of the file `name` in `folder`. Raises DamagedEdition if it would lie elsewhere."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise DamagedEdition(_CHANGED, path=folder / MANIFEST)
    return folder / name


_CHANGED = mark("{path} cannot be read: the edition was changed or cut short after it was published. Publish again.")
_OLD = mark(
    "{path} was written in format {found}, and format {known} is read here. Publish it again: "
    "python -m data_access publish."
)


def check_format(edition: Edition) -> None:
    """Raise DamagedEdition where the edition is of another format, naming the command that mends it."""
    found = edition.manifest.get("format", 1)
    if found != FORMAT:
        raise DamagedEdition(_OLD, path=edition.folder, found=found, known=FORMAT)


def _check(edition: Edition) -> None:
    """Raise where the format is another, or a file is not the one that was published."""
    check_format(edition)
    manifest, path = edition.manifest, edition.folder / MANIFEST
    try:
        files = {str(each["path"]): str(each["hash"]) for each in manifest["resources"]}
        layers = [str(name) for name in manifest["layers"].values()]
    except (KeyError, TypeError, AttributeError) as error:
        raise DamagedEdition(_CHANGED, path=path) from error
    for name, digest in files.items():
        with _reading(inside(edition.folder, name)) as file:
            if digest != f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}":
                raise DamagedEdition(_CHANGED, path=file)
    for name in layers:
        file = inside(edition.folder, name)
        if not file.is_file():
            raise DamagedEdition(_CHANGED, path=file)


@contextmanager
def _reading(path: Path) -> Iterator[Path]:
    """Turn what a reader says of a damaged file into an error that names the file and the remedy."""
    try:
        yield path
    except (duckdb.Error, pa.ArrowException, OSError, ValueError) as error:
        raise DamagedEdition(_CHANGED, path=path) from error
