"""Compact map geometry: written once when an edition is published, cached by the browser, never sent again.

Measured at 6,000 polygons: 1 MB as such a file against 41 MB for the same frame through pydeck.
"""

import json

import geopandas as gpd
import shapely

from geo.crs import DRAWN

TOLERANCE_M = 4.0
"""Simplification of borders, metres: below a pixel at the zoom where the whole city fills a projector."""

BORDER_TOLERANCE_M = 12.0
"""Simplification of the borders drawn over other areas, metres: they guide the eye, nothing is read from them."""

DECIMALS = 5
"""Decimals of the coordinates, degrees: about one metre."""


def compact_layer(areas: gpd.GeoSeries, names: dict[str, str]) -> bytes:
    """Return GeoJSON of `areas` (index: area id; EPSG:32632), simplified as one coverage so that no gap opens.

    One feature per area with `i` (its place in the index, to which class codes refer), `id` and `name`; areas without
    geometry keep their place in the index and have no feature.
    """
    drawn = areas[areas.notna() & ~areas.is_empty]
    positions = {area: place for place, area in enumerate(areas.index)}
    simple = gpd.GeoSeries(shapely.coverage_simplify(drawn.to_numpy(), TOLERANCE_M), index=drawn.index, crs=drawn.crs)
    degrees = simple.to_crs(DRAWN)
    features = [
        {
            "type": "Feature",
            "properties": {"i": positions[area], "id": area, "name": names[area]},
            "geometry": _rounded(shape),
        }
        for area, shape in degrees.items()
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def border_lines(areas: gpd.GeoSeries) -> gpd.GeoSeries:
    """The borders of `areas` (in metres) as one shape of lines, simplified, each shared edge once."""
    drawn = areas[areas.notna() & ~areas.is_empty]
    simple = gpd.GeoSeries(shapely.coverage_simplify(drawn.to_numpy(), BORDER_TOLERANCE_M), crs=drawn.crs)
    return gpd.GeoSeries([shapely.line_merge(shapely.union_all(simple.boundary.to_numpy()))], crs=drawn.crs)


def borders(lines: gpd.GeoSeries) -> bytes:
    """Return GeoJSON of `border_lines`: half the segments of the areas to draw."""
    feature = {"type": "Feature", "properties": {}, "geometry": _rounded(lines.to_crs(DRAWN).iloc[0])}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}, separators=(",", ":")).encode()


def _rounded(shape: shapely.Geometry) -> dict[str, object]:
    mapping = shapely.geometry.mapping(shapely.transform(shape, lambda xy: xy.round(DECIMALS)))
    return {"type": mapping["type"], "coordinates": mapping["coordinates"]}
