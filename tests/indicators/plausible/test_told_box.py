"""Where household files tell how bills vary, that takes the place of the guesses."""

import numpy as np
import pandas as pd
import pytest

from indicators.basis.assumptions import Box
from indicators.plausible.ranges import ends
from indicators.plausible.told_box import told_box
from tests.indicators.plausible.test_ranges import known_of


def heat(**numbers):
    return pd.DataFrame([{"spread_log_ratio": 0.2, "correlation": 0.0, "left_out_error": 0.1} | numbers])


def test_without_the_table_the_box_is_the_chosen_one():
    assert told_box(pd.DataFrame(), known_of()) == Box()
    assert told_box(heat(), known_of(level=np.nan)) == Box()


def test_the_spread_is_that_of_the_sum_by_hand():
    box = told_box(heat(spread_log_ratio=0.3, correlation=-0.2), known_of(spread=0.6))
    true = np.sqrt(1 + 2 * -0.2 * 0.5 + 0.25)
    assert box.spread == (pytest.approx(true - 0.02, abs=0.01), pytest.approx(true + 0.02, abs=0.01))
    assert box.spread[0] <= true - 0.0199 and true + 0.0199 <= box.spread[1]


def test_bills_are_one_and_their_error_within_what_may_be_chosen():
    low, high = told_box(heat(left_out_error=0.1), known_of()).bill
    assert (low, high) == pytest.approx((1 - 0.1645, 1 + 0.1645), abs=0.01)
    assert told_box(heat(left_out_error=3), known_of()).bill == (0.4, 2.0)
    assert told_box(heat(), known_of()).odds == Box().odds


def test_what_is_told_narrows_the_range():
    known = known_of()
    narrow, chosen = ends(known, told_box(heat(left_out_error=0.05), known)), ends(known, Box())
    assert narrow[1][0] - narrow[0][0] < chosen[1][0] - chosen[0][0]
