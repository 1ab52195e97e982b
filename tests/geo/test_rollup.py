"""Sums by area: what is missing of a part is missing of the whole."""

import geopandas as gpd
import pandas as pd
import shapely

from geo.rollup import dissolve, roll_up

CELLS = pd.DataFrame({"households": [10, 20, 30], "renters": [1, None, 3]}, index=list("abc"), dtype="Float64")


def test_areas_sum_their_sections_and_a_gap_stays_a_gap():
    areas = roll_up(CELLS, pd.Series(["x", "x", "y"], index=CELLS.index))
    assert areas["households"].to_dict() == {"x": 30, "y": 30}
    assert pd.isna(areas.loc["x", "renters"])
    assert areas.loc["y", "renters"] == 3


def test_sections_of_no_area_are_left_out():
    areas = roll_up(CELLS, pd.Series(["x", None, None], index=CELLS.index))
    assert areas["households"].to_dict() == {"x": 10}


def test_dissolve_joins_neighbours_without_a_seam():
    squares = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), None], crs="EPSG:32632")
    shapes = dissolve(squares, pd.Series(["x", "x", "x"]))
    assert shapes["x"].equals(shapely.box(0, 0, 2, 1))
