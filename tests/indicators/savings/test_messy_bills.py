"""Buildings of known effect billed as Italian suppliers do: estimates taken back, new meters, bands, bills lost."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.messy_bills import checked, messed
from indicators.savings.meter_readings import clean_readings
from tests.indicators.savings.buildings import daily_use, make_weather, monthly


def test_messy_bills_bias_nothing_and_intervals_hold():
    found = checked(60)
    assert len(found) >= 25
    errors = np.array([saving.avoided_share.estimate - true for true, saving in found])
    held = np.mean([saving.avoided_share.low <= true <= saving.avoided_share.high for true, saving in found])
    # chance of sixty: two deviations of the mean, and of a share of nine tenths
    assert abs(errors.mean()) < max(0.005, 2 * errors.std() / np.sqrt(len(errors)))
    assert 0.8 <= held <= 1.0


def test_no_effect_is_seldom_called_a_saving():
    none = [saving for _, saving in checked(30, effect=0.0)]
    assert len(none) >= 10
    assert sum(saving.verdict == "saving" for saving in none) <= 0.2 * len(none)


@pytest.mark.parametrize("seed", [3])
def test_the_order_of_the_rows_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    weather = make_weather(rng)
    bills = messed(monthly(daily_use(weather, rng, 16.0), rng), rng)
    goods = [clean_readings(bills.sample(frac=1, random_state=n).reset_index(drop=True)).good for n in range(3)]
    for other in goods[1:]:
        pd.testing.assert_frame_equal(goods[0], other)
