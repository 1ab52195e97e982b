"""Reading GeoPackage, GeoJSON, shapefiles (zipped too) and GeoParquet: texts beside polygons, from local files only."""

import re
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path, PurePosixPath

import geopandas as gpd
import pandas as pd
import pyogrio

from contract.translations import mark
from data_access.intake.archives import stem_of, suffix_of, unpack
from data_access.intake.dbf_text import names_encoding
from data_access.intake.delimited import INSPECTED_BYTES
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import HEADER_ROW, MOST_ROWS, RawTable, reading, refuse, texts_of

SHAPEFILE_SUFFIXES = (".shp", ".shx", ".dbf", ".prj", ".cpg")
"""Files of one shapefile: the first three are needed, .prj too unless the mapping gives the reference system."""

_QGIS_TABLES = ("layer_styles", "qgis_projects")
"""Tables that QGIS keeps its own notes in."""

_MAGIC = {
    ".shp": re.compile(rb"\x00\x00\x27\x0a"),
    ".gpkg": re.compile(rb"SQLite format 3\x00"),
    ".geojson": re.compile(rb'(\xef\xbb\xbf)?\s*\{[^\x00]*"FeatureCollection"'),
}


def read_geofile(path: Path, part: Part) -> RawTable:
    """Read the only layer of a .shp, .gpkg or .geojson, or the one that `part.layer` names. Raises Refused if it can't.

    What the file says it is must be what its name says: GDAL, which reads it, never gets to choose another format.
    """
    suffix = ".geojson" if path.suffix.lower() == ".json" else path.suffix.lower()
    with path.open("rb") as file:
        head = file.read(INSPECTED_BYTES)
    if not head.strip():
        raise refuse("empty_file", mark("The file is empty."), path.name)
    if not _MAGIC[suffix].match(head):
        message = mark("The content of the file is not what its name says.")
        raise refuse("other_content", message, path.name, found=repr(head[:8])[2:-1], expected=suffix)
    if suffix == ".shp":
        _check_sidecars({file.suffix.lower() for file in files_of_shapefile(path)}, path.name)
        return _read_shapefile(path, part, path.name)
    return _read_layer(path, part, path.name)


def files_of_shapefile(path: Path) -> list[Path]:
    """The files that make up the shapefile at `path`, by name."""
    beside = (file for file in path.parent.iterdir() if file.stem == path.stem)
    return sorted(file for file in beside if file.suffix.lower() in SHAPEFILE_SUFFIXES)


def read_zipped_shapefile(path: Path, entries: list[zipfile.ZipInfo], part: Part) -> RawTable:
    """Read the shapefile among the `entries` of a zip; among several, the one that `part.layer` names.

    Raises Refused if it can't.
    """
    shapes = [entry for entry in entries if suffix_of(entry) == ".shp"]
    if part.layer:
        shapes = [entry for entry in shapes if stem_of(entry) == part.layer.lower()]
    if len(shapes) != 1:
        known = ", ".join(PurePosixPath(e.filename).stem for e in entries if suffix_of(e) == ".shp")
        message = mark("The zip must hold one shapefile, or the mapping must name one as layer.")
        raise refuse("not_one_shapefile", message, path.name, found=known or "0", expected=part.layer or "1 × .shp")
    where = PurePosixPath(shapes[0].filename).parent
    files = [
        entry
        for entry in entries
        if stem_of(entry) == stem_of(shapes[0])
        and PurePosixPath(entry.filename).parent == where
        and suffix_of(entry) in SHAPEFILE_SUFFIXES
    ]
    _check_sidecars({suffix_of(entry) for entry in files}, path.name)
    with tempfile.TemporaryDirectory() as folder:
        unpack(path, files, Path(folder))
        return _read_shapefile(Path(folder) / PurePosixPath(shapes[0].filename).name, part, path.name)


def read_geoparquet(path: Path, part: Part) -> RawTable:
    """Read a GeoParquet file. Raises Refused if it cannot be read."""
    with reading(path.name):
        return _as_raw(gpd.read_parquet(path), part, path.name)


def _read_shapefile(path: Path, part: Part, file: str) -> RawTable:
    """Read a shapefile without its .cpg, which GDAL believes whatever it is told."""
    with reading(file), tempfile.TemporaryDirectory() as folder:
        encoding, faults = names_encoding(files_of_shapefile(path), part, file)
        for beside in files_of_shapefile(path):
            if beside.suffix.lower() != ".cpg":
                (Path(folder) / beside.name).symlink_to(beside.resolve())
        raw = _read_layer(Path(folder) / path.name, part, file, encoding)
    return replace(raw, faults=(*raw.faults, *faults))


def _read_layer(path: Path, part: Part, file: str, encoding: str | None = None) -> RawTable:
    with reading(file):
        layer = _layer(path, part, file)
        if pyogrio.read_info(path, layer=layer, encoding=encoding, force_feature_count=True)["features"] > MOST_ROWS:
            raise refuse("too_many_rows", mark("The file has too many rows."), file, expected=f"≤ {MOST_ROWS}")
        frame = pyogrio.read_dataframe(
            path, layer=layer, encoding=encoding, datetime_as_string=True, on_invalid="ignore"
        )
    return _as_raw(frame, part, file)


def _layer(path: Path, part: Part, file: str) -> str:
    """The layer that is meant: a shapefile's only one, the one that the mapping names, or the only one with data."""
    layers = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
    known = [name for name in layers if name not in _QGIS_TABLES]
    layer = known[0] if path.suffix.lower() == ".shp" or (len(known) == 1 and not part.layer) else part.layer
    if layer not in layers:
        message = mark("Write in the mapping which layer of the file is meant.")
        raise refuse("unknown_layer", message, file, found=part.layer, expected=", ".join(known))
    if path.suffix.lower() == ".gpkg":
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            kinds = dict(database.execute("select name, type from sqlite_master where type in ('table', 'view')"))
        if kinds.get(layer) == "view":
            message = mark("The layer is a view, which is computed when it is read: save it as a layer of its own.")
            raise refuse("layer_is_view", message, file, found=layer)
    return layer


def _as_raw(frame: pd.DataFrame, part: Part, file: str) -> RawTable:
    lines = pd.RangeIndex(HEADER_ROW + 1, len(frame) + HEADER_ROW + 1)
    frame = frame.set_axis(lines)
    geometry = frame.geometry if isinstance(frame, gpd.GeoDataFrame) else None
    names = [str(name) for name in frame.columns if geometry is None or name != geometry.name]
    text = pd.DataFrame({name: texts_of(frame[name], part.decimal) for name in names}, index=lines)
    return RawTable(file, text, geometry)


def _check_sidecars(suffixes: set[str], file: str) -> None:
    missing = [suffix for suffix in SHAPEFILE_SUFFIXES[:3] if suffix not in suffixes]
    if missing:
        message = mark("A shapefile is several files with the same name: some are missing.")
        raise refuse("missing_part", message, file, found=", ".join(sorted(suffixes)), expected=", ".join(missing))
