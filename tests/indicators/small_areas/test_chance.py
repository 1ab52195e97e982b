"""Intervals beside statsmodels' and beside values by hand."""

from dataclasses import replace

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from indicators.basis.chance import level_interval, wilson
from indicators.small_areas.chance import beta_end
from tests.indicators.tallies import shares

COUNTS = [(0, 10), (1, 10), (10, 110), (55, 110), (110, 110), (3, 4000)]


@pytest.mark.parametrize(("counted", "whole"), COUNTS)
def test_wilson_is_the_published_interval(counted, whole):
    low, high = wilson(shares(counted, whole))
    assert (low[0], high[0]) == pytest.approx(proportion_confint(counted, whole, method="wilson"), abs=1e-12)


def test_ten_of_a_hundred_and_ten_by_hand():
    low, high = wilson(shares(10, 110))
    assert (round(low[0], 3), round(high[0], 3)) == (0.050, 0.159)


@pytest.mark.parametrize(("counted", "whole"), COUNTS[1:4])
def test_the_beta_ends_are_those_of_jeffreys_and_of_clopper_and_pearson(counted, whole):
    jeffreys = [beta_end(np.array(counted + 0.5), np.array(whole - counted + 0.5), up) for up in (False, True)]
    assert jeffreys == pytest.approx(proportion_confint(counted, whole, method="jeffreys"), abs=1e-9)
    low = beta_end(np.array(float(counted)), np.array(whole - counted + 1.0), is_upper=False)
    high = beta_end(np.array(counted + 1.0), np.array(float(whole - counted)), is_upper=True)
    assert (low, high) == pytest.approx(proportion_confint(counted, whole, method="beta"), abs=1e-9)


@pytest.mark.parametrize(("counted", "whole"), [(1, 10), (10, 110), (55, 110), (3, 4000)])
@pytest.mark.parametrize("around", [1, 2, 5])
def test_a_window_widens_the_interval_and_what_it_leaves_possible_is_inside(counted, whole, around):
    (low,), (high,) = wilson(shares(counted, whole, around))
    (exact_low,), (exact_high,) = wilson(shares(counted, whole))
    assert low < exact_low and high > exact_high
    assert low <= max(counted - around, 0) / (whole + around)
    assert high >= min((counted + around) / (whole - around), 1)


def test_a_window_by_hand():
    """10 ± 1 of 110: an error of variance 2/3 beside a variance of chance of 110 × p × (1 − p)."""
    (low,), (high,) = wilson(shares(10, 110, around=0))
    counts = replace(shares(10, 110), least=np.array([9.0]), most=np.array([11.0]), variance=np.array([2 / 3]))
    (wide_low,), (wide_high,) = wilson(counts)
    for end, other in ((wide_low, low), (wide_high, high)):
        p, n, z2 = end, 110, 1.959964**2
        assert (10 / 110 - p) ** 2 == pytest.approx(z2 * (p * (1 - p) / n + (2 / 3) / n**2))
        assert abs(end - 10 / 110) > abs(other - 10 / 110)


def test_where_nothing_lies_below_all_that_may_be_missed_lies_above():
    """0 to 4 of 50, p̂ 2 ÷ 50: no level is below 0, so the end above is that of 90%; counts of nearly all alike."""
    of_fifty = {"whole_low": np.array([50.0]), "whole_high": np.array([50.0])}
    (low,), (high,) = level_interval(replace(shares(2, 50, around=2), **of_fifty))
    p, n, z2 = high, 50, 1.644854**2
    assert low == 0
    assert (2 / 50 - p) ** 2 == pytest.approx(z2 * (p * (1 - p) / n + 2 / n**2))
    assert np.ravel(level_interval(replace(shares(48, 50, around=2), **of_fifty))) == pytest.approx([1 - high, 1])


@pytest.mark.parametrize("counted", [0, 10, 50])
def test_exact_counts_and_windows_apart_from_both_ends_have_wilson_s_interval(counted):
    for counts in (shares(counted, 50), shares(25, 50, around=5)):
        assert np.ravel(level_interval(counts)) == pytest.approx(np.ravel(wilson(counts)))


def test_no_households_no_interval():
    assert np.isnan(wilson(shares(0, 0))).all()
