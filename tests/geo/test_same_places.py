"""Places under other codes: moved by metres, swapped, divided."""

import geopandas as gpd
import pytest
import shapely

from geo.same_places import former_codes


def row(**lefts):
    """Squares of 100 m by their left side."""
    return gpd.GeoSeries(
        {code: shapely.box(left, 0, left + 100, 100) for code, left in lefts.items()}, crs="EPSG:32632"
    )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({"a": 0, "b": 100}, {}),
        ({"x": 0, "b": 100}, {"x": "a"}),
        ({"x": 4, "b": 104}, {"x": "a"}),
        ({"x": 11, "b": 100}, {}),
        ({"a": 100, "b": 0}, {"a": "b", "b": "a"}),
        ({"b": 0, "c": 100}, {"b": "a", "c": "b"}),
        ({"x": 500}, {}),
        ({}, {}),
    ],
)
def test_a_polygon_that_covers_nine_tenths_is_the_same_place(now, expected):
    assert former_codes(row(a=0, b=100), row(**now)).to_dict() == expected


def test_the_halves_of_a_section_are_new_places_and_none_without_polygon_has_one():
    halves = gpd.GeoSeries({"x": shapely.box(0, 0, 50, 100), "y": shapely.box(50, 0, 100, 100), "z": None}, crs=32632)
    assert former_codes(row(a=0), halves).empty and former_codes(halves, row(a=0)).empty
    assert former_codes(halves[["z"]], halves[["z"]]).empty


@pytest.mark.parametrize("moved", [0, 3])
def test_polygons_on_each_other_keep_their_codes_and_share_no_former_one(moved):
    stacked, after = row(a=0, b=0), row(a=moved, b=moved)
    assert former_codes(stacked, after).empty
    assert former_codes(stacked, row(a=moved, x=moved)).to_dict() == {"x": "b"}
    assert former_codes(row(a=0), row(x=moved, y=moved)).to_dict() == {"x": "a"}
