"""Reading the tables of an edition."""

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely

from contract.errors import UnknownName
from contract.schema import FIRST_YEAR, LAST_YEAR, Column, Kind
from contract.tables import CELLS, HOUSEHOLDS, TABLES, State, high_column, low_column, state_column
from contract.translations import mark
from data_access.editions.folders import Edition
from data_access.editions.soundness import reading
from geo.crs import DRAWN, MEASURED

_NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype()}


_RANGED = (Kind.COUNT, Kind.MONEY, Kind.NUMBER, Kind.DATE)
_MOST = 1e15
"""No amount of a city is beyond it: what is, is a slip."""


def read_areas(edition: Edition, level: str) -> pd.DataFrame:
    """Return the published cells of every area of `level`, one of the edition's `levels`.

    Index `area_id`; columns `area_name` and, for each of `tables.CELLS`, the centre of its window (Float64, NA unless
    shown), `_low` and `_high` (Int64, Float64 for money; NA only where missing) and `_state`. Sections that the extract
    does not list are there, with every cell missing; so is, everywhere, a cell that an edition older than it has not.
    Raises UnknownName for another level.
    """
    if level not in edition.levels:
        known = ", ".join(edition.levels)
        raise UnknownName(mark("There is no level “{level}”. Levels: {known}."), level=level, known=known)
    if level != "section":
        areas = _stored(edition, "areas")
        areas = areas.filter(pc.field("level") == level)
        return _with_every_cell(areas.drop_columns(["level", "area_id"]), _ids(areas, "area_id"))
    listed = _stored(edition, "households")
    places = _ids(listed, "section_id")
    every = _ids(_stored(edition, "sections", ["section_id"]), "section_id").union(places)
    if not every.equals(places):
        at = places.get_indexer(every)
        listed = listed.take(pa.array(at, mask=at < 0))
    named = listed.drop_columns("section_id").append_column("area_name", pa.array(every))
    return _with_every_cell(named, every)


def read_sections(edition: Edition) -> gpd.GeoDataFrame:
    """Return the sections (index `section_id`, EPSG:32632) with their areas; geometry None where unknown."""
    sections = _read(edition, "sections").set_index("section_id")
    with reading(edition.folder / "sections.parquet"):
        return gpd.GeoDataFrame(sections, geometry=gpd.GeoSeries.from_wkb(sections["geometry"], crs=MEASURED))


def read_outline(edition: Edition, level: str, area_id: str) -> shapely.Geometry | None:
    """Return the outline of one area of `level` (EPSG:4326), None where it has none: of many, only its own is read."""
    column = "section_id" if level == "section" else f"{level}_id"
    with reading(edition.folder / "sections.parquet") as path:
        parts = gpd.read_parquet(path, columns=["geometry"], filters=[(column, "==", area_id)]).geometry.dropna()
    return parts.to_crs(DRAWN).union_all() if len(parts) else None


def read_neighbourhoods(edition: Edition) -> pd.Series:
    """Return the area of the edition's `middle` level that holds each section (index: its id), NA where none does."""
    if edition.middle == edition.levels[0]:
        sections = _read(edition, "sections", columns=["section_id"])["section_id"]
        return pd.Series(sections.array, sections, dtype="str")
    column = f"{edition.middle}_id"
    return _read(edition, "sections", columns=["section_id", column]).set_index("section_id")[column]


def read_table(edition: Edition, table: str) -> pd.DataFrame:
    """Return another table of the edition (complexes, venues, readings …), empty where it was not published.

    Values that the contract does not allow are missing, rows without what it requires are left out, and of rows with
    the same key the first counts: publishing refuses all of them, and no page falls for one that slipped through.
    """
    if not (edition.folder / f"{table}.parquet").is_file():
        return pd.DataFrame()
    frame, contract = _read(edition, table), TABLES[table]
    told = [column for column in contract.columns if column.name in frame]
    frame = frame.assign(**{column.name: frame[column.name].where(_is_allowed(frame[column.name], column))
                            for column in told if column.choices or column.kind in _RANGED})  # fmt: skip
    required = [column.name for column in told if column.fills_every_row]
    return frame.dropna(subset=required).drop_duplicates(list(contract.key), ignore_index=True)


def _is_allowed(values: pd.Series, column: Column) -> pd.Series:
    """Whether each value of a column is one of its choices, or a finite number or date within its range."""
    if column.choices:
        return values.isin(column.choices)
    if column.kind is Kind.DATE:
        return values.dt.year.between(FIRST_YEAR, LAST_YEAR)
    low, high = (fallback if end is None else end for end, fallback in ((column.low, -_MOST), (column.high, _MOST)))
    return values.between(low, high).fillna(False).astype(bool)


def _stored(edition: Edition, table: str, columns: list[str] | None = None) -> pa.Table:
    """A table as it was written, or some of its columns."""
    with reading(edition.folder / f"{table}.parquet") as path, pq.ParquetFile(path) as file:
        return file.read(columns)


def _ids(table: pa.Table, column: str) -> pd.Index:
    """The ids in a column, as the index of areas."""
    return pd.Index(table[column].to_pandas(), dtype="str", name="area_id")


def _read(edition: Edition, table: str, columns: list[str] | None = None) -> pd.DataFrame:
    """A table as it was written, numbers and flags nullable, dates to the microsecond."""
    return _as_frame(_stored(edition, table, columns))


def _as_frame(table: pa.Table) -> pd.DataFrame:
    frame = table.to_pandas(types_mapper=_NULLABLE.get, ignore_metadata=True)
    dates = frame.select_dtypes("datetime").columns
    return frame.astype(dict.fromkeys(dates, "datetime64[us]")) if len(dates) else frame


def _with_every_cell(areas: pa.Table, ids: pd.Index) -> pd.DataFrame:
    """The columns of an edition published today, whichever it has; cells without a state are missing."""
    told = dict(zip(areas.column_names, areas.columns, strict=True))
    about = [name for name in told if name not in (*_OF_CELLS, "area_name")]
    cells = {name: told[name] if name in told else pa.nulls(len(ids), kind) for name, kind in _OF_CELLS.items()}
    states = {name: pc.fill_null(cells[name], str(State.MISSING)) for name in map(state_column, CELLS)}
    frame = _as_frame(
        pa.table({name: told[name] for name in about} | cells | states | {"area_name": told["area_name"]})
    )
    return frame.set_axis(ids)


def _kinds(cell: str) -> dict[str, pa.DataType]:
    ends = pa.int64() if HOUSEHOLDS[cell].kind is Kind.COUNT else pa.float64()
    return {cell: pa.float64(), low_column(cell): ends, high_column(cell): ends, state_column(cell): pa.string()}


_OF_CELLS = {name: kind for cell in CELLS for name, kind in _kinds(cell).items()}
