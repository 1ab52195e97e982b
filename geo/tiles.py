"""Maps of very many areas in pieces: which zooms show the areas themselves, and what stands for them from afar."""

import geopandas as gpd
import numpy as np
import shapely

TILED = "EPSG:3857"
"""The plane of map tiles, metres at the equator."""

WORLD_M = 2 * np.pi * 6_378_137
"""Side of the one tile of zoom 0, metres of that plane."""

TILED_ABOVE = 20_000
"""Areas above which a layer is cut into tiles: as one file it takes a browser seconds to paint and to recolour."""

MOST_IN_TILE = 8_000
"""Areas that the fullest tile may hold: four to six tiles are in view, and software paints about 50,000 in a second."""

PATCHES = 80
"""Patches along the side of a tile (512 pixels) that is seen from too far to show its areas: one in six pixels."""

BORDERS_TILED_ABOVE = 500
"""Areas above which borders are drawn in tiles, from closer: 8,400 outlines in one layer take software a minute."""

BORDERED_FROM_PX = 16
"""Pixels across from which borders tell areas apart; from farther they would hide the colours. A choice of ours."""

TILE_PX = 512
"""Side of a tile on the screen, pixels."""


def pixel_m(zoom: int) -> float:
    """Side of a pixel at `zoom`, metres of the plane of tiles."""
    return float(WORLD_M / 2**zoom / TILE_PX)


def border_zoom(areas: gpd.GeoSeries) -> int:
    """The lowest zoom at which half of `areas` (EPSG:3857) are BORDERED_FROM_PX across or more."""
    across = np.sqrt(areas.area.median())
    return max(0, int(np.ceil(np.log2(BORDERED_FROM_PX * pixel_m(0) / across))))


def detail_zoom(areas: gpd.GeoSeries) -> int:
    """The lowest zoom at which no tile holds more than MOST_IN_TILE of `areas` (EPSG:3857, none without geometry)."""
    places = shapely.get_coordinates(shapely.centroid(areas.to_numpy())) / WORLD_M + 0.5
    zoom = 0
    while np.unique(np.floor(places * 2**zoom), axis=0, return_counts=True)[1].max() > MOST_IN_TILE:
        zoom += 1
    return zoom


def whole_zoom(areas: gpd.GeoSeries) -> int:
    """The zoom at which all of `areas` (EPSG:3857) are smaller than one tile: 256 to 512 pixels."""
    west, south, east, north = areas.total_bounds
    return max(0, int(np.floor(np.log2(WORLD_M / max(east - west, north - south)))))


def patches(areas: gpd.GeoSeries, zoom: int) -> gpd.GeoSeries:
    """Squares that stand for `areas` (EPSG:3857) at `zoom`: each for the area that holds its middle.

    So each colour covers as much of the map as it would if every area were drawn, to a patch. Index: that of the area;
    an area may have several patches or none.
    """
    side = WORLD_M / 2**zoom / PATCHES
    west, south, east, north = np.floor(areas.total_bounds / side).astype(int)
    columns, rows = np.meshgrid(np.arange(west, east + 1), np.arange(south, north + 1))
    corners = np.column_stack([columns.ravel(), rows.ravel()]) * side
    middles = shapely.points(corners + side / 2)
    patch, area = shapely.STRtree(areas.to_numpy()).query(middles, predicate="intersects")
    patch, first = np.unique(patch, return_index=True)
    low = corners[patch]
    squares = shapely.box(low[:, 0], low[:, 1], low[:, 0] + side, low[:, 1] + side)
    return gpd.GeoSeries(squares, index=areas.index[area[first]], crs=areas.crs)
