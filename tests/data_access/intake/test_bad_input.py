"""Every way of breaking a good file gives a report that says where, what was found and what was expected."""

import io
import random
import re
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import CRS

from contract.errors import Refused, Severity
from contract.translations import told_in
from data_access.intake.row_faults import MOST_ALIKE
from data_access.publishing.fault_report import summary, write_report
from data_access.publishing.publish import publish
from tests.data_access.small_city import SmallCity

EXTRACT, SECTIONS = "estratto.csv", "sezioni.geojson"


@dataclass(frozen=True)
class Broken:
    """A way to break the city and the fault it must give; `found` and `expected` are parts of what is told."""

    name: str
    change: Any
    code: str
    file: str = EXTRACT
    row: int | None = None
    column: str = ""
    found: str = ""
    expected: str = ""
    severity: Severity = Severity.ERROR


def cell(row, column, value):
    return lambda city: city.cell(row, column, value)


def file_bytes(content):
    return lambda city: city.extract_path.write_bytes(content)


def mapped(table, **options):
    def change(city):
        city.mapping = replace(
            city.mapping, parts=city.mapping.parts | {table: replace(city.mapping.part(table), **options)}
        )

    return change


def commas(city):
    city.write(sep=",")


def drop_column(city):
    city.extract = city.extract.drop(columns="N_FAMIGLIE")
    city.write()


def doubled_header(city):
    city.replace_text("N_BONUS_SOCIALE", "N_MOROSITA")


def short_row(city):
    lines = city.extract_path.read_text(encoding="utf-8-sig").splitlines()
    lines[4] = lines[4].rsplit(";", 2)[0]
    city.extract_path.write_text("\n".join(lines), encoding="utf-8")


def long_row(city):
    lines = city.extract_path.read_text(encoding="utf-8-sig").splitlines()
    lines[4] += ";7"
    city.extract_path.write_text("\n".join(lines), encoding="utf-8")


def latin(city):
    city.cell(3, "N_PERSONE", "città")
    city.write(encoding="cp1252")


def same_section_twice(city):
    city.cell(9, "SEZ2011", city.extract["SEZ2011"][1])


def as_parquet(city, cut=None):
    buffer = io.BytesIO()
    city.extract.to_parquet(buffer)
    city.extract_path = city.folder / "estratto.parquet"
    city.extract_path.write_bytes(buffer.getvalue()[:cut])


def cut_parquet(city):
    as_parquet(city, cut=-200)


def as_workbook(city, cut=None):
    buffer = io.BytesIO()
    city.extract.to_excel(buffer, index=False)
    city.extract_path = city.folder / "estratto.xlsx"
    city.extract_path.write_bytes(buffer.getvalue()[:cut])


def cut_workbook(city):
    as_workbook(city, cut=-500)


def two_sheets(city):
    city.extract_path = city.folder / "estratto.xlsx"
    with pd.ExcelWriter(city.extract_path) as workbook:
        city.extract.to_excel(workbook, sheet_name="dati", index=False)
        city.extract.to_excel(workbook, sheet_name="note", index=False)


def shapefile_zip(city, leave_out=(), more=(), compression=zipfile.ZIP_DEFLATED, stem="sezioni"):
    """Pack the polygons as a zipped shapefile; `more`: (ZipInfo or name, content) added to it."""
    folder = city.folder / "shapefile"
    folder.mkdir(exist_ok=True)
    city.polygons.rename(columns={"ID_NIL_PGT2030": "ID_NIL"}).to_file(folder / f"{stem}.shp")
    city.sections_path = city.folder / "sezioni.zip"
    with zipfile.ZipFile(city.sections_path, "w", compression) as archive:
        for path in folder.glob(f"{stem}.*"):
            if path.suffix not in leave_out:
                archive.write(path, path.name)
        for entry, content in more:
            archive.writestr(entry, content)
    mapped("sections", columns=city.mapping.part("sections").columns | {"nil_id": "ID_NIL"})(city)


def zip_without_prj(city):
    shapefile_zip(city, leave_out=(".prj",))


def zip_without_dbf(city):
    shapefile_zip(city, leave_out=(".dbf",))


def zip_bomb(city):
    shapefile_zip(city, more=[("vuoto.txt", b"0" * 50_000_000)])


def zip_slip(city):
    shapefile_zip(city, more=[("../../fuori.txt", b"x")])


def zip_absolute(city):
    shapefile_zip(city, more=[("/tmp/fuori.txt", b"x")])


def zip_link(city):
    link = zipfile.ZipInfo("sezioni.cpg")
    link.external_attr = 0o120777 << 16
    shapefile_zip(city, leave_out=(".cpg",), more=[(link, "/etc/passwd")])


def zip_of_two(city):
    shapefile_zip(city, more=[("altro.shp", b"x")])


def no_zip(city):
    city.sections_path = city.folder / "sezioni.zip"
    city.sections_path.write_bytes(b"PK\x03\x04" + b"x" * 100)


def metres_called_degrees(city):
    city.polygons = city.polygons.set_crs("EPSG:4326", allow_override=True)
    city.sections_path = city.folder / "sezioni.gpkg"
    city.polygons.to_file(city.sections_path, driver="GPKG")


def degrees_called_metres(city):
    city.sections_path = city.folder / "sezioni.gpkg"
    city.polygons.to_crs("EPSG:4326").set_crs("EPSG:32632", allow_override=True).to_file(
        city.sections_path, driver="GPKG"
    )


def swapped_axes(city):
    turned = city.polygons.to_crs("EPSG:4326")
    turned.geometry = turned.geometry.map(lambda shape: shapely.transform(shape, lambda xy: xy[:, ::-1]))
    turned.to_file(city.sections_path, driver="GeoJSON")


def other_zone(city):
    city.sections_path = city.folder / "sezioni.gpkg"
    city.polygons.set_crs("EPSG:32631", allow_override=True).to_file(city.sections_path, driver="GPKG")


def without_crs(city):
    city.sections_path = city.folder / "sezioni.gpkg"
    gpd.GeoDataFrame(city.polygons, crs=None).set_crs(None, allow_override=True).to_file(
        city.sections_path, driver="GPKG"
    )


def shape_at(row, shape):
    def change(city):
        city.polygons.loc[row - 2, "geometry"] = shape
        city.write_polygons()

    return change


def unknown_section(city):
    city.polygons = city.polygons.drop(index=4)
    city.write_polygons()


def same_polygon_twice(city):
    city.polygons.loc[7, "geometry"] = city.polygons.geometry[2]
    city.write_polygons()


def same_polygon_id_twice(city):
    city.polygons.loc[7, "SEZ2011"] = city.polygons["SEZ2011"][2]
    city.write_polygons()


def many_bad_cells(city):
    city.extract = pd.concat([city.extract] * 20, ignore_index=True)
    city.extract["N_FAMIGLIE"] = "molte"
    city.write()


def venue_outside(city):
    path = city.folder / "luoghi.csv"
    path.write_text("denominaz,tipologia,indirizzo,long_x_4326,lat_y_4326\nSORMANI,BIBLIOTECHE,via X,45.46,9.16\n")
    city.more["venues"] = path


def reading_of_nowhere(city):
    complexes = city.folder / "complessi.csv"
    complexes.write_text("id;nome;gestore_prevalente;lat;lon;alloggi\nA1;Uno;MM;45.461;9.155;10\n")
    readings = city.folder / "letture.csv"
    readings.write_text(
        "reading_id,complex_id,carrier,start_date,end_date,energy_kwh\n"
        "1,A1,gas,2023-01-01,2023-02-01,10\n2,B2,gas,01/02/2023,01/03/2023,10\n"
    )
    city.more |= {"complexes": complexes, "readings": readings}


def backward_reading(city):
    reading_of_nowhere(city)
    city.more["readings"].write_text(
        "reading_id,complex_id,carrier,start_date,end_date,energy_kwh\n1,A1,gas,2023-02-01,2023-02-01,10\n"
    )


def network_path(city):
    city.sections_path = city.folder.__class__("/vsicurl/https://example.org/sezioni.shp")


def vrt_as_geojson(city):
    city.sections_path.write_text("<OGRVRTDataSource></OGRVRTDataSource>")


BOWTIE = shapely.Polygon([(512000, 5034000), (512200, 5034200), (512200, 5034000), (512000, 5034200)])

BROKEN = [
    Broken("wrong delimiter", commas, "wrong_delimiter", row=1, found="“,”", expected="“;”"),
    Broken(
        "missing column",
        drop_column,
        "missing_column",
        row=1,
        column="N_FAMIGLIE",
        found="SEZ2011",
        expected="N_FAMIGLIE",
    ),
    Broken("doubled column", doubled_header, "doubled_column", row=1, column="N_MOROSITA", found="2", expected="1"),
    Broken(
        "text in a count",
        cell(5, "N_FAMIGLIE", "dodici"),
        "not_whole",
        row=5,
        column="N_FAMIGLIE",
        found="dodici",
        expected="a whole number",
    ),
    Broken(
        "half a household",
        cell(5, "N_FAMIGLIE", "12,5"),
        "not_whole",
        row=5,
        column="N_FAMIGLIE",
        found="12,5",
        expected="a whole number",
    ),
    Broken(
        "withheld year",
        cell(6, "ANNO_SPESA", "*"),
        "withheld_input",
        row=6,
        column="ANNO_SPESA",
        found="*",
        expected="a whole number",
    ),
    Broken(
        "withheld count above its whole",
        cell(6, "N_OLTRE_12", ">60"),
        "growing_cutoff",
        row=6,
        column="N_OLTRE_12",
        found=">60",
        expected="≤ 30 (N_OLTRE_10)",
    ),
    Broken(
        "text in an amount",
        cell(5, "REDDITO_TOT_VALIDE", "tanto"),
        "not_a_number",
        row=5,
        column="REDDITO_TOT_VALIDE",
        found="tanto",
        expected="1234,5",
    ),
    Broken(
        "decimal point",
        cell(5, "REDDITO_TOT_VALIDE", "2100000.55"),
        "not_a_number",
        row=5,
        column="REDDITO_TOT_VALIDE",
        found="2100000.55",
        expected="1234,5",
    ),
    Broken(
        "infinite amount",
        cell(5, "REDDITO_TOT_VALIDE", "inf"),
        "not_finite",
        row=5,
        column="REDDITO_TOT_VALIDE",
        found="inf",
        expected="a number, or nothing",
    ),
    Broken(
        "undefined count",
        cell(5, "N_APE", "NaN"),
        "not_finite",
        row=5,
        column="N_APE",
        found="NaN",
        expected="a number, or nothing",
    ),
    Broken("negative count", cell(3, "N_APE", "-1"), "out_of_range", row=3, column="N_APE", found="-1", expected="0 …"),
    Broken(
        "negative amount",
        cell(3, "ECCESSO_TOT_POVERE", "-0,01"),
        "out_of_range",
        row=3,
        column="ECCESSO_TOT_POVERE",
        found="-0,01",
        expected="0 …",
    ),
    Broken(
        "absurd amount",
        cell(3, "REDDITO_TOT_VALIDE", "999999999999"),
        "out_of_range",
        row=3,
        column="REDDITO_TOT_VALIDE",
        found="999999999999",
        expected="100000000000",
    ),
    Broken(
        "endless number",
        cell(3, "REDDITO_TOT_VALIDE", "9" * 16),
        "too_many_digits",
        row=3,
        column="REDDITO_TOT_VALIDE",
        found="9" * 16,
        expected="15",
    ),
    Broken("empty required cell", cell(4, "N_FAMIGLIE", ""), "absent_value", row=4, column="N_FAMIGLIE"),
    Broken(
        "growing cut-off",
        cell(7, "N_OLTRE_12", "31"),
        "growing_cutoff",
        row=7,
        column="N_OLTRE_12",
        found="31",
        expected="≤ 30 (N_OLTRE_10)",
    ),
    Broken(
        "growing valid cut-off",
        cell(7, "V_OLTRE_12", "21"),
        "growing_cutoff",
        row=7,
        column="V_OLTRE_12",
        found="21",
        expected="≤ 20 (V_OLTRE_10)",
    ),
    Broken(
        "valid above all",
        cell(7, "V_OLTRE_05", "36"),
        "valid_above_all",
        row=7,
        column="V_OLTRE_05",
        found="36",
        expected="≤ 35 (N_OLTRE_05)",
    ),
    Broken(
        "part above whole",
        cell(7, "N_APE_FG", "26"),
        "part_above_whole",
        row=7,
        column="N_APE_FG",
        found="26",
        expected="≤ 25 (N_APE)",
    ),
    Broken(
        "part above households",
        cell(2, "N_FAM_AFFITTO", "101"),
        "part_above_whole",
        row=2,
        column="N_FAM_AFFITTO",
        found="101",
        expected="≤ 100 (N_FAMIGLIE)",
    ),
    Broken(
        "both above one",
        cell(2, "N_FAM_VALIDE", "81"),
        "both_above_one",
        row=2,
        column="N_FAM_VALIDE",
        found="81",
        expected="≤ 80 (N_FAM_SPESA)",
    ),
    Broken(
        "heating beyond households",
        cell(2, "N_RISC_AUTONOMO", "41"),
        "heating_above_households",
        row=2,
        column="N_RISC_AUTONOMO + N_RISC_CENTRALIZZATO + N_RISC_TELERISCALDAMENTO + N_RISC_ASSENTE",
        found="41 + 30 + 20 + 10",
        expected="≤ 100 (N_FAMIGLIE)",
    ),
    Broken(
        "amount of nobody",
        cell(2, "N_FAM_VALIDE", "0"),
        "money_without_households",
        row=2,
        column="SPESA_GAS_TOT_VALIDE",
        found="60000,25",
        expected="≤ 0 (N_FAM_VALIDE)",
    ),
    Broken(
        "rounded code",
        cell(8, "SEZ2011", "1.5146E+11"),
        "rounded_code",
        row=8,
        column="SEZ2011",
        found="1.5146E+11",
        expected="11 to 13 digits",
    ),
    Broken(
        "short code",
        cell(8, "SEZ2011", "1514600000"),
        "not_a_section",
        row=8,
        column="SEZ2011",
        found="1514600000",
        expected="11 to 13 digits",
    ),
    Broken("doubled section", same_section_twice, "doubled_key", row=9, column="SEZ2011", found="151460000002"),
    Broken(
        "unknown section",
        unknown_section,
        "unknown_section",
        row=6,
        column="SEZ2011",
        found="0151460000005",
        expected=SECTIONS,
    ),
    Broken(
        "other municipality",
        cell(8, "SEZ2011", "016024000001"),
        "other_municipality",
        row=8,
        column="SEZ2011",
        found="0016024000001",
        expected="015146…",
    ),
    Broken(
        "other year",
        lambda city: [city.cell(row, "ANNO_SPESA", "2022") for row in range(4, 7)],
        "other_year",
        row=4,
        column="ANNO_SPESA",
        found="2022",
        expected="2023",
    ),
    Broken(
        "several income years",
        cell(4, "ANNO_REDDITO", "2020"),
        "several_income_years",
        row=2,
        column="ANNO_REDDITO",
        found="2020, 2021",
        expected="1",
    ),
    Broken(
        "unknown flag",
        cell(4, "FLAG_STIMA", "forse"),
        "not_a_flag",
        row=4,
        column="FLAG_STIMA",
        found="forse",
        expected="true, false",
    ),
    Broken("short row", short_row, "ragged_row", row=5, found="37", expected="39"),
    Broken("long row", long_row, "ragged_row", row=5, found="40", expected="39"),
    Broken("wrong encoding", latin, "wrong_encoding", row=3, found="\\xe0", expected="UTF-8"),
    Broken("NUL bytes", file_bytes(b"SEZ2011;N_FAMIGLIE\n1\0;2\n"), "not_text", row=2, found="\\x00"),
    Broken(
        "open quotation mark",
        lambda city: city.replace_text("\n151460000003;", '\n"151460000003;'),
        "unreadable_line",
        row=17,
    ),
    Broken("empty file", file_bytes(b""), "empty_file"),
    Broken("blank file", file_bytes(b"\n\n  \n"), "empty_file"),
    Broken(
        "header alone",
        lambda city: city.write() or city.extract_path.write_text(";".join(city.extract.columns) + "\n"),
        "no_rows",
        expected="≥ 1",
    ),
    Broken("junk", file_bytes(bytes(range(32, 256)) * 400), "not_a_table", row=1),
    Broken(
        "many alike", many_bad_cells, "not_whole", row=2, column="N_FAMIGLIE", found="molte", expected="a whole number"
    ),
    Broken("cut Parquet", cut_parquet, "unreadable_file", file="estratto.parquet"),
    Broken("cut workbook", cut_workbook, "unreadable_file", file="estratto.xlsx"),
    Broken("two sheets", two_sheets, "unknown_sheet", file="estratto.xlsx", expected="dati, note"),
    Broken(
        "unknown format",
        lambda city: setattr(city, "extract_path", city.extract_path.rename(city.folder / "estratto.pdf")),
        "unknown_format",
        file="estratto.pdf",
        found=".pdf",
        expected=".csv",
    ),
    Broken("absent file", lambda city: city.extract_path.unlink(), "no_file", found=EXTRACT),
    Broken("zip without .prj", zip_without_prj, "no_crs", file="sezioni.zip", column="geometry", expected="EPSG:32632"),
    Broken("zip without .dbf", zip_without_dbf, "missing_part", file="sezioni.zip", expected=".dbf"),
    Broken("zip bomb", zip_bomb, "zip_bomb", file="sezioni.zip", found="B", expected="≤ 1000000000 B"),
    Broken("zip that climbs out", zip_slip, "zip_path", file="sezioni.zip", found="../../fuori.txt"),
    Broken("zip with an absolute path", zip_absolute, "zip_path", file="sezioni.zip", found="/tmp/fuori.txt"),
    Broken("zip with a link", zip_link, "zip_link", file="sezioni.zip", found="sezioni.cpg"),
    Broken(
        "zip of two shapefiles", zip_of_two, "not_one_shapefile", file="sezioni.zip", found="altro", expected="1 × .shp"
    ),
    Broken("zip that is none", no_zip, "unreadable_file", file="sezioni.zip"),
    Broken(
        "metres called degrees",
        metres_called_degrees,
        "misplaced",
        file="sezioni.gpkg",
        row=2,
        column="geometry",
        found="512000",
        expected="° E",
    ),
    Broken(
        "degrees called metres",
        degrees_called_metres,
        "wrong_crs",
        file="sezioni.gpkg",
        column="geometry",
        found="9.1",
        expected="EPSG:4326",
    ),
    Broken(
        "axes swapped", swapped_axes, "misplaced", file=SECTIONS, row=2, column="geometry", found="45.4", expected="° N"
    ),
    Broken(
        "wrong zone",
        other_zone,
        "misplaced",
        file="sezioni.gpkg",
        row=2,
        column="geometry",
        found="3.1",
        expected="6–19° E",
    ),
    Broken("no reference system", without_crs, "no_crs", file="sezioni.gpkg", column="geometry", expected="EPSG:32632"),
    Broken(
        "point for a section",
        shape_at(4, shapely.Point(512000, 5034000)),
        "not_a_polygon",
        file=SECTIONS,
        row=4,
        column="geometry",
        found="Point",
        expected="Polygon",
    ),
    Broken("no polygon", shape_at(4, None), "empty_polygon", file=SECTIONS, row=4, column="geometry"),
    Broken("empty polygon", shape_at(4, shapely.Polygon()), "empty_polygon", file=SECTIONS, row=4, column="geometry"),
    Broken("same polygon twice", same_polygon_twice, "doubled_polygon", file=SECTIONS, row=9, column="geometry"),
    Broken(
        "same id twice",
        same_polygon_id_twice,
        "doubled_key",
        file=SECTIONS,
        row=9,
        column="SEZ2011",
        found="151460000003",
    ),
    Broken("network address", network_path, "no_file", file="sezioni.shp", found="/vsicurl"),
    Broken("other content", vrt_as_geojson, "other_content", file=SECTIONS, expected=".geojson"),
    Broken(
        "point outside the city",
        venue_outside,
        "outside_city",
        file="luoghi.csv",
        row=2,
        column="long_x_4326, lat_y_4326",
        found="45.46, 9.16",
        expected="° E",
    ),
    Broken(
        "unknown estate",
        reading_of_nowhere,
        "unknown_complex",
        file="letture.csv",
        row=3,
        column="complex_id",
        found="B2",
    ),
    Broken(
        "period of no day",
        backward_reading,
        "backward_period",
        file="letture.csv",
        row=2,
        column="start_date",
        found="2023-02-01",
        expected="≤ 2023-02-01 (end_date)",
    ),
]


@pytest.fixture
def city(tmp_path):
    return SmallCity(tmp_path)


def test_the_small_city_is_good(city):
    faults = city.read().faults
    assert {fault.severity for fault in faults} == {Severity.NOTICE}
    assert {fault.code for fault in faults} == {"padded_ids"}


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_file_is_reported_and_refused(city, broken, tmp_path):
    broken.change(city)
    sources = city.read()
    alike = [
        fault
        for fault in sources.faults
        if fault.code == broken.code and fault.row == broken.row and fault.column == broken.column
    ]
    assert alike, [fault.sentence("en") for fault in sources.faults]
    fault = alike[0]
    assert (fault.file, fault.severity) == (broken.file, broken.severity)
    assert broken.found in told_in("en", fault.found)
    assert broken.expected in told_in("en", fault.expected)
    assert fault.sentence("it") and fault.sentence("en")
    write_report(sources.faults, tmp_path / "report.txt")
    assert summary(sources.faults, "it") in (tmp_path / "report.txt").read_text(encoding="utf-8")
    with pytest.raises(Refused):
        publish(sources, tmp_path / "editions")
    assert not (tmp_path / "editions").exists()


def test_every_fault_is_told_at_once(city):
    city.cell(3, "N_APE", "x")
    city.cell(5, "N_FAMIGLIE", "-4")
    city.cell(9, "REDDITO_TOT_VALIDE", "y")
    codes = {(fault.code, fault.row) for fault in city.read().faults}
    assert {("not_whole", 3), ("out_of_range", 5), ("not_a_number", 9)} <= codes


def test_faults_of_one_kind_are_told_a_hundred_times_and_then_counted(city):
    many_bad_cells(city)
    alike = [fault for fault in city.read().faults if fault.code == "not_whole" and fault.column == "N_FAMIGLIE"]
    assert len(alike) == MOST_ALIKE + 1
    assert alike[-1].row is None
    assert alike[-1].values == {"count": str(320 - MOST_ALIKE)}


def test_a_doubled_section_names_both_rows(city):
    same_section_twice(city)
    fault = next(fault for fault in city.read().faults if fault.code == "doubled_key")
    assert (fault.row, fault.values) == (9, {"first": "3"})
    assert "3" in fault.sentence("it")


def test_a_polygon_that_crosses_itself_is_repaired_and_said(city):
    city.polygons.loc[0, "geometry"] = BOWTIE
    city.write_polygons()
    sources = city.read()
    notice = next(fault for fault in sources.faults if fault.code == "repaired_polygons")
    assert (notice.severity, notice.found, notice.values) == (Severity.NOTICE, "2", {"count": "1"})
    assert sources.sections.geometry.is_valid.all()
    assert sources.sections.geometry[0].area == pytest.approx(20_000, rel=1e-3)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("name", "=1+1", "formula"),
        ("name", "@cmd", "formula"),
        ("name", "+cmd|", "formula"),
        ("name", "-2+3", "formula"),
        ("complex_id", "=A1", "formula"),
        ("complex_id", "<b>", "bad_id"),
        ("complex_id", "a/b", "bad_id"),
        ("name", "a\u202eb", "control_character"),
        ("name", "a\x07b", "control_character"),
        ("name", "x" * 4_001, "long_text"),
    ],
)
def test_texts_that_could_be_run_or_hide_something_are_refused(city, column, value, code):
    row = {"complex_id": "A1", "name": "Uno"} | {column: value}
    path = city.folder / "complessi.csv"
    pd.DataFrame([row]).to_csv(path, index=False)
    city.more["complexes"] = path
    city.mapping = replace(city.mapping, parts={k: v for k, v in city.mapping.parts.items() if k != "complexes"})
    fault = next(fault for fault in city.read().faults if fault.file == "complessi.csv")
    assert (fault.code, fault.row, fault.column) == (code, 2, column)
    assert fault.sentence("en").isprintable()


def test_html_in_a_name_is_text_like_any_other(city):
    path = city.folder / "lookup.csv"
    name = "<script>alert(1)</script>"
    ids = city.extract["SEZ2011"]
    pd.DataFrame({"SEZ2011": ids, "ID_NIL_PGT2030": "7", "NIL_PGT2030": name, "MUNICIPIO": "1"}).to_csv(
        path, index=False
    )
    city.more["lookup"] = path
    sources = city.read()
    assert set(sources.sections["nil_name"]) == {name}
    assert not [fault for fault in sources.faults if fault.severity is Severity.ERROR]


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="a process tells its memory on Linux alone")
@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx", "parquet", "gpkg", "geojson", "shp", "zip"])
@pytest.mark.parametrize("size", [1_000_000_000, 500_000_000])
def test_a_huge_file_of_nothing_is_refused_at_once(city, suffix, size):
    path = city.folder / f"niente.{suffix}"
    with path.open("wb") as file:
        file.truncate(size)
    city.sections_path = path
    Path("/proc/self/clear_refs").write_text("5")  # the most memory that this process had is forgotten
    before = memory_kib("VmRSS")
    faults = city.read().faults
    assert [fault for fault in faults if fault.file == path.name and fault.severity is Severity.ERROR]
    assert memory_kib("VmHWM") - before < 50_000


def memory_kib(name):
    """What this process has, or had at most, of libraries that are not Python's too."""
    return int(re.search(rf"{name}:\s+(\d+)", Path("/proc/self/status").read_text())[1])


def test_junk_after_a_good_header_is_refused_without_reading_it_all(city):
    with city.extract_path.open("r+b") as file:
        file.truncate(500_000_000)
    fault = next(fault for fault in city.read().faults if fault.file == EXTRACT)
    assert (fault.code, fault.row) == ("not_text", len(city.extract) + 2)


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx", "geojson", "zip"])
def test_whatever_bytes_are_damaged_the_city_is_read_without_a_crash(city, kind):
    prepare = {"parquet": as_parquet, "xlsx": as_workbook, "zip": shapefile_zip}
    prepare.get(kind, lambda city: None)(city)
    path = city.sections_path if kind in ("geojson", "zip") else city.extract_path
    whole = path.read_bytes()
    chance = random.Random(kind)
    for _ in range(25):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 3, 20])):
            place = chance.randrange(len(damaged))
            if chance.random() < 0.7:
                damaged[place] = chance.randrange(256)
            else:
                del damaged[place : place + chance.randrange(1, 50)]
        path.write_bytes(damaged)
        assert all(fault.sentence("it") for fault in city.read().faults)


def test_another_reference_system_is_transformed(city):
    city.sections_path = city.folder / "sezioni.gpkg"
    city.polygons.to_crs("EPSG:3003").to_file(city.sections_path, driver="GPKG")
    sections = city.read().sections
    assert sections.crs == CRS("EPSG:32632")
    shift = sections.geometry.centroid.distance(city.polygons.geometry.centroid)
    assert np.all(shift < 1)


def test_a_cell_that_cannot_be_read_is_not_told_as_empty_too(city):
    city.cell(3, "N_OLTRE_10", "n.d.")
    codes = [fault.code for fault in city.read().faults if fault.column == "N_OLTRE_10"]
    assert codes == ["not_whole"]


def test_sections_are_of_no_other_municipality_where_no_code_of_the_extract_can_be_read(city):
    city.extract["SEZ2011"] = "1.51E+11"
    city.write()
    assert {fault.code for fault in city.read().faults} & {"rounded_code", "other_municipalities"} == {"rounded_code"}


def test_a_year_that_cannot_be_read_is_not_told_as_absent(city):
    for row in range(2, 18):
        city.cell(row, "ANNO_SPESA", "2023-01-01T00:00:00")
    assert {fault.code for fault in city.read().faults if fault.column == "ANNO_SPESA"} == {"not_whole"}


def test_a_row_that_is_wrong_in_many_columns_takes_a_few_lines_of_the_report(city, tmp_path):
    for column in ("N_OLTRE_05", "N_OLTRE_06", "N_OLTRE_08", "N_OLTRE_10", "N_OLTRE_12", "N_OLTRE_15", "N_OLTRE_20"):
        city.cell(5, column, "n.d.")
    write_report([fault for fault in city.read().faults if fault.code == "not_whole"], tmp_path / "r.txt")
    italian = (tmp_path / "r.txt").read_text(encoding="utf-8").split("Report of the checks")[0].splitlines()
    told = [line for line in italian if line.startswith("- ")]
    assert len(told) == 4 and told[-1].startswith("- lo stesso difetto, nelle stesse righe, delle colonne N_OLTRE_10, ")


def test_a_column_that_is_wrong_in_every_row_takes_a_few_lines_of_the_report(city, tmp_path):
    for row in range(2, 18):
        city.cell(row, "N_OLTRE_10", "-3")
    write_report([fault for fault in city.read().faults if fault.code == "out_of_range"], tmp_path / "r.txt")
    italian = (tmp_path / "r.txt").read_text(encoding="utf-8").split("Report of the checks")[0].splitlines()
    told = [line for line in italian if line.startswith("- ")]
    assert len(told) == 4
    assert "riga 2" in told[0] and "Atteso: 0 … 1000000" in told[0]
    assert told[-1] == "- lo stesso difetto della colonna N_OLTRE_10 nelle righe 5–17"


@pytest.mark.parametrize(
    ("column", "written", "untold"),
    [("ID_NIL_PGT2030", "12;3", "no_nil"), ("MUNICIPIO", "=1+1", "no_municipio"), ("SEZ2011", "x", "no_nil")],
)
def test_an_area_whose_code_is_refused_is_not_told_as_lacking_too(city, column, written, untold):
    city.polygons = city.polygons.astype({column: str})
    city.polygons.loc[3, column] = written
    city.write_polygons()
    faults = city.read().faults
    assert any(fault.severity is Severity.ERROR and fault.column == column for fault in faults)
    assert untold not in {fault.code for fault in faults}


def test_an_area_that_lacks_is_told_beside_faults_of_other_columns(city):
    city.polygons = city.polygons.astype({"ID_NIL_PGT2030": "Int64", "MUNICIPIO": str})
    city.polygons.loc[3, "ID_NIL_PGT2030"] = pd.NA
    city.polygons.loc[4, "MUNICIPIO"] = "=1+1"
    city.write_polygons()
    assert {fault.code for fault in city.read().faults} & {"no_nil", "no_municipio"} == {"no_nil"}


def test_a_section_of_the_extract_whose_code_is_refused_is_not_told_as_unlisted_too(city):
    city.cell(5, "SEZ2011", "x")
    assert "unlisted_sections" not in {fault.code for fault in city.read().faults}
