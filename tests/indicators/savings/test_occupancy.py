"""Homes lived in, told with the readings: the saving by home too, one interval for both, none where most are empty."""

import numpy as np
import pandas as pd
import pytest

from indicators.savings.boundary import joint_use
from indicators.savings.engine import assess_meter
from indicators.savings.meter_readings import clean_readings
from indicators.savings.periods import Use, Works
from tests.indicators.savings.buildings import FIRST, bills, daily_use, make_weather

WORKS = Works(FIRST + 700, FIRST + 730)
SAVED = 0.2


def building(people_after, before=1.0, from_day=715):
    """Use that follows the homes lived in, works that save a fifth; each bill tells who lives there."""
    rng = np.random.default_rng(5)
    weather = make_weather(rng)
    day = np.arange(len(weather))
    lived_in = np.where(day >= from_day, people_after, before)
    use = daily_use(weather, rng, 16.0, noise=0.05) * np.where(day >= 715, 1 - SAVED, 1.0) * lived_in
    readings = bills(use, np.full(len(use) // 30, 30))
    places = ((readings["start_date"] - pd.Timestamp(FIRST)).dt.days).to_numpy()
    return readings.assign(occupied_share=lived_in[places]), weather


def found(readings, weather):
    return assess_meter(readings, weather, WORKS)[0]


@pytest.mark.parametrize("people_after", [0.7, 0.85, 1.0])
@pytest.mark.parametrize("from_day", [715, 900])
def test_the_interval_holds_what_works_saved_by_home_and_the_caution_says_it(people_after, from_day):
    saving = found(*building(people_after, from_day=from_day))
    assert saving.avoided_share.low <= SAVED <= saving.avoided_share.high
    told = [caution for caution in saving.cautions if caution.code == "occupancy"]
    assert len(told) == (people_after < 1)
    for caution in told:
        assert caution.size == pytest.approx(SAVED, abs=0.025)
        assert caution.occupied[0] == 1.0 and people_after <= caution.occupied[1] < 1.0


def test_people_who_came_back_hide_no_saving():
    saving = found(*building(1.0, before=0.75))
    assert saving.verdict == "unclear" and saving.avoided_share.estimate < 0
    assert saving.avoided_share.low < 0 < SAVED < saving.avoided_share.high


@pytest.mark.parametrize("before, after, is_told", [(1.0, 0.5, True), (1.0, 0.49, False), (0.49, 1.0, False)])
def test_where_most_homes_stand_empty_there_is_no_verdict(before, after, is_told):
    saving = found(*building(after, before=before))
    assert saving.is_sufficient == is_told
    assert [lack.code for lack in saving.lacks] == ([] if is_told else ["emptied"])


def test_what_is_told_of_one_year_alone_changes_nothing():
    readings, weather = building(0.7)
    readings["occupied_share"] = readings["occupied_share"].where(readings["occupied_share"] < 1)
    saving, bare = found(readings, weather), found(readings.drop(columns="occupied_share"), weather)
    assert saving.avoided_share == bare.avoided_share and saving.cautions == bare.cautions


def test_bills_joined_keep_the_homes_of_their_days():
    readings, _ = building(0.7)
    readings = readings.assign(is_estimated=readings.index == 4, occupied_share=0.8)
    good = clean_readings(readings).good
    assert len(good) == len(readings) - 1 and (good["occupied_share"] == 0.8).all()


def test_meters_as_one_tell_the_mean_of_their_homes():
    readings, _ = building(1.0)
    uses = [Use.of(readings.assign(occupied_share=share)) for share in (0.6, 0.8, np.nan)]
    assert joint_use(uses).occupied.tolist() == pytest.approx([0.7] * len(readings))
