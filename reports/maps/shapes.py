"""Outlines of an edition's areas as drawn on paper: plain paths on a sheet, in the order of the map's layer."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from data_access.editions import Edition, read_sections
from geo.crs import DRAWN, MEASURED
from geo.rollup import dissolve

WIDTH = 1000.0
"""Width of the sheet, in its own units."""

COARSE_M = 15.0
"""Metres within which outlines are simplified where the map is served in tiles: finer than a printed line."""


@dataclass(frozen=True)
class Sheet:
    """Where degrees lie on the sheet: `west` and `north` at its corner, units to a degree each way, its height."""

    west: float
    north: float
    across: float
    down: float
    height: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point lies, in units of the sheet."""
        return (lon - self.west) * self.across, (self.north - lat) * self.down


@dataclass(frozen=True)
class Shapes:
    """The areas of a level: their paths (SVG) and a point inside each, by id; `borders` of larger areas, one path."""

    sheet: Sheet
    paths: Mapping[str, str]
    inside: Mapping[str, tuple[float, float]]
    borders: str


def read_shapes(edition: Edition, level: str) -> Shapes:
    """The outlines of every area of `level` that has one."""
    outlines = _outlines(edition, level)
    sheet = _sheet(gpd.GeoSeries(list(outlines.values())).total_bounds)
    inside = {name: each.representative_point() for name, each in outlines.items()}
    borders = _lines(edition, f"{_borders_of(edition, level)}_borders")
    return Shapes(
        sheet,
        {name: _path(each, sheet) for name, each in outlines.items()},
        {name: sheet.place(point.x, point.y) for name, point in inside.items()},
        "".join(_path(each, sheet) for each in borders),
    )


def _outlines(edition: Edition, level: str) -> dict[str, BaseGeometry]:
    if level in edition.manifest["layers"]:
        found = _features(edition, level)
        return {each["properties"]["id"]: shapely.geometry.shape(each["geometry"]) for each in found}
    places = read_sections(edition)
    shapes = places.geometry if level == "section" else dissolve(places, places[f"{level}_id"])
    drawn = shapes.dropna().to_crs(MEASURED).simplify(COARSE_M).to_crs(DRAWN)
    return {str(name): each for name, each in drawn.items()}


def _borders_of(edition: Edition, level: str) -> str:
    """The level whose borders are drawn: the largest below the city that is not the one in colour."""
    larger = [each for each in edition.levels[1:-1] if each != level]
    return larger[-1] if larger else ""


def _lines(edition: Edition, layer: str) -> list[BaseGeometry]:
    if layer not in edition.manifest["layers"]:
        return []
    return [shapely.geometry.shape(each["geometry"]) for each in _features(edition, layer)]


def _features(edition: Edition, layer: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(edition.layer(layer).read_bytes())["features"]
    return found


def _sheet(bounds: Iterable[float]) -> Sheet:
    west, south, east, north = (float(bound) for bound in bounds)
    across = WIDTH / (east - west)
    down = across / math.cos(math.radians((south + north) / 2))
    return Sheet(west, north, across, down, (north - south) * down)


def _path(shape: BaseGeometry, sheet: Sheet) -> str:
    parts = getattr(shape, "geoms", [shape])
    return "".join(_path_of(part, sheet) for part in parts)


def _path_of(part: BaseGeometry, sheet: Sheet) -> str:
    if part.geom_type == "Polygon":
        return "".join(_ring(ring.coords, sheet) + "Z" for ring in (part.exterior, *part.interiors))
    return _ring(part.coords, sheet) if part.geom_type == "LineString" else ""


def _ring(points: Iterable[tuple[float, ...]], sheet: Sheet) -> str:
    places = (sheet.place(point[0], point[1]) for point in points)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
