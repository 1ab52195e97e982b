"""The verdict of a renovation covers all its meters: moved use is judged whole, a switch of carrier is refused."""

import numpy as np
import pandas as pd
import pytest

from indicators.savings.boundary import JOINT, joint_use
from indicators.savings.degree_days import DegreeDays
from indicators.savings.periods import Lack, Use, Works
from indicators.savings.portfolio import assess_portfolio
from indicators.savings.saving import Saving
from indicators.savings.series import depths_of
from tests.indicators.savings.buildings import FIRST, bills, daily_use, make_weather

DAY = np.arange(365 * 4 + 1)
AFTER = DAY >= 520
LENGTHS = [30, 31] * 30


def verdict(meters, works=((500, 540, None),)):
    """The renovations of one estate. `meters`: carrier, building, daily use of `base`, first and last day read."""
    rng = np.random.default_rng(6)
    weather = make_weather(rng)
    base = daily_use(weather, rng, 16.0, noise=0.05)
    parts = []
    for number, (carrier, building, use_of, first, last) in enumerate(meters):
        read = bills(use_of(base), LENGTHS, carrier=carrier).assign(meter_id=f"M{number}", building_id=building)
        days = (read["start_date"] - pd.Timestamp(FIRST)).dt.days
        parts.append(read[(days >= first) & (days < last)])
    rows = [
        {"retrofit_id": f"R{number}", "complex_id": "C1", "measure": "x", "building_id": building, "cost_eur": np.nan,
         "start_date": pd.Timestamp(FIRST + start), "end_date": pd.NaT if end is None else pd.Timestamp(FIRST + end)}
        for number, (start, end, building) in enumerate(works)
    ]  # fmt: skip
    complexes = pd.DataFrame({"complex_id": ["C1"], "manager": ["MM"], "households": [100]})
    found = assess_portfolio(pd.concat(parts, ignore_index=True), weather, pd.DataFrame(rows), complexes)
    return found.retrofits.set_index("retrofit_id")


def codes(rows):
    return {code: [lack.code for lack in lacks] for code, lacks in rows["lacks"].items()}


@pytest.mark.parametrize("saved", [0.0, 0.2])
def test_two_boilers_into_one_are_judged_together(saved):
    half = lambda base: base / 2  # noqa: E731
    takes_all = lambda base: np.where(AFTER, base * (1 - saved), base / 2)  # noqa: E731
    row = verdict([("gas", "", half, 0, 520), ("gas", "", takes_all, 0, 9999)]).loc["R0"]
    assert row["share"] == pytest.approx(saved, abs=0.025)
    assert row["verdict"] == ("saving" if saved else "unclear")


def test_a_boiler_that_dies_a_while_after_the_works_is_judged_with_the_one_that_takes_its_use():
    first = lambda base: np.where(DAY >= 580, 0.0, np.where(AFTER, 0.4, 0.5) * base)  # noqa: E731
    other = lambda base: np.where(DAY >= 580, 0.8, np.where(AFTER, 0.4, 0.5)) * base  # noqa: E731
    for last in (580, 9999):
        row = verdict([("gas", "", first, 0, last), ("gas", "", other, 0, 9999)]).loc["R0"]
        assert row["share"] == pytest.approx(0.2, abs=0.025)


def test_works_not_yet_followed_by_a_reading_beside_others_without_dates():
    rows = verdict([("gas", "", lambda base: base, 0, 495)], works=((500, 540, None), (600, None, None)))
    assert codes(rows) == {"R0": ["reporting_empty"], "R1": ["works_going_on"]}


def test_one_boiler_into_two_is_judged_together():
    rows = verdict([
        ("gas", "", lambda base: np.where(AFTER, 0.4 * base, base), 0, 9999),
        ("gas", "", lambda base: 0.4 * base, 540, 9999),
    ])  # fmt: skip
    assert rows.loc["R0", "share"] == pytest.approx(0.2, abs=0.025)


@pytest.mark.parametrize(
    "meters",
    [
        # the gas stays for cooking, a new meter feeds the pump
        [("gas", "", lambda base: np.where(AFTER, 40.0, base), 0, 9999),
         ("electricity", "", lambda base: base / 3, 540, 9999)],
        # the meter of the stairs feeds the pump
        [("gas", "", lambda base: np.where(AFTER, 40.0, base), 0, 9999),
         ("electricity", "", lambda base: 50 + np.where(AFTER, base / 3, 0), 0, 9999)],
        # bills of no gas are kept
        [("gas", "", lambda base: np.where(AFTER, 0.0, base), 0, 9999),
         ("electricity", "", lambda base: 50 + np.where(AFTER, base / 3, 0), 0, 9999)],
        # district heat in place of gas
        [("gas", "", lambda base: base, 0, 520), ("district_heat", "", lambda base: 0.7 * base, 540, 9999)],
        # half of the heat by a pump
        [("gas", "", lambda base: np.where(AFTER, 0.5 * base, base), 0, 9999),
         ("electricity", "", lambda base: base / 6, 540, 9999)],
    ],
)  # fmt: skip
def test_a_switch_of_carrier_has_no_verdict_on_one_of_them(meters):
    rows = verdict(meters)
    assert codes(rows) == {"R0": ["carrier_changed"]} and rows.loc["R0", "verdict"] == "insufficient"


def test_stairs_that_stay_as_they_were_switch_nothing():
    rows = verdict([
        ("gas", "", lambda base: np.where(AFTER, 0.6 * base, base), 0, 9999),
        ("electricity", "", lambda base: 0 * base + 20, 0, 9999),
    ])  # fmt: skip
    assert rows.loc["R0", "verdict"] == "saving" and rows.loc["R0", "series_used"] == 2


@pytest.mark.parametrize("works", [[(500, 540, None), (500, 540, None)], [(500, 540, "A"), (600, 640, "B")]])
def test_works_that_one_meter_cannot_tell_apart_are_judged_as_one(works):
    rows = verdict([("gas", "", lambda base: np.where(AFTER, 0.7 * base, base), 0, 9999)], works)
    assert list(rows.index) == ["R0 + R1"]
    assert (
        (rows["verdict"] == "saving").all() and (rows["share_low"] <= 0.3).all() and (rows["share_high"] >= 0.3).all()
    )
    assert codes(rows)["R0 + R1"] == []


def test_works_without_an_end_leave_those_beside_them_without_a_verdict():
    rows = verdict(
        [("gas", "", lambda base: np.where(AFTER, 0.7 * base, base), 0, 9999)], [(500, 540, None), (700, None, None)]
    )
    assert (rows["verdict"] == "insufficient").all()
    assert "other_works" in codes(rows)["R0"]


def test_buildings_with_meters_of_their_own_are_told_apart():
    meters = [("gas", name, lambda base: np.where(AFTER, 0.7 * base, base), 0, 9999) for name in ("A", "B")]
    rows = verdict(meters, [(500, 540, "A"), (600, 640, "B")])
    assert rows.loc["R0", "verdict"] == "saving"


def test_works_on_a_building_with_two_boilers_are_not_those_of_the_estate_s_meter():
    half = lambda base: base / 2  # noqa: E731
    takes_all = lambda base: base * np.where(AFTER, 0.8, 0.5)  # noqa: E731
    meters = [("gas", "A", half, 0, 520), ("gas", "A", takes_all, 0, 9999), ("gas", "B", half, 0, 9999)]
    rows = verdict(meters, works=((500, 540, "A"), (700, 740, "B")))
    assert codes(rows)["R0"] == [] and rows.loc["R0", "share"] == pytest.approx(0.2, abs=0.025)


def test_a_building_s_boilers_are_drawn_without_those_of_its_neighbour():
    rng = np.random.default_rng(6)
    weather = make_weather(rng)
    use = daily_use(weather, rng, 16.0, noise=0.05)
    read = [bills(use, LENGTHS).assign(meter_id=f"M{number}", building_id=building, energy_kwh=100.0)
            for number, building in enumerate("AAB")]  # fmt: skip
    saving = Saving((Lack("reporting_empty"),), Use.of(read[0]), Use.of(read[0]), 0.0, 0.0)
    days = Works(FIRST + 500, FIRST + 540)
    for building, kwh in (("A", 200.0), ("", 300.0)):
        key = ("C1", building, "gas", JOINT)
        drawn = depths_of({key: saving}, pd.concat(read, ignore_index=True), DegreeDays(weather), days)[key].timeline
        assert drawn["use_kwh_per_day"].iloc[0] == pytest.approx(kwh / 30)


def test_series_are_added_between_the_days_that_all_of_them_end_on():
    days = lambda *each: np.array([FIRST + day for day in each])  # noqa: E731
    one = Use(days(0, 30, 60), days(30, 60, 90), np.array([3.0, 3.0, 3.0]))
    other = Use(days(0, 60), days(60, 90), np.array([10.0, 5.0]))
    joint = joint_use([one, other])
    assert joint.kwh.tolist() == [16.0, 8.0] and joint.days.tolist() == [60.0, 30.0]
    gone = joint_use([one, Use(days(0), days(60), np.array([10.0]))])
    assert gone.kwh.tolist() == [16.0, 3.0]
