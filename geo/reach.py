"""How far people walk to a place: straight line × a detour, or along the streets where a network is given."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import DRAWN, MEASURED


def walking_distances(origins: gpd.GeoSeries, places: gpd.GeoSeries, detour: float) -> pd.DataFrame:
    """Metres on foot from each of `origins` (rows) to each of `places` (columns): straight line × `detour`.

    Areas are left at a point inside them; both may be in any reference system. Infinite where either has no geometry.
    """
    start, end = (_coordinates(points) for points in (origins, places))
    straight = np.hypot(start[:, None, 0] - end[None, :, 0], start[:, None, 1] - end[None, :, 1])
    metres = np.where(np.isnan(straight), np.inf, straight * detour)
    return pd.DataFrame(metres, index=origins.index, columns=places.index)


def network_distances(
    origins: gpd.GeoSeries, places: gpd.GeoSeries, streets: pd.DataFrame, detour: float
) -> pd.DataFrame:
    """Metres on foot from each of `origins` (rows) to each of `places` (columns) along `streets`.

    `streets`: stretches walked both ways, columns of `street_tables.STREETS`; a length that is missing is the straight
    line between its ends. Both ends of a way reach the nearest crossing by straight line × `detour`. Infinite where no
    way leads, or either has no geometry.
    """
    from scipy.sparse.csgraph import dijkstra

    graph, crossings = _network(streets)
    start, end = (_nearest(points, crossings, detour) for points in (origins, places))
    along = dijkstra(graph, directed=False, indices=end[0])[:, start[0]].T
    metres = along + start[1][:, None] + end[1][None, :]
    return pd.DataFrame(metres, index=origins.index, columns=places.index)


def _network(streets: pd.DataFrame) -> tuple[object, np.ndarray]:
    """The graph of the crossings, the shortest of parallel stretches, and the crossings' coordinates in metres."""
    from scipy.sparse import csr_array

    ends = [streets[[f"{end}_node", f"{end}_lon", f"{end}_lat"]].set_axis(["node", "lon", "lat"], axis=1)
            for end in ("from", "to")]  # fmt: skip
    nodes = pd.concat(ends).drop_duplicates("node").set_index("node")
    points = gpd.GeoSeries.from_xy(nodes["lon"].astype(float), nodes["lat"].astype(float), crs=DRAWN).to_crs(MEASURED)
    crossings = np.column_stack([points.x, points.y])
    first, second = (nodes.index.get_indexer(streets[name]) for name in ("from_node", "to_node"))
    straight = np.hypot(*(crossings[first] - crossings[second]).T)
    length = streets["length_m"].to_numpy(dtype=float, na_value=np.nan)
    length = np.where(np.isnan(length), straight, length)
    pairs = pd.DataFrame(
        {"a": np.minimum(first, second), "b": np.maximum(first, second), "m": np.maximum(length, 0.01)}
    )
    shortest = pairs.groupby(["a", "b"], sort=True)["m"].min().reset_index()
    size = (len(nodes), len(nodes))
    return csr_array((shortest["m"], (shortest["a"], shortest["b"])), shape=size), crossings


def _nearest(points: gpd.GeoSeries, crossings: np.ndarray, detour: float) -> tuple[np.ndarray, np.ndarray]:
    """Place of the nearest crossing and the metres to it, infinite for points without geometry."""
    from scipy.spatial import KDTree

    at = _coordinates(points)
    is_absent = np.isnan(at).any(axis=1)
    away, nearest = KDTree(crossings).query(np.where(is_absent[:, None], 0.0, at))
    return nearest, np.where(is_absent, np.inf, away * detour)


def _coordinates(points: gpd.GeoSeries) -> np.ndarray:
    measured = points.to_crs(MEASURED).representative_point()
    return np.column_stack([measured.x, measured.y]).astype(float).reshape(-1, 2)
