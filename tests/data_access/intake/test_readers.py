"""Every accepted format gives the same texts; every line keeps its number."""

import zipfile

import geopandas as gpd
import pandas as pd
import pytest
from pyproj import CRS

from contract.errors import Refused, Severity
from data_access.intake.mappings import Part
from data_access.intake.readers import read_raw
from tests.data_access.small_city import section_polygons

HOUSEHOLDS = Part("households")
TABLE = pd.DataFrame(
    {"section_id": ["0151460000001", "0151460000002"], "households": ["12", ""], "renters": ["3", "4"]}
)


def write(path, content):
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_one_table_in_every_format_reads_the_same(tmp_path):
    typed = TABLE.assign(households=[12, None], renters=[3, 4])
    TABLE.to_csv(tmp_path / "a.csv", index=False)
    TABLE.to_csv(tmp_path / "a.tsv", index=False, sep="\t")
    typed.to_parquet(tmp_path / "a.parquet")
    typed.to_excel(tmp_path / "a.xlsx", index=False)
    for suffix in ("csv", "tsv", "parquet", "xlsx"):
        raw = read_raw(tmp_path / f"a.{suffix}", HOUSEHOLDS)
        pd.testing.assert_frame_equal(raw.text, TABLE.set_axis([2, 3]), check_index_type=False)
        assert raw.faults == ()


@pytest.mark.parametrize("decimal", [".", ","])
def test_numbers_of_typed_files_are_written_as_the_mapping_reads_them(tmp_path, decimal):
    path = tmp_path / "a.parquet"
    pd.DataFrame({"gas_eur": [0.5, 1e-7, 1e15, None], "is_estimated": [True, False, None, None]}).to_parquet(path)
    text = read_raw(path, Part("households", decimal=decimal)).text
    assert list(text["gas_eur"]) == [f"0{decimal}5", f"0{decimal}0000001", "1000000000000000", ""]
    assert list(text["is_estimated"]) == ["true", "false", "", ""]


def test_lines_keep_their_numbers_past_blank_lines_and_line_breaks_in_cells(tmp_path):
    path = write(tmp_path / "a.csv", 'section_id,households\n1,"a\nb"\n\n2,c\n,\n3,d\n')
    assert list(read_raw(path, HOUSEHOLDS).text.index) == [2, 5, 7]


def test_empty_last_columns_are_tolerated(tmp_path):
    path = write(tmp_path / "a.csv", "section_id,households,\n1,2,\n3,4\n5,6,,\n")
    raw = read_raw(path, HOUSEHOLDS)
    assert list(raw.text["households"]) == ["2", "4", "6"]
    assert raw.faults == ()


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", ""), ("utf-8-sig", ""), ("cp1252", "cp1252"), ("latin-1", "latin-1"), ("utf-8-sig", "cp1252")],
)
def test_encodings_are_the_declared_ones(tmp_path, encoding, declared):
    path = write(tmp_path / "a.csv", "section_id,households\nCittà,1\n".encode(encoding))
    raw = read_raw(path, Part("households", encoding=declared))
    assert list(raw.text["section_id"]) == ["Città"]
    assert raw.faults == ()


def test_utf8_that_the_mapping_calls_something_else_is_read_and_said(tmp_path):
    path = write(tmp_path / "a.csv", "section_id,households\nCittà,1\n")
    raw = read_raw(path, Part("households", encoding="cp1252"))
    assert list(raw.text["section_id"]) == ["Città"]
    assert [(fault.code, fault.severity) for fault in raw.faults] == [("other_encoding", Severity.NOTICE)]


def test_line_ends_of_every_system_are_read(tmp_path):
    for name, end in (("unix", "\n"), ("windows", "\r\n"), ("old", "\r")):
        path = write(tmp_path / f"{name}.csv", f"section_id,households{end}1,2{end}3,4{end}")
        assert list(read_raw(path, HOUSEHOLDS).text.index) == [2, 3]


def test_a_sheet_is_found_by_name(tmp_path):
    path = tmp_path / "a.xlsx"
    with pd.ExcelWriter(path) as workbook:
        pd.DataFrame({"note": ["x"]}).to_excel(workbook, sheet_name="Leggimi", index=False)
        TABLE.to_excel(workbook, sheet_name="Dati", index=False)
    assert list(read_raw(path, Part("households", sheet="Dati")).text.columns) == list(TABLE.columns)


def test_numeric_codes_of_a_workbook_are_whole(tmp_path):
    path = tmp_path / "a.xlsx"
    pd.DataFrame({"section_id": [151460000001], "date": [pd.Timestamp(2023, 1, 2)]}).to_excel(path, index=False)
    text = read_raw(path, HOUSEHOLDS).text
    assert list(text["section_id"]) == ["151460000001"]
    assert text["date"].iloc[0].startswith("2023-01-02")


@pytest.mark.parametrize("driver", ["GPKG", "GeoJSON", "ESRI Shapefile", "zip", "parquet"])
def test_polygons_in_every_format_read_the_same(tmp_path, driver):
    polygons = section_polygons().rename(columns={"ID_NIL_PGT2030": "NIL"})
    suffix = {"GPKG": "gpkg", "GeoJSON": "geojson"}.get(driver, "shp")
    path = tmp_path / f"sezioni.{suffix}"
    if driver == "parquet":
        path = tmp_path / "sezioni.parquet"
        polygons.to_parquet(path)
    elif driver == "zip":
        polygons.to_file(path)
        path = tmp_path / "sezioni.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for file in tmp_path.glob("sezioni.[sdpc]*"):
                archive.write(file, f"Regione/{file.name.upper()}")
    else:
        polygons.to_file(path, driver=driver)
    raw = read_raw(path, Part("sections"))
    assert list(raw.text["SEZ2011"].head(2)) == ["151460000001", "151460000002"]
    assert list(raw.text.index) == list(range(2, 18))
    assert raw.geometry.crs == CRS("EPSG:32632")
    assert raw.geometry.to_numpy()[3].equals(polygons.geometry[3])


def test_one_of_several_layers_or_shapefiles_is_found_by_name(tmp_path):
    polygons = section_polygons()
    path = tmp_path / "a.gpkg"
    polygons.to_file(path, layer="sezioni")
    polygons.head(2).to_file(path, layer="altro")
    with pytest.raises(Refused) as error:
        read_raw(path, Part("sections"))
    assert error.value.faults[0].code == "unknown_layer"
    assert set(error.value.faults[0].expected.split(", ")) == {"sezioni", "altro"}
    assert len(read_raw(path, Part("sections", layer="altro")).text) == 2
    for name, rows in (("uno", 3), ("due", 5)):
        polygons.drop(columns="ID_NIL_PGT2030").head(rows).to_file(tmp_path / f"{name}.shp")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("uno", "due"):
            for file in tmp_path.glob(f"{name}.*"):
                archive.write(file, file.name)
    assert len(read_raw(tmp_path / "a.zip", Part("sections", layer="due")).text) == 5


def test_geojson_says_its_reference_system(tmp_path):
    path = tmp_path / "a.geojson"
    section_polygons().to_file(path, driver="GeoJSON")
    assert "32632" in path.read_text()
    assert read_raw(path, Part("sections")).geometry.crs == CRS("EPSG:32632")


@pytest.mark.parametrize("table", [pd.DataFrame({"section_id": []}), pd.DataFrame({"": ["x"]})])
def test_tables_without_rows_or_names_are_refused(tmp_path, table):
    table.to_excel(tmp_path / "a.xlsx", index=False)
    with pytest.raises(Refused):
        read_raw(tmp_path / "a.xlsx", HOUSEHOLDS)


def test_a_password_a_folder_and_a_parquet_that_swells_are_refused(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pytest.raises(Refused) as error:
        read_raw(tmp_path, HOUSEHOLDS)
    assert error.value.faults[0].code == "no_file"
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"section_id": pa.array([0] * 2_000_001, pa.int8())}), path)
    assert path.stat().st_size < 10_000
    with pytest.raises(Refused) as error:
        read_raw(path, HOUSEHOLDS)
    assert error.value.faults[0].code == "too_many_rows"


@pytest.mark.parametrize("suffix", ["shp", "gpkg"])
@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_cut_geographic_files_are_refused_or_leave_faults(tmp_path, suffix, keep):
    path = tmp_path / f"a.{suffix}"
    section_polygons().rename(columns={"ID_NIL_PGT2030": "NIL"}).to_file(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    try:
        raw = read_raw(path, Part("sections"))
    except Refused:
        return
    assert raw.geometry.isna().any()


def test_a_frame_without_polygons_is_a_table(tmp_path):
    path = tmp_path / "a.gpkg"
    gpd.GeoDataFrame({"section_id": ["1"]}, geometry=[None], crs="EPSG:32632").to_file(path)
    assert list(read_raw(path, Part("sections")).text["section_id"]) == ["1"]
