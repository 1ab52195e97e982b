"""Change between years under the same assumptions: by hand, whatever is assumed, and no oftener by chance than told."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from indicators.basis.assumptions import Assumptions, Box, box_around
from indicators.catalogue.registry import compute_figures, get_indicator
from indicators.comparison.change import CERTAIN_RISE, RISE, UNCLEAR, Reading, compare_editions
from indicators.plausible.changes import change_range
from indicators.plausible.ranges import Known, ends, share
from indicators.small_areas.heat_imputation import Unpriced
from tests.indicators.area_frames import area_frame
from tests.indicators.plausible.test_ranges import areas, boxes, known_of

POINT = Box((1.0, 1.0), (1.0, 1.0), (1.0, 1.0))
SURE = 1e-9
"""Confidence at which chance adds nothing."""


def reading(**cells):
    return Reading(compute_figures(area_frame(**cells), get_indicator("energy_poverty_10")), None)


def test_with_everything_assumed_exactly_the_change_is_that_of_the_estimates():
    former, latter = known_of(above=40), known_of(above=90)
    low, high = change_range(former, latter, POINT, SURE)
    change = share(latter, Assumptions()) - share(former, Assumptions())
    assert low[0] == pytest.approx(change[0]) == pytest.approx(high[0])


def test_what_is_unknown_alike_in_both_years_is_no_change():
    low, high = change_range(known_of(), known_of(), Box(), SURE)
    assert low[0] == pytest.approx(0, abs=1e-9) and high[0] == pytest.approx(0, abs=1e-9)
    apart = ends(known_of(), Box())
    assert apart[1][0] - apart[0][0] > 0.05


def test_a_rise_that_ranges_side_by_side_would_hide_is_seen():
    former, latter = (
        known_of(known=40_000, unpriced=50_000, rest=10_000, above=6_000),
        known_of(known=40_000, unpriced=50_000, rest=10_000, above=9_000, level=3.6),
    )
    first, second = ends(former, Box()), ends(latter, Box())
    assert second[0][0] < first[1][0]
    around = change_range(former, latter, Box(), 0.99)
    cells = {"households": 100_000, "both_known": 40_000}
    pair = [reading(**cells, above_10=count, valid_above_10=count) for count in (6_000, 9_000)]
    assert around[0][0] > 0
    assert compare_editions(*pair, around)["verdict"].tolist() == [RISE]
    assert compare_editions(*pair, (-around[1], around[1]))["verdict"].tolist() == [UNCLEAR]


def test_what_is_certain_stays_certain():
    cells = {"households": 1000, "both_known": 1000}
    pair = [reading(**cells, above_10=count, valid_above_10=count) for count in (60, 90)]
    assert compare_editions(*pair, (np.array([-0.1]), np.array([0.2])))["verdict"].tolist() == [CERTAIN_RISE]


@settings(max_examples=25)
@given(areas, areas, boxes)
def test_turned_round_the_change_is_the_opposite(former, latter, box):
    there, back = change_range(former, latter, box, 0.99), change_range(latter, former, box, 0.99)
    assert len(there) == 2
    for end, other in zip(there, reversed(back), strict=True):
        assert end[0] == pytest.approx(-other[0])


@settings(max_examples=25)
@given(areas, areas, boxes)
def test_whatever_is_assumed_of_both_years_lies_within(former, latter, box):
    low, high = change_range(former, latter, box, 0.99)
    assert low[0] <= high[0]
    for bill, spread, odds in zip(
        *(np.linspace(*getattr(box, name), 7) for name in ("bill", "spread", "odds")), strict=True
    ):
        at = Assumptions(float(bill), float(spread), float(odds))
        change = share(latter, at)[0] - share(former, at)[0]
        assert low[0] - 0.01 <= change <= high[0] + 0.01


@settings(max_examples=25)
@given(areas, areas, boxes)
def test_a_wider_box_only_widens(former, latter, box):
    (low, high), (first, last) = (change_range(former, latter, each, 0.99) for each in (POINT, box_around(box, POINT)))
    assert first[0] <= low[0] + 1e-12 and last[0] >= high[0] - 1e-12


def test_open_cells_only_widen():
    narrow, wide = (change_range(known_of(), known_of(above=70, width=width), Box(), 0.99) for width in (0, 9))
    assert wide[0][0] < narrow[0][0] and wide[1][0] > narrow[1][0]


def test_an_area_that_one_year_does_not_have_tells_no_change():
    known = known_of().at(np.array([0, -1]))
    low, high = change_range(known, known, Box(), 0.99)
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [False, True]


def test_areas_are_taken_by_their_place():
    both = Known(
        10,
        *(np.array(pair, dtype=float) for pair in ([400, 300], [500, 20], [100, 7], [60, 5], [60, 4], [60, 6], [1, 2])),
        Unpriced(np.arange(10.0)[:, None].repeat(2, axis=1).T, *(np.array([0.0, 1.0]),) * 3),
    )
    found = both.at(np.array([1, -1, 0]))
    assert found.known[[0, 2]].tolist() == [300, 400] and np.isnan(found.known[1])
    assert found.spread.own[[0, 2]].tolist() == [1, 0] and np.isnan(found.spread.ladder[1]).all()


def test_chance_alone_seldom_makes_a_change():
    """2,000 areas of 120 households, all known, in which nothing has changed: at 99% some 20 may change."""
    rng = np.random.default_rng(20261128)
    zero = np.zeros(2000)

    def year():
        """One year's counts."""
        above = rng.binomial(120, 0.1, 2000).astype(float)
        ladder = np.zeros((2000, 10))
        return Known(10, zero + 120, zero, zero, above, above, above, zero + 1, Unpriced(ladder, zero, zero, zero))

    low, high = change_range(year(), year(), Box(), 0.99)
    assert 5 <= ((low > 0) | (high < 0)).sum() <= 35


def test_the_figures_say_what_was_assumed_of_both_years():
    boxes = Box(bill=(0.8, 1.1)), Box(bill=(0.9, 1.3), odds=(0.2, 1.5))
    assert box_around(*boxes) == Box(bill=(0.8, 1.3), odds=(0.2, 2.0))
    assert pd.Series(box_around(*boxes).id).str.startswith("bill0.8-1.3").all()
