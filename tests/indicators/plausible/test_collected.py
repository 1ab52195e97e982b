"""Shared bills told by people met: their mean by hand, and what they do to the range of their estate."""

import numpy as np
import pandas as pd
import pytest

from indicators.basis.assumptions import Box
from indicators.plausible.collected import collected_bills, narrowed_ranges
from indicators.plausible.estates import estate_poverty
from tests.indicators.help_desk.estate_frames import register
from tests.indicators.plausible.test_estates import BILLS, CERTAIN, HERE, known_of


def answers(*amounts, place="A", kind="complex"):
    return pd.DataFrame({"place_kind": kind, "place_id": place, "shared_bill_eur": pd.array(amounts, dtype="object")})


def ranges(bills, **estate):
    rows = register(
        [{"complex_id": "A", "name": "A", "section_id": HERE, "heating_mode": "central", "dwellings": 100} | estate]
    )
    return narrowed_ranges(
        rows, bills, lambda table: estate_poverty(table, CERTAIN, known_of(), BILLS, np.zeros(1, dtype=int), Box())
    )


def test_the_mean_of_twelve_amounts_has_students_interval_and_eleven_are_none():
    found = collected_bills(answers(*[1100] * 6, *[1300] * 6, None)).loc["A"]
    half = 2.200985 * 104.446594 / 12**0.5
    assert (found["answers"], found["bill_eur"]) == (12, 1200)
    assert found["bill_low_eur"] == pytest.approx(1200 - half) and found["bill_high_eur"] == pytest.approx(1200 + half)
    assert collected_bills(answers(*[1100] * 11)).empty
    assert collected_bills(answers(*[1100] * 12, kind="nil")).empty
    assert collected_bills(answers()).empty


def test_bills_like_those_of_similar_homes_narrow_the_range_and_the_gain_is_the_width_that_went():
    row = ranges(collected_bills(answers(*[1150] * 6, *[1250] * 6))).iloc[0]
    assert row["before_low"] <= row["low"] < row["high"] <= row["before_high"]
    gone = (row["before_high"] - row["before_low"]) - (row["high"] - row["low"])
    assert row["gain"] == pytest.approx(gone) and row["gain"] > 0


def test_more_answers_narrow_it_more():
    few, many = (ranges(collected_bills(answers(*[800] * size, *[1600] * size))).iloc[0] for size in (6, 60))
    assert many["gain"] > few["gain"]


@pytest.mark.parametrize(
    "estate",
    [{"heating_mode": "own"}, {"heating_cost_eur": 120_000}, {"dwellings": None}],
)
def test_an_estate_that_heats_otherwise_or_tells_its_own_expense_is_left_out(estate):
    assert ranges(collected_bills(answers(*[1100] * 6, *[1300] * 6)), **estate).empty


def test_bills_that_nobody_would_believe_narrow_nothing():
    assert ranges(collected_bills(answers(*[9000] * 6, *[9990] * 6))).empty
