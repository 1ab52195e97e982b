"""Weights to margins, worked by hand and against the margins themselves."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.collection.raking import rake, raked_shares


def test_one_margin_is_the_ratio_of_its_shares():
    classes = pd.DataFrame({"place": ["a"] * 8 + ["b"] * 2})
    weights = rake(classes, {"place": pd.Series({"a": 500, "b": 500, "c": 900})})
    assert weights.tolist() == pytest.approx([10 * 0.5 / 8] * 8 + [10 * 0.5 / 2] * 2)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), min_size=1, max_size=60), st.integers(0, 9))
def test_weights_have_mean_one_and_both_margins_where_any_fit(rows, seed):
    cells = [(place, heat) for place in "abc" for heat in "xy"]
    classes = pd.DataFrame([*rows, *cells], columns=["place", "heat"])
    draw = np.random.default_rng(seed)
    margins = {"place": pd.Series(draw.integers(1, 999, 3), list("abc"))}
    margins["heat"] = pd.Series(draw.integers(1, 999, 2), list("xy"))
    weights = rake(classes, margins)
    assert (weights > 0).all() and weights.mean() == pytest.approx(1)
    for name, margin in margins.items():
        found = weights.groupby(classes[name]).sum() / weights.sum()
        assert found.to_dict() == pytest.approx((margin / margin.sum()).to_dict(), abs=1e-6)


def test_margins_that_contradict_each_other_give_no_weights_and_unknown_classes_none():
    classes = pd.DataFrame({"place": ["a", "b"], "heat": ["x", "y"]})
    against = {"place": pd.Series({"a": 1, "b": 9}), "heat": pd.Series({"x": 9, "y": 1})}
    assert rake(classes, against).isna().all()
    assert rake(pd.DataFrame({"place": ["a", None]}), {"place": pd.Series({"a": 3})}).isna().tolist() == [False, True]
    assert rake(classes.iloc[:0], against).empty


@pytest.mark.parametrize("margin", [{"a": 3}, {"a": 3, "b": None}, {"a": 0, "b": 0}])
def test_a_margin_that_does_not_tell_who_was_met_gives_no_weights(margin):
    assert rake(pd.DataFrame({"place": ["a", "b"]}), {"place": pd.Series(margin, dtype="Float64")}).isna().all()


def test_shares_are_weighted_and_told_with_what_they_are_worth():
    answers = pd.DataFrame({"damp": ["1"] * 6 + ["2"] * 6, "warm_in_winter": [None] * 12})
    answers = answers.assign(cool_in_summer=pd.NA, utility_arrears=pd.NA)
    (row,) = raked_shares(answers, pd.Series([1.5] * 6 + [0.5] * 6)).to_dict("records")
    assert (row["indicator"], row["answers"], row["share"], row["raked_share"]) == ("damp", 12, 0.5, 0.75)
    assert row["worth"] == pytest.approx(12**2 / (6 * 2.25 + 6 * 0.25))
    assert raked_shares(answers.iloc[:11], pd.Series(1.0, range(11))).empty
