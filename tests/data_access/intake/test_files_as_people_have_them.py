"""Files as spreadsheets, offices and computers write them: read as they are meant, or refused with the right advice."""

import math
import sqlite3
import zipfile
from decimal import Decimal

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from contract.errors import Refused
from contract.schema import Kind
from contract.tables import HOUSEHOLDS as CONTRACT
from data_access.intake.mappings import Part, as_mapping, read_mapping
from data_access.intake.table_files import read_table_file
from tests.data_access.small_city import canonical_extract, section_polygons

HOUSEHOLDS = Part("households", values={"is_estimated": {"N": "false"}})
SECTIONS = Part("sections", {"section_id": "SEZ2011"})


def codes(faults):
    return [fault.code for fault in faults if fault.code not in ("padded_ids", "unread_columns")]


def read_text(tmp_path, text, part=HOUSEHOLDS, name="a.csv", encoding="utf-8"):
    (tmp_path / name).write_bytes(text.encode(encoding))
    return read_table_file(tmp_path / name, part)


def extract_text(delimiter=","):
    return canonical_extract().to_csv(index=False, sep=delimiter, lineterminator="\n")


@pytest.mark.parametrize("above", ["Estratto DIOGENE 2023\n\n", "Comune;di\nMilano, 2023,\n", "\n\n\n", "a,b,c\n"])
def test_lines_above_the_column_names_are_passed_over_and_rows_keep_their_lines(tmp_path, above):
    raw, frame, faults = read_text(tmp_path, above + extract_text())
    assert (len(frame), codes(faults)) == (16, ["title_lines"])
    assert frame.index[0] == raw.header_row + 1 == above.count("\n") + 2
    bad = read_text(tmp_path, above + extract_text().replace(",100,90,", ",cento,90,"))[2]
    assert [fault.row for fault in bad if fault.code == "not_whole"] == [above.count("\n") + 2]


def test_lines_above_the_column_names_of_a_workbook_are_passed_over(tmp_path):
    canonical_extract().to_excel(tmp_path / "a.xlsx", startrow=3, index=False)
    _raw, frame, faults = read_table_file(tmp_path / "a.xlsx", HOUSEHOLDS)
    assert (len(frame), frame.index[0], codes(faults)) == (16, 5, ["title_lines"])


def test_a_title_does_not_hide_that_the_mark_between_columns_is_another(tmp_path):
    with pytest.raises(Refused) as error:
        read_text(tmp_path, "Estratto\n" + extract_text(";"))
    assert [(fault.code, fault.row, fault.found) for fault in error.value.faults] == [("wrong_delimiter", 2, "“;”")]


@pytest.mark.parametrize("second", ["codice,anno,anno,famiglie,famiglie", "section code,year,year,number,number"])
def test_a_second_line_of_names_is_left_out_and_told_once(tmp_path, second):
    head, rest = extract_text().split("\n", 1)
    second += "," * (head.count(",") - second.count(","))
    _raw, frame, faults = read_text(tmp_path, f"{head}\n{second}\n{rest}")
    assert (len(frame), frame.index[0], codes(faults)) == (16, 3, ["rows_of_words"])


@pytest.mark.parametrize("page", ["<!DOCTYPE html><html>404 Not found</html>", "\n<HTML>\n<body>\nLogin\n</body>\n"])
def test_a_page_saved_in_place_of_a_table_is_told_as_that(tmp_path, page):
    with pytest.raises(Refused) as error:
        read_text(tmp_path, page)
    assert [(fault.code, fault.found) for fault in error.value.faults] == [("other_content", "HTML")]


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"', "sep=; "])
def test_excel_s_own_line_says_the_mark_between_columns(tmp_path, line):
    _raw, frame, faults = read_text(tmp_path, f"{line}\n{extract_text(';')}")
    assert (len(frame), frame.index[0], codes(faults)) == (16, 3, [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", ["\t", ","])
def test_utf_16_is_read_with_tabs_or_the_mark_of_the_mapping(tmp_path, encoding, delimiter):
    _raw, frame, faults = read_text(tmp_path, extract_text(delimiter), encoding=encoding, name="a.txt")
    assert (frame["households"].tolist()[:2], codes(faults)) == ([100, 101], ["other_encoding"])


def test_column_names_in_other_capitals_are_known(tmp_path):
    text = extract_text().replace("section_id", " Section_ID").replace("households", "HOUSEHOLDS")
    _raw, frame, faults = read_text(tmp_path, text)
    assert (frame["households"].tolist()[:2], codes(faults)) == ([100, 101], ["other_capitals"])


@pytest.mark.parametrize("written", ["section id", "SECTION-ID", "Section.Id", "séction_id"])
def test_column_names_in_other_marks_and_accents_are_known(tmp_path, written):
    raw, frame, faults = read_text(tmp_path, extract_text().replace("section_id", written))
    assert (frame["section_id"].notna().all(), raw.header_row, codes(faults)) == (True, 1, ["other_capitals"])


def added_up(rows, code, **cells):
    """The extract with a last row of `code` that has the sums of its counts, but for `cells`."""
    extract = canonical_extract().head(rows)
    counts = [column.name for column in CONTRACT.columns if column.kind is Kind.COUNT and column.name in extract]
    total = dict.fromkeys(extract, "") | extract[counts].astype(int).sum().astype(str).to_dict()
    return pd.concat([extract, pd.DataFrame([total | {"section_id": code} | cells])])


@pytest.mark.parametrize("code", ["", "TOTALE", "Milano"])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_row_that_adds_up_all_the_others_is_left_out_and_said(tmp_path, code, name):
    table = added_up(16, code, renters="")
    table.to_excel(tmp_path / name, index=False) if name == "a.xlsx" else table.to_csv(tmp_path / name, index=False)
    _raw, frame, faults = read_table_file(tmp_path / name, HOUSEHOLDS)
    assert (len(frame), codes(faults)) == (16, ["total_rows"])
    assert [fault.row for fault in faults if fault.code == "total_rows"] == [18]


@pytest.mark.parametrize(
    ("rows", "code", "cells", "fault"),
    [
        (16, "", {"households": "1719"}, "absent_value"),
        (16, "TOTALE", {"renters": "1"}, "no_code"),
        (16, "TOTALE", {"households": ""}, "no_code"),
        (1, "", {}, "absent_value"),
    ],
)
def test_a_row_without_a_code_that_is_no_total_stays_a_fault(tmp_path, rows, code, cells, fault):
    _raw, frame, faults = read_text(tmp_path, added_up(rows, code, **cells).to_csv(index=False))
    assert len(frame) == rows + 1 and fault in codes(faults)


@pytest.mark.parametrize("mark", [".", " ", "’", "\u00a0"])
def test_a_code_that_a_spreadsheet_shows_as_an_amount_is_read_by_its_digits(tmp_path, mark):
    written = mark.join(["151", "460", "000", "001"])
    _raw, frame, faults = read_text(tmp_path, extract_text().replace("151460000001", written))
    assert (frame["section_id"].iloc[0], codes(faults)) == ("0151460000001", ["pointed_ids"])


@pytest.mark.parametrize("written", ["151.46.0000.001", "151.460.000.0", "1.514"])
def test_points_that_group_no_three_digits_are_no_code(tmp_path, written):
    assert codes(read_text(tmp_path, extract_text().replace("151460000001", written))[2]) == ["not_a_section"]


def test_choices_are_known_whatever_their_capitals_and_spaces(tmp_path):
    part = Part("complexes", {"complex_id": "a", "name": "b", "epc_class": "c", "heating_mode": "d"})
    _raw, frame, faults = read_text(tmp_path, "a,b,c,d\n1,One,a4,Central\n2,Two, G ,NONE\n3,Three,A5,own\n", part)
    assert frame["epc_class"].tolist()[:2] == ["A4", "G"]
    assert frame["heating_mode"].tolist() == ["central", "none", "own"]
    assert [(fault.code, fault.row) for fault in faults] == [("unknown_choice", 4)]


@pytest.mark.parametrize("others", [{"Foglio2": [[]]}, {"Note": [["Estratto del 2023"], ["a", "b"]], "Foglio3": [[]]}])
def test_of_several_sheets_the_only_one_with_known_columns_is_read_and_said(tmp_path, others):
    book = openpyxl.Workbook()
    for name, rows in others.items():
        sheet = book.create_sheet(name, 0)
        for row in rows:
            sheet.append(row)
    book.worksheets[-1].title = "Dati"
    extract = canonical_extract()
    for row in [list(extract), *extract.to_numpy().tolist()]:
        book["Dati"].append(row)
    book.save(tmp_path / "a.xlsx")
    _raw, frame, faults = read_table_file(tmp_path / "a.xlsx", HOUSEHOLDS)
    assert (len(frame), codes(faults)) == (16, ["one_sheet_of_several"])
    assert "Dati" in {fault.found for fault in faults}


def test_names_that_two_columns_would_have_are_not_guessed(tmp_path):
    text = extract_text().replace("in_arrears", "Households").replace(",households", ",HOUSEHOLDS")
    assert read_text(tmp_path, text)[1]["households"].isna().all()


@pytest.mark.parametrize(
    ("text", "code"),
    [("1.2720000001E+10", "0012720000001"), ("1.51460000001E+11", "0151460000001"), ("1,5146e+11", None)],
)
def test_a_code_with_an_exponent_is_read_where_no_digit_is_lost(tmp_path, text, code):
    row = f'section_id,households\n"{text}",3\n'
    _raw, frame, faults = read_text(tmp_path, row, Part("households", {"section_id": "section_id"}))
    if code is None:
        assert "rounded_code" in codes(faults)
    else:
        assert (frame["section_id"].tolist(), codes(faults)) == ([code], ["unmapped_column", "pointed_ids"])


@pytest.mark.parametrize("number", ["12", "0000012", "12.0"])
def test_a_number_within_the_municipality_and_its_code_make_the_section(tmp_path, number):
    columns = '[households.columns]\nsection_id = "SEZ"\nhouseholds = "PF1"\n'
    mapping = as_mapping(f'[households]\nmunicipality = "PRO_COM"\n{columns}')
    _raw, frame, faults = read_text(tmp_path, f"PRO_COM,SEZ,PF1\n63049,{number},5\n", mapping.part("households"))
    assert (frame["section_id"].tolist(), codes(faults)) == (["0630490000012"], [])
    alone = Part("households", {"section_id": "SEZ", "households": "PF1"})
    faults = read_text(tmp_path, f"PRO_COM,SEZ,PF1\n63049,{number},5\n", alone)[2]
    told = [fault.sentence("en") for fault in faults if fault.code == "not_a_section" and fault.row == 2]
    assert "municipality" in told[0]


def test_a_municipality_s_column_that_the_file_lacks_is_named(tmp_path):
    part = Part("households", {"section_id": "SEZ", "households": "PF1"}, municipality="PROCOM")
    faults = read_text(tmp_path, "COMUNE,SEZ,PF1\n63049,12,5\n", part)[2]
    assert ("missing_column", "PROCOM") in {(fault.code, fault.column) for fault in faults}


@pytest.mark.parametrize("mark", ["'", "’", " ", "\u00a0", "\u2009", "\u202f", "\u2007"])
def test_thousands_apart_by_any_space_or_apostrophe(tmp_path, mark):
    declared = "'" if mark in "'’" else " "
    text = f"section_id;households;both_known;income_eur\n0151460000001;1{mark}234;9;1{mark}234{mark}567,5\n"
    frame = read_text(tmp_path, text, Part("households", delimiter=";", decimal=",", thousands=declared))[1]
    assert (frame["households"].tolist(), frame["income_eur"].tolist()) == ([1234], [1234567.5])


@pytest.mark.parametrize("error", ["#N/A", "#N/D", "#REF!", "#RIF!", "#DIV/0!", "#VALORE!", "#NOME?", "#NUM!"])
def test_errors_of_a_spreadsheet_that_became_text_are_never_names(tmp_path, error):
    part = Part("sections", {"section_id": "SEZ", "nil_name": "NOME"})
    faults = read_text(tmp_path, f"SEZ,NOME\n0151460000001,{error}\n", part)[2]
    assert [(fault.code, fault.row, fault.found) for fault in faults] == [("error_text", 2, error)]


def workbook(tmp_path, cells):
    canonical_extract().to_excel(tmp_path / "a.xlsx", index=False, sheet_name="dati")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for place, value in cells.items():
        book["dati"][place] = value
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_error_cells_and_formulas_without_result_are_faults_with_their_rows(tmp_path):
    path = workbook(tmp_path, {"D3": "#N/A", "D5": "#REF!", "E4": "=1+1", "AA6": "#DIV/0!"})
    faults = read_table_file(path, HOUSEHOLDS)[2]
    assert {(fault.code, fault.row, fault.column, fault.found) for fault in faults} >= {
        ("error_cell", 3, "households", "#N/A"),
        ("error_cell", 5, "households", "#REF!"),
        ("formula_without_result", 4, "income_known", ""),
        ("error_cell", 6, canonical_extract().columns[26], "#DIV/0!"),
    }


def test_an_error_is_never_the_mark_of_a_withheld_cell(tmp_path):
    path = workbook(tmp_path, {"L3": "#REF!"})
    part = Part("households", values=HOUSEHOLDS.values, withheld={"": "1-4"})
    assert [fault.row for fault in read_table_file(path, part)[2] if fault.code == "error_cell"] == [3]


def test_errors_in_columns_that_nobody_reads_are_left_alone(tmp_path):
    path = workbook(tmp_path, {"AZ1": "note", "AZ3": "#N/A", "AZ4": "=1+1"})
    assert codes(read_table_file(path, HOUSEHOLDS)[2]) == []


def test_a_cell_far_away_is_refused_before_the_room_for_it_is_taken(tmp_path):
    with pytest.raises(Refused) as error:
        read_table_file(workbook(tmp_path, {"XFD1048576": 1}), HOUSEHOLDS)
    assert [(fault.code, fault.found) for fault in error.value.faults] == [("distant_cell", "XFD1048576")]


@pytest.mark.parametrize("decimal", [",", "."])
@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (Decimal("812.450"), pa.decimal128(18, 3)),
        (812.45, pa.float32()),
        (812.45, pa.float64()),
        (Decimal("0E-10"), pa.decimal128(38, 10)),
        (Decimal("1E+3"), pa.decimal256(40, 2)),
        (1000, pa.uint64()),
        (None, pa.decimal128(18, 3)),
        (float("nan"), pa.float64()),
    ],
)
def test_numbers_of_typed_files_are_numbers_whatever_the_marks_of_the_mapping(tmp_path, value, kind, decimal):
    counts = {"section_id": ["0151460000001"], "households": [9], "both_known": [9]}
    pq.write_table(pa.table(counts | {"income_eur": pa.array([value], kind)}), tmp_path / "a.parquet")
    part = Part("households", decimal=decimal, thousands="." if decimal == "," else ",")
    _raw, frame, faults = read_table_file(tmp_path / "a.parquet", part)
    assert codes(faults) == []
    is_unknown = value is None or math.isnan(value)
    assert frame["income_eur"].isna().all() if is_unknown else frame["income_eur"].tolist() == [float(value)]


def packed(path, *entries):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


MAC = [("__MACOSX/._a.csv", b"\0\5\26\7"), (".DS_Store", b"x"), ("dati/._a.csv", b"x"), ("dati/Thumbs.db", b"x")]


def test_a_shapefile_zipped_by_a_mac_is_read(tmp_path):
    section_polygons().drop(columns="ID_NIL_PGT2030").to_file(tmp_path / "a.shp")
    files = [(f"città/{file.name}", file.read_bytes()) for file in tmp_path.glob("a.*")]
    junk = [(f"__MACOSX/città/._{file.name}", b"x") for file in tmp_path.glob("a.*")]
    assert len(read_table_file(packed(tmp_path / "z.zip", *junk, *files), SECTIONS)[1]) == 16


@pytest.mark.parametrize(("suffix", "driver"), [("gpkg", "GPKG"), ("geojson", "GeoJSON")])
def test_zipped_polygons_are_read(tmp_path, suffix, driver):
    section_polygons().to_file(tmp_path / f"a.{suffix}", driver=driver)
    path = packed(
        tmp_path / "z.zip", *MAC, ("LEGGIMI.txt", b"x"), (f"b/a.{suffix}", (tmp_path / f"a.{suffix}").read_bytes())
    )
    raw, frame, _faults = read_table_file(path, SECTIONS)
    assert (len(frame), raw.geometry.notna().sum()) == (16, 16)


def test_zipped_tables_are_read_and_two_are_not_chosen_between(tmp_path):
    text = extract_text().encode()
    notes = ("leggimi.txt", b"x")
    assert len(read_table_file(packed(tmp_path / "z.zip", *MAC, notes, ("dati/a.csv", text)), HOUSEHOLDS)[1]) == 16
    two = packed(tmp_path / "z.zip", ("a.csv", text), ("b.csv", text))
    with pytest.raises(Refused) as error:
        read_table_file(two, HOUSEHOLDS)
    assert [(fault.code, fault.found) for fault in error.value.faults] == [("not_one_file", "a.csv, b.csv")]
    assert len(read_table_file(two, Part("households", values=HOUSEHOLDS.values, layer="b"))[1]) == 16


NAME = "Città Studi è"


@pytest.mark.parametrize(
    ("written", "cpg", "declared", "code"),
    [
        ("utf-8", "1252", "", "other_encoding"),
        ("utf-8", "1252", "utf-8", None),
        ("utf-8", "ISO 88591", "", "other_encoding"),
        ("utf-8", None, "", None),
        ("utf-8", "UTF-8", "cp1252", "other_encoding"),
        ("cp1252", "1252", "", None),
        ("cp1252", "ANSI 1252", "", None),
        ("ISO-8859-1", "ISO 88591", "", None),
        ("cp1252", None, "", None),
        ("cp1252", "UTF-8", "", "other_encoding"),
        ("cp1252", "UTF-8", "cp1252", None),
    ],
)
def test_names_of_a_shapefile_are_read_whatever_its_cpg_says(tmp_path, written, cpg, declared, code):
    polygons = section_polygons()[["SEZ2011", "geometry"]].assign(NOME=NAME)
    polygons.to_file(tmp_path / "a.shp", encoding=written)
    (tmp_path / "a.cpg").unlink(missing_ok=True)
    if cpg:
        (tmp_path / "a.cpg").write_text(cpg)
    part = Part("sections", {"section_id": "SEZ2011", "nil_name": "NOME"}, encoding=declared)
    _raw, frame, faults = read_table_file(tmp_path / "a.shp", part)
    assert frame["nil_name"].unique().tolist() == [NAME]
    assert codes(faults) == ([code] if code else [])


@pytest.mark.parametrize("name", ["CittÃ\xa0 Studi", "Citt? Studi", "Citt\ufffd Studi", "Citt… Studi", "C? Granda"])
def test_names_whose_accents_were_lost_are_told(tmp_path, name):
    polygons = section_polygons()[["SEZ2011", "geometry"]].assign(NOME=name)
    polygons.to_file(tmp_path / "a.geojson")
    faults = read_table_file(tmp_path / "a.geojson", Part("sections", {"section_id": "SEZ2011", "nil_name": "NOME"}))[2]
    told = [(fault.column, fault.row, fault.values["count"]) for fault in faults if fault.code == "damaged_names"]
    assert told == [("NOME", 2, "16")]


@pytest.mark.parametrize(
    "name", ["Città Studi", "Niguarda – Cà Granda", "Q.re Sant’Ambrogio", "È così", "Âme", "P. XXIV"]
)
def test_names_with_accents_are_no_damage(tmp_path, name):
    polygons = section_polygons()[["SEZ2011", "geometry"]].assign(NOME=name)
    polygons.to_file(tmp_path / "a.geojson")
    faults = read_table_file(tmp_path / "a.geojson", Part("sections", {"section_id": "SEZ2011", "nil_name": "NOME"}))[2]
    assert "damaged_names" not in codes(faults)


@pytest.mark.parametrize(
    ("part", "text", "advice"),
    [(SECTIONS, "SEZ2011\n151460000001\n151460000001\n", "keep one of the two"),
     (Part("readings", {"reading_id": "contatore"}), "contatore\nM1\nM1\n", "name another one in the mapping")],
)  # fmt: skip
def test_of_rows_with_one_code_a_table_without_shapes_is_told_nothing_of_polygons(tmp_path, part, text, advice):
    faults = read_text(tmp_path, text, part)[2]
    assert [advice in fault.message for fault in faults if fault.code == "doubled_key"] == [True]


def test_qgis_s_own_tables_are_no_layers_and_views_are_not_computed(tmp_path):
    path = tmp_path / "a.gpkg"
    section_polygons().to_file(path, layer="sezioni")
    with sqlite3.connect(path) as database:
        database.execute("create table layer_styles (id integer primary key, styleQML text)")
        database.execute(
            "insert into gpkg_contents (table_name, data_type, identifier) values ('layer_styles', 'attributes', 'l')"
        )
    assert len(read_table_file(path, SECTIONS)[1]) == 16
    with sqlite3.connect(path) as database:
        endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select x as fid from n"
        database.execute(f"create view senza_fine as {endless}")
        database.execute(
            "insert into gpkg_contents (table_name, data_type, identifier) values ('senza_fine', 'attributes', 'v')"
        )
    with pytest.raises(Refused) as error:
        read_table_file(path, Part("sections", SECTIONS.columns, layer="senza_fine"))
    assert [fault.code for fault in error.value.faults] == ["layer_is_view"]
    assert len(read_table_file(path, Part("sections", SECTIONS.columns, layer="sezioni"))[1]) == 16


@pytest.mark.parametrize(("mapping", "column"), [("istat_2011", "SEZ2011"), ("istat_2021", "SEZ21_ID")])
def test_naples_official_delivery_is_read_by_the_shipped_mapping(tmp_path, mapping, column):
    text = f"CODREG\tPROCOM\t{column}\tPF1\tA46\n15\t63049\t630490000001\t120\t30\n15\t63049\t630490000002\t0\t\n"
    _raw, frame, faults = read_text(tmp_path, text, read_mapping(mapping).part("households"), "R15.csv", "utf-16")
    assert frame["section_id"].tolist() == ["0630490000001", "0630490000002"]
    assert frame["households"].tolist() == [120, 0]
    assert not [fault for fault in faults if fault.severity == "error"], faults
