"""Class breaks: the ends hold every value once, are few, and cut where the method says."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contract.errors import UnknownName
from geo.breaks import METHODS, class_breaks, classify, pooled_breaks

EVERY = pytest.mark.parametrize("method", METHODS)


def test_quantiles_hold_as_many_each():
    assert class_breaks(pd.Series(range(1, 101)), "quantile", 4) == [25.75, 50.5, 75.25, 100]


def test_natural_breaks_cut_where_the_values_leave_gaps():
    values = pd.Series([1, 1.1, 1.2, 5, 5.1, 5.2, 9, 9.1])
    assert class_breaks(values, "jenks", 3) == [1.2, 5.2, 9.1]


def test_natural_breaks_have_the_least_variance_within_classes():
    values = np.sort(np.random.default_rng(3).gamma(2, size=12))

    def within(ends):
        codes = classify(pd.Series(values), ends)
        return sum(((part - part.mean()) ** 2).sum() for _, part in pd.Series(values).groupby(codes.to_numpy()))

    every = [[values[i], values[j], values[-1]] for i in range(11) for j in range(i + 1, 11)]
    assert within(class_breaks(pd.Series(values), "jenks", 3)) == pytest.approx(min(map(within, every)))


@pytest.mark.parametrize(
    "low, high, k, ends",
    [
        (0.02, 0.48, 5, [0.1, 0.2, 0.3, 0.4, 0.5]),
        (0, 0.24, 5, [0.05, 0.1, 0.15, 0.2, 0.25]),
        (0.011, 0.097, 5, [0.02, 0.04, 0.06, 0.08, 0.1]),
        (120, 930, 4, [250, 500, 750, 1000]),
        (0.3, 0.3, 5, [0.3]),
        (99, 101, 2, [100, 101]),
    ],
)
def test_fixed_steps_are_round(low, high, k, ends):
    assert class_breaks(pd.Series([low, (low + high) / 2, high]), "fixed", k) == pytest.approx(ends)


def test_given_steps_are_kept_and_reach_the_largest_value():
    values = pd.Series([0.01, 0.12, 0.33])
    assert class_breaks(values, "fixed", 5, steps=[0.05, 0.10, 0.20, 0.40, 0.80]) == [0.05, 0.10, 0.20, 0.40]
    assert class_breaks(values, "fixed", 5, steps=[0.05, 0.10]) == [0.05, 0.10, 0.33]


@EVERY
def test_nothing_known_no_classes(method):
    assert class_breaks(pd.Series([None, None], dtype="Float64"), method, 5) == []


@EVERY
def test_equal_values_make_one_class(method):
    assert class_breaks(pd.Series([0.2] * 9), method, 5) == [0.2]


@pytest.mark.parametrize("method", ["quantile", "jenks"])
def test_fewer_values_than_classes(method):
    assert class_breaks(pd.Series([3, 1, 1, None], dtype="Float64"), method, 5) == [1, 3]


def test_many_equal_values_merge_their_classes():
    assert class_breaks(pd.Series([1.0] * 90 + list(range(2, 12))), "quantile", 4) == [1, 11]


@EVERY
@given(
    values=st.lists(st.one_of(st.none(), st.floats(0, 1e6).map(lambda value: round(value, 6))), max_size=60),
    k=st.integers(1, 7),
)
def test_every_value_has_its_class(method, values, k):
    series = pd.Series(values, dtype="Float64")
    ends = class_breaks(series, method, k)
    known = series.dropna()
    assume(len(known))
    assert len(ends) <= k
    assert ends == sorted(set(ends))
    assert ends[-1] >= known.max()
    codes = classify(series, ends)
    assert codes.index.equals(series.index)
    assert ((codes == -1) == series.isna().to_numpy()).all()
    assert codes.max() < len(ends)
    for value, code in zip(known, codes[series.notna()], strict=True):
        assert value <= ends[code]
        assert code == 0 or value > ends[code - 1]


def test_maps_side_by_side_share_their_classes():
    ends = pooled_breaks([pd.Series([1, 2]), pd.Series([None, 9.0])], "jenks", 3)
    assert ends == [1, 2, 9]


def test_another_way_of_cutting_is_unknown():
    with pytest.raises(UnknownName, match="quantile, jenks, fixed"):
        class_breaks(pd.Series([1]), "stars", 5)
