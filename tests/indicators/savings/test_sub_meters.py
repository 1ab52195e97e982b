"""A main meter and the sub-meters whose sum it is are counted once; meters of different buildings are added up."""

import numpy as np
import pandas as pd
import pytest

from indicators.savings.sub_meters import sums_of_others
from tests.indicators.savings.test_boundary import AFTER, DAY, verdict

SAVED = np.where(AFTER, 0.8, 1.0)
PART = 0.4 + 0.1 * np.sin(DAY / 40)


def all_of(base):
    return base * SAVED


def first(base):
    return base * SAVED * PART


def second(base):
    return base * SAVED * (1 - PART)


def lossy(base):
    return 1.05 * base * SAVED


ALONE = [("gas", "", all_of, 0, 9999)]


@pytest.mark.parametrize(
    "meters",
    [
        [*ALONE, ("gas", "", first, 0, 9999), ("gas", "", second, 0, 9999)],
        [*ALONE, ("gas", "A", first, 0, 9999), ("gas", "B", second, 0, 9999)],
        # pipes lose a twentieth between the meters
        [("gas", "", lossy, 0, 9999), ("gas", "", first, 0, 9999), ("gas", "", second, 0, 9999)],
        # sub-meters that came with the works
        [*ALONE, ("gas", "", first, 540, 9999), ("gas", "", second, 540, 9999)],
        [*ALONE, ("gas", "A", first, 540, 9999), ("gas", "B", second, 540, 9999)],
    ],
)
def test_a_main_meter_and_the_sum_of_its_parts_are_counted_once(meters):
    alone, row = verdict(ALONE).loc["R0"], verdict(meters).loc["R0"]
    assert row["yearly_kwh"] == pytest.approx(alone["yearly_kwh"], rel=0.03)
    assert row["share"] == pytest.approx(alone["share"], abs=0.01)


def readings(*meters):
    days = pd.date_range("2020-01-01", periods=13, freq="MS")
    told = [
        pd.DataFrame({"complex_id": "C1", "building_id": building, "carrier": "gas", "line": line, "energy_kwh": kwh,
                      "start_date": days[:-1], "end_date": days[1:]})
        for line, (building, kwh) in enumerate(meters)
    ]  # fmt: skip
    return pd.concat(told, ignore_index=True)


@pytest.mark.parametrize(
    ("meters", "count"),
    [
        ([("", 2.0), ("", 1.0), ("", 1.0)], 12),
        ([("A", 2.0), ("A", 1.0), ("A", 1.0), ("B", 3.0)], 12),
        ([("A", 2.0), ("B", 1.0), ("C", 1.0)], 0),  # buildings have no parts in other buildings
        ([("", 2.0), ("", 2.0)], 0),  # two alike may be two
        ([("", 2.3), ("", 1.0), ("", 1.0)], 0),
    ],
)
def test_which_meters_are_sums(meters, count):
    season = 10 + 8 * np.cos(np.arange(12) * np.pi / 6)
    found = sums_of_others(readings(*((building, share * season) for building, share in meters)))
    assert list(found) == list(range(count))


def test_equal_bills_and_buildings_that_are_nearly_alike_are_no_sums():
    assert sums_of_others(readings(("", 200.0), ("", 100.0), ("", 100.0))).empty
    apart = 1 + 0.03 * np.tile([1, -1], 6)
    season = 10 + 8 * np.cos(np.arange(12) * np.pi / 6)
    assert sums_of_others(readings(("", 2 * season * apart), ("", season), ("", season))).empty
