"""Reading any of the accepted formats as texts (and polygons), before their meaning is looked at."""

import tempfile
from itertools import islice
from pathlib import Path, PurePosixPath

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from contract.translations import mark
from data_access.intake.archives import data_entries, gunzip, stem_of, suffix_of, unpack
from data_access.intake.delimited import check_header, read_delimited
from data_access.intake.geofiles import read_geofile, read_geoparquet, read_zipped_shapefile
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import HEADER_ROW, MOST_ROWS, RawTable, reading, refuse, texts_of
from data_access.intake.row_faults import shown
from data_access.intake.weather_files import is_typical_year, read_epw, read_typical_year
from data_access.intake.workbooks import read_workbook

__all__ = ["MOST_BYTES", "RawTable", "read_raw"]

MOST_BYTES = 512_000_000
"""Largest file that is opened: ISTAT's variables of all Italy are 150 MB, Lombardy's polygons 130 MB."""


TYPICAL_YEAR_HEADER_LINES = 30
"""Lines among which a PVGIS file has its column names; they stand on the 17th."""

MOST_HEADER = 200
"""Characters of a line that are looked at to tell such a file."""


def read_raw(path: Path, part: Part) -> RawTable:
    """Read the file at `path` as `part` says it is written; its name tells the format.

    Raises Refused, with the fault, if the file is missing, too large, damaged or not what its name says.
    """
    if not path.is_file():
        message = mark("There is no such file on this computer.")
        raise refuse("no_file", message, path.name, found=str(path))
    size = path.stat().st_size
    if size == 0:
        raise refuse("empty_file", mark("The file is empty."), path.name)
    if size > MOST_BYTES:
        message = mark("The file is too large: it was not opened.")
        raise refuse("too_large", message, path.name, found=f"{size} B", expected=f"≤ {MOST_BYTES} B")
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        message = mark("Files of this format cannot be read.")
        raise refuse("unknown_format", message, path.name, found=path.suffix, expected=", ".join(_READERS))
    raw = reader(path, part)
    if raw.text.empty:
        raise refuse("no_rows", mark("The file has column names and no rows."), path.name, expected="≥ 1")
    return raw


def _read_parquet(path: Path, part: Part) -> RawTable:
    with reading(path.name):
        described = pq.ParquetFile(path)
        if described.metadata.num_rows > MOST_ROWS:
            raise refuse("too_many_rows", mark("The file has too many rows."), path.name, expected=f"≤ {MOST_ROWS}")
        check_header(described.schema_arrow.names, path.name)
        if b"geo" in (described.schema_arrow.metadata or {}):
            return read_geoparquet(path, part)
        # without the writer's own notes, which could hide a column as an index
        table = described.read().replace_schema_metadata(None)
        plain = [field.name for field in table.schema if not pa.types.is_nested(field.type)]
        typed = table.select(plain).to_pandas(integer_object_nulls=True)
    lines = pd.RangeIndex(HEADER_ROW + 1, len(typed) + HEADER_ROW + 1)
    typed = typed.set_axis(lines)
    return RawTable(path.name, pd.DataFrame({name: texts_of(typed[name], part.decimal) for name in plain}, index=lines))


def _read_csv(path: Path, part: Part) -> RawTable:
    if part.table == "weather":
        with path.open(encoding="latin-1") as file:
            head = [line[:MOST_HEADER] for line in islice(file, TYPICAL_YEAR_HEADER_LINES)]
        if is_typical_year(head):
            return read_typical_year(path)
    return read_delimited(path, part)


def _read_zip(path: Path, part: Part) -> RawTable:
    """Read the only file of a zip that can be read: a shapefile, else one with polygons, else a table, else a text."""
    entries = data_entries(path)
    if any(suffix_of(entry) == ".shp" for entry in entries):
        return read_zipped_shapefile(path, entries, part)
    for suffixes in _ZIPPED:
        alike = [entry for entry in entries if suffix_of(entry) in suffixes]
        named = [entry for entry in alike if part.layer and stem_of(entry) == part.layer.lower()]
        if alike and len(named or alike) == 1:
            with tempfile.TemporaryDirectory() as folder:
                unpack(path, named or alike, Path(folder))
                return read_raw(Path(folder) / PurePosixPath((named or alike)[0].filename).name, part)
        if alike:
            break
    message = mark("The zip must hold one file that can be read, or the mapping must name one as layer.")
    found = ", ".join(PurePosixPath(entry.filename).name for entry in entries)
    raise refuse("not_one_file", message, path.name, found=shown(found), expected="1")


_ZIPPED = ((".gpkg", ".geojson", ".json"), (".parquet", ".csv", ".tsv", ".xlsx"), (".txt",))


def _read_gzip(path: Path, part: Part) -> RawTable:
    with tempfile.TemporaryDirectory() as folder:
        return read_raw(gunzip(path, Path(folder)), part)


_READERS = {
    ".csv": _read_csv,
    ".txt": read_delimited,
    ".tsv": read_delimited,
    ".xlsx": read_workbook,
    ".parquet": _read_parquet,
    ".gpkg": read_geofile,
    ".geojson": read_geofile,
    ".json": read_geofile,
    ".shp": read_geofile,
    ".zip": _read_zip,
    ".gz": _read_gzip,
    ".epw": read_epw,
}
