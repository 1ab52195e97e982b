"""Which reference system the polygons of a file have, and whether they lie where the city does."""

import geopandas as gpd
import pandas as pd
from pyproj import CRS
from pyproj.exceptions import CRSError
from pyproj.transformer import TransformerGroup

from contract.errors import Fault, Severity
from contract.translations import mark, with_decimals
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import RawTable
from data_access.intake.row_faults import faults_of_rows
from geo.crs import DRAWN, MEASURED
from geo.regions import REGIONS, region_of

ITALY = (6.0, 35.0, 19.0, 48.0)
"""West, south, east, north of Italy with a margin, degrees: what lies outside has the wrong reference system."""

GEOMETRY = "geometry"
"""What faults call the column of polygons."""


def reference_system(raw: RawTable, part: Part) -> tuple[CRS | None, list[Fault]]:
    """Return the reference system of the polygons of `raw`, None where there is none to be trusted, and the faults.

    The mapping wins over the file, unless the coordinates cannot be of its system: degrees, or metres. A system from
    which there is no exact way to EPSG:32632 is a fault: on an unknown datum a city lies up to 200 m off.
    """
    own = raw.geometry.crs if raw.geometry is not None else None
    if own is None and not part.crs:
        message = mark(
            "The file does not say its reference system (a shapefile says it in its .prj): "
            "write it as crs in the mapping."
        )
        return None, [Fault("no_crs", message, raw.file, None, GEOMETRY, expected=MEASURED)]
    if not part.crs:
        return _exact(CRS(own), raw.file)
    try:
        declared = CRS.from_user_input(part.crs)
    except CRSError:
        message = mark("There is no reference system with this code.")
        return None, [Fault("unknown_crs", message, raw.file, None, GEOMETRY, part.crs, MEASURED)]
    if own is None or CRS(own) == declared:
        return declared, []
    if declared.is_projected == _looks_degrees(raw.geometry):
        message = mark("The file has its own reference system, which was used instead of the mapping's.")
        crs, faults = _exact(CRS(own), raw.file)
        warning = Fault("other_crs", message, raw.file, None, GEOMETRY, own.name, part.crs, Severity.WARNING)
        return crs, [*faults, warning]
    message = mark("The file says another reference system than the mapping: the mapping's was used.")
    return declared, [Fault("other_crs", message, raw.file, None, GEOMETRY, own.name, part.crs, Severity.WARNING)]


def misplaced(shapes: gpd.GeoSeries, file: str) -> list[Fault]:
    """Faults of polygons that do not lie in Italy: a wrong reference system, or axes the wrong way round.

    Where all of them lie elsewhere it is one fault of the file.
    """
    crs, bounds = shapes.crs, shapes.bounds
    known = bounds.notna().all(axis=1)
    if crs.is_projected and known.any() and _looks_degrees(shapes):
        message = mark("The coordinates are degrees, but the reference system of the file is in metres.")
        return [Fault("wrong_crs", message, file, None, GEOMETRY, _corner(bounds[known].iloc[0]), DRAWN)]
    places = shapes.to_crs(DRAWN).bounds if crs.is_projected or crs != CRS(DRAWN) else bounds
    west, south, east, north = ITALY
    outside = known & ~_lies_within(places, west, south, east, north)
    if not outside.any():
        return []
    if not _lies_within(places, south, west, north, east)[outside].all():
        message = mark("The polygon does not lie in Italy: the reference system of the file is wrong.")
    else:
        message = mark("Longitude and latitude are the wrong way round.")
    if not crs.is_projected and not _looks_degrees(shapes):
        message = mark(
            "The coordinates are metres, but the file does not say so, or says degrees: write its reference system as "
            "crs in the mapping."
        )
    rows = shapes.index[outside][:1] if outside[known].all() else shapes.index[outside]
    found = places.round(4).apply(_corner, axis=1)
    expected = with_decimals(f"{west:g}–{east:g}° E, {south:g}–{north:g}° N")
    return faults_of_rows("misplaced", message, file, GEOMETRY, rows, found=found, expected=expected)


def far_from_region(shapes: gpd.GeoSeries, municipality: str, file: str) -> list[Fault]:
    """A warning where polygons in EPSG:32632 lie outside the region that the municipality's code belongs to."""
    region = region_of(municipality)
    known = shapes[shapes.notna()]
    if region is None or known.empty:
        return []
    bounds = pd.DataFrame([known.to_crs(DRAWN).total_bounds], columns=["minx", "miny", "maxx", "maxy"])
    west, south, east, north = REGIONS[region]
    if _lies_within(bounds, west, south, east, north).all():
        return []
    message = mark(
        "By its code the city lies in {region}, but its polygons lie elsewhere: check the reference system of the "
        "file, and write the right one as crs in the mapping."
    )
    expected = with_decimals(f"{west:g}–{east:g}° E, {south:g}–{north:g}° N")
    found = _corner(bounds.round(3).iloc[0])
    return [
        Fault("far_from_region", message, file, None, GEOMETRY, found, expected, Severity.WARNING, {"region": region})
    ]


def _exact(crs: CRS, file: str) -> tuple[CRS | None, list[Fault]]:
    """The system, if EPSG:32632 can be reached from it by more than a guess at its datum."""
    if TransformerGroup(crs, MEASURED, always_xy=True, allow_ballpark=False).transformers:
        return crs, []
    message = mark(
        "The datum of the file's reference system is unknown, so that the city could be drawn hundreds of metres off: "
        "write the right system as crs in the mapping."
    )
    return None, [Fault("unknown_datum", message, file, None, GEOMETRY, crs.name, "EPSG:3003")]


def _looks_degrees(shapes: gpd.GeoSeries | None) -> bool:
    bounds = shapes.bounds.dropna() if shapes is not None else pd.DataFrame()
    return bool((bounds.abs() <= 180).all(axis=None))


def _lies_within(bounds: pd.DataFrame, west: float, south: float, east: float, north: float) -> pd.Series:
    lowest = (bounds["minx"] >= west) & (bounds["miny"] >= south)
    return lowest & (bounds["maxx"] <= east) & (bounds["maxy"] <= north)


def _corner(bounds: pd.Series) -> str:
    return f"{bounds['minx']:.8g} {bounds['miny']:.8g}"
