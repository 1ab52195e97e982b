"""Places: from a file's shapes where no column tells them; ids made of names that do not serve."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from contract.errors import Refused, Severity
from data_access.intake.mapping_parts import Part
from data_access.intake.table_files import read_table_file

NAMES = {"venue_id": ["V1", "V2"], "name": ["Biblioteca Dergano", "CAM Lampugnano"]}
POINTS = [shapely.Point(9.1762345, 45.5039), shapely.Point(9.1231, 45.4877)]


def venues(tmp_path, shapes, part=None, columns=NAMES, crs="EPSG:4326", name="venues.geojson"):
    frame = gpd.GeoDataFrame(columns, geometry=list(shapes), crs=crs)
    if name.endswith(".parquet"):
        frame.to_parquet(tmp_path / name)
    else:
        frame.to_file(tmp_path / name)
    return read_table_file(tmp_path / name, part or Part("venues"))


FORMATS = [("venues.geojson", "EPSG:4326")] + [
    (name, crs)
    for name in ("venues.gpkg", "venues.shp", "venues.parquet")
    for crs in ("EPSG:4326", "EPSG:32632", "EPSG:3857")
]


@pytest.mark.parametrize(("name", "crs"), FORMATS)
@pytest.mark.parametrize("decimal", [".", ","])
def test_places_are_read_from_the_shapes(tmp_path, name, crs, decimal):
    shapes = gpd.GeoSeries(POINTS, crs="EPSG:4326").to_crs(crs)
    _, frame, faults = venues(tmp_path, shapes, Part("venues", decimal=decimal), crs=crs, name=name)
    assert frame["lon"].tolist() == pytest.approx([9.1762345, 9.1231], abs=1e-6)
    assert frame["lat"].tolist() == pytest.approx([45.5039, 45.4877], abs=1e-6)
    told = [fault for fault in faults if fault.code == "places_of_shapes"]
    assert [fault.values["count"] for fault in told] == ["2"] and all(f.severity is Severity.NOTICE for f in faults)


def test_of_an_area_it_is_a_point_within_and_a_row_without_a_shape_has_none(tmp_path):
    area = shapely.box(9.17, 45.50, 9.18, 45.51)
    _, frame, faults = venues(tmp_path, [area, None])
    assert area.contains(shapely.Point(*frame[["lon", "lat"]].astype(float).iloc[0]))
    assert frame["lon"].isna().tolist() == [False, True]
    assert [fault.values["count"] for fault in faults if fault.code == "places_of_shapes"] == ["1"]


def test_a_mapping_that_names_no_columns_of_places_or_others_reads_them_too(tmp_path):
    columns = {"codice": ["V1", "V2"], "denominaz": NAMES["name"]}
    for more in ({}, {"lon": "LONG_X_4326", "lat": "LAT_Y_4326"}):
        part = Part("venues", columns={"venue_id": "codice", "name": "denominaz", **more})
        _, frame, faults = venues(tmp_path, POINTS, part, columns)
        assert frame["lat"].tolist() == pytest.approx([45.5039, 45.4877])
        assert not [fault for fault in faults if fault.severity is Severity.ERROR]


def test_columns_of_the_file_win_over_its_shapes(tmp_path):
    told = {**NAMES, "lon": [9.2, 9.21], "lat": [45.4, 45.41]}
    _, frame, _ = venues(tmp_path, POINTS, columns=told)
    assert frame["lon"].tolist() == [9.2, 9.21]


def test_shapes_that_lie_elsewhere_refuse_the_file(tmp_path):
    with pytest.raises(Refused) as error:
        venues(tmp_path, [shapely.Point(45.5, 9.17), shapely.Point(45.4, 9.12)])
    assert [fault.code for fault in error.value.faults] == ["misplaced"]
    with pytest.raises(Refused) as error:
        venues(tmp_path, POINTS, crs=None, name="venues.parquet")
    assert [fault.code for fault in error.value.faults] == ["no_crs"]


MADE = Part("venues", columns={"name": "nome"}, id_from="name")


def made_of(tmp_path, names):
    pd.DataFrame({"n": range(len(names)), "nome": names}).to_csv(tmp_path / "v.csv", index=False)
    _, frame, faults = read_table_file(tmp_path / "v.csv", MADE)
    return frame["venue_id"].tolist(), [each for each in faults if each.severity is Severity.ERROR]


def test_two_places_of_one_name_are_told_by_the_name_and_how_to_tell_them_apart(tmp_path):
    ids, faults = made_of(tmp_path, ["Biblioteca Dergano", "CAM", "BIBLIOTECA  DERGANO"])
    assert ids[0] == ids[2] == "biblioteca-dergano"
    assert [(each.code, each.row, each.column, each.found) for each in faults] == [
        ("doubled_key", 4, "nome", "BIBLIOTECA  DERGANO")
    ]
    assert "row 2: if they are two places, tell them apart" in faults[0].sentence("en")


def test_a_name_of_which_no_id_can_be_made_is_told_by_the_name(tmp_path):
    _, faults = made_of(tmp_path, ["图书馆", "CAM", "***"])
    assert [(each.code, each.row, each.column, each.found) for each in faults] == [
        ("absent_value", 2, "nome", "图书馆"), ("absent_value", 4, "nome", "***")
    ]  # fmt: skip
    assert "name a column of the file that holds an id" in faults[0].sentence("en")


def test_a_name_that_is_not_there_is_told_once(tmp_path):
    _, faults = made_of(tmp_path, ["CAM", None, "Biblioteca"])
    assert [(each.code, each.row, each.column) for each in faults] == [("absent_value", 3, "nome")]
