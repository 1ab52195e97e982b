"""Invented bills: always the same, and the portfolio finds the effects that were put in, and the faults."""

import numpy as np
import pandas as pd
import pytest

from contract.errors import Severity
from contract.tables import READINGS, RETROFITS, WEATHER
from data_access.intake.mapping_parts import Part
from data_access.intake.table_files import read_table_file
from indicators.savings.comparison import placebo_summary
from indicators.savings.joint_works import codes_of
from indicators.savings.portfolio import COLUMNS, Portfolio, assess_portfolio
from sample_data.ledger_cases import LEDGER_CASES
from sample_data.meter_cases import CASES
from sample_data.meter_faults import REASONS_OF
from sample_data.meters import Meters, make_meters
from tests.sample_data.conftest import stream


@pytest.fixture(scope="module")
def meters(complexes: pd.DataFrame) -> Meters:
    return make_meters(complexes, stream(4))


@pytest.fixture(scope="module")
def portfolio(meters: Meters, complexes: pd.DataFrame) -> Portfolio:
    vulnerable = complexes.set_index("complex_id")["households"] * 0.3
    return assess_portfolio(meters.readings, meters.weather, meters.retrofits, complexes, vulnerable)


def test_the_bills_are_always_the_same(meters, complexes):
    again = make_meters(complexes, stream(4))
    for name in ("readings", "retrofits", "weather", "effects", "faults"):
        pd.testing.assert_frame_equal(getattr(meters, name), getattr(again, name))


def test_the_tables_are_those_of_the_contract(meters):
    assert set(meters.readings) <= set(READINGS.names)
    assert set(meters.retrofits) <= set(RETROFITS.names)
    assert set(meters.weather) == set(WEATHER.names)
    assert meters.readings["reading_id"].is_unique
    assert meters.readings["complex_id"].nunique() == 60
    assert len(meters.retrofits) == 15 + len(CASES)
    assert meters.readings["start_date"].max() - meters.readings["start_date"].min() > pd.Timedelta(days=4 * 365)


def test_the_portfolio_finds_the_effects_that_were_put_in(meters, portfolio):
    found = portfolio.retrofits.merge(meters.effects, on="retrofit_id").query("not is_starved")
    assert len(found) == 13
    assert list(portfolio.retrofits) == list(COLUMNS)
    errors = found["share"] - found["true_share"]
    assert abs(errors.mean()) < 0.01
    assert errors.abs().max() < 0.05
    held = (found["share_low"] <= found["true_share"]) & (found["true_share"] <= found["share_high"])
    assert held.mean() >= 0.75
    assert set(found["verdict"]) == {"saving"}
    compared = found[found["matches"] > 0]
    assert len(compared) >= 10
    assert (compared["effect"] - compared["true_share"]).abs().max() < 0.05


def test_estates_with_too_few_bills_are_named_with_what_is_missing(meters, portfolio):
    starved = meters.effects.query("is_starved")["retrofit_id"]
    rows = portfolio.retrofits.set_index("retrofit_id").loc[starved]
    assert set(rows["verdict"]) == {"insufficient"}
    assert all({lack.code for lack in lacks} == {"reporting_uncovered", "reporting_few"} for lacks in rows["lacks"])
    assert rows["rank_per_eur"].isna().all()


def test_placebos_find_nothing(portfolio):
    summary = placebo_summary(portfolio.comparisons)
    assert summary["count"] > 50
    assert abs(summary["mean"]) < 0.01
    assert summary["deviation"] < 0.05


def test_each_fault_is_set_aside_with_its_reason(meters, portfolio):
    told = portfolio.set_aside.set_index("reading_id")["reason"]
    for kind, faults in meters.faults.groupby("kind"):
        assert set(faults["reading_id"].map(told).dropna()) == REASONS_OF[kind], kind
    kinds = meters.faults["kind"].value_counts()
    spikes = portfolio.set_aside.query("reason == 'spike' and building_id.isna()")
    assert set(spikes["reading_id"]) == set(meters.faults.query("kind == 'spike'")["reading_id"])
    assert (portfolio.changed["building_id"] == "").sum() == kinds["meter"]


def told(row):
    return {row["verdict"], *(lack.code for lack in row["lacks"]), *(caution.code for caution in row["cautions"])}


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: f"{CASES[number].finds}-{number}")
def test_each_case_is_found(number, meters, portfolio):
    code = meters.retrofits["retrofit_id"].iloc[15 + number]
    (row,) = (row for _, row in portfolio.retrofits.iterrows() if code in codes_of(row["retrofit_id"]))
    assert CASES[number].finds in told(row)


@pytest.mark.parametrize("building", LEDGER_CASES)
def test_each_rule_of_the_ledger_is_drawn(building, portfolio):
    of_building = portfolio.set_aside.query("building_id == @building and reason != 'no_weather'")
    assert set(of_building["reason"]) == LEDGER_CASES[building][0]


def test_ranks_follow_the_saving_per_euro_and_per_vulnerable_household(portfolio):
    ranked = portfolio.retrofits.dropna(subset=["rank_per_eur"])
    assert ranked["rank_per_eur"].tolist() == list(range(1, len(ranked) + 1))
    assert ranked["kwh_per_eur"].is_monotonic_decreasing
    best = ranked.loc[ranked["rank_per_vulnerable"] == 1].iloc[0]
    assert best["kwh_per_vulnerable"] == ranked["kwh_per_vulnerable"].max()
    assert np.allclose(ranked["kwh_per_eur"], ranked["yearly_kwh"] / ranked["cost_eur"])


def test_bills_written_to_files_and_read_again_give_the_same_portfolio(meters, portfolio, complexes, tmp_path):
    tables = {}
    for name in ("readings", "retrofits", "weather"):
        getattr(meters, name).to_csv(tmp_path / f"{name}.csv", index=False)
        _, tables[name], faults = read_table_file(tmp_path / f"{name}.csv", Part(name))
        assert [fault for fault in faults if fault.severity is Severity.ERROR] == []
    again = assess_portfolio(tables["readings"], tables["weather"], tables["retrofits"], complexes)
    columns = ["retrofit_id", "verdict", "share", "share_low", "share_high", "effect", "kwh_per_eur"]
    pd.testing.assert_frame_equal(again.retrofits[columns], portfolio.retrofits[columns])
