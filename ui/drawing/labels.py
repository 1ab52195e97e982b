"""What is written on a map: names of areas and a bar of scale, as layers that need no third party. Not Streamlit.

Each name has the zoom from which it stands: no two that stand lie on each other, whatever the zoom. deck.gl's own
filter of collisions fades names that it half hides; these stand whole, or not at all.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from PIL import ImageFont

from reports.maps.palette import INK

NAME_SIZES_PX: Mapping[str, int] = {"municipio": 14, "nil": 12}
"""Size of the names of each level that is written."""

_FIRST = {"municipio": 1_000_000}
"""What is added to the rank of the names that are written first where there is no room for all."""

_METRES_A_DEGREE = 111_320
_WORLD_PX = 512
"""Width of the world at zoom 0, pixels."""

_ZOOMS = np.array([0, 8, 9, 10, 10.5, 11, 11.5, 12, 13, 14, 15, 16])
"""Zooms at which names come out, closer together where a city is looked at; nobody looks from closer than the last."""

_INNER_M = 20.0
"""How well the middle of an area is found, metres."""

_CITY_PX, _POINT_PX, _STEP_PX = 400, 10, 5
"""A map of the whole city: its height, the radius of a point on it, how far apart places for a name are tried."""

_GAP_PX = 4
_PADDING_PX = (3, 2)
_FONT = "Titillium Web, Arial, sans-serif"
_MEASURED = ImageFont.truetype(Path(__file__).parents[2] / "reports/fonts/titillium-web-latin-700-normal.ttf", 100)
"""Bolder than what is written, so that no name comes out wider than it was measured."""

_PLATE = {
    "background": True,
    "getBackgroundColor": [255, 255, 255, 205],
    "backgroundPadding": [3, 0],
    "backgroundBorderRadius": 3,
}


def names_of(shapes: gpd.GeoSeries, names: pd.Series, level: str, points: gpd.GeoSeries) -> pd.DataFrame:
    """Every area of `level` as it is written: `text`, place in the area (`lon`, `lat`), size `px`, `rank` by surface.

    `shapes`: outlines in metres, by area id. `points`, in metres too: what a name covers as little as its area allows.
    """
    inner = shapely.get_point(shapely.maximum_inscribed_circle(shapes.to_numpy(), tolerance=_INNER_M), 0)
    text = short_names(names.reindex(shapes.index)).to_numpy()
    px = NAME_SIZES_PX.get(level, min(NAME_SIZES_PX.values()))
    at = _beside(points, inner, shapes, text, px) if len(points) else inner
    places = gpd.GeoSeries(at, crs=shapes.crs).to_crs(4326)
    return pd.DataFrame({
        "text": text,
        "lon": places.x.round(5).to_numpy(),
        "lat": places.y.round(5).to_numpy(),
        "px": px,
        "rank": (shapes.area.rank() + _FIRST.get(level, 0)).to_numpy(),
    })  # fmt: skip


def _beside(points: gpd.GeoSeries, inner: Sequence[Any], shapes: gpd.GeoSeries, text: Sequence[str], px: int) -> list[Any]:  # fmt: skip # noqa: E501
    """For each shape the place nearest to `inner` at which its name covers fewest of `points` and no name before it, on
    a map of them all."""
    _, south, _, north = shapes.total_bounds
    metre = _CITY_PX / (north - south)
    found: list[Any] = []
    for middle, shape, word in zip(inner, shapes, text, strict=True):
        places = np.array([middle, *_grid_in(shape, _STEP_PX / metre)])
        away = metre * np.abs(shapely.get_coordinates(places)[:, None] - shapely.get_coordinates(points)[None])
        room = np.array([_MEASURED.getlength(word) / 100, 1.2]) * px / 2 + _POINT_PX
        covered = (away < room).all(axis=2).sum(axis=1)
        if found:
            apart = metre * np.abs(shapely.get_coordinates(places)[:, None] - shapely.get_coordinates(found)[None])
            covered = covered + len(points) * (apart < 2 * room).all(axis=2).any(axis=1)
        found.append(places[np.lexsort((shapely.distance(places, middle), covered))[0]])
    return found


def _grid_in(shape: Any, step_m: float) -> Any:
    west, south, east, north = shape.bounds
    x, y = np.meshgrid(np.arange(west, east, step_m), np.arange(south, north, step_m))
    grid = shapely.points(x.ravel(), y.ravel())
    return grid[shapely.contains(shape, grid)]


def short_names(names: pd.Series) -> pd.Series:
    """The first of the places that each name lists, where no other begins alike: there is no room for all on a map.

    >>> short_names(pd.Series(["Baggio - Q.re degli Olmi", "Parco Sud - Est", "Parco Sud - Ovest"])).tolist()
    ['Baggio', 'Parco Sud - Est', 'Parco Sud - Ovest']
    """
    whole = names.astype(str)
    first = whole.str.split(" - ", n=1).str[0]
    return first.where(~first.duplicated(keep=False), whole)


def name_boxes(written: pd.DataFrame) -> pd.DataFrame:
    """Where each name of `names_of` lies: centre `x`, `y` at zoom 0 and size `width`, `height` at any zoom, pixels."""
    turns = np.log(np.tan(np.pi / 4 + np.radians(written["lat"]) / 2)) / (2 * np.pi)
    width = [_MEASURED.getlength(text) * px / 100 for text, px in zip(written["text"], written["px"], strict=True)]
    return pd.DataFrame({
        "x": _WORLD_PX * written["lon"] / 360,
        "y": _WORLD_PX * turns,
        "width": np.array(width) + 2 * _PADDING_PX[0] + _GAP_PX,
        "height": 1.2 * written["px"] + 2 * _PADDING_PX[1] + _GAP_PX,
    })  # fmt: skip


def first_zooms(written: pd.DataFrame, west: float, east: float) -> "pd.Series[float]":
    """The zoom from which each name of `names_of` stands, one of `_ZOOMS`: 0 for those that always do.

    By rank, each stands as soon as it is clear of all that come before it and stand there too, and lies between `west`
    and `east` (degrees), which a map shows: beyond them it would be cut. NaN where that is from closer than anybody
    looks, as with two names in one place.
    """
    boxes, order = name_boxes(written), np.argsort(-written["rank"].to_numpy(), kind="stable")
    x, y, width, height = (boxes[name].to_numpy() for name in ("x", "y", "width", "height"))
    first = np.full(len(written), np.nan)
    inside = np.minimum(x - _WORLD_PX * west / 360, _WORLD_PX * east / 360 - x)
    with np.errstate(divide="ignore"):
        whole = np.log2(width / 2 / inside.clip(0))
    for place, own in enumerate(order):
        others = order[:place]
        with np.errstate(divide="ignore"):
            clear = np.minimum((width[own] + width[others]) / 2 / np.abs(x[own] - x[others]),
                               (height[own] + height[others]) / 2 / np.abs(y[own] - y[others]))  # fmt: skip
            needed = np.log2(clear)
        needed = max(needed[first[others] < needed].max(initial=0.0), whole[own])
        first[own] = _ZOOMS[np.searchsorted(_ZOOMS, needed)] if needed <= _ZOOMS[-1] else np.nan
    return pd.Series(first, index=written.index)


def name_features(written: pd.DataFrame) -> dict[str, Any]:
    """Names as points that a layer of `name_layer` writes."""
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]},
         "properties": {"text": row.text, "px": row.px}}
        for row in written.itertuples()
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def name_layer(url: str, zoom: float) -> dict[str, Any]:
    """Describe the names served at `url`, which stand from `zoom` on: one tile holds them all."""
    return {
        "@@type": "TileLayer",
        "id": f"names_{zoom:g}",
        "data": url,
        "minZoom": 0,
        "maxZoom": 0,
        "visibleMinZoom": zoom,
        "pickable": False,
        "pointType": "text",
        "getText": "@@=properties.text",
        "getTextSize": "@@=properties.px",
        "textCharacterSet": "auto",
        "textFontWeight": 600,
        "textFontFamily": _FONT,
        "getTextColor": [*INK, 255],
        "textBackground": True,
        "getTextBackgroundColor": [255, 255, 255, 205],
        "textBackgroundPadding": list(_PADDING_PX),
    }


def scale_layers(bounds: tuple[float, float, float, float], language: str) -> list[dict[str, Any]]:
    """Describe a bar of a round length at the lower right of the box `bounds` (degrees), with the length written."""
    west, south, east, _ = bounds
    a_degree = _METRES_A_DEGREE * math.cos(math.radians(south))
    length_m = _round_below(0.2 * (east - west) * a_degree)
    start = east - length_m / a_degree
    line = [[round(start, 6), round(south, 6)], [round(east, 6), round(south, 6)]]
    told = f"{length_m / 1000:g} km" if length_m >= 1000 else f"{length_m:g} m"
    bar = {
        "@@type": "PathLayer",
        "id": "scale",
        "data": [{"path": line}],
        "pickable": False,
        "getPath": "@@=path",
        "getColor": [*INK, 255],
        "widthUnits": "pixels",
        "getWidth": 3,
    }
    words = {
        "@@type": "TextLayer",
        "id": "scale_words",
        "data": [{"text": told.replace(".", "," if language == "it" else "."), "at": line[1]}],
        "pickable": False,
        "getPosition": "@@=at",
        "getText": "@@=text",
        "getSize": 13,
        "getTextAnchor": "end",
        "getPixelOffset": [0, -11],
        "characterSet": "auto",
        "fontFamily": _FONT,
        "getColor": [*INK, 255],
        **_PLATE,
    }
    return [bar, words]


def _round_below(length: float) -> float:
    """The largest of 1, 2 and 5 × a power of ten that is not above `length`."""
    power = 10.0 ** math.floor(math.log10(length))
    return next(digit * power for digit in (5, 2, 1) if digit * power <= length)
