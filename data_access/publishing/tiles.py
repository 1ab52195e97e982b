"""Layers of very many areas, cut into vector tiles: a browser fetches what is in view, however large the country."""

import shutil
from itertools import product
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data_access.editions.layer_files import TILE_SUFFIX, layer_digest
from geo.crs import DRAWN
from geo.layers import TOLERANCE_M
from geo.tiles import TILED, WORLD_M, detail_zoom, patches, pixel_m, whole_zoom

_DETAIL_ZOOMS = 2
"""Zooms that show the areas themselves; nearer by, the last is enlarged."""
_BORDER_ZOOMS = 4
"""Zooms of tiles of borders; nearer by, the last is enlarged."""
_UNBOUNDED = 1_000_000_000
"""Bytes and areas of a tile beyond which GDAL would leave areas out without a word: never."""
_OPTIONS = {
    "FORMAT": "DIRECTORY",
    "COMPRESS": "NO",
    "TILE_EXTENSION": TILE_SUFFIX,
    "EXTENT": 8192,
    "BUFFER": 16,
    "MAX_SIZE": _UNBOUNDED,
    "MAX_FEATURES": _UNBOUNDED,
}


def write_tiles(areas: gpd.GeoSeries, names: dict[str, str], folder: Path, name: str) -> dict[str, Any]:
    """Cut `areas` (index: area id; EPSG:32632) into tiles, in the folder `name` and their hash, within `folder`.

    Every feature has `i` (the area's place in the index, to which class codes refer), `id` and `name`. From afar,
    patches stand for the areas (`geo.tiles.patches`). Where nothing lies a tile is empty, so that none is asked for in
    vain. Return what the manifest says: `path` (within `folder`), `min_zoom`, `max_zoom` and `bounds` (west, south,
    east, north, degrees).
    """
    drawn = _drawn(areas, names)
    farthest = whole_zoom(drawn.geometry)
    closest = max(farthest, detail_zoom(drawn.geometry))
    unfinished = folder / f"{name}.unfinished"
    for zoom in range(farthest, closest):
        seen = patches(drawn.geometry, zoom)
        _cut(drawn.loc[seen.index].set_geometry(seen.to_numpy(), crs=TILED), unfinished, zoom, zoom)
    nearest = closest + _DETAIL_ZOOMS - 1
    _cut(drawn, unfinished, closest, nearest)
    return _finished(unfinished, folder, name, drawn.total_bounds, range(farthest, nearest + 1))


def write_border_tiles(lines: gpd.GeoSeries, farthest: int, folder: Path, name: str) -> dict[str, Any]:
    """Cut `geo.layers.border_lines` into tiles for the zooms from `farthest` on, as `write_tiles` does with areas.

    They are simplified to a pixel, in the nearest zoom no more than in a file.
    """
    drawn = gpd.GeoDataFrame(geometry=lines.to_crs(TILED).explode(ignore_index=True))
    drawn["i"] = np.arange(len(drawn))
    unfinished, nearest = folder / f"{name}.unfinished", farthest + _BORDER_ZOOMS - 1
    for zoom in range(farthest, nearest):
        _cut(drawn.set_geometry(drawn.simplify(pixel_m(zoom))), unfinished, zoom, zoom)
    _cut(drawn, unfinished, nearest, nearest)
    return _finished(unfinished, folder, name, drawn.total_bounds, range(farthest, nearest + 1))


def _finished(unfinished: Path, folder: Path, name: str, bounds: np.ndarray, zooms: range) -> dict[str, Any]:
    """Fill the gaps of tiles, name their folder by what it holds; what the manifest says of them."""
    _fill(unfinished, bounds, zooms)
    path = folder / f"{name}.{layer_digest(unfinished)}"
    unfinished.rename(path)
    degrees = gpd.GeoSeries(shapely.box(*bounds), crs=TILED).to_crs(DRAWN).total_bounds
    return {
        "path": str(path.relative_to(folder)),
        "min_zoom": zooms[0],
        "max_zoom": zooms[-1],
        "bounds": degrees.round(5).tolist(),
    }


def _drawn(areas: gpd.GeoSeries, names: dict[str, str]) -> gpd.GeoDataFrame:
    ids = areas.index.astype("str")
    about = pd.DataFrame({"i": np.arange(len(areas)), "id": ids, "name": ids.map(names)}, index=areas.index)
    is_drawn = areas.notna() & ~areas.is_empty
    simple = shapely.coverage_simplify(areas[is_drawn].to_numpy(), TOLERANCE_M)
    return gpd.GeoDataFrame(about[is_drawn], geometry=simple, crs=areas.crs).to_crs(TILED)


def _cut(features: gpd.GeoDataFrame, folder: Path, lowest: int, highest: int) -> None:
    """Write the tiles of the zooms from `lowest` to `highest` into `folder`, beside those of other zooms."""
    part = folder.with_suffix(".part")
    features.to_file(part, driver="MVT", engine="pyogrio", layer="areas", MINZOOM=lowest, MAXZOOM=highest, **_OPTIONS)
    for zoom in range(lowest, highest + 1):
        shutil.move(part / str(zoom), folder / str(zoom))
    shutil.rmtree(part)


def _fill(folder: Path, bounds: np.ndarray, zooms: range) -> None:
    """Put an empty tile wherever there is none within `bounds` (west, south, east, north, EPSG:3857)."""
    for zoom in zooms:
        west, south, east, north = np.floor((bounds / WORLD_M + 0.5) * 2**zoom).astype(int)
        for column, row in product(range(west, east + 1), range(2**zoom - 1 - north, 2**zoom - south)):
            (folder / str(zoom) / str(column)).mkdir(exist_ok=True)
            (folder / str(zoom) / str(column) / f"{row}.{TILE_SUFFIX}").touch()
