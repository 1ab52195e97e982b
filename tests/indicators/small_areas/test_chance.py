"""Intervals beside statsmodels' and beside values by hand."""

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from indicators.small_areas.chance import beta_end, wilson

COUNTS = [(0, 10), (1, 10), (10, 110), (55, 110), (110, 110), (3, 4000)]


@pytest.mark.parametrize(("counted", "whole"), COUNTS)
def test_wilson_is_the_published_interval(counted, whole):
    low, high = wilson(*(np.array([float(each)]) for each in (counted, counted, whole)))
    assert (low[0], high[0]) == pytest.approx(proportion_confint(counted, whole, method="wilson"), abs=1e-12)


def test_ten_of_a_hundred_and_ten_by_hand():
    low, high = wilson(np.array([10.0]), np.array([10.0]), np.array([110.0]))
    assert (round(low[0], 3), round(high[0], 3)) == (0.050, 0.159)


@pytest.mark.parametrize(("counted", "whole"), COUNTS[1:4])
def test_the_beta_ends_are_those_of_jeffreys_and_of_clopper_and_pearson(counted, whole):
    jeffreys = [beta_end(np.array(counted + 0.5), np.array(whole - counted + 0.5), up) for up in (False, True)]
    assert jeffreys == pytest.approx(proportion_confint(counted, whole, method="jeffreys"), abs=1e-9)
    low = beta_end(np.array(float(counted)), np.array(whole - counted + 1.0), is_upper=False)
    high = beta_end(np.array(counted + 1.0), np.array(float(whole - counted)), is_upper=True)
    assert (low, high) == pytest.approx(proportion_confint(counted, whole, method="beta"), abs=1e-9)


def test_a_withheld_count_reaches_from_its_least_to_its_most():
    one, two = (wilson(*(np.array([each]) for each in (count, count, 50.0))) for count in (1.0, 2.0))
    low, high = wilson(np.array([1.0]), np.array([2.0]), np.array([50.0]))
    assert (low, high) == (one[0], two[1])


def test_no_households_no_interval():
    assert np.isnan(wilson(np.array([0.0]), np.array([0.0]), np.array([0.0]))).all()
