"""Places of a table: from the shapes of its file where no column tells them, in the city, and in which section."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import shapely

from contract.errors import Fault, Refused, Severity
from contract.translations import Told, mark, with_decimals
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import RawTable, number_text
from data_access.intake.reference_systems import GEOMETRY, misplaced, reference_system
from data_access.intake.register_checks import register_faults
from data_access.intake.row_faults import faults_of_rows
from geo.crs import DRAWN, MEASURED

CITY_MARGIN_M = 1_000
"""How far beyond the polygons' bounds a point still belongs to the city: rebuilt polygons leave a fringe uncovered."""

_AXES = ("lon", "lat")
_DECIMALS = 7
"""Digits of a degree that are kept: a centimetre."""


def with_points(raw: RawTable, part: Part) -> tuple[RawTable, Part]:
    """`raw` with the longitude and latitude of its shapes, and `part` that reads them, where the table has places and
    no column of the file tells them; else both as they are.

    Of a line or an area it is a point that lies within. Shapes whose place cannot be trusted refuse the file.
    """
    names = [part.column_in_file(axis) for axis in _AXES]
    if raw.geometry is None or not set(_AXES) <= set(part.contract.names) or any(name in raw.text for name in names):
        return raw, part
    crs, faults = reference_system(raw, part)
    shapes = gpd.GeoSeries(shapely.force_2d(raw.geometry.to_numpy()), index=raw.text.index, crs=crs)
    wrong = [*faults, *(misplaced(shapes, raw.file) if crs is not None else [])]
    if any(fault.severity is Severity.ERROR for fault in wrong):
        raise Refused(wrong)
    text = raw.text.assign(**dict(zip(names, _degrees_of(shapes.to_crs(DRAWN), part.decimal), strict=True)))
    message = mark("Places were read from the shapes of the file: {count}.")
    values = {"count": str(int(text[names[0]].ne("").sum()))}
    notice = Fault("places_of_shapes", message, raw.file, None, GEOMETRY, severity=Severity.NOTICE, values=values)
    columns = part.columns and part.columns | dict(zip(_AXES, names, strict=True))
    return replace(raw, text=text, faults=(*raw.faults, *faults, notice)), replace(part, columns=columns)


def _degrees_of(shapes: gpd.GeoSeries, decimal: str) -> list[pd.Series]:
    """Longitude and latitude as texts, "" where there is no shape."""
    points = shapes.representative_point()
    return [axis.round(_DECIMALS).map(lambda each: number_text(each, decimal)) for axis in (points.x, points.y)]


def place_points(
    points: pd.DataFrame, sections: gpd.GeoDataFrame, file: str, part: Part
) -> tuple[pd.DataFrame, list[Fault]]:
    """Check that points lie in the city; fill `section_id`, where the table has one and the row lacks it, by place."""
    columns = f"{part.column_in_file('lon')}, {part.column_in_file('lat')}"
    half = points["lon"].isna() != points["lat"].isna()
    message = mark("Longitude and latitude must both be given, or neither.")
    faults = faults_of_rows("half_a_point", message, file, columns, points.index[half])
    known = points["lon"].between(-180, 180) & points["lat"].between(-90, 90)
    known = known.fillna(False).astype(bool)
    lon, lat = (points.loc[known, axis].astype(float) for axis in ("lon", "lat"))
    places = gpd.GeoSeries(gpd.points_from_xy(lon, lat), index=lon.index, crs=DRAWN).to_crs(MEASURED)
    city = shapely.box(*sections.total_bounds).buffer(CITY_MARGIN_M)
    outside = places.index[~places.within(city)]
    found = lon.round(5).astype("str") + ", " + lat.round(5).astype("str")
    message = mark("The point lies outside the city: check that longitude and latitude are not the wrong way round.")
    faults += faults_of_rows("outside_city", message, file, columns, outside, found=found, expected=_degrees(city))
    if "section_id" not in points:
        return points, faults
    ids = points["section_id"]
    message = mark("There is no such section among the polygons.")
    unknown = ids.index[ids.notna() & ~ids.isin(sections["section_id"])]
    faults += faults_of_rows("unknown_section", message, file, part.column_in_file("section_id"), unknown, found=ids)
    found_at = _section_at(places, sections)
    return points.assign(section_id=ids.fillna(found_at)), faults + register_faults(points, found_at, file, part)


def _section_at(places: gpd.GeoSeries, sections: gpd.GeoDataFrame) -> pd.Series:
    drawn = sections[sections.geometry.notna()]
    point, section = drawn.sindex.query(places.to_numpy(), predicate="intersects")
    found = pd.Series(drawn["section_id"].to_numpy()[section], index=places.index[point], dtype="str")
    return found[~found.index.duplicated()]


def _degrees(city: shapely.Geometry) -> Told:
    west, south, east, north = gpd.GeoSeries([city], crs=MEASURED).to_crs(DRAWN).total_bounds
    return with_decimals(f"{west:.3f}–{east:.3f}° E, {south:.3f}–{north:.3f}° N")
