"""Money at two sorts of prices, warmth taken back, carbon dioxide, poverty beside."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from indicators.catalogue.registry import compute_figures, get_indicator
from indicators.savings.account import account_of
from indicators.savings.degree_days import DegreeDays
from indicators.savings.emission_factors import FACTORS, avoided_co2
from indicators.savings.energy_prices import PRICES, price_table
from indicators.savings.engine import assess
from indicators.savings.periods import Lack, Use, Works
from indicators.savings.poverty_beside import BESIDE, COLUMNS, TOGETHER, poverty_beside, poverty_together
from indicators.savings.worth import bill, warmth
from tests.indicators.area_frames import area_frame, withheld
from tests.indicators.savings.buildings import FIRST, daily_use, make_weather, monthly


@pytest.fixture(scope="module")
def saving():
    rng = np.random.default_rng(4)
    weather = make_weather(rng)
    use = daily_use(weather, rng, 16.0, noise=0.05)
    use = np.where(np.arange(len(use)) >= 420, 0.7 * use, use)
    return assess(Use.of(monthly(use, rng)), DegreeDays(weather), Works(FIRST + 420, FIRST + 480))


def test_a_saving_is_told_at_each_times_prices_and_at_constant_ones(saving):
    prices = pd.DataFrame({"carrier": "gas", "start_date": pd.to_datetime(["2010-01-01", "2019-03-01"]),
                           "eur_per_kwh": [0.10, 0.20]})  # fmt: skip
    costs = bill(saving, prices, "gas")
    yearly = [365 * use.kwh.sum() / use.days.sum() for use in (saving.before, saving.after)]
    assert costs.before == pytest.approx(0.10 * yearly[0])
    assert costs.after == pytest.approx(0.20 * yearly[1])
    assert costs.after_constant == pytest.approx(0.10 * yearly[1])
    # prices doubled: the bill rose although use fell, and works still spare money
    assert costs.after > costs.before > costs.after_constant
    assert costs.saved == pytest.approx(0.20 * 365 * saving.avoided_kwh.estimate / saving.after.days.sum())


@pytest.mark.parametrize("prices", [
    pd.DataFrame({"carrier": ["oil"], "start_date": [pd.Timestamp("2010-01-01")], "eur_per_kwh": [0.1]}),
    pd.DataFrame({"carrier": ["gas"], "start_date": [pd.Timestamp("2030-01-01")], "eur_per_kwh": [0.1]}),
])  # fmt: skip
def test_without_a_price_there_is_no_cost(saving, prices):
    assert np.isnan(bill(saving, prices, "gas").before)


def test_warmth_taken_back_is_told_in_plain_words():
    retrofit = pd.Series({"floor_area_m2": 1000.0, "theoretical_before_kwh_m2": 200.0,
                          "theoretical_after_kwh_m2": 100.0})  # fmt: skip
    found = warmth(140_000, 60_000, retrofit)
    assert (found.prebound, found.shortfall) == (pytest.approx(0.3), pytest.approx(0.4))
    assert [values["share"] for _, values in found.sentences] == pytest.approx([0.3, 0.4])
    beyond = warmth(240_000, 120_000, retrofit)
    assert [values["share"] for _, values in beyond.sentences] == pytest.approx([0.2, 0.2])
    assert "more" in beyond.sentences[0][0]
    for lost in (0.0, -20_000.0):
        risen = warmth(140_000, lost, retrofit)
        assert risen.shortfall >= 1 and risen.sentences[1][0].endswith("promise, nothing came.")
    unknown = warmth(140_000, 60_000, retrofit.drop("floor_area_m2"))
    assert np.isnan(unknown.prebound) and np.isnan(unknown.shortfall) and unknown.sentences == ()


CERTIFIED = pd.Series({"floor_area_m2": 1000.0, "theoretical_before_kwh_m2": 400.0,
                       "theoretical_after_kwh_m2": 200.0})  # fmt: skip


def test_the_account_adds_up_what_each_series_is_worth(saving):
    prices = pd.DataFrame({"carrier": ["gas", "district_heat"], "start_date": pd.Timestamp("2010-01-01"),
                           "eur_per_kwh": [0.10, 0.20]})  # fmt: skip
    one, two = ("C1", "", "gas", 0), ("C1", "", "district_heat", 0)
    yearly = 365 * saving.avoided_kwh.estimate / saving.after.days.sum()
    account = account_of({one: saving, two: saving}, prices, CERTIFIED)
    assert account.saved_eur.estimate == pytest.approx(0.30 * yearly)
    assert account.saved_eur.low < account.saved_eur.estimate < account.saved_eur.high
    assert account.bill.saved == pytest.approx(account.saved_eur.estimate)
    factors = FACTORS["gas"].kg_per_kwh + FACTORS["district_heat"].kg_per_kwh
    assert account.co2_t.estimate == pytest.approx(yearly * factors / 1000)
    assert account.warmth.prebound == pytest.approx(1 - 2 * saving.usual_before_kwh / 400_000)
    assert account.warmth.shortfall == pytest.approx(1 - 2 * saving.usual_year_kwh.estimate / 200_000)
    assert account.carriers == ("gas", "district_heat")


def test_a_certificate_of_a_part_is_not_set_beside_the_meter_of_the_whole_nor_one_of_all_beside_a_part(saving):
    of_a, prices = pd.Series({**CERTIFIED, "building_id": "A"}), price_table()
    own = account_of({("C1", "A", "gas", 0): saving}, prices, of_a).warmth
    whole = account_of({("C1", "", "gas", 0): saving}, prices, of_a).warmth
    assert own.prebound == pytest.approx(1 - saving.usual_before_kwh / 400_000)
    assert np.isnan(whole.prebound) and whole.shortfall == pytest.approx(own.shortfall)
    lacking = replace(saving, lacks=(Lack("reporting_empty"),))
    part = account_of({("C1", "", "gas", 0): saving, ("C1", "", "gas", 1): lacking}, prices, CERTIFIED).warmth
    assert np.isnan(part.prebound) and np.isnan(part.shortfall) and part.sentences == ()


def test_without_price_or_verdict_there_is_no_money(saving):
    nothing = pd.DataFrame({"carrier": [], "start_date": pd.to_datetime([]), "eur_per_kwh": []})
    account = account_of({("C1", "", "gas", 0): saving}, nothing, CERTIFIED)
    assert np.isnan(account.saved_eur.estimate) and np.isnan(account.bill.before)
    assert account.co2_t.estimate > 0
    assert account_of({}, nothing, CERTIFIED) is None


def test_factors_and_prices_are_dated_and_say_that_they_are_not_verified():
    assert avoided_co2(pd.Series({"wood": 10.0})).isna().all()
    for each in (*FACTORS.values(), *PRICES.values()):
        assert each.source and each.date == "2026-11" and not each.is_verified
    assert set(FACTORS) == set(PRICES)
    table = price_table()
    assert not table.duplicated(["carrier", "start_date"]).any()
    assert table["eur_per_kwh"].between(0.05, 0.5).all()
    assert table.groupby("carrier")["start_date"].min().eq(pd.Timestamp("2018-01-01")).all()


def sections(above):
    cells = {"households": 100, "both_known": 50, "above_06": 20, "valid_above_06": 20}
    return area_frame(**cells, above_10=above, valid_above_10=above).set_axis(["S1", "S2", "S3"])


def test_poverty_is_set_beside_estates_without_works():
    former = withheld(sections([10, 10, 1]), "S3", "valid_above_10", "complement")
    frames = {2020: former, 2021: sections([9, 9, 9]), 2022: sections([5, 8, 8])}
    complexes = pd.DataFrame({"complex_id": ["C1", "C2", "C3"], "section_id": ["S1", "S2", "S3"], "households": 50})
    retrofits = pd.DataFrame({"retrofit_id": ["R1", "R2"], "complex_id": ["C1", "C1"],
                              "start_date": pd.to_datetime(["2021-03-01", "2019-01-01"]),
                              "end_date": pd.to_datetime(["2021-09-01", "2019-02-01"])})  # fmt: skip
    figures = {
        (year, name): compute_figures(frame, get_indicator(name)) for year, frame in frames.items() for name in BESIDE
    }
    poverty = figures[2020, "energy_poverty_10"]
    figures[2020, "energy_poverty_10"] = poverty.assign(plausible_low=0.1, plausible_high=0.3)
    beside = poverty_beside(figures, complexes, retrofits)
    assert list(beside) == list(COLUMNS)
    assert set(beside["retrofit_id"]) == {"R1"}
    row = beside.set_index("indicator_id").loc["energy_poverty_10"]
    assert (row["year_before"], row["year_after"]) == (2020, 2022)
    assert (row["before"], row["after"]) == (pytest.approx(0.2), pytest.approx(0.1))
    assert (row["plausible_low_before"], row["plausible_high_before"]) == (0.1, 0.3)
    assert pd.isna(row["plausible_low_after"])
    # S3 is withheld in 2020: it cannot stand beside
    assert (row["others"], row["others_before"], row["others_after"]) == (1, pytest.approx(0.2), pytest.approx(0.16))
    assert row["difference"] == pytest.approx(-0.1 - (-0.04))
    together = poverty_together(beside)
    assert list(together) == list(TOGETHER)
    assert together.set_index("indicator_id").loc["energy_poverty_10", "renovations"] == 1
    assert together.set_index("indicator_id").loc["energy_poverty_10", "difference"] == pytest.approx(-0.06)
    assert poverty_together(beside.assign(difference=np.nan))["renovations"].tolist() == [0] * len(BESIDE)
