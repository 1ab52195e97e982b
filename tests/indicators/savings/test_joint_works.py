"""Works that the same meters tell within a year are one renovation, whatever their order; others stay as they are."""

import numpy as np
import pandas as pd
import pytest

from indicators.savings.joint_works import codes_of, together
from indicators.savings.portfolio import assess_portfolio
from tests.indicators.savings.test_broken_fields import stock


def works(*rows):
    names = ("retrofit_id", "complex_id", "building_id", "measure", "start_date", "end_date", "cost_eur")
    frame = pd.DataFrame(rows, columns=list(names))
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in ("start_date", "end_date")})


def metered(*places):
    return pd.DataFrame(places, columns=["complex_id", "building_id"])


ROOF = ("R1", "C1", None, "tetto", "2020-05-01", "2020-08-01", 100.0)


def windows(first, last, building=None, cost=50.0):
    return ("R2", "C1", building, "serramenti", first, last, cost)


@pytest.mark.parametrize("backwards", [False, True])
def test_works_within_a_year_are_one_with_both_names(backwards):
    rows = [ROOF, windows("2021-07-01", "2021-10-01")]
    (joint,) = together(works(*rows[:: -1 if backwards else 1]), metered(("C1", None))).to_dict("records")
    assert joint["retrofit_id"] == "R1 + R2" and codes_of("R1 + R2") == ["R1", "R2"]
    assert joint["measure"] == "tetto + serramenti" and joint["cost_eur"] == 150
    assert (joint["start_date"], joint["end_date"]) == (pd.Timestamp("2020-05-01"), pd.Timestamp("2021-10-01"))


@pytest.mark.parametrize(
    ("other", "meters", "count"),
    [
        (windows("2021-08-01", "2021-10-01"), [("C1", None)], 2),  # a year after, to the day
        (windows("2021-07-31", "2021-10-01"), [("C1", None)], 1),  # a day less
        (windows("2020-06-01", "2020-07-01", "B"), [("C1", None)], 1),  # a building that the estate's meter tells
        (windows("2020-06-01", "2020-07-01", "B"), [("C1", None), ("C1", "B")], 2),  # one with its own
        (windows("2020-06-01", None), [("C1", None)], 2),  # without an end
        (windows("2020-06-01", "2020-05-01"), [("C1", None)], 2),  # ended before they begin
    ],
)
def test_which_works_are_told_apart(other, meters, count):
    assert len(together(works(ROOF, other), metered(*meters))) == count


def test_a_cost_that_is_not_known_makes_the_sum_unknown():
    (joint,) = together(works(ROOF, windows("2020-06-01", "2020-09-01", cost=None)), metered()).to_dict("records")
    assert np.isnan(joint["cost_eur"])


@pytest.mark.parametrize(
    ("buildings", "areas", "building", "area"),
    [
        (("A", "B"), (500.0, 500.0), "A + B", 1000.0),
        (("A", "B"), (500.0, None), "A + B", None),
        (("A", "A"), (500.0, 500.0), "A", 500.0),
        ((None, None), (500.0, 500.0), None, 500.0),
        ((None, "B"), (900.0, 500.0), None, None),
    ],
)
def test_buildings_are_all_named_their_areas_added_up_and_their_certificates_kept_apart(
    buildings, areas, building, area
):
    rows = works(ROOF, windows("2020-06-01", "2020-09-01")).assign(
        building_id=buildings, floor_area_m2=areas, epc_before=["G", "F"], epc_after=["D", "C"]
    )
    (joint,) = together(rows, metered(("C1", None))).to_dict("records")
    assert (None if pd.isna(joint["building_id"]) else joint["building_id"]) == building
    assert (None if pd.isna(joint["floor_area_m2"]) else joint["floor_area_m2"]) == area
    told = [None if pd.isna(joint[name]) else joint[name] for name in ("epc_before", "epc_after")]
    assert told == (["G", "C"] if buildings[0] == buildings[1] else [None, None])


def test_two_works_on_one_meter_give_one_verdict_that_says_so():
    frames = stock()
    again = frames["retrofits"].assign(retrofit_id=lambda rows: rows["retrofit_id"] + "b", measure="valvole")
    frames["retrofits"] = pd.concat([frames["retrofits"], again], ignore_index=True)
    rows = assess_portfolio(**frames).retrofits
    assert sorted(rows["retrofit_id"]) == ["R0 + R0b", "R1 + R1b"]
    assert set(rows["verdict"]) == {"saving"} and rows["cost_eur"].tolist() == [2e5, 2e5]
    assert all([caution.code for caution in cautions] == ["joint_works"] for cautions in rows["cautions"])
