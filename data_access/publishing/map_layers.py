"""The drawn outlines of an edition's areas, and their names."""

import hashlib
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from contract.tables import LEVELS
from data_access.editions.layer_files import DIGITS
from data_access.publishing.tiles import write_border_tiles, write_tiles
from geo.layers import border_lines, borders, compact_layer
from geo.rollup import dissolve
from geo.tiles import BORDERS_TILED_ABOVE, TILED, TILED_ABOVE, border_zoom


def levels_of(places: pd.DataFrame) -> tuple[str, ...]:
    """The levels that a city has, finest first: of those between section and city, the ones that some section names."""
    finest, *between, last = LEVELS
    return (finest, *(level for level in between if places[f"{level}_id"].notna().any()), last)


def area_names(places: gpd.GeoDataFrame, city_id: str, city_name: str) -> dict[str, dict[str, str]]:
    """Names of the areas of each level, by id; an area without a name is called by its id."""
    names = {
        level: places.dropna(subset=[f"{level}_id"])
        .groupby(f"{level}_id")[f"{level}_name"]
        .agg(lambda found: next(iter(found.dropna()), ""))
        .to_dict()
        for level in levels_of(places)[1:-1]
    }
    named = {level: {area: name or area for area, name in found.items()} for level, found in names.items()}
    return named | {
        "section": {section: section for section in places.index},
        "city": {city_id: city_name},
    }


def write_layers(
    folder: Path, places: gpd.GeoDataFrame, names: dict[str, dict[str, str]]
) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """Write the drawn outlines of each level; return the path of each that is one file, and what is told of tiles."""
    between = levels_of(places)[1:-1]
    shapes = {"section": places.geometry} | {
        level: dissolve(places, places[f"{level}_id"]).reindex(sorted(names[level])) for level in between
    }
    shapes["city"] = dissolve(places, pd.Series(next(iter(names["city"])), index=places.index))
    is_tiled = {level: len(areas) > TILED_ABOVE for level, areas in shapes.items()}
    texts = {level: compact_layer(areas, names[level]) for level, areas in shapes.items() if not is_tiled[level]}
    lines = {f"{level}_borders": border_lines(shapes[level]) for level in between}
    texts |= {layer: borders(drawn) for layer, drawn in lines.items()}
    (folder / "layers").mkdir()
    paths = {}
    for layer, text in texts.items():
        paths[layer] = f"layers/{layer}.{hashlib.sha256(text).hexdigest()[:DIGITS]}.geojson"
        (folder / paths[layer]).write_bytes(text)
    tiles = {
        level: write_tiles(areas, names[level], folder, f"layers/{level}")
        for level, areas in shapes.items()
        if is_tiled[level]
    }
    for level in between:
        if len(shapes[level]) > BORDERS_TILED_ABOVE:
            layer = f"{level}_borders"
            tiles[layer] = write_border_tiles(lines[layer], border_zoom(shapes[level].to_crs(TILED)), folder, layer)
    return paths, tiles
