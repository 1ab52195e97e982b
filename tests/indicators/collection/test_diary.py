"""Use by week from readings of a meter, worked by hand."""

import pandas as pd

from indicators.collection.diary import weekly_use


def test_use_is_that_since_the_last_reading_by_week_and_begins_again_where_a_meter_falls():
    weeks = ["2026-W52", "2026-W53", "2027-W01", "2027-W03", "2027-W04", "2027-W05"]
    readings = [1000, 1040, pd.NA, 1130, 20, 45]
    shuffled = pd.DataFrame({"week": weeks, "electricity_reading_kwh": readings, "gas_reading_smc": pd.NA}).iloc[::-1]
    found = weekly_use(shuffled)
    assert found["week"].tolist() == weeks
    assert found["electricity_kwh"].astype(object).where(found["electricity_kwh"].notna(), None).tolist() == [
        None, 40, None, 30, None, 25,
    ]  # fmt: skip
    assert found["gas_smc"].isna().all()


def test_an_empty_diary_has_the_columns():
    assert list(weekly_use(pd.DataFrame(columns=["week", "electricity_reading_kwh", "gas_reading_smc"])))[-2:] == [
        "electricity_kwh", "gas_smc",
    ]  # fmt: skip
