"""Matched estates, difference in differences, placebos, portfolio rows and what the untreated would save."""

import numpy as np
import pandas as pd
import pytest

from indicators.savings.comparison import NO_COMPARISON, Stock, compare, placebo_summary
from indicators.savings.degree_days import DegreeDays
from indicators.savings.engine import assess
from indicators.savings.meter_readings import clean_readings
from indicators.savings.periods import Works
from indicators.savings.portfolio import assess_portfolio
from indicators.savings.portfolio_checks import lasting
from indicators.savings.potential import potential
from tests.indicators.savings.buildings import FIRST, daily_use, make_weather, monthly

START, END = 420, 500
WORKS = Works(FIRST + START, FIRST + END)


def town(effect=0.25, everywhere=0.0, estates=14, **facts):
    """Estates alike; the first has works; `everywhere` is what all save meanwhile (a dear winter)."""
    rng = np.random.default_rng(21)
    weather = make_weather(rng)
    readings = []
    for number in range(estates):
        use = daily_use(weather, rng, 16.0, noise=0.1)
        later = np.arange(len(use)) >= START
        use = use * np.where(later, 1 - everywhere, 1) * np.where(later & (number == 0), 1 - effect, 1)
        readings.append(monthly(use, rng, complex_id=f"C{number:02d}"))
    complexes = pd.DataFrame({"complex_id": [f"C{number:02d}" for number in range(estates)],
                              "manager": "MM", "households": 100}).assign(**facts)  # fmt: skip
    retrofits = pd.DataFrame({"retrofit_id": ["R1"], "complex_id": ["C00"], "measure": ["cappotto"],
                              "start_date": [pd.Timestamp(WORKS.start)], "end_date": [pd.Timestamp(WORKS.end)],
                              "cost_eur": [100_000.0]})  # fmt: skip
    return pd.concat(readings, ignore_index=True), weather, retrofits, complexes


def comparison_of(town_frames):
    readings, weather, retrofits, complexes = town_frames
    stock, degrees = Stock(clean_readings(readings).good, complexes, retrofits), DegreeDays(weather)
    key = ("C00", "", "gas", 0)
    saving = assess(stock.series[key], degrees, WORKS)
    used = saving.after.kwh.sum()
    drawn = used / np.concatenate([[saving.expected_kwh], saving.draws_kwh + used])
    return saving, compare(stock, key, WORKS, degrees, drawn), stock


def test_what_all_save_is_not_taken_for_the_works():
    saving, comparison, _ = comparison_of(town(effect=0.25, everywhere=0.10))
    assert saving.avoided_share.estimate == pytest.approx(1 - 0.75 * 0.9, abs=0.03)
    assert comparison.effect.estimate == pytest.approx(0.25, abs=0.03)
    assert comparison.effect.low <= 0.25 <= comparison.effect.high
    assert comparison.matched_share == pytest.approx(0.10, abs=0.03)
    assert comparison.chance == pytest.approx(1 / 9)


def test_placebos_have_no_effect_and_a_renovation_without_effect_is_one_of_them():
    _, comparison, _ = comparison_of(town(effect=0.0, everywhere=0.10))
    summary = placebo_summary({"R1": comparison})
    assert summary["count"] == 8
    assert abs(summary["mean"]) < 0.01
    assert comparison.effect.low <= 0 <= comparison.effect.high
    assert comparison.chance > 0.11


def test_matches_have_the_same_manager_and_carrier_a_like_size_and_no_works():
    managers = ["MM"] * 10 + ["ALER"] * 4
    sizes = [100] * 7 + [301, 33] + [100] * 5
    readings, _, retrofits, complexes = town(manager=managers, households=sizes)
    other = retrofits.assign(retrofit_id="R2", complex_id="C03")
    stock = Stock(clean_readings(readings).good, complexes, pd.concat([retrofits, other]))
    found = {key[0] for key in stock.matches(("C00", "", "gas", 0), WORKS)}
    assert found == {"C01", "C02", "C04", "C05", "C06", "C09"}


@pytest.mark.parametrize("start, end", [(WORKS.start, None), (None, WORKS.end), (None, None), (WORKS.end, WORKS.start)])
def test_an_estate_whose_works_have_no_end_is_not_one_without_works(start, end):
    readings, weather, retrofits, complexes = town()
    dates = {"start_date": pd.Timestamp(start), "end_date": pd.Timestamp(end)}
    both = pd.concat([retrofits, retrofits.assign(retrofit_id="R2", complex_id="C03", **dates)], ignore_index=True)
    stock = Stock(clean_readings(readings).good, complexes, lasting(both))
    assert "C03" not in {key[0] for key in stock.matches(("C00", "", "gas", 0), WORKS)}
    found = assess_portfolio(readings, weather, both, complexes)
    (comparison,) = found.comparisons.values()
    assert "C03" not in {key[0] for key in comparison.matches}


def test_estates_with_a_meter_in_each_building_are_matched_once_and_by_all_their_meters():
    readings, _, retrofits, complexes = town(estates=5)
    half = readings.assign(energy_kwh=readings["energy_kwh"] / 2)
    several = readings["complex_id"].isin(["C01", "C02"])
    parts = [half[several].assign(building_id=name) for name in "AB"]
    split = pd.concat([readings[~several].assign(building_id=""), *parts], ignore_index=True)
    stock = Stock(clean_readings(split).good, complexes, retrofits)
    for key in (("C00", "", "gas", 0), ("C01", "A", "gas", 0)):
        found = [match[0] for match in stock.matches(key, WORKS)]
        assert sorted(found) == [code for code in ("C01", "C02", "C03", "C04") if code != key[0]]


def test_without_enough_estates_alike_there_is_no_comparison():
    _, comparison, _ = comparison_of(town(estates=3))
    assert comparison is NO_COMPARISON
    _, comparison, _ = comparison_of(town(manager=None))
    assert comparison is NO_COMPARISON
    assert np.isnan(placebo_summary({"R1": comparison})["mean"])


def test_buildings_of_one_estate_are_added_up():
    readings, weather, retrofits, complexes = town()
    twice = pd.concat([readings.assign(building_id="A"), readings.assign(building_id="B")], ignore_index=True)
    one = assess_portfolio(readings, weather, retrofits, complexes).retrofits.iloc[0]
    both = assess_portfolio(twice, weather, retrofits, complexes).retrofits.iloc[0]
    assert (both["series"], both["series_used"]) == (2, 2)
    assert both["yearly_kwh"] == pytest.approx(2 * one["yearly_kwh"])
    assert both["share"] == pytest.approx(one["share"])
    width = [row["share_high"] - row["share_low"] for row in (one, both)]
    assert width[1] < width[0]
    vulnerable = pd.Series(20.0, index=complexes["complex_id"])
    of_a = assess_portfolio(twice, weather, retrofits.assign(building_id="A"), complexes, vulnerable).retrofits.iloc[0]
    assert of_a["yearly_kwh"] == pytest.approx(one["yearly_kwh"])
    # the vulnerable households of the estate do not all live in the building
    assert np.isnan(of_a["kwh_per_vulnerable"]) and np.isnan(of_a["vulnerable_households"])
    by_all = assess_portfolio(twice, weather, retrofits, complexes, vulnerable).retrofits.iloc[0]
    assert by_all["kwh_per_vulnerable"] == pytest.approx(both["yearly_kwh"] / 20)


def test_a_change_of_carrier_and_an_estate_without_readings_are_named():
    readings, weather, retrofits, complexes = town()
    late = (readings["complex_id"] == "C00") & (readings["start_date"] >= pd.Timestamp(WORKS.end))
    switched = readings.assign(carrier=readings["carrier"].mask(late, "district_heat"))
    nowhere = retrofits.assign(retrofit_id="R2", complex_id="C99")
    rows = assess_portfolio(switched, weather, pd.concat([retrofits, nowhere]), complexes).retrofits
    lacks = {row["retrofit_id"]: [lack.code for lack in row["lacks"]] for _, row in rows.iterrows()}
    assert lacks == {"R1": ["carrier_changed"], "R2": ["no_readings"]}


def test_a_building_without_readings_is_not_told_by_those_of_its_neighbour():
    readings, weather, retrofits, complexes = town()
    of_b = readings.assign(building_id=readings["complex_id"].map(lambda code: "B" if code == "C00" else ""))
    row = assess_portfolio(of_b, weather, retrofits.assign(building_id="A"), complexes).retrofits.iloc[0]
    assert [lack.code for lack in row["lacks"]] == ["no_readings"]
    whole = assess_portfolio(readings, weather, retrofits.assign(building_id="A"), complexes).retrofits.iloc[0]
    assert whole["verdict"] == "saving"


@pytest.mark.parametrize("building, expected", [(None, "insufficient"), ("B", "saving")])
def test_works_that_fall_into_the_years_of_others_cannot_be_told_apart(building, expected):
    readings, weather, retrofits, complexes = town()
    of_a = readings.assign(building_id=readings["complex_id"].map(lambda code: "A" if code == "C00" else ""))
    first = retrofits.assign(building_id="A")
    later = retrofits.assign(retrofit_id="R2", building_id=building, start_date=pd.Timestamp(FIRST + 700),
                             end_date=pd.Timestamp(FIRST + 730))  # fmt: skip
    rows = assess_portfolio(of_a, weather, pd.concat([first, later]), complexes).retrofits.set_index("retrofit_id")
    assert rows.loc["R1", "verdict"] == expected
    assert ([lack.code for lack in rows.loc["R1", "lacks"]] == ["other_works"]) == (expected == "insufficient")


@pytest.mark.parametrize(("end", "lack"), [(pd.NaT, "works_going_on"), (pd.Timestamp("2018-01-01"), "works_open")])
def test_works_without_dates_in_order_are_named_and_stop_nothing(end, lack):
    readings, weather, retrofits, complexes = town()
    both = pd.concat([retrofits, retrofits.assign(retrofit_id="R2", complex_id="C01", end_date=end)])
    found = assess_portfolio(readings, weather, both, complexes)
    rows = found.retrofits.set_index("retrofit_id")
    assert rows.loc["R1", "verdict"] == "saving"
    assert [lack.code for lack in rows.loc["R2", "lacks"]] == [lack]
    assert found.savings["R2"] == {}
    assert all("C01" not in str(comparison.matches) for comparison in found.comparisons.values())


@pytest.mark.parametrize("factor, lacks", [(1, []), (1000, ["unlikely_use"])])
def test_use_that_no_household_can_have_is_not_believed(factor, lacks):
    readings, weather, retrofits, complexes = town()
    wrong = readings.assign(energy_kwh=readings["energy_kwh"] * np.where(readings["complex_id"] == "C00", factor, 1))
    row = assess_portfolio(wrong, weather, retrofits, complexes).retrofits.iloc[0]
    assert [lack.code for lack in row["lacks"]] == lacks
    unknown = assess_portfolio(wrong, weather, retrofits, complexes.assign(households=pd.NA)).retrofits.iloc[0]
    assert unknown["verdict"] == "saving"


def test_a_meter_of_the_estate_and_those_of_its_buildings_are_not_added_up():
    readings, weather, retrofits, complexes = town()
    inner = readings[readings["complex_id"] == "C00"].assign(building_id="B")
    both = pd.concat([readings.assign(building_id=""), inner], ignore_index=True)
    row = assess_portfolio(both, weather, retrofits, complexes).retrofits.iloc[0]
    assert [lack.code for lack in row["lacks"]] == ["mixed_meters"]
    of_b = assess_portfolio(both, weather, retrofits.assign(building_id="B"), complexes).retrofits.iloc[0]
    assert of_b["verdict"] == "saving" and of_b["series"] == 1


def test_a_stock_without_any_good_reading_is_named_and_stops_nothing():
    readings, weather, retrofits, complexes = town(estates=2)
    found = assess_portfolio(readings.assign(energy_kwh=np.nan), weather, retrofits, complexes)
    assert [lack.code for lack in found.retrofits.iloc[0]["lacks"]] == ["no_readings"]
    assert set(found.set_aside["reason"]) == {"incomplete"} and len(found.set_aside) == len(readings)


def test_the_light_of_the_stairs_does_not_stand_for_heat_that_changed_its_carrier_or_lacks_bills():
    readings, weather, retrofits, complexes = town()
    is_own = readings["complex_id"] == "C00"
    stairs = readings[is_own].assign(carrier="electricity", energy_kwh=50.0)
    late = is_own & (readings["start_date"] >= pd.Timestamp(WORKS.end))
    switched = readings.assign(carrier=readings["carrier"].mask(late, "district_heat"))
    for heat, code in ((switched, "carrier_changed"), (readings[~late], "reporting_empty")):
        both = pd.concat([heat, stairs], ignore_index=True)
        row = assess_portfolio(both, weather, retrofits, complexes).retrofits.iloc[0]
        assert row["verdict"] == "insufficient"
        assert code in [lack.code for lack in row["lacks"]]


def test_what_makes_no_verdict_is_not_set_beside_other_estates():
    readings, weather, retrofits, complexes = town()
    stairs = readings[readings["complex_id"] == "C00"].iloc[::2].assign(carrier="electricity", energy_kwh=50.0)
    found = assess_portfolio(pd.concat([readings, stairs], ignore_index=True), weather, retrofits, complexes)
    (row,) = found.retrofits.to_dict("records")
    assert row["verdict"] == "insufficient" and found.comparisons == {}
    assert {(lack.code, lack.carrier) for lack in row["lacks"]} >= {("baseline_uncovered", "electricity")}
    late = pd.Timestamp(FIRST + 800)
    both = pd.concat([readings[readings["end_date"] < late], stairs[stairs["end_date"] < late]], ignore_index=True)
    (row,) = assess_portfolio(both, weather, retrofits, complexes).retrofits.to_dict("records")
    few = {lack.carrier: lack.values["count"] for lack in row["lacks"] if lack.code == "reporting_few"}
    assert set(few) == {"electricity", "gas"} and few["electricity"] < few["gas"] < 12


@pytest.mark.parametrize("first, last", [(0, 400), (500, 800)])
def test_a_year_without_temperatures_is_named(first, last):
    readings, weather, retrofits, complexes = town(estates=1)
    days = (weather["date"] - pd.Timestamp(FIRST)).dt.days
    (row,) = assess_portfolio(readings, weather[~days.between(first, last)], retrofits, complexes).retrofits["lacks"]
    (told,) = [lack for lack in row if lack.code == "no_weather"]
    assert 8 <= told.values["count"] <= 14 and told.is_of_data


def test_a_carrier_given_up_years_before_the_works_does_not_stop_the_verdict():
    readings, weather, retrofits, complexes = town()
    oil = readings[readings["complex_id"] == "C00"].head(20).assign(carrier="oil")
    oil = oil.assign(**{name: oil[name] - pd.DateOffset(years=9) for name in ("start_date", "end_date")})
    row = assess_portfolio(pd.concat([readings, oil], ignore_index=True), weather, retrofits, complexes).retrofits
    assert row.iloc[0]["verdict"] == "saving"


def test_of_several_buildings_one_may_lack_bills_and_the_others_still_tell():
    readings, weather, retrofits, complexes = town()
    late = readings["start_date"] >= pd.Timestamp(WORKS.end)
    parts = [readings.assign(building_id="A"), readings[~late].assign(building_id="B")]
    row = assess_portfolio(pd.concat(parts, ignore_index=True), weather, retrofits, complexes).retrofits.iloc[0]
    assert (row["verdict"], row["series"], row["series_used"]) == ("saving", 2, 1)
    assert "reporting_empty" in [lack.code for lack in row["lacks"]]


def test_a_portfolio_without_works_is_empty():
    readings, weather, retrofits, complexes = town(estates=2)
    assert assess_portfolio(readings, weather, retrofits.iloc[:0], complexes).retrofits.empty


def test_the_untreated_would_save_what_the_treated_did_with_its_doubt():
    readings, weather, retrofits, complexes = town()
    stock = Stock(clean_readings(readings).good, complexes, retrofits)
    seen = pd.DataFrame(
        {"complex_id": "C00", "share": [0.2, 0.3, 0.9, 0.25], "share_low": [0.15, 0.25, 0.8, 0.2],
         "share_high": [0.25, 0.35, 0.95, 0.3], "is_doubtful": [False, False, True, False]}
    )  # fmt: skip
    found = potential(seen, stock, DegreeDays(weather))
    assert found.share.estimate == pytest.approx(0.25)
    assert found.share.low < 0.2 and found.share.high > 0.3
    assert len(found.complexes) == 13 and found.left_out == ()
    assert found.total_kwh.estimate == pytest.approx(0.25 * found.complexes["usual_year_kwh"].sum())
    assert found.total_kwh.low < found.total_kwh.estimate < found.total_kwh.high
    total_width = (found.total_kwh.high - found.total_kwh.low) / found.total_kwh.estimate
    assert total_width < (found.share.high - found.share.low) / found.share.estimate
    assert np.isnan(potential(seen.iloc[:3], stock, DegreeDays(weather)).total_kwh.estimate)


def test_use_told_twice_or_by_a_meter_given_up_is_no_potential():
    readings, weather, retrofits, complexes = town()
    own = readings[readings["complex_id"] == "C01"]
    twice = pd.concat([readings, own.assign(building_id="A"), own.assign(building_id="B")], ignore_index=True)
    old = readings[(readings["complex_id"] == "C02") & (readings["end_date"] < pd.Timestamp(FIRST + 700))]
    twice = pd.concat([twice, old.assign(carrier="oil")], ignore_index=True)
    treated = readings[readings["complex_id"] == "C00"].assign(carrier="oil")
    twice = pd.concat([twice, treated], ignore_index=True).assign(
        building_id=lambda rows: rows["building_id"].fillna("")
    )
    stock = Stock(clean_readings(twice).good, complexes, retrofits)
    found = potential(
        pd.DataFrame({"complex_id": ["C00"], "share": [0.2], "is_doubtful": [False]}), stock, DegreeDays(weather)
    )
    assert found.left_out == ("C01",)
    assert found.complexes["complex_id"].value_counts().to_dict() == {f"C{number:02d}": 1 for number in range(2, 14)}
