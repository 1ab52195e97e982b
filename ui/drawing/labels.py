"""What is written on a map: names of areas and a bar of scale, as layers that need no third party. Not Streamlit."""

import math
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from reports.maps.palette import INK

NAME_SIZES_PX: Mapping[str, int] = {"municipio": 14, "nil": 12}
"""Size of the names of each level that is written."""

_FIRST = {"municipio": 800}
"""What is added to the rank of the names that are written first where there is no room for all."""

_METRES_A_DEGREE = 111_320
_FONT = "Titillium Web, Arial, sans-serif"
_PLATE = {
    "background": True,
    "getBackgroundColor": [255, 255, 255, 205],
    "backgroundPadding": [3, 0],
    "backgroundBorderRadius": 3,
}


def names_of(shapes: gpd.GeoSeries, names: pd.Series, level: str) -> list[dict[str, Any]]:
    """Name, place (degrees, within the area), size and rank (by surface) of every area of `level`, to be written.

    `shapes`: outlines in metres, by area id.
    """
    places = shapes.representative_point().to_crs(4326)
    ranks = shapes.area.rank().astype(int) + _FIRST.get(level, 0)
    size = NAME_SIZES_PX.get(level, min(NAME_SIZES_PX.values()))
    return [
        {"text": _short(str(names[area])), "at": [round(at.x, 5), round(at.y, 5)], "px": size, "rank": int(ranks[area])}
        for area, at in places.items()
    ]


def _short(name: str) -> str:
    """The first of the places that a name lists: there is no room for all on a map.

    >>> _short("Baggio - Q.re degli Olmi - Q.re Valsesia")
    'Baggio'
    """
    return name.split(" - ", maxsplit=1)[0]


def name_layer(url: str) -> dict[str, Any]:
    """Describe the names served at `url`; those for which there is no room come out as the reader moves closer."""
    return {
        "@@type": "TextLayer",
        "id": "names",
        "data": url,
        "pickable": False,
        "getPosition": "@@=at",
        "getText": "@@=text",
        "getSize": "@@=px",
        "characterSet": "auto",
        "fontWeight": 600,
        "fontFamily": _FONT,
        "getColor": [*INK, 255],
        **_PLATE,
        "extensions": [{"@@type": "CollisionFilterExtension"}],
        "getCollisionPriority": "@@=rank",
        "collisionTestProps": {"sizeScale": 2.2},
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
