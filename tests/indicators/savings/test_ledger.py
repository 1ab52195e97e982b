"""Estimates, reversals, corrections, bands and parts settle into what was used; each row says what became of it."""

import numpy as np
import pandas as pd
import pytest

from indicators.savings.meter_readings import clean_readings
from tests.indicators.savings.test_meter_readings import MONTHS, year


def ledger(*rows, without=(), frame=None):
    """Cleaned bills of `year` without those of some months, and with `rows`: start, end, kWh, whether estimated."""
    base = (year() if frame is None else frame).drop(index=list(without))
    more = [
        base.iloc[0].to_dict()
        | {
            "start_date": pd.Timestamp(start),
            "end_date": pd.Timestamp(end),
            "energy_kwh": kwh,
            "is_estimated": estimated,
        }
        | dict(zip(("meter_id",), meter, strict=False))
        for start, end, kwh, estimated, *meter in rows
    ]
    given = pd.concat([base, pd.DataFrame(more)]).reset_index(drop=True)
    cleaned = clean_readings(given)
    reasons = cleaned.set_aside.sort_index()["reason"].tolist()
    good = cleaned.good.set_index("start_date")["energy_kwh"]
    return reasons, good, cleaned


JAN = ("2021-01-01", "2021-02-01")
FEB = ("2021-02-01", "2021-03-01")
MAR = ("2021-03-01", "2021-04-01")
BOTH = ("2021-01-01", "2021-03-01")


@pytest.mark.parametrize("estimate", [90.0, 110.0, 30.0, 100.0])
@pytest.mark.parametrize("is_marked", [True, False])
def test_estimate_reversal_and_true_reading_leave_the_true_one(estimate, is_marked):
    rows = [(*JAN, estimate, is_marked), (*JAN, -estimate, False), (*JAN, 100.0, False)]
    reasons, good, cleaned = ledger(*rows, without=[12])
    assert sorted(reasons) == ["cancelled", "reversal"]
    assert good["2021-01-01"] == 100.0 and len(good) == 24
    assert cleaned.set_aside.set_index("reason")["by"].map(len).tolist() == [1, 1]


def test_a_reversal_of_two_estimates_and_one_true_reading_of_both():
    rows = [(*JAN, 80.0, True), (*FEB, 90.0, True), (*BOTH, -170.0, False), (*BOTH, 205.0, False)]
    reasons, good, _ = ledger(*rows, without=[12, 13])
    assert sorted(reasons) == ["cancelled", "cancelled", "reversal"]
    assert good["2021-01-01"] == 205.0 and len(good) == 23


def test_one_estimate_reversed_month_by_month():
    rows = [
        (*BOTH, 170.0, True),
        (*JAN, -80.0, False),
        (*FEB, -90.0, False),
        (*JAN, 100.0, False),
        (*FEB, 105.0, False),
    ]
    reasons, good, _ = ledger(*rows, without=[12, 13])
    assert sorted(reasons) == ["cancelled", "reversal", "reversal"]
    assert good[["2021-01-01", "2021-02-01"]].tolist() == [100.0, 105.0]


def test_the_whole_export_given_twice_tells_the_same():
    rows = [(*JAN, 90.0, True), (*JAN, -90.0, False), (*JAN, 100.0, False)] * 2
    reasons, good, _ = ledger(*rows, without=[12])
    assert good["2021-01-01"] == 100.0 and sorted(reasons) == ["cancelled"] * 2 + ["duplicate"] + ["reversal"] * 2


def test_a_true_reading_of_the_days_of_two_estimates_replaces_them():
    reasons, good, _ = ledger((*JAN, 80.0, True), (*FEB, 90.0, True), (*BOTH, 205.0, False), without=[12, 13])
    assert reasons == ["superseded", "superseded"] and good["2021-01-01"] == 205.0
    assert good["2021-03-01"] == 100.0


@pytest.mark.parametrize("estimate, true, told", [(80.0, 20.0, 100.0), (150.0, 95.0, 95.0), (90.0, 105.0, 105.0)])
def test_beside_an_estimate_the_season_tells_the_difference_from_all_that_was_used(estimate, true, told):
    reasons, good, _ = ledger((*JAN, estimate, True), (*JAN, true, False), without=[12])
    assert good["2021-01-01"] == told and len(good) == 24
    assert reasons == (["merged", "merged"] if told == estimate + true else ["superseded"])


def test_what_one_bill_does_not_tell_a_winter_of_them_does():
    rows = [
        (*days, kwh, is_estimated) for days in (JAN, FEB, MAR) for kwh, is_estimated in ((40.0, True), (60.0, False))
    ]
    reasons, good, _ = ledger(*rows, without=[12, 13, 14])
    assert good.tolist() == [100.0] * 24 and reasons == ["merged"] * 6


def test_the_difference_over_two_estimates_is_added_to_both():
    reasons, good, _ = ledger((*JAN, 70.0, True), (*FEB, 75.0, True), (*BOTH, 50.0, False), without=[12, 13])
    assert good["2021-01-01"] == 195.0 and reasons == ["merged"] * 3


# 92 or 102, 60 or 100, 50 or 100 where 100 is usual; 60 or 160 where no other year tells what is
@pytest.mark.parametrize("estimate, true, months", [(10.0, 92.0, 24), (40.0, 60.0, 24), (50.0, 50.0, 24),
                                                    (100.0, 60.0, 13)])  # fmt: skip
def test_where_the_season_cannot_tell_neither_row_is_believed(estimate, true, months):
    rows = [(*JAN, estimate, True), (*JAN, true, False)]
    reasons, good, _ = ledger(*rows, without=[12], frame=year().iloc[:months])
    assert reasons == ["difference", "difference"] and pd.Timestamp("2021-01-01") not in good.index


def test_a_file_whose_every_bill_has_an_estimate_beside_it_keeps_its_true_readings():
    estimates = year(energy_kwh=85.0, is_estimated=True)
    cleaned = clean_readings(pd.concat([estimates, year()], ignore_index=True))
    assert cleaned.good["energy_kwh"].tolist() == [100.0] * 24 and set(cleaned.set_aside["reason"]) == {"superseded"}


def test_a_bill_of_nothing_and_the_one_that_tells_both_are_joined():
    reasons, good, _ = ledger((*JAN, 0.0, False), (*FEB, 190.0, False), without=[12, 13])
    assert good["2021-01-01"] == 190.0 and reasons == ["merged", "merged"]
    reasons, good, _ = ledger((*JAN, 0.0, False), (*FEB, 92.0, False), without=[12, 13])
    assert good["2021-02-01"] == 92.0 and reasons == []


def test_bills_of_nothing_longer_than_a_bill_are_lost_with_the_one_that_tells_them():
    rows = [(*JAN, 0.0, False), (*FEB, 0.0, False), (*MAR, 290.0, False)]
    reasons, good, _ = ledger(*rows, without=[12, 13, 14])
    assert reasons == ["too_long"] * 3 and len(good) == 21


@pytest.mark.parametrize("bands", [2, 3])
def test_bands_of_the_same_days_are_summed(bands):
    parts = pd.concat([year(energy_kwh=100.0 * (1 + n)) for n in range(bands)], ignore_index=True)
    cleaned = clean_readings(parts)
    assert cleaned.good["energy_kwh"].tolist() == [100.0 * sum(range(1, bands + 1))] * 24
    assert set(cleaned.set_aside["reason"]) == {"merged"}
    one_lost = clean_readings(parts.drop(index=[5]))
    assert len(one_lost.good) == 23 and (one_lost.set_aside["reason"] == "band").sum() == bands - 1


def test_two_bands_that_are_equal_by_chance_are_no_doubles():
    parts = pd.concat([year(energy_kwh=each) for each in (100.0, 60.0, 40.0)], ignore_index=True)
    parts.loc[24 + 3, "energy_kwh"] = 40.0
    assert clean_readings(parts).good["energy_kwh"].tolist() == [200.0] * 3 + [180.0] + [200.0] * 20


def test_an_export_that_rounds_beside_one_that_does_not_is_a_double():
    whole, rounded = year(energy_kwh=29_529.96), year(energy_kwh=29_530.0)
    cleaned = clean_readings(pd.concat([whole, rounded], ignore_index=True))
    assert cleaned.good["energy_kwh"].tolist() == [29_529.96] * 24
    assert set(cleaned.set_aside["reason"]) == {"duplicate"}


def test_small_bands_are_no_doubles():
    cleaned = clean_readings(pd.concat([year(energy_kwh=each) for each in (0.6, 0.4)], ignore_index=True))
    assert cleaned.good["energy_kwh"].tolist() == [1.0] * 24


def test_a_row_of_the_sum_beside_its_bands_is_left_out():
    parts = [year(energy_kwh=each) for each in (40.0, 25.0, 35.0, 100.0)]
    cleaned = clean_readings(pd.concat(parts, ignore_index=True))
    assert cleaned.good["energy_kwh"].tolist() == [100.0] * 24
    assert cleaned.set_aside["reason"].value_counts().to_dict() == {"merged": 72, "total": 24}


@pytest.mark.parametrize("first", [0, 6, 20])
def test_bills_in_bands_for_a_time_alone_are_summed_and_the_others_stay(first):
    whole = year(energy_kwh=100.0)
    chosen = whole.iloc[first : first + 4]
    bands = [chosen.assign(energy_kwh=each) for each in (50.0, 30.0, 20.0)]
    cleaned = clean_readings(pd.concat([whole.drop(index=chosen.index), *bands], ignore_index=True))
    assert cleaned.good["energy_kwh"].tolist() == [100.0] * 24
    assert set(cleaned.set_aside["reason"]) == {"merged"}


def four_years():
    """Bills of 100 kWh in each month of four years."""
    later = {name: year()[name] + pd.DateOffset(years=2) for name in ("start_date", "end_date")}
    return pd.concat([year(energy_kwh=100.0), year(energy_kwh=100.0).assign(**later)], ignore_index=True)


@pytest.mark.parametrize(("small", "fate", "known"), [(0.9, "superseded", 48), (0.1, "difference", 36)])
@pytest.mark.parametrize("first", [0, 12, 36])
def test_two_rows_a_bill_for_a_year_alone_may_be_estimates_that_nobody_marked(small, fate, known, first):
    whole = four_years()
    beside = whole.iloc[first : first + 12].assign(energy_kwh=100.0 * small)
    cleaned = clean_readings(pd.concat([whole, beside], ignore_index=True))
    assert set(cleaned.set_aside["reason"]) == {fate}
    assert cleaned.good["energy_kwh"].tolist() == [100.0] * known


@pytest.mark.parametrize("first", [12, 24])
def test_two_parts_a_bill_for_a_time_alone_are_summed_where_the_season_tells_so(first):
    whole = four_years()
    chosen = whole.iloc[first : first + 6]
    parts = [chosen.assign(energy_kwh=each) for each in (60.0, 40.0)]
    cleaned = clean_readings(pd.concat([whole.drop(index=chosen.index), *parts], ignore_index=True))
    assert cleaned.good["energy_kwh"].tolist() == [100.0] * 48


@pytest.mark.parametrize("days", [FEB, ("2021-02-01", "2021-02-02"), ("2021-04-10", "2021-04-11")])
@pytest.mark.parametrize("is_marked", [True, False])
def test_a_reversal_that_tells_the_days_of_its_own_bill_cancels_the_estimate_of_its_size(days, is_marked):
    rows = [(*JAN, 51.3, is_marked), (*days, -51.3, False), (*JAN, 100.0, False)]
    reasons, good, _ = ledger(*rows, without=[12])
    assert sorted(reasons) == ["cancelled", "reversal"] and good.tolist() == [100.0] * 24


def test_a_row_that_tells_the_sum_of_others_is_left_out():
    reasons, good, _ = ledger((*BOTH, 200.0, False))
    assert reasons == ["total"] and len(good) == 24


def test_a_small_correction_over_a_quarter_is_spread_and_a_large_one_told():
    quarter = ("2021-01-01", "2021-04-01")
    reasons, good, _ = ledger((*quarter, -12.0, False))
    assert good[["2021-01-01", "2021-02-01", "2021-03-01"]].tolist() == pytest.approx([96.0] * 3)
    assert reasons == ["merged"] * 4
    reasons, good, _ = ledger((*quarter, -120.0, False))
    assert reasons == ["corrected"] * 3 + ["negative"] and len(good) == 21


def test_a_correction_upwards_is_added_to_its_bill():
    reasons, good, _ = ledger((*JAN, 15.0, False))
    assert good["2021-01-01"] == 115.0 and reasons == ["merged", "merged"]


def test_small_bills_beside_others_again_and_again_may_be_estimates_that_nobody_marked():
    reasons, good, _ = ledger((*JAN, 10.0, False), (*MAR, 11.0, False))
    assert reasons == ["difference"] * 4 and len(good) == 22
    reasons, good, _ = ledger((*JAN, 45.0, False), (*MAR, 45.0, False))
    assert reasons == ["superseded"] * 2 and len(good) == 24


def test_the_day_that_two_meters_share_is_told_once():
    frame = year(meter_id=np.where(np.arange(24) < 12, "M1", "M2"))
    frame.loc[11, "end_date"] = pd.Timestamp("2021-01-02")
    cleaned = clean_readings(frame)
    assert cleaned.set_aside["reason"].to_dict() == {12: "shared_day"}
    assert cleaned.good["line"].nunique() == 1 and len(cleaned.good) == 24


@pytest.mark.parametrize("chosen", [[3], [3, 4, 5], list(range(23))])
def test_the_day_that_two_bills_share_is_told_once(chosen):
    frame = year()
    frame.loc[chosen, "end_date"] += pd.Timedelta(days=1)
    cleaned = clean_readings(frame)
    assert cleaned.set_aside["reason"].to_dict() == {place + 1: "shared_day" for place in chosen}
    good = cleaned.good
    assert len(good) == 24 and good["energy_kwh"].sum() == frame["energy_kwh"].sum()
    assert (good["start_date"].iloc[1:].to_numpy() == good["end_date"].iloc[:-1].to_numpy()).all()


@pytest.mark.parametrize("day", ["2021-01-05", "2021-01-16", "2021-01-30"])
def test_a_month_split_by_a_new_meter_is_one_reading(day):
    frame = year(meter_id=np.where(np.arange(24) < 12, "M1", "M2"))
    rows = [(JAN[0], day, 40.0, False, "M1"), (day, JAN[1], 60.0, False, "M2")]
    reasons, good, _ = ledger(*rows, without=[12], frame=frame)
    assert good["2021-01-01"] == 100.0 and reasons == ["merged", "merged"]


def test_weeks_are_joined_into_bills_and_none_is_lost():
    days = pd.date_range("2020-01-01", periods=105, freq="7D")
    weeks = pd.DataFrame({"complex_id": "C1", "carrier": "gas", "start_date": days[:-1], "end_date": days[1:],
                          "energy_kwh": 7.0})  # fmt: skip
    good = clean_readings(weeks).good
    lengths = (good["end_date"] - good["start_date"]).dt.days
    assert good["energy_kwh"].sum() == 7.0 * 104 and lengths.between(25, 70).all()


def test_plain_bills_need_no_ledger():
    assert clean_readings(year()).set_aside.empty and len(MONTHS) == 25
