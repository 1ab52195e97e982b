"""From texts to typed columns: what is read, what is refused, exactly where the border lies."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.errors import Severity
from contract.rules import rules_of
from contract.tables import COMPLEXES, CUTOFFS, HOUSEHOLDS, READINGS, TABLES, WEATHER
from data_access.intake.contracts import as_table
from data_access.intake.mappings import Part
from data_access.intake.raw_tables import RawTable, number_text
from tests.data_access.small_city import canonical_extract

ITALIAN = {"decimal": ",", "thousands": "."}


def raw_table(frame):
    text = frame.fillna("").astype("str")
    return RawTable("file.csv", text.set_axis(pd.RangeIndex(2, len(text) + 2)))


def extract_with(**cells):
    frame = canonical_extract().head(3).assign(is_estimated="0")
    for name, value in cells.items():
        frame.loc[0, name] = value
    return frame


def read_cell(column, value, table=HOUSEHOLDS, **marks):
    """The typed value of one cell and the codes of the faults in its column."""
    values, codes = read_cells(column, [value], table, **marks)
    return values[0], codes


def read_cells(column, texts, table=HOUSEHOLDS, **marks):
    """The typed values of the cells of one column and the codes of its faults."""
    frame = pd.DataFrame({column: texts})
    typed, faults = as_table(raw_table(frame), table, Part(table.name, {column: column}, **marks))
    codes = [fault.code for fault in faults if fault.column == column and fault.severity is Severity.ERROR]
    return typed[column].tolist(), codes


@pytest.mark.parametrize(
    ("text", "marks", "value"),
    [
        ("12", {}, 12),
        ("12.0", {}, 12),
        ("12,0", {}, 12),
        ("12.00", {}, 12),
        ("12,0", {"decimal": ","}, 12),
        ("12.0", {"decimal": ","}, 12),
        ("1.234", ITALIAN, 1234),
        ("12.345,00", ITALIAN, 12345),
        ("+7", {}, 7),
        ("1 234", {"thousands": " "}, 1234),
        ("1\u00a0234", {"thousands": " "}, 1234),
        ("007", {}, 7),
        ("0", {}, 0),
    ],
)
def test_counts_are_read(text, marks, value):
    assert read_cell("renters", text, **marks) == (value, [])


@pytest.mark.parametrize(
    ("text", "marks", "code"),
    [
        ("12.5", {}, "not_whole"),
        ("12,5", {"decimal": ","}, "not_whole"),
        ("12,00", {}, "not_whole"),
        ("12.000", {"decimal": ","}, "not_whole"),
        ("1.23", ITALIAN, "not_whole"),
        ("1234.567", ITALIAN, "not_whole"),
        ("1e3", {}, "not_whole"),
        ("1_000", {}, "not_whole"),
        ("٣", {}, "not_whole"),
        ("--1", {}, "not_whole"),
        ("inf", {}, "not_finite"),
        ("NaN", {}, "not_finite"),
        ("1" * 16, {}, "too_many_digits"),
    ],
)
def test_what_is_no_count_is_refused(text, marks, code):
    value, codes = read_cell("renters", text, **marks)
    assert pd.isna(value)
    assert codes == [code]


@pytest.mark.parametrize(("text", "is_good"), [("0", True), ("-1", False), ("1000000", True), ("1000001", False)])
def test_counts_have_a_range(text, is_good):
    assert read_cell("households", text)[1] == ([] if is_good else ["out_of_range"])


@pytest.mark.parametrize(
    ("text", "marks", "value"),
    [
        ("1234.5", {}, 1234.5),
        ("1.234,5", ITALIAN, 1234.5),
        ("1234,5", ITALIAN, 1234.5),
        (",5", {"decimal": ","}, 0.5),
        ("5,", {"decimal": ","}, 5),
        ("0", {}, 0),
        ("1'234.5", {"thousands": "'"}, 1234.5),
    ],
)
def test_amounts_are_read(text, marks, value):
    assert read_cell("gas_eur", text, **marks) == (value, [])


@pytest.mark.parametrize("text", ["-1.234,5", "−1.234,5", "–1234,5", "- 1234,5", "1.234,5-", "(1.234,5)"])
def test_amounts_below_zero_are_read_however_they_are_written(text):
    assert read_cell("energy_kwh", text, READINGS, **ITALIAN) == (-1234.5, [])


@pytest.mark.parametrize(
    ("text", "marks", "code"),
    [
        ("1.234", {"decimal": ","}, "not_a_number"),
        ("1,234.5", {}, "not_a_number"),
        ("12.34,5", ITALIAN, "not_a_number"),
        ("€ 5", {}, "more_than_a_number"),
        ("29529.96 kWh", {}, "more_than_a_number"),
        ("90%", {}, "more_than_a_number"),
        ("18/20", {}, "more_than_a_number"),
        (".", {}, "not_a_number"),
        ("1e5", {}, "not_a_number"),
        ("-inf", {}, "not_finite"),
    ],
)
def test_what_is_no_amount_is_refused(text, marks, code):
    assert read_cell("gas_eur", text, **marks)[1] == [code]


@settings(max_examples=20)
@given(st.lists(st.integers(0, 1_000_000), min_size=1, max_size=20), st.sampled_from(["", ".", " ", "'"]))
def test_counts_survive_being_written_with_thousands(counts, thousands):
    texts = [f"{count:,}".replace(",", thousands) for count in counts]
    assert read_cells("households", texts, decimal=",", thousands=thousands) == (counts, [])


@settings(max_examples=20)
@given(st.lists(st.floats(0, 1e10, allow_nan=False), min_size=1, max_size=20), st.sampled_from([".", ","]))
def test_amounts_survive_being_written(amounts, decimal):
    texts = [number_text(amount, decimal) for amount in amounts]
    assert read_cells("gas_eur", texts, decimal=decimal) == (amounts, [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("151460000001", "0151460000001"),
        ("0151460000001", "0151460000001"),
        ("151460000001.0", "0151460000001"),
        ("151460000001,0", "0151460000001"),
        ("12720000001", "0012720000001"),
    ],
)
def test_section_ids_become_thirteen_digits(text, value):
    assert read_cell("section_id", text) == (value, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.5146E+11", "rounded_code"),
        ("1,5146e11", "rounded_code"),
        ("1272000000", "not_a_section"),
        ("01514600000012", "not_a_section"),
        ("151460000001.5", "not_a_section"),
        ("15146-1", "not_a_section"),
        ("=151460000001", "not_a_section"),
    ],
)
def test_what_is_no_section_is_refused(text, code):
    assert read_cell("section_id", text)[1] == [code]


@pytest.mark.parametrize(("text", "value"), [("true", True), ("FALSE", False), ("1", True), ("0", False)])
def test_flags_are_read(text, value):
    assert read_cell("is_estimated", text) == (value, [])


def test_flags_in_words_of_ones_own_need_the_mapping():
    assert read_cell("is_estimated", "stima")[1] == ["not_a_flag"]
    assert read_cell("is_estimated", "stima", values={"is_estimated": {"stima": "true"}}) == (True, [])


@pytest.mark.parametrize(
    "text",
    ["2023-12-31", "31/12/2023", "2023-12-31T00:00:00", "2023-12-31 00:00:00.000", "45291", "45291.0", "45291,0"],
)
def test_dates_are_read(text):
    assert read_cell("start_date", text, READINGS) == (pd.Timestamp(2023, 12, 31), [])


@pytest.mark.parametrize(
    "text",
    ["31-12-23", "31122023", "2023-02-29", "12/31/2023", "1523-01-01", "2023-12-31 10:00", "4529", "145291", "45291.5"],
)
def test_what_is_no_date_is_refused(text):
    assert read_cell("start_date", text, READINGS)[1] == ["not_a_date"]


def test_choices_are_the_contracts_or_the_mappings():
    assert read_cell("heating_mode", "central", COMPLEXES) == ("central", [])
    assert read_cell("heating_mode", "centralizzato", COMPLEXES)[1] == ["unknown_choice"]
    values = {"heating_mode": {"centralizzato": "central", "n.d.": ""}}
    assert read_cell("heating_mode", "centralizzato", COMPLEXES, values=values) == ("central", [])
    assert pd.isna(read_cell("heating_mode", "n.d.", COMPLEXES, values=values)[0])


@pytest.mark.parametrize(("text", "is_good"), [("50", True), ("50.1", False), ("-40", True), ("-40.1", False)])
def test_ranges_include_their_ends(text, is_good):
    assert read_cell("temperature_c", text, WEATHER)[1] == ([] if is_good else ["out_of_range"])


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"above_10": "30", "above_12": "30"}, set()),
        ({"above_10": "30", "above_12": "31"}, {"growing_cutoff"}),
        ({"above_05": "100"}, set()),
        ({"above_05": "101"}, {"part_above_whole"}),
        ({"valid_above_05": "35"}, set()),
        ({"valid_above_05": "36"}, {"valid_above_all"}),
        ({"both_known": "80"}, set()),
        ({"both_known": "81"}, {"both_above_one"}),
        ({"heating_own": "40"}, set()),
        ({"heating_own": "41"}, {"heating_above_households"}),
        ({"heating_own": "50", "heating_none": ""}, set()),
        ({"epc_known": "", "epc_fg": "26"}, set()),
        ({"lihc": "70", "lilee": "25"}, set()),
        ({"lihc": "71"}, {"part_above_whole"}),
        ({"lilee": "26"}, {"part_above_whole"}),
        ({"epc_known": "100", "lilee": "90"}, set()),
        ({"epc_known": "100", "lilee": "91"}, {"part_above_whole"}),
        (
            {
                "valid_above_10": "0",
                "valid_above_12": "0",
                "valid_above_15": "0",
                "valid_above_20": "0",
                "excess_eur": "0",
            },
            set(),
        ),
        (
            {
                "valid_above_10": "0",
                "valid_above_12": "0",
                "valid_above_15": "0",
                "valid_above_20": "0",
                "excess_eur": "0.01",
            },
            {"money_without_households"},
        ),
    ],
)
def test_parts_stay_within_wholes_to_the_last_household(cells, codes):
    _, faults = as_table(raw_table(extract_with(**cells)), HOUSEHOLDS, Part("households"))
    assert {fault.code for fault in faults if fault.severity is Severity.ERROR} == codes


@pytest.mark.parametrize("text", ["<5", "< 5", "≤3", "***"])
def test_only_the_extract_may_hold_withheld_counts(text):
    assert read_cell("dwellings", text, COMPLEXES)[1] == ["withheld_input"]
    assert read_cell("spend_year", text)[1] == ["withheld_input"]


def test_a_good_extract_has_every_column_typed():
    frame, faults = as_table(raw_table(extract_with().drop(columns="renters")), HOUSEHOLDS, Part("households"))
    assert list(frame.columns) == HOUSEHOLDS.names
    assert {fault.code for fault in faults} == {"padded_ids"}
    assert str(frame["renters"].dtype) == "Int64"
    assert frame["renters"].isna().all()
    assert str(frame["income_eur"].dtype) == "Float64"


def test_constants_hold_for_every_row():
    part = Part("households", constants={"spend_year": "2023", "gas_eur": "0.5"}, decimal=",")
    text = extract_with()[["section_id", "households"]]
    frame, _ = as_table(raw_table(text), HOUSEHOLDS, part)
    assert set(frame["spend_year"]) == {2023}
    assert set(frame["gas_eur"]) == {0.5}


def test_an_unmapped_required_column_is_a_fault_and_an_unread_one_a_notice():
    part = Part("households", {"section_id": "section_id"}, ignored=("renters",))
    _, faults = as_table(raw_table(extract_with()), HOUSEHOLDS, part)
    missing = next(fault for fault in faults if fault.code == "unmapped_column")
    assert (missing.column, missing.expected) == ("households", "households")
    notice = next(fault for fault in faults if fault.code == "unread_columns")
    assert notice.severity is Severity.NOTICE
    assert notice.values == {"count": str(extract_with().shape[1] - 2)}


def test_an_absent_key_is_made_from_a_name():
    part = Part("venues", {"name": "name"}, id_from="name")
    frame, faults = as_table(raw_table(pd.DataFrame({"name": ["Sant'Ambrogio", "Cà Granda"]})), TABLES["venues"], part)
    assert list(frame["venue_id"]) == ["sant-ambrogio", "ca-granda"]
    assert faults == []


def test_names_of_rules_are_unique():
    for table in TABLES.values():
        names = [rule.name for rule in rules_of(table)]
        assert len(names) == len(set(names))
    assert len(CUTOFFS) == 7


def test_faults_keep_the_lines_of_the_file():
    frame = extract_with()
    raw = RawTable("file.csv", frame.set_axis(np.array([2, 5, 9])))
    raw.text.loc[9, "renters"] = "x"
    _, faults = as_table(raw, HOUSEHOLDS, Part("households"))
    assert [fault.row for fault in faults if fault.code == "not_whole"] == [9]


@pytest.mark.parametrize(
    ("texts", "value"), [(("Sì", "si", "S", "yes", "VERO", "1"), True), (("No", "n", "FALSO", "0.0"), False)]
)
def test_yes_and_no_are_read_as_people_write_them(texts, value):
    assert read_cells("is_estimated", list(texts)) == ([value] * len(texts), [])
