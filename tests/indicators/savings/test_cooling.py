"""Electricity that heats and cools is judged by the same rules; other carriers whose use rises in the heat are told."""

import numpy as np
import pytest

from indicators.savings.degree_days import DegreeDays, cooling_points
from indicators.savings.engine import assess
from indicators.savings.periods import Use, Works
from indicators.savings.signature import search
from indicators.savings.steadiness import with_cautions
from tests.indicators.savings.buildings import FIRST, make_weather, monthly

WORKS = Works(FIRST + 420, FIRST + 450)


def cooled(effect=0.2, heats=1.0, cools=1.5, may_cool=True, seed=5):
    """A building of 100 kWh a day, more below 15 and above 20 °C; all of it less by `effect` after the works."""
    rng = np.random.default_rng(seed)
    weather = make_weather(rng, years=3)
    warmth = weather["temperature_c"].to_numpy()
    use = 100 + 10 * heats * np.clip(15 - warmth, 0, None) + 20 * cools * np.clip(warmth - 20, 0, None)
    use = use * rng.normal(1, 0.05, len(use)) * np.where(np.arange(len(use)) >= 435, 1 - effect, 1.0)
    series, degrees = Use.of(monthly(use, rng)), DegreeDays(weather)
    saving = assess(series, degrees, WORKS, may_cool=may_cool)
    return with_cautions(saving, series, degrees, WORKS)


@pytest.mark.parametrize(("heats", "model"), [(1.0, "both"), (0.0, "cooling")])
def test_a_building_that_cools_is_judged(heats, model):
    saving = cooled(heats=heats)
    assert saving.verdict == "saving" and saving.cautions == ()
    assert saving.avoided_share.estimate == pytest.approx(0.2, abs=0.025)
    assert saving.avoided_share.low <= 0.2 <= saving.avoided_share.high
    assert saving.signature_before.model == model
    assert saving.signature_before.cooling_point_c == pytest.approx(20, abs=1.5)
    assert saving.signature_before.cooling_slope_kwh_per_degree_day == pytest.approx(30, rel=0.15)


def test_no_effect_is_no_saving():
    found = [cooled(effect=0.0, seed=seed) for seed in range(20)]
    assert sum(saving.verdict == "saving" for saving in found) <= 3
    assert abs(np.mean([saving.avoided_share.estimate for saving in found])) < 0.01


def test_another_carrier_whose_use_rises_in_the_heat_is_told():
    saving = cooled(may_cool=False)
    assert "cooling" in [caution.code for caution in saving.cautions]
    assert not saving.is_cooled and np.isnan(saving.signature_before.cooling_point_c)


def test_a_building_that_does_not_cool_gets_the_model_of_heating():
    plain, electric = (cooled(cools=0.0, may_cool=may) for may in (False, True))
    assert plain.avoided_share == electric.avoided_share and electric.signature_before.model == "heating"


def test_the_closed_form_finds_what_was_put_in():
    degrees = DegreeDays(make_weather(np.random.default_rng(1))).with_cooling
    starts = np.arange(FIRST, FIRST + 360, 30)
    drivers = degrees.per_day(starts, starts + 30)
    heat, cool = list(degrees.points_c).index(16.0), len(degrees.points_c) + list(cooling_points()).index(21.0)
    use = 5 + 2 * drivers[:, heat] + 3 * drivers[:, cool]
    fits = search(use[None, :], np.full(12, 30.0), drivers, cools=True)
    assert (fits.place[0], fits.cool_place[0]) == (heat, cool)
    assert [fits.base[0], fits.slope[0], fits.cool_slope[0]] == pytest.approx([5, 2, 3])
    assert fits.per_day(drivers) == pytest.approx(use) and fits.unknowns == 5
