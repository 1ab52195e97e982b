"""Areas chosen on the ground: round a point, or inside a drawn shape. Measured in EPSG:32632."""

import json
import re

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from contract.errors import ObservatoryError
from contract.translations import mark
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


def read_codes(text: str, known: pd.Index) -> tuple[list[str], list[str]]:
    """Codes of areas in `text`, whatever stands between them: those in `known`, and those that are not, in order.

    Numbers are found with or without their leading zeros, and with the `.0` that spreadsheets add.

    >>> read_codes("151460000001; 12.0 x", pd.Index(["0151460000001", "12"]))
    (['0151460000001', '12'], ['x'])
    >>> read_codes("A.0, A.1", pd.Index(["A.0", "A.1"]))
    (['A.0', 'A.1'], [])
    """
    longest = max((len(code) for code in known), default=0)
    words = [word if word in known else re.sub(r"\.0$", "", word) for word in re.split(r"[\s,;|\"']+", text) if word]
    read = dict.fromkeys(next((form for form in (word, word.zfill(longest)) if form in known), word) for word in words)
    return [code for code in read if code in known], [code for code in read if code not in known]


def read_point(text: str) -> tuple[float, float]:
    """Longitude and latitude of a text that gives latitude and longitude, as maps on the web do.

    Decimals have a point or a comma. Raises ObservatoryError where there are not two such numbers within their ranges.

    >>> read_point("45,4642 9,1900"), read_point("45.4642, 9.19")
    ((9.19, 45.4642), (9.19, 45.4642))
    """
    found = re.fullmatch(r"\s*(-?\d{1,2}(?:[.,]\d+)?)\s*[\s,;]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*", text)
    lat, lon = (float(number.replace(",", ".")) for number in found.groups()) if found else (np.nan, np.nan)
    if not (_LAT[0] <= lat <= _LAT[1] and _LON[0] <= lon <= _LON[1]):
        message = mark("Write latitude and longitude in degrees, as 45.4642, 9.1900; found: {found}.")
        raise ObservatoryError(message, found=text[:40] or "–")
    return lon, lat
