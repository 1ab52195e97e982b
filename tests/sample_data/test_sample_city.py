import numpy as np
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from sample_data.city import make_sections
from sample_data.facts import city_outline, read_nil, to_degrees, to_metres


def test_sections_cover_the_city_without_gaps_or_overlaps(sections):
    assert shapely.coverage_is_valid(sections.geometry.to_numpy())
    assert sections.area.sum() == pytest.approx(city_outline().area, rel=1e-5)
    covered = sections.union_all()
    assert covered.geom_type == "Polygon"
    assert not covered.interiors


def test_sections_are_valid_polygons_on_a_decimetre_grid(sections):
    assert sections.crs.to_epsg() == 32632
    assert set(sections.geom_type) == {"Polygon"}
    assert sections.is_valid.all()
    tenths = shapely.get_coordinates(sections.geometry.to_numpy()) * 10
    assert np.abs(tenths - tenths.round()).max() < 1e-6


def test_ids_are_text_of_13_digits_that_no_real_section_has(sections):
    assert sections["section_id"].is_unique
    assert sections["section_id"].str.fullmatch(r"0151469\d{6}").all()
    assert 5_800 <= len(sections) <= 6_300


def test_sections_nest_in_88_nil_and_9_municipi(sections):
    assert set(sections["nil_id"]) == {str(number) for number in range(1, 89)}
    assert set(sections["municipio_id"]) == {str(number) for number in range(1, 10)}
    assert (sections.groupby("nil_id")[["nil_name", "municipio_id"]].nunique() == 1).all(axis=None)
    assert (sections["municipio_name"] == "Municipio " + sections["municipio_id"]).all()


def test_each_nil_lies_where_it_lies_in_milan(sections):
    facts = read_nil().set_index("nil_id")
    centres = sections.dissolve("nil_id").centroid.loc[facts.index]
    away = np.hypot(*(np.column_stack([centres.x, centres.y]) - to_metres(facts)).T)
    assert np.median(away) < 200
    assert away.max() < 1_000


def test_same_seed_same_sections(sections):
    assert_geodataframe_equal(make_sections(np.random.Generator(np.random.PCG64(1))), sections)


def test_projection_goes_both_ways():
    nil = read_nil()
    assert to_degrees(to_metres(nil)) == pytest.approx(nil[["lon", "lat"]].to_numpy(), abs=1e-7)
