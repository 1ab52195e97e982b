"""From households to sections: counts worked by hand, equal to pandas on many households."""

import numpy as np
import pandas as pd
import pytest

from contract.errors import ObservatoryError
from contract.household_columns import PANEL, SUMMER
from contract.tables import HOUSEHOLDS
from data_access.household_counts.aggregate import aggregate
from data_access.household_counts.section_counts import ERP_COLUMN, HOUSEHOLD_COLUMNS, LARGEST_SHARE

SECTION = "0151460000001"
NAN = float("nan")


def household(**known):
    return {
        "section_id": SECTION,
        "people": 1,
        "is_alone_75_plus": False,
        "is_renter": False,
        "heating_mode": "own",
        "income_eur": 10_000.0,
        "electricity_eur": 400.0,
        "gas_eur": 500.0,
        "heat_eur": 0.0,
        "epc_class": None,
        "has_bonus": False,
        "is_in_arrears": False,
    } | known


def aggregated(households, tmp_path):
    pd.DataFrame(households).to_parquet(tmp_path / "households.parquet")
    aggregate(tmp_path / "households.parquet", 2023, tmp_path / "extract.csv")
    return pd.read_csv(tmp_path / "extract.csv", dtype={"section_id": str}).set_index("section_id")


def test_counts_by_hand(tmp_path):
    row = aggregated(
        [
            household(),
            household(electricity_eur=700.0, gas_eur=600.0),
            household(heating_mode="central", heat_eur=NAN, electricity_eur=1_100.0, gas_eur=0.0),
            household(heating_mode="central", heat_eur=NAN, is_renter=True, has_bonus=True),
            household(income_eur=NAN, epc_class="F", is_in_arrears=True),
            household(epc_class="A4", is_alone_75_plus=True),
        ],
        tmp_path,
    ).loc[SECTION]
    expected = {
        "spend_year": 2023,
        "income_year": 2021,
        "households": 6,
        "income_known": 5,
        "spend_known": 4,
        "both_known": 3,
        "heat_unknown": 2,
        "above_08": 5,
        "above_10": 2,
        "above_12": 1,
        "above_15": 0,
        "valid_above_08": 3,
        "valid_above_10": 1,
        "heating_own": 4,
        "heating_central": 2,
        "renters": 1,
        "alone_75_plus": 1,
        "epc_known": 2,
        "epc_fg": 1,
        "bonus_recipients": 1,
        "in_arrears": 1,
        "income_eur": 30_000.0,
        "electricity_eur": 1_500.0,
        "gas_eur": 1_600.0,
        "heat_eur": 0.0,
        "excess_eur": 300.0,
    }
    assert {name: row[name] for name in expected} == expected


def test_a_heating_bill_is_missing_only_where_heating_is_shared(tmp_path):
    modes = ["own", "central", "district", "none", None]
    unknown = aggregated([household(heating_mode=mode, heat_eur=NAN) for mode in modes], tmp_path).loc[SECTION]
    assert (unknown["heat_unknown"], unknown["spend_known"]) == (2, 0)


def test_spend_exactly_at_the_cut_off_is_not_above(tmp_path):
    row = aggregated([household(electricity_eur=500.0), household(electricity_eur=500.01)], tmp_path).loc[SECTION]
    assert row["above_10"] == 1


def test_less_than_half_the_median_of_the_same_mode_and_size(tmp_path):
    spends = [400.0, 1_000.0, 1_000.0, 1_000.0, 501.0]
    alike = [household(electricity_eur=spend, gas_eur=0.0) for spend in spends]
    other = [household(people=4, electricity_eur=400.0, gas_eur=0.0)]
    assert aggregated(alike + other, tmp_path).loc[SECTION, "below_half_median"] == 1


def test_a_household_of_unknown_size_has_no_median(tmp_path):
    spends = [(1, 100.0), (1, 1_000.0), (1, 1_000.0), (None, 100.0)]
    frame = pd.DataFrame([household(people=people, electricity_eur=eur, gas_eur=0.0) for people, eur in spends])
    found = aggregated(frame.astype({"people": "Int64"}), tmp_path)
    assert found.loc[SECTION, "below_half_median"] == 1


def test_public_housing_by_hand(tmp_path):
    row = aggregated(
        [
            household(is_erp=True),
            household(is_erp=True, gas_eur=700.0),
            household(is_erp=True, gas_eur=700.0, heat_eur=NAN),
            household(is_erp=True, income_eur=NAN),
            household(is_erp=False, gas_eur=700.0),
            household(is_erp=None, gas_eur=700.0),
        ],
        tmp_path,
    ).loc[SECTION]
    expected = {"erp_households": 4, "erp_both_known": 2, "erp_above_10": 2, "erp_valid_above_10": 1, "above_10": 4}
    assert {name: row[name] for name in expected} == expected


def test_public_housing_that_the_file_does_not_tell_is_not_in_the_extract(tmp_path):
    assert ERP_COLUMN not in HOUSEHOLD_COLUMNS
    assert not [name for name in aggregated([household()], tmp_path) if "erp" in name]


def test_a_sum_is_dominated_where_one_household_makes_more_than_half_of_it(tmp_path):
    others = "0151460000002", "0151460000003"
    found = aggregated(
        [
            household(income_eur=20_000.0, gas_eur=600.1, heat_eur=100.0),
            household(income_eur=20_000.0, gas_eur=300.0),
            household(income_eur=90_000.0, gas_eur=300.0, electricity_eur=NAN),
            household(section_id=others[0]),
            household(section_id=others[1], income_eur=NAN),
        ],
        tmp_path,
    )
    flags = ["income_is_dominated", "electricity_is_dominated", "gas_is_dominated", "heat_is_dominated"]
    assert LARGEST_SHARE == 0.5
    assert found.loc[SECTION, flags].tolist() == [False, False, True, True]
    assert found.loc[others[0], flags].tolist() == [True, True, True, False]
    assert not found.loc[others[1], [*flags, "excess_is_dominated"]].any()


def test_every_column_of_the_extract_is_in_the_contract(tmp_path):
    aggregate_columns = ["section_id", *aggregated([household(is_erp=True)], tmp_path)]
    of_other_sources = {"lihc", "lilee", "is_estimated", *(column.name for column in (*PANEL, *SUMMER))}
    assert set(HOUSEHOLDS.names) - set(aggregate_columns) == of_other_sources
    assert set(aggregate_columns) <= set(HOUSEHOLDS.names)


def test_a_folder_is_read_with_the_folders_in_it(tmp_path):
    for name in ("a.parquet", "deep/er/b.parquet", "deep/c.parquet"):
        path = tmp_path / "it's households" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pd.DataFrame([household()]).to_parquet(path)
    assert aggregate(tmp_path / "it's households", 2023, tmp_path / "extract.csv") == 1
    assert pd.read_csv(tmp_path / "extract.csv")["households"].tolist() == [3]


def test_it_equals_pandas_on_many_households(tmp_path):
    rng = np.random.default_rng(1)
    size = 20_000
    frame = pd.DataFrame(
        {
            "section_id": rng.choice([f"015146000{n:04d}" for n in range(200)], size),
            "people": rng.integers(1, 8, size),
            "is_alone_75_plus": rng.random(size) < 0.1,
            "is_renter": rng.random(size) < 0.3,
            "heating_mode": rng.choice(["own", "central", "district", "none"], size),
            "income_eur": np.where(rng.random(size) < 0.05, NAN, rng.lognormal(10.2, 0.7, size).round(2)),
            "electricity_eur": rng.gamma(4, 120, size).round(2),
            "gas_eur": rng.gamma(3, 150, size).round(2),
            "heat_eur": np.where(rng.random(size) < 0.5, NAN, rng.gamma(2, 200, size).round(2)),
            "epc_class": rng.choice(["B", "D", "F", "G", None], size),
            "has_bonus": rng.random(size) < 0.03,
            "is_in_arrears": rng.random(size) < 0.04,
        }
    )
    found = aggregated(frame, tmp_path)
    spend = frame["electricity_eur"] + frame["gas_eur"] + frame["heat_eur"]
    known = frame["electricity_eur"] + frame["gas_eur"] + frame["heat_eur"].fillna(0)
    both = spend.notna() & frame["income_eur"].notna()
    expected = (
        pd.DataFrame(
            {
                "households": 1,
                "both_known": both,
                "above_10": known > 0.1 * frame["income_eur"],
                "valid_above_05": both & (spend > 0.05 * frame["income_eur"]),
                "epc_fg": frame["epc_class"].isin(["F", "G"]),
            }
        )
        .groupby(frame["section_id"])
        .sum()
    )
    pd.testing.assert_frame_equal(found[expected.columns], expected.astype("int64"), check_names=False)


def test_a_file_without_its_columns_is_refused(tmp_path):
    pd.DataFrame({"section_id": [SECTION]}).to_parquet(tmp_path / "households.parquet")
    with pytest.raises(ObservatoryError, match="income_eur"):
        aggregate(tmp_path / "households.parquet", 2023, tmp_path / "extract.csv")
    assert not (tmp_path / "extract.csv").exists()
