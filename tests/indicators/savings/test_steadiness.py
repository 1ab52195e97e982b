"""Changes that are not the works are told, the interval holds the truth, and quiet buildings get no caution."""

import numpy as np
import pandas as pd
import pytest

from indicators.savings.degree_days import DegreeDays
from indicators.savings.engine import assess, assess_meter
from indicators.savings.periods import Use, Works
from indicators.savings.steadiness import with_cautions
from indicators.savings.sun_parameters import LEAST_SUN, SUN_EVIDENCE
from indicators.savings.sunshine import sun_energy, taken_by_sun
from tests.indicators.savings.buildings import FIRST, daily, daily_use, make_weather, monthly

WORKS = Works(FIRST + 800, FIRST + 830)


def assessed(change, years=5, effect=0.2, noise=0.05):
    """A building with an effect of 20%, its daily use multiplied by `change` (a function of the day's number)."""
    rng = np.random.default_rng(20)
    weather = make_weather(rng, years=years)
    day = np.arange(len(weather))
    use = daily_use(weather, rng, 16.0, noise=noise) * np.where(day >= 815, 1 - effect, 1.0) * change(day)
    series, degrees = Use.of(monthly(use, rng)), DegreeDays(weather)
    return with_cautions(assess(series, degrees, WORKS, "interval"), series, degrees, WORKS)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda day: np.where(day >= 950, 0.6, 1.0), "step_after"),
        (lambda day: np.where(day >= 1060, 0.9, 1.0), "step_after"),
        (lambda day: np.where((day >= 650) & (day < 815), 0.9, 1.0), "step_before"),
        (lambda day: np.where((day >= 650) & (day < 815), 0.3, 1.0), "step_before"),
        (lambda day: np.where((day >= 430) & (day < 815), 0.6, 1.0), "moved_before"),
        (lambda day: np.where(day >= 1190, 0.7, 1.0), "moved_after"),
        (lambda day: np.where((day >= 1060) & (day < 1090), 0.3, 1.0), "stretch_after"),
        (lambda day: np.where((day >= 665) & (day < 725), 1.8, 1.0), "stretch_before"),
    ],
)
def test_a_change_that_is_not_the_works_is_told_and_the_interval_holds_the_truth(change, code):
    saving = assessed(change)
    assert code in [caution.code for caution in saving.cautions]
    assert saving.avoided_share.low <= 0.2 <= saving.avoided_share.high


@pytest.mark.parametrize(("scale", "cause"), [(1 / 10.69, "another unit"), (1.8, "full for a while")])
def test_a_stretch_is_told_with_causes_that_can_explain_it(scale, cause):
    (caution,) = assessed(lambda day: np.where((day >= 1060) & (day < 1090), scale, 1.0)).cautions
    assert caution.code == "stretch_after" and cause in caution.sentence


def test_a_quiet_building_gets_no_caution():
    saving = assessed(lambda day: np.ones(len(day)))
    assert saving.cautions == () and saving.verdict == "saving"


@pytest.mark.parametrize("factor", [1 / 10.69, 10.69, 1e-3, 1000.0, 3.6])
def test_another_unit_after_the_works_is_refused(factor):
    saving = assessed(lambda day: np.where(day >= 815, factor, 1.0))
    assert [lack.code for lack in saving.lacks] == ["level_shift"]


@pytest.mark.parametrize("factor", [1 / 10.69, 1e-3, 1 / 1163])
def test_another_unit_within_the_year_is_told_and_the_interval_holds_the_truth(factor):
    saving = assessed(lambda day: np.where(day >= 1100, factor, 1.0))
    assert [caution.code for caution in saving.cautions] in (["step_after"], ["stretch_after"])
    assert saving.avoided_share.low <= 0.21 and saving.avoided_share.high <= 1


def test_kilowatt_hours_taken_for_megajoules_are_a_saving_that_is_doubted():
    saving = assessed(lambda day: np.where(day >= 815, 1 / 3.6, 1.0))
    assert [caution.code for caution in saving.cautions] == ["deep_fall"]


@pytest.mark.parametrize("factor", [1.5, 2 / 3, 1 / 2.4])
def test_a_factor_that_changed_with_the_works_moves_all_use_alike_which_is_told(factor):
    """A pressure factor lost or gained, primary energy for what was delivered."""
    saving = assessed(lambda day: np.where(day >= 815, 1 / factor, 1.0), effect=0.2)
    size = saving.avoided_share.estimate
    assert [caution.code for caution in saving.cautions] == ["even_change"] and saving.is_doubtful
    assert size == pytest.approx(1 - 0.8 / factor, abs=0.04) and saving.cautions[0].size == size


@pytest.mark.parametrize("factor", [0.86, 0.9])
def test_a_tenth_less_by_another_factor_beside_works_that_saved_a_fifth_of_all_is_told(factor):
    """Gross calorific value taken for net (0.9), a C of before that is lost (0.86)."""
    saving = assessed(lambda day: np.where(day >= 815, factor, 1.0), effect=0.2)
    assert [caution.code for caution in saving.cautions] == ["even_change"] and saving.is_doubtful


PVGIS = np.array([55, 75, 115, 125, 140, 145, 155, 140, 115, 80, 52, 48])
"""kWh that one kW of panels gives in Milan in each month; order of magnitude."""


def behind_panels(kilowatt, first=815, base=0.5, read=monthly):
    """True 20% of all use from day 815 on; from `first` on the meter lacks what panels of so many kW gave."""
    rng = np.random.default_rng(20)
    weather = make_weather(rng, years=5)
    day = np.arange(len(weather))
    use = daily_use(weather, rng, 16.0, base_share=base, noise=0.05) * np.where(day >= 815, 0.8, 1.0)
    months = weather["date"].dt.month.to_numpy() - 1
    use = use - np.where(day >= first, kilowatt * PVGIS[months] / 30.4, 0.0)
    series, degrees = Use.of(read(use, rng) if read is monthly else read(use)), DegreeDays(weather)
    return with_cautions(assess(series, degrees, WORKS, "interval"), series, degrees, WORKS)


@pytest.mark.parametrize("base", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("read", [monthly, daily])
def test_panels_that_came_with_the_works_are_told_and_the_interval_holds_the_truth(base, read):
    saving = behind_panels(25, base=base, read=read)
    assert saving.avoided_share.estimate > 0.28
    assert [caution.code for caution in saving.cautions] == ["sunlit"] and saving.is_doubtful
    assert saving.avoided_share.low <= 0.2 <= saving.avoided_share.high


def test_panels_that_were_there_before_are_no_doubt_of_the_works():
    assert "sunlit" not in [caution.code for caution in behind_panels(25, first=0).cautions]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("base", [0.2, 0.8])
def test_use_without_panels_does_not_fall_with_the_sun(seed, base):
    rng = np.random.default_rng(seed)
    weather = make_weather(rng, years=5)
    use = daily_use(weather, rng, 16.0, base_share=base, noise=0.1)
    taken = taken_by_sun(Use.of(monthly(use, rng)).keep(slice(0, 13)), DegreeDays(weather))
    assert taken.gain < SUN_EVIDENCE.value or taken.share < LEAST_SUN.value


def test_what_the_sun_takes_away_is_found_by_its_share():
    """Exact use, less 30 kWh a day in the mean, shaped as the sun above the air: a share of 30 ÷ what is left."""
    rng = np.random.default_rng(20)
    weather = make_weather(rng)
    use = daily_use(weather, rng, 16.0, base_share=0.5, noise=0.0, mean_kwh=300.0)
    shine = sun_energy(weather["date"].dt.day_of_year.to_numpy(), 45.5)
    lit = Use.of(daily(use - 30 * shine / shine.mean()))
    taken = taken_by_sun(lit, DegreeDays(weather))
    assert taken.share == pytest.approx(30 / lit.per_day.mean(), abs=0.011) and taken.gain > 100


def test_the_energy_of_the_sun_is_that_of_the_papers_example():
    """FAO 56, example 8: 3 September, 20° south."""
    assert sun_energy(np.array([246]), -20.0)[0] == pytest.approx(32.2, abs=0.05)


@pytest.mark.parametrize(("base", "heating"), [(1.0, 0.5), (0.9, 0.5), (1.0, 1.3), (0.8, 0.8), (1.1, 1.1)])
def test_works_that_move_heating_more_than_the_rest_or_all_a_little_are_no_factor(base, heating):
    rng = np.random.default_rng(20)
    weather = make_weather(rng, years=5)
    is_after = np.arange(len(weather)) >= 815
    rest = daily_use(weather, rng, 16.0, base_share=1.0, noise=0.05, mean_kwh=200.0)
    warmth = daily_use(weather, rng, 16.0, base_share=0.0, noise=0.05, mean_kwh=600.0)
    use = rest * np.where(is_after, base, 1.0) + warmth * np.where(is_after, heating, 1.0)
    series, degrees = Use.of(monthly(use, rng)), DegreeDays(weather)
    assert with_cautions(assess(series, degrees, WORKS, "interval"), series, degrees, WORKS).cautions == ()


@pytest.mark.parametrize(("first", "is_told"), [(700, False), (770, True), (830, True), (860, True), (930, False)])
def test_a_new_meter_in_the_file_of_one_building_is_told_where_it_came_with_the_works(first, is_told):
    rng = np.random.default_rng(20)
    weather = make_weather(rng, years=5)
    use = daily_use(weather, rng, 16.0, noise=0.05) * np.where(np.arange(len(weather)) >= 815, 0.8, 1.0)
    readings = monthly(use, rng)
    is_new = readings["start_date"] >= FIRST + first
    saving, _ = assess_meter(readings.assign(meter_id=np.where(is_new, "new", "old")), weather, WORKS)
    assert saving.verdict == "saving" and [caution.code for caution in saving.cautions] == ["meter_changed"] * is_told


@pytest.mark.parametrize(("first", "last", "code"), [(815, 9999, "flat_after"), (0, 815, "flat_before")])
def test_bills_of_equal_amounts_are_told(first, last, code):
    rng = np.random.default_rng(20)
    weather = make_weather(rng, years=5)
    day = np.arange(len(weather))
    use = daily_use(weather, rng, 16.0, noise=0.05)
    use = np.where((day >= first) & (day < last), 700.0, use)
    series, degrees = Use.of(monthly(use, rng)), DegreeDays(weather)
    saving = with_cautions(assess(series, degrees, WORKS, "interval"), series, degrees, WORKS)
    assert [caution.code for caution in saving.cautions] == [code]


@pytest.mark.parametrize(("warmer", "is_told"), [(3.0, True), (-3.0, True), (0.5, False), (0.0, False)])
def test_the_weather_of_another_station_is_told(warmer, is_told):
    """Of several years before the works and since: three degrees are told whichever year the works fell into."""
    rng = np.random.default_rng(20)
    weather = make_weather(rng, years=5)
    series = Use.of(monthly(daily_use(weather, rng, 16.0, noise=0.05), rng))
    weather.loc[815:, "temperature_c"] += warmer
    degrees = DegreeDays(weather)
    saving = with_cautions(assess(series, degrees, WORKS, "interval"), series, degrees, WORKS)
    assert ("weather_apart" in [caution.code for caution in saving.cautions]) == is_told


def test_the_index_of_a_meter_is_not_taken_for_use():
    rng = np.random.default_rng(3)
    weather = make_weather(rng)
    readings = monthly(daily_use(weather, rng, 16.0), rng)
    readings["energy_kwh"] = readings["energy_kwh"].cumsum() + 50_000
    saving = assess(Use.of(readings), DegreeDays(weather), Works(FIRST + 500, FIRST + 560))
    assert [lack.code for lack in saving.lacks] == ["growing_use"]


@pytest.mark.parametrize("filled", [0.0, "line"])
def test_filled_weather_is_not_known(filled):
    weather = make_weather(np.random.default_rng(3))
    values = np.linspace(3, 9, 50) if filled == "line" else 0.0
    weather.loc[100:149, "temperature_c"] = values
    weather["temperature_c"] = weather["temperature_c"].round(2)
    assert DegreeDays(weather).filled_days == 50
    assert DegreeDays(make_weather(np.random.default_rng(3)).round({"temperature_c": 1})).filled_days == 0


@pytest.mark.parametrize(
    ("places", "unknown"),
    [
        ([200, 210, 220], 3),
        ([200, 210, 220, 5, 6], 5),
        ([200, 201, 202, 380], 4),
        ([200, 210], 0),
        ([370, 371, 372], 0),
    ],
)
def test_zeros_that_stand_for_missing_temperatures_are_not_known(places, unknown):
    """From day 200 on it is summer, 5 and 370 are in January: zeros near 0 are weather, unless others are not."""
    weather = make_weather(np.random.default_rng(3))
    weather.loc[365:375, "temperature_c"] = 1.5
    weather.loc[places, "temperature_c"] = 0.0
    known = DegreeDays(weather)
    day = FIRST + np.array(places)
    assert (known.known_share(day, day + 1) == 0).sum() == unknown


def test_a_plant_shut_by_law_has_not_stopped():
    from indicators.savings.periods import doubtful

    days = pd.to_datetime(["2020-10-10", "2020-10-20", "2021-04-15", "2021-04-16"])
    use = Use.of(pd.DataFrame({"start_date": days, "end_date": days + pd.Timedelta(days=1), "energy_kwh": 0.0}))
    cold = pd.DataFrame({"date": pd.date_range("2020-10-01", "2021-05-01")})
    cold["temperature_c"] = np.where(cold.index % 2, 5.0, 6.0)
    assert doubtful(use, DegreeDays(cold)).tolist() == ["", "stopped", "stopped", ""]


@pytest.mark.parametrize(("bills", "is_told"), [(5, True), (12, False)])
def test_a_part_of_a_year_is_told_as_what_it_is_and_gives_no_verdict(bills, is_told):
    rng = np.random.default_rng(20)
    weather = make_weather(rng)
    use = daily_use(weather, rng, 16.0, noise=0.05) * np.where(np.arange(len(weather)) >= 440, 0.8, 1.0)
    readings = monthly(use, rng)
    before = readings[readings["end_date"] <= pd.Timestamp(FIRST + 420)]
    after = readings[readings["start_date"] >= pd.Timestamp(FIRST + 450)].head(bills)
    works = Works(FIRST + 420, FIRST + 450)
    saving = assess(Use.of(pd.concat([before, after])), DegreeDays(weather), works, "interval")
    told = [caution for caution in saving.cautions if caution.code == "part_year"]
    assert bool(told) == is_told and (saving.verdict == "insufficient") == is_told
    for caution in told:
        assert caution.low <= 0.2 <= caution.high and caution.size == pytest.approx(0.2, abs=0.05)
        assert caution.days == (after["end_date"].max() - after["start_date"].min()).days


def test_nobody_saves_more_than_all():
    saving = assessed(lambda day: np.where(day >= 950, 0.2, 1.0))
    assert saving.is_sufficient and saving.avoided_share.high <= 1


def test_a_use_that_rounds_to_none_is_said_in_words():
    saving = assessed(lambda day: np.where(day >= 815, 1e-3, 1.0))
    assert "less than 1%" in saving.lacks[0].sentence
