"""Polygons of sections: reference system, place on Earth and shape, checked and brought to EPSG:32632."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import RawTable
from data_access.intake.reference_systems import GEOMETRY, misplaced, reference_system
from data_access.intake.row_faults import faults_of_rows, shown
from geo.crs import MEASURED


def as_polygons(raw: RawTable, part: Part) -> tuple[gpd.GeoSeries, list[Fault]]:
    """Return the polygons of `raw` in EPSG:32632 with the faults found; rows with a fault have no polygon.

    Invalid polygons are repaired and counted in a notice; points, lines and empty shapes are faults.
    """
    nothing = gpd.GeoSeries([None] * len(raw.text), index=raw.text.index, crs=MEASURED)
    if raw.geometry is None:
        message = mark("The file holds no polygons: give a shapefile, GeoPackage or GeoJSON.")
        return nothing, [Fault("no_polygons", message, raw.file)]
    crs, faults = reference_system(raw, part)
    if crs is None:
        return nothing, faults
    shapes = gpd.GeoSeries(shapely.force_2d(raw.geometry.to_numpy()), index=raw.geometry.index, crs=crs)
    shapes, notices = _without_lines(shapes, raw.file)
    shapes, wrong = _only_polygons(shapes, raw.file)
    faults += notices + wrong
    elsewhere = misplaced(shapes, raw.file)
    if elsewhere:
        return nothing, faults + elsewhere
    return shapes.to_crs(MEASURED), faults + _doubled(shapes, raw.file)


def _without_lines(shapes: gpd.GeoSeries, file: str) -> tuple[gpd.GeoSeries, list[Fault]]:
    """The areas of collections, which cutting a map leaves behind with the lines and points of its edges."""
    is_mixed = shapes.geom_type.eq("GeometryCollection") & ~shapes.is_empty
    areas = {row: found for row, shape in shapes[is_mixed].items() if (found := _areas_of(shape)) is not None}
    if not areas:
        return shapes, []
    shapes = shapes.copy()
    shapes[list(areas)] = gpd.GeoSeries(areas, crs=shapes.crs)
    message = mark("Sections drawn as areas together with lines or points were read as their areas: {count}.")
    rows, values = shown(", ".join(map(str, areas))), {"count": str(len(areas))}
    return shapes, [Fault("mixed_shapes", message, file, None, GEOMETRY, rows, "", Severity.NOTICE, values)]


def _only_polygons(shapes: gpd.GeoSeries, file: str) -> tuple[gpd.GeoSeries, list[Fault]]:
    values = shapes.to_numpy()
    is_area = np.isin(shapely.get_type_id(values), (3, 6))
    absent = shapely.is_missing(values) | shapely.is_empty(values)
    finite = np.isfinite(shapely.bounds(values)).all(axis=1)
    message = mark("The section has no polygon: draw it, or list it under without_polygon in the mapping.")
    faults = faults_of_rows("empty_polygon", message, file, GEOMETRY, shapes.index[absent])
    other = ~absent & ~is_area
    found = pd.Series(shapes.geom_type, index=shapes.index)
    message = mark("The section must be an area, not points or lines.")
    faults += faults_of_rows(
        "not_a_polygon", message, file, GEOMETRY, shapes.index[other], found=found, expected="Polygon, MultiPolygon"
    )
    endless = ~absent & is_area & ~finite
    message = mark("The polygon has a corner without coordinates.")
    faults += faults_of_rows("endless_polygon", message, file, GEOMETRY, shapes.index[endless])
    good = ~absent & is_area & finite
    repaired, notices = _repaired(shapes.where(good), file)
    return repaired, faults + notices


def _repaired(shapes: gpd.GeoSeries, file: str) -> tuple[gpd.GeoSeries, list[Fault]]:
    bad = shapes.notna() & ~shapes.is_valid
    if not bad.any():
        return shapes, []
    mended = shapes[bad].make_valid().map(_areas_of)
    lost = mended.index[[shape is None for shape in mended]]
    message = mark("The polygon crosses itself and nothing is left of it once repaired.")
    faults = faults_of_rows("lost_polygon", message, file, GEOMETRY, lost)
    shapes = shapes.copy()
    shapes[bad] = gpd.GeoSeries(mended, crs=shapes.crs)
    message = mark("Polygons that crossed themselves were repaired: {count}.")
    rows = ", ".join(str(row) for row in shapes.index[bad][:10])
    values = {"count": str(int(bad.sum()) - len(lost))}
    notice = Fault("repaired_polygons", message, file, None, GEOMETRY, rows, "", Severity.NOTICE, values)
    return shapes, [*faults, notice]


def _areas_of(shape: shapely.Geometry) -> shapely.Geometry | None:
    areas = [part for part in shapely.get_parts([shape]) if part.geom_type in ("Polygon", "MultiPolygon")]
    parts = [part for part in shapely.get_parts(areas) if part.area > 0]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _doubled(shapes: gpd.GeoSeries, file: str) -> list[Fault]:
    known = shapes[shapes.notna()]
    forms = pd.Series(shapely.to_wkb(known.normalize().to_numpy()), index=known.index)
    repeated = forms.duplicated()
    first = {form: row for row, form in reversed(list(forms.items()))}
    values = pd.Series({row: {"first": str(first[forms[row]])} for row in forms.index[repeated]}, dtype=object)
    message = mark("The polygon is the same as that of row {first}.")
    return faults_of_rows("doubled_polygon", message, file, GEOMETRY, forms.index[repeated], values=values)
