"""Areas chosen on the ground: round a point, or inside a drawn shape. Measured in EPSG:32632."""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data_access.errors import ObservatoryError
from data_access.translations import mark
from geo.crs import DRAWN, MEASURED

LARGEST_SHAPE = 200_000
"""Characters of a pasted shape that are read: a city's outline has fewer."""

_AREAL = ("Polygon", "MultiPolygon")
_LON, _LAT = (-180, 180), (-90, 90)


def within_radius(areas: gpd.GeoSeries, lon: float, lat: float, metres: float) -> pd.Index:
    """Ids of the `areas` (EPSG:32632) of which a point inside lies within `metres` of `lon`, `lat` (degrees)."""
    centre = gpd.GeoSeries([shapely.Point(lon, lat)], crs=DRAWN).to_crs(MEASURED).iloc[0]
    points = areas.representative_point()
    return areas.index[points.distance(centre).to_numpy() <= metres]


def inside_shape(areas: gpd.GeoSeries, shape: shapely.Geometry) -> pd.Index:
    """Ids of the `areas` (EPSG:32632) of which a point inside lies in `shape` (EPSG:4326, as of `read_shape`)."""
    measured = gpd.GeoSeries([shape], crs=DRAWN).to_crs(MEASURED).iloc[0]
    points = areas.representative_point()
    is_inside = np.zeros(len(areas), dtype=bool)
    has_point = points.notna().to_numpy()
    is_inside[has_point] = shapely.covers(measured, points[has_point].to_numpy())
    return areas.index[is_inside]


def read_shape(text: str) -> shapely.Geometry:
    """Read a polygon written as WKT or GeoJSON (a geometry, a feature or a collection), longitude before latitude.

    Raises ObservatoryError where it is neither, has no area, or lies outside the degrees.
    """
    text = text.strip()
    if len(text) > LARGEST_SHAPE:
        raise ObservatoryError(mark("The shape is too long: at most {most} characters are read."), most=LARGEST_SHAPE)
    try:
        shape = _from_geojson(text) if text.startswith("{") else shapely.from_wkt(text)
    except (shapely.errors.GEOSException, ValueError, KeyError, TypeError, AttributeError) as error:
        message = mark("The shape cannot be read: it must be a polygon as WKT or GeoJSON. Found: {found}")
        raise ObservatoryError(message, found=text[:60]) from error
    if shape is None or shape.is_empty or shape.geom_type not in _AREAL:
        found = "–" if shape is None else shape.geom_type
        raise ObservatoryError(mark("The shape must be a polygon; found: {found}."), found=found)
    west, south, east, north = shape.bounds
    if west < _LON[0] or east > _LON[1] or south < _LAT[0] or north > _LAT[1]:
        message = mark("The shape must be in degrees, longitude before latitude (EPSG:4326); found: {found}.")
        raise ObservatoryError(message, found=", ".join(f"{end:.0f}" for end in shape.bounds))
    return shapely.make_valid(shape)


def _from_geojson(text: str) -> shapely.Geometry:
    content = json.loads(text)
    kinds = {"FeatureCollection": "features", "GeometryCollection": "geometries"}
    if content.get("type") in kinds:
        parts = [shapely.geometry.shape(part.get("geometry") or part) for part in content[kinds[content["type"]]]]
        return shapely.union_all(parts)
    return shapely.geometry.shape(content.get("geometry") or content)
