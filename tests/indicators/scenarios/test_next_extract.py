"""What a missing field is worth: by hand, and against what the range becomes once the field is known."""

import pytest
from hypothesis import assume, given

from indicators.catalogue.registry import compute_figures, get_indicator
from indicators.scenarios.next_extract import INCOME, NOTHING, SPEND, most_worth, value_of_fields
from tests.indicators.area_frames import area_frame, counted
from tests.indicators.catalogue.test_registry import households

HAND = {
    "households": 120, "income_known": 100, "spend_known": 80, "both_known": 65, "heat_unknown": 20, "above_10": 14,
    "valid_above_10": 10,
}  # fmt: skip


def test_the_three_groups_by_hand():
    row = value_of_fields(area_frame(**HAND)).iloc[0]
    assert (row["spend"], row["income"], row["both"]) == (31, 15, 5)
    assert row["heat_at_most"] == 20
    assert row["ask"] == SPEND
    assert float(row["width"]) == pytest.approx(51 / 120)
    assert float(row["width_after"]) == pytest.approx(20 / 120)


def test_incomes_first_where_most_bills_are_known():
    row = value_of_fields(area_frame(**HAND | {"income_known": 70, "spend_known": 100})).iloc[0]
    assert (row["spend"], row["income"], row["ask"]) == (1, 35, INCOME)


def test_where_all_is_known_nothing_is_asked():
    known = dict.fromkeys(("households", "income_known", "spend_known", "both_known"), 50)
    row = value_of_fields(area_frame(**known, heat_unknown=0, above_10=5, valid_above_10=5)).iloc[0]
    assert row["ask"] == NOTHING
    assert row["width"] == row["width_after"] == 0


def test_a_count_that_is_not_shown_gives_no_value():
    values = value_of_fields(area_frame(households=[120, 120], both_known=[65, None]))
    assert values.isna().all(axis=None)
    assert most_worth(values, 3).empty


def test_the_largest_come_first():
    frame = area_frame(**{name: [value, 10 * value, 3 * value] for name, value in HAND.items()})
    assert most_worth(value_of_fields(frame), 2).index.tolist() == ["area-1", "area-2"]


@given(people=households())
def test_once_the_field_is_known_the_range_is_as_wide_as_promised(people):
    def width(frame):
        figure = compute_figures(frame, get_indicator("energy_poverty_10")).iloc[0]
        return None if figure["state"] != "shown" else float(figure["maximum"] - figure["minimum"])

    today = counted(people)[0]
    row = value_of_fields(today).iloc[0]
    asked = people.copy()
    if row["ask"] == SPEND:
        for bill in ("electricity", "gas", "heat"):
            asked[f"knows_{bill}"] |= people["knows_income"]
    if row["ask"] == INCOME:
        asked["knows_income"] |= people["knows_electricity"] & people["knows_gas"] & people["knows_heat"]
    before, after = width(today), width(counted(asked)[0])
    assume(before is not None and after is not None)
    assert before == pytest.approx(float(row["width"]))
    assert after == pytest.approx(float(row["width_after"]))
