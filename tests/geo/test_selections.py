"""Areas round a point and inside a shape, on a grid of squares of 100 metres."""

import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import ObservatoryError
from geo.crs import DRAWN, MEASURED
from geo.selections import LARGEST_SHAPE, inside_shape, read_codes, read_point, read_shape, within_radius

LEFT, BOTTOM = 514_000, 5_034_000
GRID = gpd.GeoSeries(
    {
        f"{column}{row}": shapely.box(LEFT + 100 * column, BOTTOM + 100 * row, LEFT + 100 * column + 100,
                                      BOTTOM + 100 * row + 100)
        for column in range(5) for row in range(5)
    },
    crs=MEASURED,
)  # fmt: skip


def degrees(shape):
    return gpd.GeoSeries([shape], crs=MEASURED).to_crs(DRAWN).iloc[0]


def test_round_the_middle_of_a_square():
    centre = degrees(shapely.Point(LEFT + 250, BOTTOM + 250))
    assert list(within_radius(GRID, centre.x, centre.y, 50)) == ["22"]
    assert set(within_radius(GRID, centre.x, centre.y, 101)) == {"22", "12", "32", "21", "23"}
    assert len(within_radius(GRID, centre.x, centre.y, 1000)) == 25


@pytest.mark.parametrize("kind", ["wkt", "geometry", "feature", "collection"])
def test_inside_a_shape_however_it_is_written(kind):
    shape = degrees(shapely.box(LEFT - 10, BOTTOM - 10, LEFT + 210, BOTTOM + 110))
    geometry = shapely.geometry.mapping(shape)
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    text = {
        "wkt": shape.wkt,
        "geometry": json.dumps(geometry),
        "feature": json.dumps(feature),
        "collection": json.dumps({"type": "FeatureCollection", "features": [feature]}),
    }[kind]
    assert set(inside_shape(GRID, read_shape(text))) == {"00", "10"}


def test_areas_without_polygon_are_nowhere():
    areas = gpd.GeoSeries({"a": GRID["00"], "b": None}, crs=MEASURED)
    centre = degrees(shapely.Point(LEFT, BOTTOM))
    assert list(within_radius(areas, centre.x, centre.y, 10_000)) == ["a"]
    assert list(inside_shape(areas, degrees(shapely.box(LEFT - 99, BOTTOM - 99, LEFT + 999, BOTTOM + 999)))) == ["a"]


@pytest.mark.parametrize(
    "text",
    ["", "POINT (9 45)", "LINESTRING (9 45, 10 46)", "POLYGON EMPTY", "{}", '{"type": "Polygon"}', "hello", "[1, 2]",
     "POLYGON ((9 45, 9 46", '{"type": "FeatureCollection", "features": []}', "{" * 50],
)  # fmt: skip
def test_what_is_no_polygon_is_refused(text):
    with pytest.raises(ObservatoryError):
        read_shape(text)


def test_metres_and_novels_are_refused():
    with pytest.raises(ObservatoryError, match="degrees"):
        read_shape("POLYGON ((514000 5034000, 514100 5034000, 514100 5034100, 514000 5034000))")
    with pytest.raises(ObservatoryError, match="too long"):
        read_shape("POLYGON ((" + "9 45, " * LARGEST_SHAPE)


@given(st.text(max_size=60))
def test_any_other_text_is_refused_in_words(text):
    with pytest.raises(ObservatoryError):
        read_shape(text)


def test_codes_are_found_however_they_are_pasted():
    known = pd.Index(["0151460000001", "0151460000002", "7"])
    text = "0151460000002,151460000001.0\n151460000001;7 '9'"
    assert read_codes(text, known) == (["0151460000002", "0151460000001", "7"], ["9"])
    assert read_codes("  ", known) == ([], [])


@pytest.mark.parametrize("text", ["", "45", "9.19 95.2, 3", "200.0 9.1", "45.4 N 9.1 E", "91, 9", "45 181"])
def test_points_that_are_none_are_refused(text):
    with pytest.raises(ObservatoryError, match="latitude"):
        read_point(text)
