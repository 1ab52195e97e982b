"""Neighbours share a border or a corner."""

import geopandas as gpd
import numpy as np
from shapely import box

from geo.neighbours import find_neighbours


def grid(rows, columns, size=100.0, gap=0.0):
    shapes = [
        box(column * (size + gap), row * (size + gap), column * (size + gap) + size, row * (size + gap) + size)
        for row in range(rows)
        for column in range(columns)
    ]
    return gpd.GeoSeries(shapes, crs=32632)


def test_a_grid_has_queen_neighbours():
    found = find_neighbours(grid(3, 3))
    assert found.counts.tolist() == [3, 5, 3, 5, 8, 5, 3, 5, 3]
    assert found.other[found.focal == 0].tolist() == [1, 3, 4]
    assert np.array_equal(found.summed(np.arange(9.0))[:2], [1 + 3 + 4, 0 + 2 + 3 + 4 + 5])


def test_borders_a_hand_apart_touch_and_those_a_street_apart_do_not():
    assert find_neighbours(grid(1, 2, gap=0.5)).counts.tolist() == [1, 1]
    assert find_neighbours(grid(1, 2, gap=15.0)).counts.tolist() == [0, 0]


def test_areas_without_a_shape_have_no_neighbours():
    shapes = grid(1, 3)
    shapes.iloc[1] = None
    assert find_neighbours(shapes).counts.tolist() == [0, 0, 0]


def test_only_the_kept_are_left_and_numbered_again():
    kept = np.array([True, True, False, True])
    found = find_neighbours(grid(1, 4)).among(kept)
    assert found.areas == 3
    assert (found.focal.tolist(), found.other.tolist()) == ([0, 1], [1, 0])
