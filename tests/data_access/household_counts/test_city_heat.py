"""Five numbers on heating bills: those of pandas on many households; nothing where too few homes would tell them."""

import numpy as np
import pandas as pd
import pytest

from contract.city_tables import CITY_HEAT
from data_access.household_counts.aggregate import aggregate
from data_access.intake.contracts import as_table
from data_access.intake.mappings import Part
from tests.data_access.household_counts.test_aggregate import NAN, household
from tests.data_access.intake.test_contracts import raw_table


def homes(count, sections=1, between=0.0, seed=1):
    rng = np.random.default_rng(seed)
    apart = rng.normal(0, between, sections)
    made = []
    for number in range(count):
        place = number % sections
        other = 600 * np.exp(rng.normal(0, 0.4))
        heat = 700 * np.exp(rng.normal(0, 0.2) + apart[place])
        income = 30_000 * np.exp(rng.normal(0, 0.6))
        made.append(
            household(section_id=f"015146{place:07d}", heating_mode="central", electricity_eur=other, gas_eur=0.0,
                      heat_eur=heat, income_eur=income)
        )  # fmt: skip
    return made


def counted(made, folder):
    pd.DataFrame(made).to_parquet(folder / "households.parquet")
    aggregate(folder / "households.parquet", 2023, folder / "extract.csv")
    path = folder / "extract.city_heat.csv"
    return pd.read_csv(path).iloc[0] if path.is_file() else None


def test_they_are_those_of_pandas(tmp_path):
    made = homes(400) + [household(heat_eur=9_999.0)] + [household(heating_mode="central", heat_eur=NAN)] * 3
    made += [household(heating_mode="central", electricity_eur=NAN)]
    row, frame = counted(made, tmp_path), pd.DataFrame(made[:400])
    x = np.log(1 + frame["heat_eur"] / frame["electricity_eur"])
    y = np.log(frame["electricity_eur"] / frame["income_eur"])
    assert row["homes"] == 400
    found = row["mean_log_ratio"], row["spread_log_ratio"], row["correlation"]
    assert found == pytest.approx((x.mean(), x.std(ddof=0), np.corrcoef(x, y)[0, 1]), abs=1e-4)
    assert row["other_missing"] == 0.25


@pytest.mark.parametrize("between", [0.0, 0.3])
def test_what_differs_between_sections_is_told_without_chance(tmp_path, between):
    row = counted(homes(3_000, sections=100, between=between), tmp_path)
    true = 0.3 * 0.53 if between else 0.0
    assert row["left_out_error"] == pytest.approx(true, abs=0.04)


def test_one_section_tells_no_difference(tmp_path):
    assert counted(homes(150), tmp_path)["left_out_error"] == 0


@pytest.mark.parametrize(("count", "is_told"), [(99, False), (100, True)])
def test_too_few_homes_tell_nothing_and_leave_no_older_file(tmp_path, count, is_told):
    (tmp_path / "extract.city_heat.csv").write_text("old")
    row = counted(homes(count), tmp_path) if is_told else None
    if not is_told:
        counted_none = counted(homes(count), tmp_path)
        assert counted_none is None
    else:
        assert row["homes"] == count


def test_the_file_keeps_its_contract(tmp_path):
    counted(homes(200, sections=4), tmp_path)
    written = pd.read_csv(tmp_path / "extract.city_heat.csv", dtype=str)
    frame, faults = as_table(raw_table(written), CITY_HEAT, Part("city_heat"))
    assert list(written) == CITY_HEAT.names
    assert not faults
    assert frame.notna().all(axis=None)
