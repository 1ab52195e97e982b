"""What is written on maps: every name once, within its area; a bar as long as it says."""

import math

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from ui.drawing.labels import names_of, scale_layers


def test_every_area_has_its_name_within_it_and_the_largest_comes_first():
    shapes = gpd.GeoSeries({"1": box(514000, 5034000, 515000, 5035000), "2": box(515000, 5034000, 519000, 5035000)},
                           crs=32632)  # fmt: skip
    told = names_of(shapes, pd.Series({"1": "Baggio - Q.re degli Olmi", "2": "Brera"}), "nil")
    assert [each["text"] for each in told] == ["Baggio", "Brera"]
    assert told[1]["rank"] > told[0]["rank"]
    degrees = shapes.to_crs(4326)
    for each, area in zip(told, degrees, strict=True):
        lon, lat = each["at"]
        assert area.buffer(1e-4).contains(gpd.points_from_xy([lon], [lat])[0])


def test_names_of_municipi_come_before_those_of_any_nil():
    shapes = gpd.GeoSeries({"1": box(514000, 5034000, 515000, 5035000)}, crs=32632)
    ranks = [names_of(shapes, pd.Series({"1": "x"}), level)[0]["rank"] for level in ("municipio", "nil")]
    assert ranks[0] > ranks[1] + 500


@given(st.floats(0.002, 1.5), st.floats(36, 47))
def test_the_bar_is_as_long_as_it_says_and_a_round_number(width, south):
    bar, words = scale_layers((9.0, south, 9.0 + width, south + 0.1), "it")
    (west, lat), (east, _) = bar["data"][0]["path"]
    number, unit = words["data"][0]["text"].split(" ")
    metres = float(number.replace(",", ".")) * (1000 if unit == "km" else 1)
    assert (east - west) * 111_320 * math.cos(math.radians(lat)) == pytest.approx(metres, rel=0.02)
    assert number.strip("0,.") in {"1", "2", "5"}
    assert 9.0 <= west < east <= 9.0 + width + 1e-6
