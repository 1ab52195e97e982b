"""Buildings of known effect billed as Italian suppliers do: estimates taken back, new meters, bands, bills lost."""

import numpy as np
import pandas as pd
import pytest

from indicators.savings.degree_days import DegreeDays
from indicators.savings.engine import assess
from indicators.savings.meter_readings import clean_readings
from indicators.savings.periods import Use, Works
from indicators.savings.steadiness import with_cautions
from tests.indicators.savings.buildings import FIRST, daily_use, make_weather, monthly


def messed(readings, rng):
    """The same use, billed with all that happens: rows in any order, each fault in places of its own."""
    rows = readings.assign(is_estimated=False, meter_id="M1").to_dict("records")
    made = []
    kinds = rng.choice(
        ["plain", "reversed", "joint", "estimated", "split"], size=len(rows), p=[0.7, 0.1, 0.06, 0.1, 0.04]
    )
    skip = False
    for row, following, kind in zip(rows, [*rows[1:], None], kinds, strict=True):
        if skip:
            skip = False
            continue
        wrong = row | {"energy_kwh": row["energy_kwh"] * rng.uniform(0.7, 1.3), "is_estimated": True}
        if kind == "reversed":
            made += [wrong, wrong | {"energy_kwh": -wrong["energy_kwh"], "is_estimated": False}, row]
        elif kind == "joint" and following:
            both = row | {"end_date": following["end_date"], "energy_kwh": row["energy_kwh"] + following["energy_kwh"]}
            made += [wrong, following | {"is_estimated": True}, both]
            skip = True
        elif kind == "estimated" and following:
            catch_up = row["energy_kwh"] - wrong["energy_kwh"]
            made += [wrong, following | {"energy_kwh": following["energy_kwh"] + catch_up}]
            skip = True
        elif kind == "split":
            day = row["start_date"] + pd.Timedelta(days=int(rng.integers(3, 25)))
            share = (day - row["start_date"]) / (row["end_date"] - row["start_date"])
            made += [row | {"end_date": day, "energy_kwh": share * row["energy_kwh"]},
                     row | {"start_date": day, "energy_kwh": (1 - share) * row["energy_kwh"]}]  # fmt: skip
        else:
            made.append(row)
    frame = pd.DataFrame(made)
    if rng.random() < 0.3:
        bands = [frame.assign(energy_kwh=frame["energy_kwh"] * part) for part in (0.5, 0.3, 0.2)]
        frame = pd.concat(bands)
    if rng.random() < 0.3:
        place = pd.Timestamp(FIRST + int(rng.integers(100, 1300)))
        frame["meter_id"] = np.where(frame["start_date"] < place, "M1", "M2")
    lost = rng.random() < 0.3
    frame = frame[frame["start_date"] != frame["start_date"].iloc[int(rng.integers(len(frame)))]] if lost else frame
    return frame.sample(frac=1, random_state=int(rng.integers(2**31))).reset_index(drop=True)


def messy_building(seed, effect):
    rng = np.random.default_rng([15146, 7, seed])
    weather = make_weather(rng)
    use = daily_use(weather, rng, rng.uniform(13, 18), rng.uniform(0, 0.4))
    start = 400 + int(rng.integers(0, 60))
    effect = rng.uniform(0.05, 0.35) if effect is None else effect
    use = np.where(np.arange(len(use)) >= start + 90, use * (1 - effect), use)
    good = clean_readings(messed(monthly(use, rng), rng)).good
    series, degrees = Use.of(good), DegreeDays(weather)
    works = Works(FIRST + start, FIRST + start + 90)
    return effect, with_cautions(assess(series, degrees, works, "interval"), series, degrees, works)


def checked(count, effect=None):
    found = [messy_building(seed, effect) for seed in range(count)]
    return [(true, saving) for true, saving in found if saving.is_sufficient]


def test_messy_bills_bias_nothing_and_intervals_hold():
    found = checked(60)
    assert len(found) >= 25
    errors = np.array([saving.avoided_share.estimate - true for true, saving in found])
    held = np.mean([saving.avoided_share.low <= true <= saving.avoided_share.high for true, saving in found])
    # chance of sixty: two deviations of the mean, and of a share of nine tenths
    assert abs(errors.mean()) < max(0.005, 2 * errors.std() / np.sqrt(len(errors)))
    assert 0.8 <= held <= 1.0


@pytest.mark.parametrize("seed", [3])
def test_the_order_of_the_rows_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    weather = make_weather(rng)
    bills = messed(monthly(daily_use(weather, rng, 16.0), rng), rng)
    goods = [clean_readings(bills.sample(frac=1, random_state=n).reset_index(drop=True)).good for n in range(3)]
    for other in goods[1:]:
        pd.testing.assert_frame_equal(goods[0], other)
