"""Household files as people have them: what is not known, however it is written, is counted alike and told."""

import math

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.errors import ObservatoryError
from contract.rules import MOST
from contract.tables import HOUSEHOLDS, Kind
from data_access.household_counts.aggregate import aggregate
from tests.data_access.household_counts.test_aggregate import SECTION, household

NAN, INF = math.nan, math.inf


def counted(rows, folder, with_statistics=True):
    """Write the households as Arrow has them: NaN stays NaN, None is null."""
    path = folder / f"households-{with_statistics}.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path, write_statistics=with_statistics)
    faults = []
    aggregate(path, 2023, folder / "extract.csv", faults.append)
    return pd.read_csv(folder / "extract.csv", dtype={"section_id": str}), faults


def told(faults):
    return {(fault.code, fault.column, fault.values["count"], fault.found) for fault in faults}


NUMBERS = ("income_eur", "electricity_eur", "gas_eur", "heat_eur", "people")


@pytest.mark.parametrize("with_statistics", [True, False])
@pytest.mark.parametrize("unknown", [NAN, INF, -INF])
def test_nan_infinite_and_null_give_the_same_counts_and_are_told(tmp_path, unknown, with_statistics):
    alike = {"people": 2.0, "heating_mode": "central"}
    others = [household(**alike) for _ in range(12)]
    poor = alike | {"electricity_eur": 1_100.0}
    missing, nothing = counted([*others, *(household(**poor | {name: None}) for name in NUMBERS)], tmp_path)
    rows = [*others, *(household(**poor | {name: unknown}) for name in NUMBERS)]
    found, faults = counted(rows, tmp_path, with_statistics)
    pd.testing.assert_frame_equal(found, missing)
    assert not nothing
    assert told(faults) == {("household_endless", name, "1", "") for name in NUMBERS}


def test_nan_bills_of_households_without_income_are_unknown(tmp_path):
    known = [household(heating_mode="central", income_eur=None) for _ in range(12)]
    unknown = [household(heating_mode="central", income_eur=None, heat_eur=NAN) for _ in range(5)]
    row = counted(known + unknown, tmp_path)[0].iloc[0]
    assert (row["spend_known"], row["heat_unknown"], row["income_known"], row["below_half_median"]) == (12, 5, 0, 0)


@pytest.mark.parametrize("income", [0.0, -0.0, -5_000.0, -300_000.0])
def test_an_income_of_zero_or_less_is_not_known(tmp_path, income):
    found, faults = counted([*[household()] * 12, household(income_eur=income)], tmp_path)
    row = found.iloc[0]
    assert (row["households"], row["income_known"], row["both_known"]) == (13, 12, 12)
    assert (row["above_05"], row["excess_eur"], row["income_eur"]) == (12, 0, 120_000)
    assert told(faults) == {("household_loss", "income_eur", "1", "")}


def test_a_bill_that_no_home_pays_is_not_known(tmp_path):
    found, faults = counted([*[household()] * 12, household(gas_eur=999_999.0)], tmp_path)
    row = found.iloc[0]
    assert (row["spend_known"], row["above_20"], row["gas_eur"]) == (12, 0, 6_000)
    assert told(faults) == {("household_above", "gas_eur", "1", "")}


@pytest.mark.parametrize(
    ("text", "shape"), [("20.000,00", "99.999,99"), ("20.000", "99.999"), ("n.d.", "n.d."), ("", "")]
)
def test_amounts_as_texts_that_are_no_plain_numbers_are_refused_without_telling_them(tmp_path, text, shape):
    with pytest.raises(ObservatoryError) as error:
        counted([household(income_eur=text)], tmp_path)
    assert error.value.values == {"column": "income_eur", "found": shape}
    assert not (tmp_path / "extract.csv").exists()


def test_amounts_as_texts_that_are_plain_numbers_are_read(tmp_path):
    assert counted([household(income_eur="10000.50")], tmp_path)[0].iloc[0]["income_eur"] == 10_000.5


def test_a_cent_of_income_is_an_income_and_the_excess_stays_within_the_spend(tmp_path):
    row = counted([household(income_eur=0.01)], tmp_path)[0].iloc[0]
    assert (row["both_known"], row["excess_eur"]) == (1, 900.0)


def test_a_negative_bill_is_not_known_and_a_bill_of_zero_is_one(tmp_path):
    rows = [household(gas_eur=-30.0), household(gas_eur=0.0), household(gas_eur=0.0, electricity_eur=0.0)]
    found, faults = counted(rows, tmp_path)
    row = found.iloc[0]
    assert (row["spend_known"], row["gas_eur"], row["electricity_eur"]) == (2, 0, 400.0)
    assert told(faults) == {("household_below", "gas_eur", "1", ""), ("household_no_bills", "electricity_eur", "1", "")}


def test_each_unknown_value_is_named_and_counted(tmp_path):
    modes = ["own", " Own", "AUTONOMO", "autonomo", "autonomo", "", None]
    found, faults = counted([household(heating_mode=mode) for mode in modes], tmp_path)
    assert found.loc[0, "heating_own"] == 2
    named = "“autonomo” 2, “” 1, “AUTONOMO” 1"
    assert told(faults) == {("household_value", "heating_mode", "4", named)}


def test_households_of_unknown_modes_alone_are_counted(tmp_path):
    for mode in ("autonomo", None):
        row = counted([household(heating_mode=mode)] * 3, tmp_path)[0].iloc[0]
        assert (row["households"], row["below_half_median"], row["heating_own"]) == (3, 0, 0)


def test_certificates_in_small_letters_are_read_and_empty_ones_are_none(tmp_path):
    classes = ["f", "G ", "A4", "", "H", None]
    found, faults = counted([household(epc_class=name) for name in classes], tmp_path)
    assert (found.loc[0, "epc_known"], found.loc[0, "epc_fg"]) == (3, 2)
    assert told(faults) == {("household_value", "epc_class", "2", "“” 1, “H” 1")}


@pytest.mark.parametrize(
    ("flags", "renters", "unknown"),
    [([True, False, None], 1, 0), ([1, 0, 1], 2, 0), ([1.0, 0.0, NAN], 1, 1), (["true", "False", "sì"], 1, 1)],
)
def test_flags_are_read_as_they_are_written(tmp_path, flags, renters, unknown):
    found, faults = counted([household(is_renter=flag) for flag in flags], tmp_path)
    assert found.loc[0, "renters"] == renters
    assert len(faults) == unknown


@pytest.mark.parametrize("code", [SECTION, SECTION[1:], f" {SECTION} ", int(SECTION), float(SECTION)])
def test_section_codes_become_thirteen_digits(tmp_path, code):
    assert counted([household(section_id=code)], tmp_path)[0]["section_id"].tolist() == [SECTION]


@pytest.mark.parametrize("code", ["", "Brera", "15146", "1.5146E+10", "00151460000001"])
def test_households_without_a_section_are_left_out_and_told(tmp_path, code):
    found, faults = counted([household(), household(section_id=code), household(section_id=code)], tmp_path)
    if code == "00151460000001":
        assert found["households"].tolist() == [3]
        return
    assert found["households"].tolist() == [1]
    assert told(faults) == {("household_section", "section_id", "2", f"“{code}” 2")}


def test_people_that_no_household_has_are_no_size(tmp_path):
    alike = [household(people=6, electricity_eur=1_000.0) for _ in range(3)]
    strange = [household(people=people, electricity_eur=1.0, gas_eur=0.0) for people in (0, -1)]
    found, faults = counted(alike + strange, tmp_path)
    assert found.loc[0, "below_half_median"] == 0
    assert told(faults) == {("household_below", "people", "2", "“-1” 1, “0” 1")}


amounts = st.one_of(st.none(), st.floats(-1e6, 1e6), st.sampled_from([NAN, INF, -INF, 0.0, -0.0]))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(amounts, amounts, amounts, amounts), min_size=1, max_size=8))
def test_whatever_the_amounts_the_extract_is_within_its_contract(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("households")
    names = ("income_eur", "electricity_eur", "gas_eur", "heat_eur")
    row = counted([household(**dict(zip(names, row, strict=True))) for row in rows], folder)[0].iloc[0]
    for column in HOUSEHOLDS.columns:
        if column.name in row and column.kind in (Kind.COUNT, Kind.MONEY):
            assert 0 <= row[column.name] <= MOST[column.kind]
    assert row["excess_eur"] <= row["electricity_eur"] + row["gas_eur"] + row["heat_eur"] + 0.02


def test_folders_as_computers_leave_them(tmp_path):
    folder = tmp_path / "households"
    (folder / "__MACOSX").mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist([household()]), folder / "year=2020.PARQUET")
    reordered = dict(reversed(list(household(is_erp=True).items())))
    pq.write_table(pa.Table.from_pylist([reordered]), folder / "b.parquet")
    for junk in ("__MACOSX/a.parquet", "._b.parquet", "_metadata.parquet"):
        (folder / junk).write_bytes(b"no Parquet")
    aggregate(folder, 2023, tmp_path / "extract.csv")
    assert pd.read_csv(tmp_path / "extract.csv")[["households", "erp_households"]].values.tolist() == [[2, 1]]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("", b"", "no Parquet file"), ("a.parquet", b"PAR1", "a.parquet"), ("a.parquet", b"", "a.parquet")],
)
def test_folders_that_cannot_be_counted_are_named(tmp_path, name, content, words):
    folder = tmp_path / "households"
    folder.mkdir()
    if name:
        (folder / name).write_bytes(content)
    with pytest.raises(ObservatoryError, match=words):
        aggregate(folder, 2023, tmp_path / "extract.csv")
    with pytest.raises(ObservatoryError, match="no file or folder"):
        aggregate(tmp_path / "elsewhere", 2023, tmp_path / "extract.csv")
    pq.write_table(pa.Table.from_pylist([household()]).slice(0, 0), folder / "a.parquet")
    with pytest.raises(ObservatoryError, match="no household"):
        aggregate(folder, 2023, tmp_path / "extract.csv")
