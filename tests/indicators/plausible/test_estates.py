"""The plausible range of estates: the section's, or their own bill's where their manager's sheet tells it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.basis.assumptions import Assumptions, Box
from indicators.help_desk.estates import estate_frame
from indicators.plausible.estates import estate_poverty
from indicators.plausible.ranges import plausible_range, share
from indicators.small_areas.heat_imputation import HeatBills
from tests.indicators.help_desk.estate_frames import SECTIONS, register, section_cells, section_places
from tests.indicators.plausible.test_ranges import known_of

HERE, ELSEWHERE = SECTIONS[3], SECTIONS[4]
CERTAIN = pd.DataFrame({"minimum": [0.05], "maximum": [0.9]}, index=[HERE])
BOUNDS = np.array([0.05]), np.array([0.9])
BILLS = HeatBills(np.array([2.2]), 2.2, 0.1, np.array([1000.0]), 1000.0)
"""Heat is 1.2 times the other bills, as `known_of` has it: a bill of 1,200 EUR is that of similar homes."""


def told(box=None, known=None, figures=CERTAIN, **estate):
    rows = register([{"complex_id": "A", "name": "A", "section_id": HERE, "heating_mode": "central"} | estate])
    known = known_of() if known is None else known
    return estate_poverty(rows, figures, known, BILLS, np.zeros(1, dtype=int), box or Box())


def billed(eur, **estate):
    return told(heating_cost_eur=100 * eur, dwellings=100, **estate)


def test_an_estate_has_the_range_of_its_section():
    low, high = plausible_range(known_of(), Box(), BOUNDS)
    found = told().iloc[0]
    assert found["plausible_low"] == pytest.approx(low[0]) and found["plausible_high"] == pytest.approx(high[0])
    assert found["estimate"] == pytest.approx(share(known_of(), Assumptions())[0])
    assert np.isnan(found["heating_bill_eur"])


def test_an_expense_by_dwelling_takes_the_place_of_the_assumption():
    alike, dear, plain = (found.iloc[0] for found in (billed(1200), billed(2400), told()))
    assert alike["heating_bill_eur"] == 1200
    assert alike["estimate"] == pytest.approx(plain["estimate"])
    assert plain["plausible_low"] < alike["plausible_low"] < alike["plausible_high"] < plain["plausible_high"]
    assert dear["estimate"] == pytest.approx(share(known_of(heat=2.4), Assumptions())[0])
    assert dear["plausible_low"] > alike["plausible_low"]


@pytest.mark.parametrize(
    "estate",
    [
        {"heating_mode": "own"},
        {"heating_mode": "none"},
        {"heating_mode": None},
        {"heating_cost_eur": 0},
        {"dwellings": 0},
        {"dwellings": None},
        {"heating_cost_eur": 120},
        {"heating_cost_eur": 1_200_000},
    ],
)
def test_what_cannot_be_a_shared_bill_of_a_dwelling_is_not_one(estate):
    usual = {"heating_cost_eur": 120_000, "dwellings": 100}
    assert told(**usual)["heating_bill_eur"].notna().all()
    assert told(**usual | estate).equals(told())


@pytest.mark.parametrize(("eur", "is_used"), [(239, False), (241, True), (5999, True), (6001, False)])
def test_a_bill_is_believed_up_to_five_times_that_of_similar_homes(eur, is_used):
    assert billed(eur)["heating_bill_eur"].notna().all() == is_used


def test_an_estate_in_no_section_or_in_one_that_tells_nothing_has_no_range():
    hidden = pd.DataFrame({"minimum": [np.nan], "maximum": [np.nan]}, index=[HERE])
    for found in (told(section_id=ELSEWHERE), told(section_id=None), told(figures=hidden),
                  told(known=known_of(known=0, unpriced=0))):  # fmt: skip
        assert found[["plausible_low", "estimate", "plausible_high"]].isna().all(axis=None)


@given(
    st.builds(known_of, known=st.integers(1, 500), unpriced=st.integers(0, 500), above=st.integers(0, 1),
              heat=st.floats(0, 3), width=st.integers(0, 9)),
    st.integers(1, 900),
    st.none() | st.integers(0, 400_000),
)  # fmt: skip
def test_the_order_holds_for_rates_and_households(known, households, eur):
    poverty = told(known=known, heating_cost_eur=eur, dwellings=100)
    rows = register([{"complex_id": "A", "name": "A", "section_id": HERE, "households": households}])
    row = estate_frame(rows, section_cells(), section_places(), poverty).loc["A"]
    for name in ("vulnerable_rate", "vulnerable_households"):
        ends = [row[f"{name}{end}"] for end in ("_low", "_plausible_low", "", "_plausible_high", "_high")]
        assert (np.diff(ends) >= -1e-9).all()


def test_a_count_of_the_register_comes_before_any_range():
    rows = register([{"complex_id": "A", "name": "A", "section_id": HERE, "households": 100,
                      "vulnerable_households": 20}])  # fmt: skip
    row = estate_frame(rows, section_cells(), section_places(), billed(2400)).loc["A"]
    assert [row[f"vulnerable_rate{end}"] for end in ("_low", "", "_high")] == pytest.approx([0.2] * 3)
    assert row["heating_bill_eur"] == 2400
