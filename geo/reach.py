"""How far people walk to a place, when no network of streets is given."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import MEASURED


def walking_distances(origins: gpd.GeoSeries, places: gpd.GeoSeries, detour: float) -> pd.DataFrame:
    """Metres on foot from each of `origins` (rows) to each of `places` (columns): straight line × `detour`.

    Areas are left at a point inside them; both may be in any reference system. Infinite where either has no geometry.
    """
    start, end = (_coordinates(points) for points in (origins, places))
    straight = np.hypot(start[:, None, 0] - end[None, :, 0], start[:, None, 1] - end[None, :, 1])
    metres = np.where(np.isnan(straight), np.inf, straight * detour)
    return pd.DataFrame(metres, index=origins.index, columns=places.index)


def _coordinates(points: gpd.GeoSeries) -> np.ndarray:
    measured = points.to_crs(MEASURED).representative_point()
    return np.column_stack([measured.x, measured.y]).astype(float).reshape(-1, 2)
