"""Every bad reading is set aside with its reason, none is lost on the way."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indicators.savings.engine import assess_meter
from indicators.savings.meter_readings import clean_readings
from indicators.savings.periods import Works
from indicators.savings.reasons import REASONS

MONTHS = pd.date_range("2020-01-01", periods=25, freq="MS")


def year(**changes):
    """Twenty-four monthly bills of 100 kWh; `changes` sets columns."""
    frame = pd.DataFrame(
        {
            "complex_id": "C1",
            "building_id": "",
            "meter_id": "M1",
            "carrier": "gas",
            "start_date": MONTHS[:-1],
            "end_date": MONTHS[1:],
            "energy_kwh": 100.0,
            "is_estimated": False,
        }
    )
    return frame.assign(**changes)


def with_row(**cells):
    frame = year()
    return pd.concat([frame, pd.DataFrame([frame.iloc[0].to_dict() | cells])], ignore_index=True)


def reasons(readings):
    cleaned = clean_readings(readings)
    return cleaned.set_aside["reason"].to_dict(), cleaned.good


def test_good_bills_are_all_used():
    told, good = reasons(year())
    assert told == {}
    assert len(good) == 24 and good["energy_kwh"].sum() == 2400


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"energy_kwh": np.nan}, "incomplete"),
        ({"end_date": pd.NaT}, "incomplete"),
        ({"end_date": pd.Timestamp("2019-12-01")}, "backward"),
        ({}, "duplicate"),
        ({"is_estimated": True, "energy_kwh": 80.0}, "superseded"),
        ({"start_date": pd.Timestamp("2022-01-01"), "end_date": pd.Timestamp("2022-01-10")}, "too_short"),
        ({"start_date": pd.Timestamp("2022-01-01"), "end_date": pd.Timestamp("2022-05-10")}, "too_long"),
        ({"start_date": MONTHS[24], "end_date": pd.Timestamp("2022-02-01"), "energy_kwh": 1e4}, "spike"),
        ({"start_date": pd.Timestamp("2022-03-01"), "end_date": pd.Timestamp("2022-04-01"), "energy_kwh": -9.0},
         "negative"),
        ({"start_date": pd.Timestamp("2022-01-01"), "end_date": pd.Timestamp("2022-02-01"), "is_estimated": True},
         "estimated"),
    ],
)  # fmt: skip
def test_one_bad_reading_is_told_and_the_others_stay(cells, reason):
    told, good = reasons(with_row(**cells))
    assert told == {24: reason}
    assert len(good) == 24


def test_of_readings_that_overlap_none_is_believed():
    told, good = reasons(with_row(start_date=pd.Timestamp("2020-03-10"), end_date=pd.Timestamp("2020-04-08")))
    assert told == {2: "overlap", 3: "overlap", 24: "overlap"}
    assert len(good) == 22


def test_a_correction_of_whole_bills_is_netted_with_them():
    told, good = reasons(
        with_row(start_date=pd.Timestamp("2020-03-01"), end_date=pd.Timestamp("2020-05-01"), energy_kwh=-60.0)
    )
    assert told == {2: "merged", 3: "merged", 24: "merged"}
    joined = good[good["start_date"] == "2020-03-01"].iloc[0]
    assert (joined["end_date"], joined["energy_kwh"]) == (pd.Timestamp("2020-05-01"), 140.0)


def test_a_correction_that_fits_no_bill_takes_what_it_touches_with_it():
    told, _ = reasons(
        with_row(start_date=pd.Timestamp("2020-03-10"), end_date=pd.Timestamp("2020-04-10"), energy_kwh=-60.0)
    )
    assert told == {2: "corrected", 3: "corrected", 24: "negative"}


def test_an_estimate_is_joined_with_the_reading_that_puts_it_right():
    estimated = np.zeros(24, dtype=bool)
    estimated[[3, 10, 11, 23]] = True
    told, good = reasons(year(is_estimated=estimated))
    assert told == {3: "merged", 4: "merged", 10: "estimated", 11: "estimated", 23: "estimated"}
    assert good[good["start_date"] == "2020-04-01"]["energy_kwh"].item() == 200.0


def test_a_new_meter_continues_the_line_of_the_old_one():
    meters = np.where(np.arange(24) < 10, "M1", "M2")
    cleaned = clean_readings(year(meter_id=meters))
    assert cleaned.set_aside.empty
    assert cleaned.good["line"].nunique() == 1
    assert cleaned.changed[["meter_id", "start_date"]].to_numpy().tolist() == [["M2", MONTHS[10]]]


def test_meters_side_by_side_are_two_lines():
    both = pd.concat([year(), year(meter_id="M2", energy_kwh=50.0)], ignore_index=True)
    cleaned = clean_readings(both)
    assert cleaned.set_aside.empty
    assert cleaned.good.groupby("line")["energy_kwh"].sum().tolist() == [2400.0, 1200.0]


def test_daily_readings_are_held_to_one_day():
    days = pd.date_range("2020-01-01", periods=61)
    frame = pd.DataFrame({"complex_id": "C1", "carrier": "gas", "start_date": days[:-1], "end_date": days[1:],
                          "energy_kwh": 5.0})  # fmt: skip
    frame.loc[59, "end_date"] = pd.Timestamp("2020-03-09")
    told, good = reasons(frame)
    assert told == {59: "too_long"}
    assert len(good) == 59


def test_an_index_with_doubles_is_refused():
    with pytest.raises(ValueError, match="index"):
        clean_readings(pd.concat([year(), year()]))


def test_what_was_made_of_readings_and_is_not_used_gives_them_its_reason():
    """None of them is said to be used, joined or from its second day on."""
    estimated = np.arange(24) == 3
    told, good = reasons(year(is_estimated=estimated, energy_kwh=np.where(np.arange(24) == 4, 5000.0, 100.0)))
    assert told == {3: "spike", 4: "spike"} and len(good) == 22
    long = year().iloc[:20]
    long.loc[19, ["start_date", "end_date"]] = [pd.Timestamp("2021-07-31"), pd.Timestamp("2021-10-11")]
    told, good = reasons(long)
    assert told == {19: "too_long"} and len(good) == 19
    bands = pd.concat([year(), year()], ignore_index=True)
    bands["energy_kwh"] = [60.0] * 24 + [40.0] * 24
    bands.loc[48] = bands.loc[0].to_dict() | {
        "start_date": pd.Timestamp("2020-03-10"), "end_date": pd.Timestamp("2020-04-10"), "energy_kwh": -55.0,
    }  # fmt: skip
    told, good = reasons(bands)
    assert {row: why for row, why in told.items() if why != "merged"} == {
        2: "corrected", 3: "corrected", 26: "corrected", 27: "corrected", 48: "negative",
    }  # fmt: skip
    assert good["energy_kwh"].tolist() == [100.0] * 22


cells = st.fixed_dictionaries(
    {
        "start": st.integers(0, 400),
        "days": st.integers(-5, 100),
        "energy_kwh": st.sampled_from([np.nan, np.inf, -50.0, 0.0, 10.0, 100.0, 5000.0]),
        "is_estimated": st.booleans(),
        "meter_id": st.sampled_from(["", "M1", "M2"]),
        "complex_id": st.sampled_from(["C1", "C2"]),
    }
)


def a_cell(start, days):
    return {
        "start": start, "days": days, "energy_kwh": 0.0, "is_estimated": False, "meter_id": "", "complex_id": "C1",
    }  # fmt: skip


@given(st.lists(cells, min_size=1, max_size=25))
@example([a_cell(124, 100), a_cell(223, 26)])
@example([a_cell(85, 100), a_cell(184, 72)])
def test_every_reading_is_used_or_told_and_used_ones_never_overlap(rows):
    frame = pd.DataFrame(rows)
    frame["carrier"] = "gas"
    frame["start_date"] = pd.Timestamp("2020-01-01") + pd.to_timedelta(frame["start"], unit="D")
    frame["end_date"] = frame["start_date"] + pd.to_timedelta(frame["days"], unit="D")
    given_frame = frame.copy()
    cleaned = clean_readings(frame)
    pd.testing.assert_frame_equal(frame, given_frame)
    assert set(cleaned.set_aside["reason"]) <= set(REASONS)
    within = cleaned.set_aside[cleaned.set_aside["reason"].isin(["merged", "shared_day"])]
    merged, told = (within["reason"] == "merged").sum(), len(cleaned.set_aside) - len(within)
    assert len(frame) - told - merged <= len(cleaned.good) <= len(frame) - told
    for row in within.itertuples():
        begins = row.start_date + pd.Timedelta(days=int(row.reason == "shared_day"))
        good = cleaned.good[cleaned.good["complex_id"] == row.complex_id]
        assert ((good["start_date"] <= begins) & (good["end_date"] >= row.end_date)).any()
    for _, series in cleaned.good.groupby(["complex_id", "building_id", "carrier", "line"]):
        assert (series["start_date"].iloc[1:].to_numpy() >= series["end_date"].iloc[:-1].to_numpy()).all()


@given(st.lists(cells, min_size=1, max_size=40), st.integers(100, 500))
def test_used_and_set_aside_readings_of_a_meter_are_all_that_were_given(rows, works):
    frame = pd.DataFrame(rows).assign(complex_id="C1", carrier="gas", meter_id="M1")
    frame["start_date"] = pd.Timestamp("2020-01-01") + pd.to_timedelta(frame["start"], unit="D")
    frame["end_date"] = frame["start_date"] + pd.to_timedelta(frame["days"], unit="D")
    weather = pd.DataFrame({"date": pd.date_range("2020-01-01", periods=600), "temperature_c": 5.0})
    weather.loc[200:240, "temperature_c"] = np.nan
    day = pd.Timestamp("2020-01-01") + pd.Timedelta(days=works)
    saving, aside = assess_meter(frame, weather, Works.between(day, day + pd.Timedelta(days=30)))
    assert set(aside["reason"]) <= set(REASONS) and aside.index.is_unique
    used = frame.drop(aside.index)
    periods = [
        np.concatenate([getattr(use, name) for use in (saving.before, saving.after)]) for name in ("start", "kwh")
    ]
    found = dict(zip(periods[0].tolist(), periods[1].tolist(), strict=True))
    for row in used.itertuples():
        assert found.pop(row.start_date.date()) == row.energy_kwh
    # what is used beyond the given rows was made of rows that say so
    assert len(found) <= (aside["reason"] == "merged").sum() / 2 + (aside["reason"] == "shared_day").sum()
