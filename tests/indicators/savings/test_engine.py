"""Savings against buildings of known effect, and against the literature's samples."""

import numpy as np
import pandas as pd
import pytest

from data_access.intake.mappings import read_mapping
from data_access.intake.table_files import read_table_file
from indicators.savings.comparison_parameters import COMPARISON_PARAMETERS
from indicators.savings.degree_days import DegreeDays, as_days, balance_points, of_one_station
from indicators.savings.engine import assess, assess_meter
from indicators.savings.parameters import RETROFIT_PARAMETERS
from indicators.savings.periods import Use, Works, before_and_after
from indicators.savings.series import at_equal_weather, signature_points
from indicators.savings.signature import fit_signature, search
from indicators.savings.verdict import raw_sentence, verdict_sentence
from tests.indicators.savings.buildings import FIRST, bills, daily, daily_use, make_weather, monthly
from tests.places import REAL

METERS = REAL / "meters"
needs_meters = pytest.mark.skipif(not METERS.is_dir(), reason=f"eemeter's samples are not in {METERS}")
EEMETER_WORKS = Works.between("2016-12-26", "2017-01-04")
DECLARED = 0.10
CHOSEN = RETROFIT_PARAMETERS | COMPARISON_PARAMETERS
KWH_PER_THERM = 29.3071


def sample(kind):
    mapping = read_mapping("eemeter")
    _, readings, faults = read_table_file(METERS / f"il-gas-{kind}.csv.gz", mapping.part("readings"))
    _, weather, more = read_table_file(METERS / "il-tempF.csv.gz", mapping.part("weather"))
    assert not faults + more
    return readings, weather


@needs_meters
@pytest.mark.real_data
@pytest.mark.parametrize("kind", ["billing_monthly", "daily", "hourly"])
def test_the_declared_saving_is_found_and_held(kind):
    saving, _ = assess_meter(*sample(f"hdd-only-{kind}"), EEMETER_WORKS)
    assert saving.verdict == "saving"
    assert saving.avoided_share.estimate == pytest.approx(DECLARED, abs=0.025)
    assert saving.avoided_share.low <= DECLARED <= saving.avoided_share.high
    assert saving.usual_year_share.low <= DECLARED <= saving.usual_year_share.high
    assert saving.signature_before.balance_point_c == pytest.approx(15.6, abs=1)


@needs_meters
@pytest.mark.real_data
def test_the_raw_comparison_of_the_monthly_sample_says_the_opposite():
    readings, weather = sample("hdd-only-billing_monthly")
    saving, set_aside = assess_meter(readings, weather, EEMETER_WORKS)
    assert saving.raw_share == pytest.approx(-0.1848, abs=5e-5)
    message, values = raw_sentence(saving)
    assert "higher" in message and values == {"rise": -saving.raw_daily_share}
    assert set_aside["reason"].value_counts().to_dict() == {"works": 1, "outside": len(readings) - 1 - 11 - 12}


@needs_meters
@pytest.mark.real_data
@pytest.mark.parametrize("kind", ["hdd-only", "intercept-only"])
def test_five_and_six_bills_are_refused_with_what_is_missing(kind):
    saving, _ = assess_meter(*sample(f"{kind}-billing_bimonthly"), EEMETER_WORKS)
    assert saving.verdict == "insufficient"
    assert {lack.code for lack in saving.lacks} >= {"baseline_few", "reporting_few", "baseline_uncovered"}
    assert np.isnan(saving.avoided_share.estimate)
    assert not np.isnan(saving.raw_share)
    assert {"count": 5, "least": 9} in [dict(lack.values) for lack in saving.lacks]


@needs_meters
@pytest.mark.real_data
def test_a_building_that_weather_does_not_move_gets_the_constant_model():
    saving, _ = assess_meter(*sample("intercept-only-billing_monthly"), EEMETER_WORKS)
    assert saving.signature_before.model == "constant"
    assert saving.avoided_share.estimate == pytest.approx(DECLARED, abs=0.01)
    assert saving.avoided_share.low <= DECLARED <= saving.avoided_share.high


@needs_meters
@pytest.mark.real_data
def test_eemeter_s_own_figures_on_the_monthly_sample_are_reproduced():
    readings, weather = sample("hdd-only-billing_monthly")
    fahrenheit = np.arange(40, 81)
    degrees = DegreeDays(weather, (fahrenheit - 32) / 1.8)
    # eemeter looks no further than a year from the end of the works
    within = readings[readings["end_date"] <= "2018-01-04"]
    before, after = before_and_after(Use.of(within.astype({"energy_kwh": float})), EEMETER_WORKS)
    fits = search(before.per_day[None, :], before.days, degrees.per_day(before.start, before.end))
    expected = fits.use(after.days.sum(), after.days @ degrees.per_day(after.start, after.end))[0]
    assert fahrenheit[fits.place[0]] == 61
    assert expected / KWH_PER_THERM == pytest.approx(824.90, abs=0.005)
    assert (expected - after.kwh.sum()) / KWH_PER_THERM == pytest.approx(64.01, abs=0.005)


def one_building(seed, effect, kind, **habits):
    rng = np.random.default_rng([15146, seed])
    weather = make_weather(rng)
    use = daily_use(weather, rng, rng.uniform(13, 18), rng.uniform(0, 0.4), **habits)
    start = 400 + int(rng.integers(0, 60))
    effect = effect(rng) if callable(effect) else effect
    use = np.where(np.arange(len(use)) >= start + 90, use * (1 - effect), use)
    readings = monthly(use, rng) if kind == "monthly" else daily(use)
    saving = assess(Use.of(readings), DegreeDays(weather), Works(FIRST + start, FIRST + start + 90))
    return effect, saving


@pytest.mark.parametrize("kind", ["monthly", "daily"])
def test_two_hundred_buildings_of_known_effect(kind):
    found = [one_building(seed, lambda rng: rng.uniform(0.05, 0.35), kind) for seed in range(200)]
    assert all(saving.is_sufficient for _, saving in found)
    errors = [saving.avoided_share.estimate - effect for effect, saving in found]
    held = [saving.avoided_share.low <= effect <= saving.avoided_share.high for effect, saving in found]
    assert abs(np.mean(errors)) < 0.005
    assert 0.85 <= np.mean(held) <= 0.95


@pytest.mark.parametrize("kind", ["monthly", "daily"])
def test_without_effect_at_most_a_tenth_is_called_a_saving(kind):
    verdicts = [one_building(1000 + seed, 0.0, kind)[1].verdict for seed in range(200)]
    assert verdicts.count("saving") <= 20
    assert verdicts.count("rise") <= 20


def test_a_warm_winter_alone_saves_nothing():
    rng = np.random.default_rng(7)
    weather = make_weather(rng, warmer_after=430, by_c=3.0)
    use = daily_use(weather, rng, 16.0, noise=0.0)
    saving = assess(Use.of(monthly(use, rng)), DegreeDays(weather), Works(FIRST + 400, FIRST + 430))
    assert saving.raw_share > 0.1
    assert saving.avoided_share.estimate == pytest.approx(0, abs=0.002)
    message, values = raw_sentence(saving)
    assert "lower" in message and values["fall"] > 0.1


def test_the_same_readings_give_the_same_interval():
    first, second = (one_building(3, 0.2, "monthly")[1].avoided_share for _ in range(2))
    assert first == second


@pytest.mark.parametrize("days, verdict", [(329, "saving"), (328, "insufficient")])
def test_nine_tenths_of_a_year_must_be_covered(days, verdict):
    rng = np.random.default_rng(5)
    weather = make_weather(rng)
    use = np.where(np.arange(365 * 4 + 1) >= 420, 0.5, 1.0) * daily_use(weather, rng, 16)
    readings = bills(use, [365 - days] + [days // 11 + (n < days % 11) for n in range(11)] + [55] + [30] * 12)
    readings = readings.iloc[1:]
    saving = assess(Use.of(readings), DegreeDays(weather), Works(FIRST + 365, FIRST + 420))
    assert saving.verdict == verdict


def test_the_search_agrees_with_weighted_least_squares_point_by_point():
    from statsmodels.regression.linear_model import WLS

    rng = np.random.default_rng(11)
    weather = make_weather(rng)
    period = Use.of(monthly(daily_use(weather, rng, 15.0), rng).iloc[:12])
    degrees = DegreeDays(weather)
    drivers = degrees.per_day(period.start, period.end)
    fitted = [
        WLS(period.per_day, np.column_stack([np.ones(12), column]), weights=period.days).fit() for column in drivers.T
    ]
    best = int(np.argmin([np.sum(model.wresid**2) for model in fitted]))
    fits = search(period.per_day[None, :], period.days, drivers)
    assert fits.place[0] == best
    assert [fits.base[0], fits.slope[0]] == pytest.approx(fitted[best].params, rel=1e-9)
    signature = fit_signature(period.per_day, period.days, drivers, degrees.points_c)
    assert [signature.base_error, signature.slope_error] == pytest.approx(fitted[best].bse, rel=1e-6)
    assert signature.r_squared == pytest.approx(fitted[best].rsquared, rel=1e-9)


def test_base_and_slope_never_fall_below_zero():
    degree_days = np.linspace(0, 20, 12)[:, None]
    days = np.full(12, 30.0)
    falling, through = 100 - 3 * degree_days[:, 0], np.maximum(degree_days[:, 0] * 5 - 10, 0)
    fits = search(np.array([falling, through]), days, degree_days)
    assert fits.slope[0] == 0 and fits.base[0] == pytest.approx(falling.mean())
    assert fits.base[1] == 0 and fits.slope[1] > 0


def test_degree_days_count_by_hand_and_say_what_is_unknown():
    weather = pd.DataFrame(
        {"date": pd.date_range("2020-01-01", periods=4), "temperature_c": [10.0, 14.0, np.nan, 30.0]}
    )
    degrees = DegreeDays(weather, np.array([15.0]))
    start, end = (np.array([date], dtype="datetime64[D]") for date in ("2020-01-01", "2020-01-05"))
    assert degrees.per_day(start, end)[0, 0] == pytest.approx((5 + 1 + 0) / 3)
    assert degrees.known_share(start, end)[0] == 0.75
    assert degrees.mean_c(start, end)[0] == pytest.approx(18)
    assert np.isnan(degrees.usual_year()).all()
    with pytest.raises(ValueError, match="twice"):
        DegreeDays(pd.concat([weather, weather]))
    assert balance_points()[0] == 8 and balance_points()[-1] == 22


def test_readings_that_the_weather_contradicts_are_left_out_and_told():
    rng = np.random.default_rng(2)
    weather = make_weather(rng)
    readings = monthly(daily_use(weather, rng, 16), rng)
    readings.loc[1, "energy_kwh"] = 0.0
    weather.loc[300:320, "temperature_c"] = np.nan
    _, set_aside = assess_meter(readings, weather, Works(FIRST + 500, FIRST + 560))
    assert set_aside.loc[1, "reason"] == "stopped"
    assert set(set_aside["reason"]) == {"stopped", "no_weather", "works", "outside"}


def test_several_meters_are_not_taken_for_one():
    rng = np.random.default_rng(2)
    weather = make_weather(rng)
    use = daily_use(weather, rng, 16)
    both = pd.concat([monthly(use, rng), monthly(use, rng, complex_id="C2")], ignore_index=True)
    with pytest.raises(ValueError, match="more than one"):
        assess_meter(both, weather, Works(FIRST + 500, FIRST + 560))


def test_works_end_after_they_begin():
    with pytest.raises(ValueError, match="end before"):
        Works.between("2020-02-01", "2020-01-01")


def test_each_verdict_has_its_sentence():
    told = {}
    for seed, effect in ((1, 0.3), (1, -0.4), (1, 0.0), (4, 0.0)):
        saving = one_building(seed, effect, "monthly")[1]
        told[saving.verdict] = verdict_sentence(saving)
    assert {"saving", "rise", "unclear"} <= set(told)
    assert told["rise"][1]["least"] <= told["rise"][1]["rise"] <= told["rise"][1]["most"]
    assert told["saving"][1]["low"] > 0


@pytest.mark.parametrize("kind", ["monthly", "daily"])
@pytest.mark.parametrize("cooling, cools", [(0.0, False), (1.0, True)])
def test_cooling_is_named_as_it_is_not_modelled(kind, cooling, cools):
    rng = np.random.default_rng(12)
    weather = make_weather(rng)
    heat = np.clip(weather["temperature_c"].to_numpy() - 20, 0, None)
    use = daily_use(weather, rng, 15.0) + cooling * 800 * heat / heat.mean()
    readings = monthly(use, rng) if kind == "monthly" else daily(use)
    saving = assess(Use.of(readings), DegreeDays(weather), Works(FIRST + 420, FIRST + 450))
    assert saving.cools is cools


@pytest.mark.parametrize("parameter", CHOSEN.values(), ids=list(CHOSEN))
def test_each_chosen_number_has_unit_reason_source_and_date(parameter):
    assert parameter.low <= parameter.value <= parameter.high
    assert all((parameter.unit, parameter.reason, parameter.source, parameter.label))
    assert parameter.date == "2026-11"


def test_what_a_page_draws_adds_up_to_the_verdict():
    rng = np.random.default_rng(8)
    weather = make_weather(rng)
    use = daily_use(weather, rng, 16.0)
    use = np.where(np.arange(len(use)) >= 420, 0.8 * use, use)
    degrees = DegreeDays(weather)
    saving = assess(Use.of(monthly(use, rng)), degrees, Works(FIRST + 420, FIRST + 480))
    beside = at_equal_weather(saving, degrees)
    assert beside["expected_kwh"].sum() == pytest.approx(saving.expected_kwh)
    assert (beside["expected_kwh"] - beside["used_kwh"]).sum() == pytest.approx(saving.avoided_kwh.estimate)
    points = signature_points(saving, degrees)
    assert points["role"].value_counts().to_dict() == {"baseline": len(saving.before), "reporting": len(saving.after)}
    before = points[points["role"] == "baseline"]
    days = (before["end_date"] - before["start_date"]).dt.days
    assert (before["modelled_kwh_per_day"] * days).sum() == pytest.approx((before["use_kwh_per_day"] * days).sum())
    short = assess(Use.of(monthly(use, rng).iloc[:15]), degrees, Works(FIRST + 420, FIRST + 480))
    assert at_equal_weather(short, degrees)["expected_kwh"].isna().all()
    assert signature_points(short, degrees)["modelled_kwh_per_day"].isna().all()


@pytest.mark.parametrize("gap, codes", [(180, []), (240, ["baseline_far"])])
def test_readings_long_before_the_works_do_not_stand_for_the_time_before_them(gap, codes):
    rng = np.random.default_rng(9)
    weather = make_weather(rng, years=5)
    use = daily_use(weather, rng, 16.0)
    readings = bills(use, [30] * 60)
    readings = readings[(readings["end_date"] <= "2019-03-01") | (readings["start_date"] >= "2020-06-01")]
    last = as_days(readings.loc[readings["end_date"] <= "2019-03-01", "end_date"]).max()
    works = Works(last + gap, np.datetime64("2020-05-01", "D"))
    assert [lack.code for lack in assess(Use.of(readings), DegreeDays(weather), works).lacks] == codes


def test_the_station_is_the_one_that_has_the_days_of_the_readings():
    """One that was shut long ago has more days."""
    readings = pd.DataFrame({"start_date": [pd.Timestamp("2020-01-01")], "end_date": [pd.Timestamp("2021-01-01")]})
    old = pd.DataFrame({"station_id": "A", "date": pd.date_range("2010-01-01", "2019-12-31"), "temperature_c": 9.0})
    new = pd.DataFrame({"station_id": "B", "date": pd.date_range("2020-01-01", "2021-12-31"), "temperature_c": 9.0})
    both = pd.concat([old, new], ignore_index=True)
    assert set(of_one_station(both, readings)["station_id"]) == {"B"}
    assert set(of_one_station(old, readings)["station_id"]) == {"A"}
    assert set(of_one_station(pd.concat([new.assign(station_id="C"), new]), readings)["station_id"]) == {"B"}
