"""What is kept of the names that are written on maps."""

import json

import geopandas as gpd
import pandas as pd
import shapely

from data_access.editions import Edition
from geo.crs import MEASURED
from ui.drawing.labels import first_zooms, name_features, names_of
from ui.kept import editions as cached
from ui.kept.keep import keep


@keep()
def map_names(of: Edition, levels: tuple[str, ...], beside_estates: bool) -> dict[float, bytes]:
    """The names of `levels` that are written on a map, of areas that have a polygon, as GeoJSON, by the zoom from which
    they stand. `beside_estates`: where they leave the points of the estates free as far as they can."""
    points = _estates(of) if beside_estates else _on_the_ground(gpd.GeoSeries())
    told = [_level_names(of, level, points) for level in levels if level in of.levels and level not in of.tiles]
    if not told:
        return {}
    written = pd.concat(told, ignore_index=True)
    west, _, east, _ = cached.city_bounds(of)
    by_zoom = written.groupby(first_zooms(written, west, east))
    return {float(zoom): json.dumps(name_features(each), ensure_ascii=False).encode() for zoom, each in by_zoom}


def _level_names(of: Edition, level: str, points: gpd.GeoSeries) -> pd.DataFrame:
    names = cached.names(of, level)
    drawn = {area: found for area in names.index if (found := cached.feature(of, level, area))}
    outlines = {area: shapely.geometry.shape(each["geometry"]) for area, each in drawn.items()}
    return names_of(_on_the_ground(gpd.GeoSeries(outlines)), names, level, points)


def _estates(of: Edition) -> gpd.GeoSeries:
    placed = cached.table(of, "complexes").reindex(columns=["lon", "lat"]).dropna()
    return _on_the_ground(gpd.GeoSeries(gpd.points_from_xy(placed["lon"], placed["lat"])))


def _on_the_ground(degrees: gpd.GeoSeries) -> gpd.GeoSeries:
    """`degrees` in metres."""
    return degrees.set_crs(4326).to_crs(MEASURED)
