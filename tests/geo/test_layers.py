"""Map layers: one feature per area that has a polygon, at its place in the index; no gap opens between neighbours."""

import json

import geopandas as gpd
import numpy as np
import shapely

from geo.layers import TOLERANCE_M, border_lines, borders, compact_layer

LEFT = shapely.Polygon(
    [(500000, 5030000), (500100, 5030000), (500100.2, 5030050), (500100, 5030100), (500000, 5030100)]
)
RIGHT = shapely.Polygon(
    [(500100, 5030000), (500200, 5030000), (500200, 5030100), (500100, 5030100), (500100.2, 5030050)]
)
AREAS = gpd.GeoSeries([LEFT, None, RIGHT], index=["a", "b", "c"], crs="EPSG:32632")
NAMES = {"a": "<b>Via</b>", "b": "B", "c": "C"}


def test_places_follow_the_index_and_names_are_kept_as_they_are():
    features = json.loads(compact_layer(AREAS, NAMES))["features"]
    assert [feature["properties"] for feature in features] == [
        {"i": 0, "id": "a", "name": "<b>Via</b>"},
        {"i": 2, "id": "c", "name": "C"},
    ]


def test_a_shared_border_is_simplified_the_same_on_both_sides():
    left, right = (shapely.geometry.shape(f["geometry"]) for f in json.loads(compact_layer(AREAS, NAMES))["features"])
    assert left.intersection(right).area == 0
    assert left.intersection(right).length > 0
    assert len(left.exterior.coords) < len(LEFT.exterior.coords)
    assert LEFT.exterior.distance(shapely.Point(500100.2, 5030050)) < TOLERANCE_M


def test_coordinates_are_degrees_with_five_decimals():
    features = json.loads(compact_layer(AREAS, NAMES))["features"]
    places = [shapely.get_coordinates(shapely.geometry.shape(feature["geometry"])) for feature in features]
    assert len(places) == AREAS.notna().sum() >= 2 and min(map(len, places)) >= 4
    for x, y in np.concatenate(places):
        assert 8.9 < x < 9.1 and 45 < y < 46
        assert round(x, 5) == x and round(y, 5) == y


def test_a_shared_border_is_drawn_once():
    (feature,) = json.loads(borders(border_lines(AREAS)))["features"]
    lines = gpd.GeoSeries([shapely.geometry.shape(feature["geometry"])], crs="EPSG:4326").to_crs("EPSG:32632")
    assert abs(lines.length.iloc[0] - 700) < 5
