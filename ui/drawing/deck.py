"""The map as plain data: a deck.gl description of a few kilobytes that names geometry the browser already holds.

Class codes travel as one string; each polygon finds its own by its place (`properties.i`). No Streamlit here.
"""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydeck

from reports.maps.palette import BORDER, COMPLEX, HATCHED, POINTED, RGB, SELECTED

PATTERNS_URL = "app/static/patterns.png"
PATTERNS = {
    "plain": {"x": 16, "y": 16, "width": 32, "height": 32, "mask": True},
    "hatch": {"x": 64, "y": 0, "width": 64, "height": 64, "mask": True},
}
"""Where the picture of patterns has each of them, pixels."""

TILE_WORKER = "app/static/vendor/loaders-gl-mvt-4.4.3-worker.js"
"""Where the reader of tiles is served: the map would ask a third party for it."""


_NUDGE = 1e-9
"""Degrees, and steps of zoom, that nobody sees."""


@dataclass(frozen=True)
class Tiles:
    """Tiles served at an address with {z}, {x} and {y}: their zooms, their bounds in degrees."""

    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True)
class Choropleth:
    """A coloured layer: where its geometry is served, the class of each area by place, and what it is called.

    `codes`: one character per area, "0".."9", an index into `colours`.
    `tiles`: where the geometry is served in tiles.
    `hatch_m`: metres of the ground to a pixel of the pattern: small areas need fine stripes.
    """

    layer_id: str
    url: str
    codes: str
    colours: tuple[RGB, ...]
    tiles: Tiles | None = None
    hatch_m: float = 12.0

    @property
    def version(self) -> str:
        """What changes whenever the colours do: deck.gl paints anew only then."""
        return hashlib.sha256(f"{self.codes}{self.colours}".encode()).hexdigest()[:12]


@dataclass(frozen=True)
class View:
    """Where the map looks: centre in degrees and zoom."""

    lon: float
    lat: float
    zoom: float


class Deck(pydeck.Deck):
    """A pydeck map given as plain data, written compactly: pydeck's own serialiser writes one number per line."""

    def __init__(self, spec: dict[str, Any], tooltip: dict[str, Any]) -> None:
        self.spec = spec
        self.layers = None
        self.mapbox_key = None
        self._tooltip = tooltip

    def to_json(self) -> str:
        """The description as compact JSON."""
        return json.dumps(self.spec, separators=(",", ":"), ensure_ascii=False)


def choropleth_layer(choropleth: Choropleth) -> dict[str, Any]:
    """Describe the coloured polygons. Colours sit in the sub-layer so that a selection does not fade the others."""
    colours = [list(colour) for colour in choropleth.colours]
    fill = f"({_compact(colours)})"
    return {
        **(_tiled(choropleth.tiles) if choropleth.tiles else {"@@type": "GeoJsonLayer"}),
        "id": choropleth.layer_id,
        "data": choropleth.url,
        "pickable": True,
        "autoHighlight": True,
        "highlightColor": [*POINTED, 200],
        "filled": True,
        "stroked": False,
        "_subLayerProps": {"polygons-fill": {"getFillColor": f"@@={fill}[('{choropleth.codes}')[properties.i]]"}},
        "updateTriggers": {"getFillColor": [choropleth.version], "getFillPattern": [choropleth.version]},
        **_patterned(choropleth),
    }


def _patterned(choropleth: Choropleth) -> dict[str, Any]:
    """The hatching of some classes. A map without any has it too: a layer that loses it draws no more."""
    patterns = ["hatch" if colour in HATCHED else "plain" for colour in choropleth.colours]
    each = f"({_compact(patterns)})[('{choropleth.codes}')[properties.i]]"
    return {
        "extensions": [{"@@type": "FillStyleExtension", "pattern": True}],
        "fillPatternAtlas": PATTERNS_URL,
        "fillPatternMapping": PATTERNS,
        "fillPatternMask": True,
        "getFillPattern": f"@@={each}" if "hatch" in patterns else "@@=('plain')",
        "getFillPatternScale": choropleth.hatch_m,
    }


def _tiled(tiles: Tiles) -> dict[str, Any]:
    return {
        "@@type": "MVTLayer",
        "minZoom": tiles.min_zoom,
        "maxZoom": tiles.max_zoom,
        "extent": list(tiles.bounds),
        "uniqueIdProperty": "i",
        "loadOptions": {"mvt": {"workerUrl": TILE_WORKER}},
    }


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def border_layer(layer_id: str, url: str, width: float, tiles: Tiles | None = None) -> dict[str, Any]:
    """Describe borders served at `url` as lines `width` pixels wide; in `tiles`, none from farther than these."""
    return {
        **(_tiled(tiles) | {"visibleMinZoom": tiles.min_zoom} if tiles else {"@@type": "GeoJsonLayer"}),
        "id": layer_id,
        "data": url,
        "_subLayerProps": {"linestrings": {"getColor": [*BORDER, 200]}},
        "lineWidthUnits": "pixels",
        "getLineWidth": width,
    }


def outline_layer(feature: dict[str, Any]) -> dict[str, Any]:
    """Describe the outline of the chosen area."""
    return {
        "@@type": "GeoJsonLayer",
        "id": "chosen",
        "data": {"type": "FeatureCollection", "features": [feature]},
        "pickable": False,
        "filled": False,
        "stroked": True,
        "_subLayerProps": {"polygons-stroke": {"getColor": [*SELECTED, 255]}},
        "lineWidthUnits": "pixels",
        "getLineWidth": 4,
    }


def point_layers(
    layer_id: str, points: Sequence[dict[str, Any]], colour: RGB = COMPLEX, radius_px: int = 6
) -> list[dict[str, Any]]:
    """Describe points; each of `points` has `id`, `name`, `lon`, `lat` and, where it is written on it, `label`."""
    features = [
        {
            "type": "Feature",
            "properties": {"i": "", "id": point["id"], "name": point["name"], "label": point.get("label", "")},
            "geometry": {"type": "Point", "coordinates": [round(point["lon"], 5), round(point["lat"], 5)]},
        }
        for point in points
    ]
    circles = {
        "@@type": "GeoJsonLayer",
        "id": layer_id,
        "data": {"type": "FeatureCollection", "features": features},
        "pickable": True,
        "stroked": True,
        "pointRadiusUnits": "pixels",
        "getPointRadius": radius_px,
        "lineWidthUnits": "pixels",
        "getLineWidth": 1.5,
        "_subLayerProps": {"points-circle": {"getFillColor": [*colour, 255], "getLineColor": [255, 255, 255, 255]}},
    }
    return [circles, _text_layer(layer_id, features)] if any(point.get("label") for point in points) else [circles]


def _text_layer(layer_id: str, features: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "@@type": "TextLayer",
        "id": f"{layer_id}_labels",
        "data": features,
        "pickable": False,
        "getPosition": "@@=geometry.coordinates",
        "getText": "@@=properties.label",
        "getSize": 14,
        "characterSet": "auto",
        "fontWeight": 700,
        "fontFamily": "Titillium Web, Arial, sans-serif",
        "_subLayerProps": {"characters": {"getColor": [255, 255, 255, 255]}},
        "getColor": [255, 255, 255, 255],
    }


def deck(layers: list[dict[str, Any]], view: View, style_url: str, moves: bool = True) -> Deck:
    """Put `layers` on a plain background; the page's wheel scrolls the page.

    `style_url` must be a served address: a dictionary crashes the browser. `moves`: whether the reader can move it.
    """
    spec = {
        "initialViewState": {"longitude": view.lon, "latitude": view.lat, "zoom": view.zoom},
        "views": [{"@@type": "MapView", "controller": {"scrollZoom": False} if moves else False}],
        "mapStyle": style_url,
        "layers": layers,
    }
    return Deck(spec, {"html": "<div data-area='{i}'><b>{name}</b></div>"})


def bounds_view(
    west: float,
    south: float,
    east: float,
    north: float,
    width_px: int,
    height_px: int,
    beside_px: int = 0,
    turn: int = 0,
) -> View:
    """The view that shows the box (degrees) in a map of that size: Web Mercator tiles of 512 pixels.

    `beside_px`: how much of the left side is left free, for a legend. `turn`: a number that changes where the same view
    is asked for again: the browser moves only to a view that differs from the one before.
    """

    def mercator(lat: float) -> float:
        """Height on the map of a latitude (degrees), in turns round the equator."""
        return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)

    zoom = min(
        math.log2((width_px - beside_px) * 360 / ((east - west) * 512)),
        math.log2(height_px / ((mercator(north) - mercator(south)) * 512)),
    )
    zoom = round(zoom - 0.08, 2)
    left = beside_px / 2 * 360 / (512 * 2**zoom)
    nudge = turn * _NUDGE
    return View(round((west + east) / 2 - left, 5) + nudge, round((south + north) / 2, 5) + nudge, zoom + nudge)
