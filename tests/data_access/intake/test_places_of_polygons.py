"""Polygons where they are meant to be: reference systems that mislead, overlaps, sections in pieces."""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.intake.mappings import Part
from data_access.intake.overlaps import LEAST_OVERLAP_M2, overlapping
from data_access.intake.polygons import as_polygons
from data_access.intake.raw_tables import RawTable
from data_access.intake.reference_systems import far_from_region
from geo.crs import MEASURED
from geo.regions import REGIONS, region_of
from tests.data_access.small_city import SmallCity, section_polygons, squares

UNOFFICIAL = (
    'PROJCS["Gauss-Boaga Ovest",GEOGCS["Roma40",DATUM["D_Roma_40",SPHEROID["International_1924",6378388,297]],'
    'PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",1500000],PARAMETER["False_Northing",0],PARAMETER["Central_Meridian",9],'
    'PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0],UNIT["Meter",1]]'
)


def raw(shapes):
    text = pd.DataFrame(index=pd.RangeIndex(2, 2 + len(shapes)))
    return RawTable("sezioni.shp", text, gpd.GeoSeries(shapes.to_numpy(), index=text.index, crs=shapes.crs))


def read(shapes, **options):
    found, faults = as_polygons(raw(shapes), Part("sections", **options))
    return found, [(fault.code, fault.severity.value) for fault in faults]


def milan(crs=MEASURED):
    return section_polygons().geometry.to_crs(crs)


def off_by(found):
    return float(np.abs(found.bounds.to_numpy() - milan().bounds.to_numpy()).max())


def test_a_datum_that_nobody_knows_is_refused_and_the_mapping_wins():
    shapes = milan("EPSG:3003").set_crs(UNOFFICIAL, allow_override=True)
    found, faults = read(shapes)
    assert (found.isna().all(), faults) == (True, [("unknown_datum", "error")])
    found, faults = read(shapes, crs="EPSG:3003")
    assert (off_by(found) < 0.01, faults) == (True, [("other_crs", "warning")])


@pytest.mark.parametrize("crs", ["EPSG:3003", "EPSG:4265", "EPSG:25832", "EPSG:6707", "EPSG:23032", "EPSG:3857"])
def test_official_systems_are_exact_enough_without_a_word(crs):
    found, faults = read(milan(crs))
    assert (off_by(found) < 0.05, faults) == (True, [])


def test_a_mapping_wins_over_a_wrong_zone_and_never_takes_degrees_for_metres():
    shapes = milan().set_crs("EPSG:32633", allow_override=True)
    found, faults = read(shapes, crs="EPSG:32632")
    assert (off_by(found), faults) == (0, [("other_crs", "warning")])
    found, faults = read(milan("EPSG:4326"), crs="EPSG:32632")
    assert (off_by(found) < 0.01, faults) == (True, [("other_crs", "warning")])


def test_a_city_in_the_wrong_zone_is_asked_about(tmp_path):
    city = SmallCity(tmp_path)
    assert "far_from_region" not in {fault.code for fault in city.read().faults}
    city.polygons = city.polygons.set_crs("EPSG:32633", allow_override=True)
    city.write_polygons()
    told = [fault for fault in city.read().faults if fault.code == "far_from_region"]
    assert len(told) == 1
    assert told[0].values == {"region": "Lombardia"}


@pytest.mark.parametrize(("metres", "is_told"), [(0, False), (9_000, False), (20_000, True)])
def test_a_section_far_from_all_others_is_asked_about(tmp_path, metres, is_told):
    city = SmallCity(tmp_path)
    city.polygons.loc[3, "geometry"] = shapely.affinity.translate(city.polygons.geometry[3], metres)
    city.write_polygons()
    told = [(fault.row, fault.found, fault.values) for fault in city.read().faults if fault.code == "far_section"]
    assert told == ([(5, "0151460000004", {"km": "20"})] if is_told else [])


@pytest.mark.parametrize(("second", "count"), [("9.155", "2"), ("9.1550001", None)])
def test_places_at_one_point_are_asked_about(tmp_path, second, count):
    city = SmallCity(tmp_path)
    city.more["venues"] = tmp_path / "luoghi.csv"
    city.more["venues"].write_text(
        f"denominaz,tipologia,indirizzo,long_x_4326,lat_y_4326\nA,x,y,9.155,45.46\nB,x,y,{second},45.46\nC,x,y,,\nD,x,y,,\n"
    )
    told = [fault.values["count"] for fault in city.read().faults if fault.code == "one_point"]
    assert told == ([count] if count else [])


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [("063049", 14.27, 40.85), ("001272", 7.68, 45.07), ("092009", 9.11, 39.22), ("082053", 13.36, 38.11),
     ("058091", 12.49, 41.89), ("027042", 12.33, 45.44), ("072006", 16.87, 41.12), ("080063", 15.65, 38.11),
     ("032006", 13.77, 45.65), ("007003", 7.32, 45.74), ("999999", 100.0, 0.0)],
)  # fmt: skip
def test_cities_lie_in_the_region_of_their_code(code, lon, lat):
    city = gpd.GeoSeries([shapely.Point(lon, lat).buffer(0.05)], crs="EPSG:4326").to_crs(MEASURED)
    assert far_from_region(city, code, "a") == []
    if region_of(code):
        assert far_from_region(city.translate(600_000), code, "a")


def test_every_province_has_one_region():
    numbered = [region_of(f"{province:03d}001") for province in range(1, 112)]
    assert None not in numbered and set(numbered) == set(REGIONS)


def test_metres_that_do_not_say_so_are_one_fault_and_the_mapping_mends_them(tmp_path):
    city = SmallCity(tmp_path)
    features = json.loads(city.polygons.to_json(drop_id=True, to_wgs84=False))
    features.pop("crs", None)
    city.sections_path.write_text(json.dumps(features))
    faults = [fault for fault in city.read().faults if fault.code == "misplaced"]
    assert len(faults) == 1
    assert "metres" in faults[0].message
    city.mapping.parts["sections"] = Part("sections", city.mapping.part("sections").columns, crs="EPSG:32632")
    assert not [fault for fault in city.read().faults if fault.severity == "error"]


def test_a_polygon_that_covers_its_neighbour_is_told_with_both_codes_and_the_area(tmp_path):
    city = SmallCity(tmp_path)
    city.polygons.loc[5, "geometry"] = city.polygons.geometry[5].union(city.polygons.geometry[6])
    city.write_polygons()
    told = [fault for fault in city.read().faults if fault.code == "overlap"]
    assert [(fault.values["first"][-2:], fault.values["second"][-2:], fault.row) for fault in told] == [("06", "07", 8)]
    assert abs(int(told[0].values["area"]) - 40_000) < 10


@pytest.mark.parametrize(("width", "is_told"), [(0.0, False), (0.49, False), (1.99, False), (2.0, True), (200.0, True)])
def test_the_fringe_between_neighbours_is_no_overlap(width, is_told):
    shapes = squares(2)
    west, south, _east, north = shapes[1].bounds
    shapes[0] = shapes[0].union(shapely.box(west, south, west + width, north))
    found = gpd.GeoSeries(shapes, index=[2, 3], crs=MEASURED)
    assert bool(overlapping(found, pd.Series(["a", "b"], index=[2, 3]), "f")) is is_told


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 12)), min_size=1, max_size=12))
def test_pairs_that_overlap_are_those_that_a_plain_count_finds(corners):
    boxes = [shapely.box(10 * x, 10 * y, 10 * (x + side), 10 * (y + side)) for x, y, side in corners]
    index = range(2, 2 + len(boxes))
    told = overlapping(gpd.GeoSeries(boxes, index=index, crs=MEASURED), pd.Series(index, index=index), "f")
    expected = {
        (a, b, f"{area:.0f}")
        for a in index
        for b in index
        if a < b and not boxes[a - 2].equals(boxes[b - 2])
        if (area := boxes[a - 2].intersection(boxes[b - 2]).area) >= LEAST_OVERLAP_M2
        if area >= 0.01 * min(boxes[a - 2].area, boxes[b - 2].area)
    }
    assert {(int(f.values["first"]), int(f.values["second"]), f.values["area"]) for f in told} == expected


@pytest.mark.parametrize(("table", "advice"), [("sections", "Dissolve"), ("extract", "add them up")])
def test_two_rows_of_one_section_are_told_what_to_do(tmp_path, table, advice):
    city = SmallCity(tmp_path)
    if table == "sections":
        city.polygons.loc[7, "SEZ2011"] = city.polygons["SEZ2011"][2]
    else:
        city.extract.loc[7, "SEZ2011"] = city.extract["SEZ2011"][2]
    city.write()
    told = [fault for fault in city.read().faults if fault.code == "doubled_key"]
    assert len(told) == 1
    assert advice in told[0].sentence("en")


def test_areas_with_lines_and_points_of_a_cut_are_read_as_areas(tmp_path):
    city = SmallCity(tmp_path)
    shapes = list(city.polygons.geometry)
    area = shapes[4].area
    shapes[4] = shapely.GeometryCollection([shapes[4], shapes[4].exterior, shapes[4].centroid])
    shapes[5] = shapely.GeometryCollection([shapes[5].exterior])
    city.polygons["geometry"] = shapes
    city.sections_path = tmp_path / "s.gpkg"
    city.polygons.to_file(city.sections_path, driver="GPKG")
    sources = city.read()
    told = {fault.code: fault.row for fault in sources.faults if fault.code in ("mixed_shapes", "not_a_polygon")}
    assert told == {"mixed_shapes": None, "not_a_polygon": 7}
    assert sources.sections.geometry[4].area == pytest.approx(area)


def test_columns_that_a_shapefile_has_cut_are_known(tmp_path):
    city = SmallCity(tmp_path)
    city.sections_path = tmp_path / "s.shp"
    city.polygons.rename(columns={"ID_NIL_PGT2030": "ID_NIL_PGT"}).to_file(city.sections_path)
    sources = city.read()
    assert not [fault for fault in sources.faults if fault.severity == "error"]
    assert set(sources.sections["nil_id"]) == {"1", "2", "3"}


def test_codes_that_a_spreadsheet_was_made_to_keep_as_text_are_codes(tmp_path):
    city = SmallCity(tmp_path)
    city.extract["SEZ2011"] = [
        f'="{code.zfill(13)}"' if place % 2 else f"'{code}" for place, code in enumerate(city.extract["SEZ2011"])
    ]
    city.write()
    sources = city.read()
    assert not [fault for fault in sources.faults if fault.severity == "error"]
    assert sorted(sources.households["section_id"]) == sorted(sources.sections["section_id"])


def test_areas_whose_codes_differ_in_leading_zeros_are_one(tmp_path):
    city = SmallCity(tmp_path)
    codes = city.polygons["ID_NIL_PGT2030"].astype(str)
    city.polygons["ID_NIL_PGT2030"] = codes.where(codes.index % 2 == 0, "0" + codes)
    city.write()
    city.more["nil_names"] = tmp_path / "names.csv"
    city.more["nil_names"].write_text("nil_id,nil_name\n001,Vomero\n002,Arenella\n003,Chiaia\n", encoding="utf-8")
    sources = city.read()
    assert sources.sections["nil_id"].nunique() == 3
    assert set(sources.sections["nil_name"]) == {"Vomero", "Arenella", "Chiaia"}
    told = {fault.code: fault.values["count"] for fault in sources.faults if fault.severity == "warning"}
    assert told == {"area_code_zeros": "8"}


def test_each_level_may_have_a_table_of_names_of_its_own_beside_the_lookup(tmp_path):
    city = SmallCity(tmp_path)
    for level, text in (
        ("nil", "COD_ASC2;DEN\n1;Vomero\n2;Arenella\n3;Chiaia\n"),
        ("municipio", "ASC1\tDEN\n1\tPrima\n"),
    ):
        role = f"{level}_names"
        city.more[role] = tmp_path / f"{role}.csv"
        city.more[role].write_text(text, encoding="utf-8")
        head, sign = ("COD_ASC2", ";") if level == "nil" else ("ASC1", "\t")
        city.mapping.parts[role] = Part(role, {f"{level}_id": head, f"{level}_name": "DEN"}, delimiter=sign)
    sources = city.read()
    assert not [fault for fault in sources.faults if fault.severity == "error"]
    found = sources.sections.dropna(subset=["nil_id", "municipio_id"])
    assert set(zip(found["nil_id"], found["nil_name"], strict=True)) == {
        ("1", "Vomero"),
        ("2", "Arenella"),
        ("3", "Chiaia"),
    }
    assert set(found["municipio_name"][found["municipio_id"] == "1"]) == {"Prima"}
    assert set(sources.files) >= {"nil_names", "municipio_names"}


def test_names_of_areas_come_from_a_second_table_by_their_codes(tmp_path):
    city = SmallCity(tmp_path)
    city.more["lookup"] = tmp_path / "asc2.csv"
    city.more["lookup"].write_text("COD;DEN\n1;Vomero\n2;Arenella\n9;Chiaia\n", encoding="utf-8")
    columns = {"nil_id": "COD", "nil_name": "DEN"}
    city.mapping.parts.pop("lookup", None)
    city.mapping.parts["area_names"] = Part("area_names", columns, delimiter=";")
    sources = city.read()
    named = dict(zip(sources.sections["nil_id"], sources.sections["nil_name"], strict=True))
    assert (named["1"], named["2"]) == ("Vomero", "Arenella")
    told = [fault for fault in sources.faults if fault.code == "unnamed_areas"]
    assert [(fault.found, fault.severity.value) for fault in told] == [("3", "warning")]
    assert not [fault for fault in sources.faults if fault.severity == "error"]
