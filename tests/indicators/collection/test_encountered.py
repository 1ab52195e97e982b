"""Shares among the people met: values by hand, batches, windows, and coverage where people of a place are alike."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.collection.encountered import COLUMNS, ENCOUNTERED, effective_size, encountered_figures, wilson_interval


def met(codes, places):
    return pd.DataFrame({"place_id": places, "warm_in_winter": codes})


def not_warm(answers):
    return encountered_figures(answers).set_index("indicator").loc["not_warm"]


def test_every_indicator_has_a_row_and_says_why_where_there_are_too_few():
    table = encountered_figures(met(["2"] * 9, list("ab") * 4 + ["a"]))
    assert tuple(table.columns) == COLUMNS
    assert table["indicator"].tolist() == [each.id for each in ENCOUNTERED]
    assert table["share"].isna().all() and (table["reason"] != "").all()


def test_two_places_are_not_enough_and_three_are():
    assert pd.isna(not_warm(met(["2"] * 10, ["a"] * 9 + ["b"])).share)
    assert not pd.isna(not_warm(met(["2"] * 10, ["a"] * 8 + ["b", "c"])).share)


def test_the_share_is_the_middle_of_the_window_and_the_ends_hold_it():
    row = not_warm(met(["2"] * 4 + ["1"] * 16, list("abcd") * 5))
    assert row.share == pytest.approx((3 + 5) / 2 / 20)
    assert row.share_low < 3 / 20 and row.share_high > 5 / 20


def test_one_more_answer_moves_nothing_until_ten_have_come():
    answers = met(["2", "1"] * 20, list("abcd") * 10)
    before = encountered_figures(answers.iloc[:30])
    for more in range(1, 10):
        pd.testing.assert_frame_equal(encountered_figures(answers.iloc[: 30 + more]), before)
    assert not_warm(answers).answers == 40


def test_independent_places_are_worth_their_number_and_alike_places_less():
    sizes = np.full(20, 10)
    alike = np.array([0, 10] * 10)
    mixed = np.random.default_rng(1).binomial(10, 0.5, 20)
    assert effective_size(alike, sizes) < 25 < effective_size(mixed, sizes) <= 200


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from(["1", "2"])), min_size=10, max_size=80))
def test_the_truth_of_what_was_answered_is_always_between_low_and_high(given_answers):
    answers = met([code for _, code in given_answers], [place for place, _ in given_answers])
    row = not_warm(answers)
    told = answers.iloc[: len(answers) // 10 * 10]
    if told["place_id"].nunique() < 3:
        assert row.reason
    else:
        assert 0 <= row.share_low <= (told["warm_in_winter"] == "2").mean() <= row.share_high <= 1


def test_intervals_cover_as_they_say_where_people_of_one_place_are_alike():
    draw = np.random.default_rng(20)
    inside, rounds, places, alike, truth = 0, 1500, 24, 0.06, 0.3
    for _ in range(rounds):
        sizes = draw.integers(6, 26, places)
        levels = draw.beta(truth * (1 / alike - 1), (1 - truth) * (1 / alike - 1), places)
        counts = draw.binomial(sizes, levels)
        low, high = wilson_interval(counts.sum() / sizes.sum(), effective_size(counts, sizes))
        inside += low <= truth <= high
    assert 0.93 <= inside / rounds <= 0.97
