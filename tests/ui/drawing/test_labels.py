"""What is written on maps: every name once, within its area; a bar as long as it says."""

import math
from itertools import combinations

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from ui.drawing.labels import first_zooms, name_boxes, name_features, name_layer, names_of, scale_layers

SQUARES = gpd.GeoSeries({"1": box(514000, 5034000, 515000, 5035000), "2": box(515000, 5034000, 519000, 5035000)},
                        crs=32632)  # fmt: skip


NOWHERE = gpd.GeoSeries(crs=32632)
ANYWHERE = (-180, 180)
"""Edges of a map that cuts no name."""


def written(places, sizes=14):
    """Names at these places (degrees), the first first."""
    told = pd.DataFrame(places, columns=["text", "lon", "lat"])
    return told.assign(px=sizes, rank=range(len(told), 0, -1))


def test_every_area_has_its_name_within_it_and_the_largest_comes_first():
    told = names_of(SQUARES, pd.Series({"1": "Baggio - Q.re degli Olmi", "2": "Brera"}), "nil", NOWHERE)
    assert list(told["text"]) == ["Baggio", "Brera"]
    assert told["rank"][1] > told["rank"][0]
    for at, area in zip(gpd.points_from_xy(told["lon"], told["lat"]), SQUARES.to_crs(4326), strict=True):
        assert area.buffer(1e-4).contains(at)


def test_two_areas_whose_first_place_is_the_same_keep_their_whole_names():
    told = names_of(
        SQUARES, pd.Series({"1": "Porta Ticinese - Conca", "2": "Porta Ticinese - Conchetta"}), "nil", NOWHERE
    )
    assert list(told["text"]) == ["Porta Ticinese - Conca", "Porta Ticinese - Conchetta"]


def test_a_name_makes_room_for_points_within_its_area_and_stays_where_none_is():
    """Twenty kilometres by ten on a map 400 pixels high: a point in the middle of the western half alone."""
    halves = gpd.GeoSeries({"1": box(500000, 5030000, 510000, 5040000), "2": box(510000, 5030000, 520000, 5040000)},
                           crs=32632)  # fmt: skip
    point = gpd.GeoSeries.from_xy([505000], [5035000], crs=32632)
    free, beside = (names_of(halves, pd.Series({"1": "Ovest", "2": "Est"}), "municipio", points)
                    for points in (NOWHERE, point))  # fmt: skip
    at = gpd.GeoSeries.from_xy(beside["lon"], beside["lat"], crs=4326).to_crs(32632)
    px = 400 / 10_000
    assert (beside.loc[1, ["lon", "lat"]] == free.loc[1, ["lon", "lat"]]).all()
    assert halves["1"].contains(at[0])
    assert abs(at[0].x - 505000) * px > name_boxes(beside)["width"][0] / 2 or abs(at[0].y - 5035000) * px > 14 / 2 + 9


def test_names_of_municipi_come_before_those_of_any_nil():
    small, large = (names_of(SQUARES.iloc[[place]], pd.Series({"1": "x", "2": "x"}), level, NOWHERE)
                    for place, level in ((0, "municipio"), (1, "nil")))  # fmt: skip
    assert small["rank"].iloc[0] > large["rank"].iloc[0]


def test_a_name_waits_until_it_is_clear_of_the_one_before_it():
    """A degree apart on one parallel: 512 / 360 × 2^zoom pixels, for boxes as wide as the first: 2^zoom ≥ width × 360
    / 512; one that nobody could ever tell apart never stands."""
    told = written([("Milano", 9.0, 45.0), ("Milano", 10.0, 45.0), ("Milano", 9.0, 45.0)])
    width = name_boxes(told)["width"][0]
    first = first_zooms(told, *ANYWHERE)
    assert first[0] == 0 and math.isnan(first[2])
    assert math.log2(width * 360 / 512) < first[1] == 8
    assert name_features(told.iloc[[0]])["features"][0]["properties"] == {"text": "Milano", "px": 14}


def test_a_name_that_the_edge_of_the_map_would_cut_waits_until_it_is_whole():
    """Half its width, of 512 / 360 × 2^zoom pixels a degree, from the edge that is 0.1 degrees away."""
    told = written([("Parco Forlanini", 9.2, 45.0), ("Brera", 9.1, 45.5)])
    half = name_boxes(told)["width"][0] / 2
    needed = math.log2(half * 360 / 512 / 0.1)
    for edges in ((9.0, 9.3), (9.1, 9.5)):
        first = first_zooms(told, *edges)
        assert needed <= first[0] < needed + 1.1
    assert math.isnan(first_zooms(told, 9.0, 9.15)[0])


PLACES = st.lists(
    st.tuples(st.text("abcdefghilm ", min_size=1, max_size=20), st.floats(9, 9.3), st.floats(45.3, 45.6)),
    min_size=1,
    max_size=12,
)


@given(PLACES, st.floats(8, 16))
def test_no_two_names_that_stand_lie_on_each_other_at_any_zoom_and_the_first_always_stands(places, zoom):
    told = written(places)
    first, boxes = first_zooms(told, *ANYWHERE), name_boxes(told)
    assert first[0] == 0
    standing = boxes[first <= zoom]
    for one, other in combinations(standing.itertuples(), 2):
        away = 2**zoom * abs(one.x - other.x), 2**zoom * abs(one.y - other.y)
        assert away[0] >= (one.width + other.width) / 2 - 1e-6 or away[1] >= (one.height + other.height) / 2 - 1e-6


def test_a_layer_stands_from_its_zoom_on_and_takes_one_tile():
    told = name_layer("media/x.json", 10.5)
    assert (told["visibleMinZoom"], told["minZoom"], told["maxZoom"], told["id"]) == (10.5, 0, 0, "names_10.5")


@given(st.floats(0.002, 1.5), st.floats(36, 47))
def test_the_bar_is_as_long_as_it_says_and_a_round_number(width, south):
    bar, words = scale_layers((9.0, south, 9.0 + width, south + 0.1), "it")
    (west, lat), (east, _) = bar["data"][0]["path"]
    number, unit = words["data"][0]["text"].split(" ")
    metres = float(number.replace(",", ".")) * (1000 if unit == "km" else 1)
    assert (east - west) * 111_320 * math.cos(math.radians(lat)) == pytest.approx(metres, rel=0.02)
    assert number.strip("0,.") in {"1", "2", "5"}
    assert 9.0 <= west < east <= 9.0 + width + 1e-6
