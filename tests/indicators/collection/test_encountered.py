"""Shares among the people met: values by hand, batches, windows, and coverage where people of a place are alike."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from indicators.collection.encountered import (
    COLUMNS,
    ENCOUNTERED,
    count_window,
    effective_size,
    encountered_figures,
    told_answers,
    wilson_interval,
)

LEAST = 12


def met(codes, places):
    return pd.DataFrame({"number": np.arange(1, len(codes) + 1), "place_id": places, "warm_in_winter": codes})


def not_warm(answers):
    return encountered_figures(answers).set_index("indicator").loc["not_warm"]


def told_of(answers):
    return told_answers(answers, "warm_in_winter")


def test_every_indicator_has_a_row_and_says_why_where_there_are_too_few():
    table = encountered_figures(met(["2"] * 11, list("abcd") * 2 + list("abc")))
    assert tuple(table.columns) == COLUMNS
    assert table["indicator"].tolist() == [each.id for each in ENCOUNTERED]
    assert table["share"].isna().all() and (table["reason"] != "").all()


def test_two_places_are_not_enough_and_three_are():
    assert pd.isna(not_warm(met(["2"] * 12, ["a"] * 11 + ["b"])).share)
    assert not pd.isna(not_warm(met(["2"] * 12, ["a"] * 10 + ["b", "c"])).share)


def test_the_share_is_the_middle_of_the_window_and_the_ends_hold_it():
    row = not_warm(met(["2"] * 4 + ["1"] * 20, list("abcd") * 6))
    assert row.share == pytest.approx((3 + 5) / 2 / 24)
    assert row.share_low < 3 / 24 and row.share_high > 5 / 24


def test_windows_part_every_count_and_never_tell_all_or_none():
    for size in (12, 15, 36):
        windows = [count_window(count, size) for count in range(size + 1)]
        assert all(low <= count <= high for count, (low, high) in enumerate(windows))
        assert all(windows[count] == windows[low] for count, (low, _) in enumerate(windows))
        assert windows[0] == (0, 2) and windows[-1] == (size - 3, size)


def test_one_more_answer_moves_nothing_until_a_batch_has_come():
    answers = met(["2", "1"] * 24, list("abcd") * 12)
    before = encountered_figures(answers.iloc[:36])
    for more in range(1, 12):
        pd.testing.assert_frame_equal(encountered_figures(answers.iloc[: 36 + more]), before)
    assert not_warm(answers).answers == 48


def test_a_withdrawn_answer_takes_its_batch_out_for_good_and_shifts_no_other():
    answers = met(["2", "1"] * 24, list("abcd") * 12)
    assert told_of(answers.drop(index=14))["number"].tolist() == [*range(1, 13), *range(25, 49)]
    assert told_of(answers.drop(index=[14, 15]))["number"].tolist() == [*range(1, 13), *range(25, 49)]
    shuffled = answers.drop(index=14).sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(encountered_figures(shuffled), encountered_figures(answers.drop(index=14)))


def test_who_did_not_answer_leaves_whole_windows_of_the_others():
    answers = met([None, "1", "2"] * 8 + [None] * 12 + ["1"] * 12, list("abcd") * 12)
    assert [len(each) for _, each in told_of(answers).groupby((told_of(answers)["number"] - 1) // LEAST)] == [6, 6, 12]


def history(draw, batches=7):
    """Figures as they were told, one after the other, while answers came and were withdrawn: the batches of each, and
    its window; how many of each batch answered, and how many of them said so."""
    size = batches * LEAST
    share = draw.choice([0.0, 0.04, 0.5, 0.96, 1.0], batches).repeat(LEAST)
    codes = np.where(draw.random(size) < share, "2", "1").astype(object)
    codes[draw.random(size) < draw.choice([0, 0.1, 0.5])] = None
    answers, told = met(codes, draw.choice(list("abcde"), size)), []
    for arrived in range(LEAST, size + 1, LEAST):
        if draw.random() < 0.4:
            answers = answers.drop(index=draw.choice(answers.index[answers["number"] <= arrived]))
        known = told_of(answers[answers["number"] <= arrived])
        if len(known):
            window = count_window(int((known["warm_in_winter"] == "2").sum()), len(known))
            told.append((set((known["number"] - 1) // LEAST), window))
    known = told_of(met(codes, "a"))
    return told, known.groupby((known["number"] - 1) // LEAST)["number"].size().to_dict()


@pytest.mark.parametrize("seed", range(25))
def test_whoever_has_every_figure_ever_told_learns_the_answer_of_nobody(seed):
    """What everybody of a batch said would be everybody's own answer: no batch is surely all, or surely none."""
    told, sizes = history(np.random.default_rng(seed))
    assert sizes
    rows = np.array([[batch in batches for batch in sizes] for batches, _ in told], dtype=float)
    low, high = np.array([window for _, window in told]).T
    limits, bounds = np.r_[high, -low], [(0, size) for size in sizes.values()]
    for place, size in enumerate(sizes.values()):
        wanted = np.eye(len(sizes))[place]
        least, most = (sign * linprog(sign * wanted, np.r_[rows, -rows], limits, bounds=bounds).fun for sign in (1, -1))
        assert round(least, 6) < size and round(most, 6) > 0 and round(most - least, 6) >= 1


def test_independent_places_are_worth_their_number_and_alike_places_less():
    sizes = np.full(20, 10)
    alike = np.array([0, 10] * 10)
    mixed = np.random.default_rng(1).binomial(10, 0.5, 20)
    assert effective_size(alike, sizes) < 25 < effective_size(mixed, sizes) <= 200


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from(["1", "2"])), min_size=12, max_size=80))
def test_the_truth_of_what_was_answered_is_always_between_low_and_high(given_answers):
    answers = met([code for _, code in given_answers], [place for place, _ in given_answers])
    row = not_warm(answers)
    told = answers.iloc[: len(answers) // LEAST * LEAST]
    if told["place_id"].nunique() < 3:
        assert row.reason
    else:
        assert 0 <= row.share_low <= (told["warm_in_winter"] == "2").mean() <= row.share_high <= 1


@pytest.mark.parametrize(("places", "alike", "truth"), [(24, 0.06, 0.3), (40, 0.1, 0.15), (24, 0.02, 0.5)])
def test_intervals_cover_as_they_say_where_people_of_one_place_are_alike(places, alike, truth):
    draw = np.random.default_rng(20)
    inside, rounds = 0, 1500
    for _ in range(rounds):
        sizes = draw.integers(6, 26, places)
        levels = draw.beta(truth * (1 / alike - 1), (1 - truth) * (1 / alike - 1), places)
        counts = draw.binomial(sizes, levels)
        low, high = wilson_interval(counts.sum() / sizes.sum(), effective_size(counts, sizes))
        inside += low <= truth <= high
    assert 0.93 <= inside / rounds <= 0.97
