"""The city cut into sections: Voronoi cells nested in neighbourhoods (NIL) and boroughs (Municipi)."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import MultiPoint, Polygon

from geo.crs import MEASURED
from sample_data.assumptions import (
    EVEN_SHARE,
    GRID_M,
    MUNICIPALITY,
    RELAXATION_STEPS,
    SECTION_COUNT,
    SYNTHETIC_MARK,
)
from sample_data.facts import city_outline, read_nil, read_nil_points, to_metres


def make_sections(rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Draw about 6,000 sections that cover the city without gaps or overlaps.

    One row per section, EPSG:32632, coordinates rounded to 0.1 m: section_id, nil_id, nil_name, municipio_id,
    municipio_name, geometry. NIL and Municipi are the real ones by name and rough place; the sections are invented.
    """
    outline = city_outline()
    quarters = _quarters(outline)
    points = np.vstack(
        [_scatter(cell, count, rng) for cell, count in zip(quarters.cell, quarters.sections, strict=True)]
    )
    owners = np.repeat(quarters["nil_id"].to_numpy(), quarters["sections"])
    for _ in range(RELAXATION_STEPS):
        points = shapely.get_coordinates(shapely.centroid(voronoi_cells(points, outline)))
    return _with_areas(owners, _rounded(voronoi_cells(points, outline)))


def voronoi_cells(points: np.ndarray, outline: Polygon) -> np.ndarray:
    """Return the Voronoi cell of each of the (n, 2) `points`, in their order, clipped to `outline`."""
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(points), extend_to=outline, ordered=True))
    crosses = ~shapely.contains_properly(outline, cells)
    cells[crosses] = shapely.intersection(cells[crosses], outline)
    return cells


def _quarters(outline: Polygon) -> pd.DataFrame:
    points = read_nil_points().merge(read_nil()[["nil_id", "households"]], on="nil_id", validate="m:1")
    quarters_of_nil = points.groupby("nil_id")["nil_id"].transform("size")
    share = (1 - EVEN_SHARE) * points["household_share"] + EVEN_SHARE / quarters_of_nil
    expected = SECTION_COUNT * share * points["households"] / read_nil()["households"].sum()
    sections = np.maximum(expected.round().astype(int), 1)
    return points.assign(sections=sections, cell=voronoi_cells(to_metres(points), outline))


def _scatter(cell: Polygon, count: int, rng: np.random.Generator) -> np.ndarray:
    west, south, east, north = cell.bounds
    inside = np.empty((0, 2))
    while len(inside) < count:
        drawn = rng.uniform((west, south), (east, north), size=(8 * count, 2))
        inside = np.vstack([inside, drawn[shapely.contains_xy(cell, drawn)]])
    return inside[:count]


def _rounded(cells: np.ndarray) -> np.ndarray:
    """Round every vertex alike: neighbours share their vertices, so they stay shared and no gap opens."""
    decimals = round(-np.log10(GRID_M))
    rounded = shapely.transform(cells, lambda vertices: vertices.round(decimals))
    return shapely.remove_repeated_points(rounded)


def _with_areas(owners: np.ndarray, cells: np.ndarray) -> gpd.GeoDataFrame:
    nil = read_nil().set_index("nil_id").loc[owners].reset_index()
    return gpd.GeoDataFrame(
        {
            "section_id": [f"{MUNICIPALITY}{SYNTHETIC_MARK}{number:06d}" for number in range(1, len(cells) + 1)],
            "nil_id": nil["nil_id"],
            "nil_name": nil["nil_name"],
            "municipio_id": nil["municipio_id"],
            "municipio_name": "Municipio " + nil["municipio_id"],
        },
        geometry=cells,
        crs=MEASURED,
    )
