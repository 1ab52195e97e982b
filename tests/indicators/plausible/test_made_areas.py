"""The plausible range of areas read as one: by hand, alone as itself, whoever tells nothing only widens it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.basis.assumptions import Assumptions, Box
from indicators.plausible.made_areas import made_range
from indicators.plausible.ranges import plausible_range, share
from tests.indicators.plausible.test_ranges import areas, boxes, known_of

ALL = (0.0, 1.0)


@settings(max_examples=40)
@given(areas, boxes)
def test_one_area_alone_is_itself(known, box):
    households = float(known.known[0] + known.unpriced[0] + known.rest[0])
    low, high = plausible_range(known, box, (np.zeros(1), np.ones(1)))
    found = made_range([known], households, box, ALL)
    assert found.estimate == pytest.approx(share(known, Assumptions())[0])
    assert (found.plausible_low, found.plausible_high) == pytest.approx((low[0], high[0]))


def test_two_areas_weigh_by_their_households():
    small, large = known_of(known=100, unpriced=0, rest=0, above=10), known_of(known=900, unpriced=0, rest=0, above=270)
    assert made_range([small, large], 1000, Box(), ALL).estimate == pytest.approx(0.28)


def test_households_that_no_area_tells_of_may_all_be_poor_or_none():
    known, sure = known_of(known=1000, unpriced=0, rest=0, above=100), Box((1.0, 1.0), (1.0, 1.0), (1.0, 1.0))
    told, half = (made_range([known], households, sure, ALL) for households in (1000, 2000))
    assert half.estimate == told.estimate == pytest.approx(0.1)
    assert half.plausible_low == pytest.approx(told.plausible_low / 2)
    assert half.plausible_high == pytest.approx(told.plausible_high / 2 + 0.5)


@settings(max_examples=40)
@given(st.lists(areas, min_size=1, max_size=4), boxes, st.integers(0, 5000), st.floats(0, 0.2), st.floats(0.3, 1))
def test_the_order_holds_within_the_certain_bounds(parts, box, households, minimum, maximum):
    found = made_range(parts, households, box, (minimum, maximum))
    assert minimum <= found.plausible_low <= found.estimate <= found.plausible_high <= maximum


def test_areas_that_tell_nothing_tell_nothing_together():
    nothing = known_of().at(np.array([-1]))
    assert np.isnan(made_range([nothing], 100, Box(), ALL).estimate)
    known = known_of()
    assert made_range([known, nothing], 1000, Box(), ALL) == made_range([known], 1000, Box(), ALL)
