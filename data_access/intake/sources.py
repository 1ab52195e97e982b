"""The files of an edition, read and checked together: what `publish` is given."""

from dataclasses import dataclass, field, fields
from pathlib import Path

import geopandas as gpd
import pandas as pd

from contract.errors import Fault, Refused, Severity
from contract.levels import LevelNames
from contract.tables import HOUSEHOLDS, SECTIONS
from data_access.editions.origins import TableOrigin
from data_access.intake.area_names import join_names
from data_access.intake.cross_checks import (
    check_areas,
    check_extract,
    check_polygons,
    declared_without_polygon,
    join_lookup,
    keep_municipality,
)
from data_access.intake.first_causes import first_causes, without_lost_codes
from data_access.intake.gaps import with_gaps_open
from data_access.intake.known_codes import with_known_codes
from data_access.intake.mapping_parts import AREA_NAMES, LEVEL_NAMES, LOOKUP, Mapping
from data_access.intake.out_of_place import at_one_point, far_from_others
from data_access.intake.overlaps import overlapping
from data_access.intake.points import place_points
from data_access.intake.polygons import as_polygons
from data_access.intake.raw_tables import RawTable
from data_access.intake.reference_systems import far_from_region
from data_access.intake.register_checks import beyond_section
from data_access.intake.row_faults import limited
from data_access.intake.table_files import read_table_file
from geo.crs import MEASURED

MUNICIPALITY_DIGITS = 6
_OF_AREAS = ("extract", "sections", LOOKUP, *LEVEL_NAMES)
"""Files of which no table of their own is made."""


@dataclass(frozen=True)
class SourcePaths:
    """Where the files of one year lie; None where a table is not given."""

    extract: Path
    sections: Path | None = None
    lookup: Path | None = None
    nil_names: Path | None = None
    municipio_names: Path | None = None
    complexes: Path | None = None
    readings: Path | None = None
    retrofits: Path | None = None
    weather: Path | None = None
    venues: Path | None = None
    streets: Path | None = None
    contributions: Path | None = None
    heat_risk: Path | None = None
    city_heat: Path | None = None


@dataclass(frozen=True)
class Sources:
    """Exact tables of one year, and every fault found in them.

    `households` has all columns of its contract, one row per section of the extract; `sections` those of its contract
    and `geometry` in EPSG:32632 (None where there is no polygon); `tables` the others that were given. `files`: by
    role, the name of each file that could be read; `origins`: where each other table comes from, once that is decided;
    `level_names`: see `Mapping`. Where there are errors the tables hold what could be read.
    """

    year: int
    households: pd.DataFrame
    sections: gpd.GeoDataFrame
    tables: dict[str, pd.DataFrame]
    faults: list[Fault] = field(default_factory=list)
    files: dict[str, dict[str, object]] = field(default_factory=dict)
    city_name: str = ""
    level_names: LevelNames = field(default_factory=dict)
    origins: list[TableOrigin] = field(default_factory=list)


@dataclass(frozen=True)
class _File:
    """One file as its contract has it; the frame's index is the line of the file."""

    raw: RawTable
    frame: pd.DataFrame

    @property
    def name(self) -> str:
        """Name of the file, as faults tell it."""
        return self.raw.file


def read_sources(year: int, paths: SourcePaths, mapping: Mapping, estates: pd.Series | None = None) -> Sources:
    """Read and check every file of `paths` as `mapping` says. Faults of content are returned, never raised.

    `estates`: ids that readings and works may name where no file of estates is given.
    """
    faults: list[Fault] = []
    files = {}
    for role in (entry.name for entry in fields(SourcePaths)):
        path = getattr(paths, role)
        if path is not None and (file := _read(path, _table_of(role, mapping), mapping, faults)):
            files[role] = file
    households = _households(year, files, mapping, faults)
    sections = _sections(files, households, mapping, faults)
    tables = _other_tables(files, households, sections, mapping, faults, estates)
    return Sources(
        year,
        households.reset_index(drop=True),
        sections.reset_index(drop=True),
        tables,
        limited(without_lost_codes(faults, _code_columns(files, mapping))),
        {role: {"name": getattr(paths, role).name} for role in files},
        mapping.city_name or _municipality(households),
        mapping.level_names,
    )


def _code_columns(files: dict[str, _File], mapping: Mapping) -> dict[tuple[str, str], tuple[str, str]]:
    """Where the codes of sections and areas stand, by role and column of the contract: file and column in it."""
    return {
        (role, column): (file.name, mapping.part(_table_of(role, mapping)).column_in_file(column))
        for role, file in files.items()
        for column in SECTIONS.names
    }


def _table_of(role: str, mapping: Mapping) -> str:
    if role == LOOKUP and LOOKUP not in mapping.parts and AREA_NAMES in mapping.parts:
        return AREA_NAMES
    return "households" if role == "extract" else role


def _read(path: Path, table: str, mapping: Mapping, faults: list[Fault]) -> _File | None:
    try:
        raw, frame, found = read_table_file(path, mapping.part(table))
    except Refused as refused:
        faults += refused.faults
        return None
    faults += found
    return _File(raw, frame)


def _households(year: int, files: dict[str, _File], mapping: Mapping, faults: list[Fault]) -> pd.DataFrame:
    if "extract" not in files:
        return pd.DataFrame(columns=HOUSEHOLDS.names)
    part = mapping.part("households")
    name, frame = files["extract"].name, files["extract"].frame
    if mapping.city_id:
        frame, notices = keep_municipality(frame, mapping.city_id, name)
        faults += notices
    faults += first_causes(check_extract(frame, year, name, part), faults)
    unread = frozenset(fault.column for fault in faults if fault.file == name and fault.severity is Severity.ERROR)
    frame, gaps = with_gaps_open(frame, part, name, unread)
    faults += gaps
    if frame["spend_year"].isna().all():
        return frame
    return frame.assign(spend_year=frame["spend_year"].fillna(year))


def _sections(
    files: dict[str, _File], households: pd.DataFrame, mapping: Mapping, faults: list[Fault]
) -> gpd.GeoDataFrame:
    """Polygons of the extract's municipality with the areas of the lookup."""
    if "sections" not in files:
        return gpd.GeoDataFrame(columns=[*SECTIONS.names, "geometry"], geometry="geometry", crs=MEASURED)
    file, name = files["sections"], files["sections"].name
    frame = file.frame
    if households["section_id"].notna().any():
        frame, notices = keep_municipality(frame, _municipality(households), name)
        faults += notices
    undrawn = _undrawn(file, frame, mapping)
    drawn = frame[~undrawn]
    geometry = file.raw.geometry.loc[drawn.index] if file.raw.geometry is not None else None
    shapes, found = as_polygons(RawTable(name, file.raw.text.loc[drawn.index], geometry), mapping.part("sections"))
    faults += found
    faults += overlapping(shapes, drawn["section_id"], name)
    faults += far_from_region(shapes, _municipality(frame), name)
    faults += far_from_others(shapes, drawn["section_id"], name)
    if "extract" in files and geometry is not None:
        faults += check_polygons(households, drawn, files["extract"].name, name, mapping)
    sections = gpd.GeoDataFrame(frame, geometry=shapes.reindex(frame.index), crs=MEASURED).dropna(subset="section_id")
    if LOOKUP in files:
        join = join_lookup if "section_id" in files[LOOKUP].frame else join_names
        sections, notices = join(sections, files[LOOKUP].frame, households, files[LOOKUP].name)
        faults += notices
    for role in filter(files.__contains__, LEVEL_NAMES):
        sections, notices = join_names(sections, files[role].frame, households, files[role].name)
        faults += notices
    sections, notices = check_areas(sections.drop_duplicates("section_id"), households, name, mapping)
    faults += notices
    return sections


def _undrawn(file: _File, frame: pd.DataFrame, mapping: Mapping) -> pd.Series:
    """Rows without geometry of sections that the mapping declares to have none."""
    declared = frame["section_id"].isin(declared_without_polygon(mapping))
    if file.raw.geometry is None:
        return declared & False
    shapes = file.raw.geometry.loc[frame.index]
    return declared & (shapes.isna() | shapes.is_empty)


def _other_tables(
    files: dict[str, _File],
    households: pd.DataFrame,
    sections: gpd.GeoDataFrame,
    mapping: Mapping,
    faults: list[Fault],
    estates: pd.Series | None,
) -> dict[str, pd.DataFrame]:
    others = {role: file.frame for role, file in files.items() if role not in _OF_AREAS}
    for role in ("complexes", "venues"):
        if role in others:
            faults += at_one_point(others[role], files[role].name, mapping.part(role))
        if role in others and sections.geometry.notna().any():
            others[role], found = place_points(others[role], sections, files[role].name, mapping.part(role))
            faults += first_causes(found, faults)
    if "complexes" in others:
        faults += beyond_section(others["complexes"], households, files["complexes"].name, mapping.part("complexes"))
    known = others["complexes"]["complex_id"] if "complexes" in others else estates
    areas = sections["nil_id"].dropna()
    for role, column, codes in (
        ("readings", "complex_id", known), ("retrofits", "complex_id", known),
        ("heat_risk", "nil_id", areas if len(areas) else None),
    ):  # fmt: skip
        if role in others and codes is not None:
            others[role], found = with_known_codes(others[role], column, codes, files[role].name, mapping.part(role))
            faults += found
    return {role: frame.reset_index(drop=True) for role, frame in others.items()}


def _municipality(households: pd.DataFrame) -> str:
    """The municipality of most sections; empty without sections."""
    codes = households["section_id"].dropna().str.slice(0, MUNICIPALITY_DIGITS)
    return str(codes.mode().iloc[0]) if len(codes) else ""


def has_errors(faults: list[Fault]) -> bool:
    """Whether any fault refuses the files."""
    return any(fault.severity is Severity.ERROR for fault in faults)
