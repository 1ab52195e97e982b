"""The plausible range: corners are exact, columns keep their order, doubt only widens."""

from itertools import pairwise, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from contract.errors import ObservatoryError
from contract.tables import CUTOFFS
from indicators.basis.assumptions import Assumptions, Box, chosen_box
from indicators.basis.plausible_parameters import CHANCE_QUANTILE
from indicators.plausible.ranges import Known, ends, plausible_figures, plausible_range, share, staircase
from indicators.plausible.tipping import alone, tipping_value, worth_of_fields
from indicators.small_areas.heat_imputation import Unpriced

OPEN = np.zeros(1), np.ones(1)


def ladder_of(level, spread):
    """Normal quantiles of the shares above each cut-off of a log-normal burden with that median, in percent."""
    return (np.log(level) - np.log(np.array(CUTOFFS, dtype=float))) / spread


def known_of(known=400, unpriced=500, rest=100, above=60, heat=1.2, level=3.0, spread=0.6, width=0, own=0.0):
    """One area; `width`: how far the published cells leave its counts open, in households and quantiles."""
    zero, many = np.zeros(1), 0.01 * width
    counts = [np.array([float(number)]) for number in (known, unpriced, rest, above)]
    most = np.minimum(counts[3] + width, counts[0])
    own = zero + own
    return Known(
        10, *counts, np.maximum(counts[3] - width, 0), most, zero + heat,
        Unpriced(ladder_of(level, spread)[None, :], own, own - many, own + many),
    )  # fmt: skip


areas = st.builds(
    known_of,
    known=st.integers(1, 1000),
    unpriced=st.integers(0, 1000),
    rest=st.integers(0, 300),
    above=st.just(0) | st.just(1),
    heat=st.floats(0, 3),
    level=st.floats(1, 15),
    spread=st.floats(0.2, 1.5),
    width=st.integers(0, 9),
    own=st.floats(-1, 1),
)
sides = st.tuples(st.floats(0.4, 1), st.floats(1, 2))
boxes = st.builds(
    Box,
    bill=sides,
    spread=st.tuples(st.floats(0.8, 1), st.floats(1, 1.3)),
    odds=st.tuples(st.floats(0.1, 1), st.floats(1, 10)),
)


def test_by_hand():
    unpriced = ndtr(np.log(3 * 2.2 / 10) / 0.6)
    told = (60 + 500 * unpriced) / 900
    assert share(known_of(), Assumptions())[0] == pytest.approx(told)
    odds = 2 * told / (1 - told)
    assert share(known_of(), Assumptions(odds=2))[0] == pytest.approx(0.9 * told + 0.1 * odds / (1 + odds))
    wide = (60 + 500 * ndtr(ndtri(unpriced) / 1.1)) / 900
    assert share(known_of(), Assumptions(spread=1.1))[0] == pytest.approx(wide)


@given(areas, boxes)
def test_the_ends_are_those_of_the_whole_box(known, box):
    low, high = ends(known, box)
    grid = product(*(np.linspace(*getattr(box, name), 4) for name in ("bill", "spread", "odds")))
    inside = [share(known, Assumptions(*(float(value) for value in point)))[0] for point in grid]
    assert low[0] <= min(inside) + 1e-12
    assert high[0] >= max(inside) - 1e-12


@given(areas, boxes)
def test_without_windows_the_ends_are_reached(known, box):
    known = Known(
        known.cutoff, known.known, known.unpriced, known.rest, known.above, known.above, known.above, known.heat,
        Unpriced(known.spread.ladder, known.spread.own, known.spread.own, known.spread.own),
    )  # fmt: skip
    corners = [share(known, Assumptions(*corner))[0] for corner in product(box.bill, box.spread, box.odds)]
    low, high = ends(known, box)
    assert (low[0], high[0]) == pytest.approx((min(corners), max(corners)))


@given(areas, boxes, st.floats(0, 1), st.floats(0, 1))
def test_the_range_keeps_its_order_within_the_certain_bounds(known, box, first, second):
    certain = np.array([min(first, second)]), np.array([max(first, second)])
    low, high = plausible_range(known, box, certain)
    estimate = np.clip(share(known, Assumptions()), *certain)
    assert certain[0][0] <= low[0] <= estimate[0] <= high[0] <= certain[1][0]


@given(areas, boxes)
def test_each_assumption_narrows_what_the_one_before_left(known, box):
    steps = list(staircase(known, box, OPEN).values())
    assert len(steps) > 1
    for (low, high), (next_low, next_high) in pairwise(steps):
        assert low[0] <= next_low[0] + 1e-12
        assert next_high[0] <= high[0] + 1e-12


@settings(max_examples=50)
@given(areas, boxes, st.integers(1, 9))
def test_a_wider_window_only_widens(known, box, width):
    wider = Known(
        known.cutoff, known.known, known.unpriced, known.rest, known.above, np.maximum(known.above_low - width, 0),
        np.minimum(known.above_high + width, known.known), known.heat,
        Unpriced(known.spread.ladder, known.spread.own, known.spread.own_low - 0.1, known.spread.own_high + 0.1),
    )  # fmt: skip
    low, high = plausible_range(known, box, OPEN)
    wide_low, wide_high = plausible_range(wider, box, OPEN)
    assert wide_low[0] <= low[0] + 1e-12
    assert wide_high[0] >= high[0] - 1e-12


def test_a_box_that_holds_only_the_estimate_leaves_chance_alone():
    point = Box((1.0, 1.0), (1.0, 1.0), (1.0, 1.0))
    known = known_of()
    estimate = share(known, Assumptions())[0]
    low, high = plausible_range(known, point, OPEN)
    error = CHANCE_QUANTILE.value * np.sqrt(estimate * (1 - estimate) / 1000)
    assert (low[0], high[0]) == pytest.approx((estimate - error, estimate + error))


def test_what_nobody_knows_of_an_area_is_not_invented():
    known = known_of(known=0, unpriced=0)
    assert np.isnan(share(known, Assumptions())[0])
    known = known_of(unpriced=0, level=np.nan, rest=0)
    assert share(known, Assumptions())[0] == pytest.approx(60 / 400)


def test_figures_carry_the_range_only_where_they_are_shown():
    shown = {"minimum": 0.05, "estimate": 0.15, "maximum": 0.6, "state": "shown", "reason": ""}
    hidden = dict.fromkeys(("minimum", "estimate", "maximum")) | {"state": "withheld", "reason": "withheld_base"}
    figures = pd.DataFrame([shown, hidden]).astype(dict.fromkeys(("minimum", "estimate", "maximum"), "Float64"))
    one = known_of()
    twice = Known(10, *(np.repeat(values, 2) for values in (
        one.known, one.unpriced, one.rest, one.above, one.above_low, one.above_high, one.heat)),
        Unpriced(np.repeat(one.spread.ladder, 2, axis=0), *(np.zeros(2),) * 3))  # fmt: skip
    found = plausible_figures(figures, twice, Box())
    first = found.iloc[0]
    assert first["minimum"] <= first["plausible_low"] < first["estimate"] < first["plausible_high"] <= first["maximum"]
    assert found.iloc[1][["plausible_low", "estimate", "plausible_high"]].isna().all()
    assert set(found["assumptions_id"]) == {"bill0.75-1.35_spread0.93-1.1_odds0.5-2"}


@pytest.mark.parametrize("ends_", [{"bill": (0.39, 1.35)}, {"bill": (0.75, 0.99)}, {"odds": (0.5, 10.1)}])
def test_a_reader_cannot_leave_the_ranges(ends_):
    with pytest.raises(ObservatoryError):
        chosen_box(**ends_)
    assert chosen_box(bill=(0.4, 2)).bill == (0.4, 2)


def test_the_tipping_value_gives_its_target():
    known = known_of()
    for name, target in (("bill", 0.3), ("bill", 0.15), ("odds", 0.25)):
        value = tipping_value(known, 0, name, target)
        assert share(known, Assumptions(**{name: value}))[0] == pytest.approx(target, abs=1e-3)
    assert tipping_value(known, 0, "odds", 0.9) is None
    assert tipping_value(known_of(known=0, unpriced=0), 0, "bill", 0.2) is None


def test_what_each_assumption_does_alone_lies_within_the_range():
    known, box = known_of(), Box()
    low, high = ends(known, box)
    single = alone(known, box, 0)
    assert single
    for least, most in single.values():
        assert low[0] <= least <= share(known, Assumptions())[0] <= most <= high[0]


def test_missing_bills_are_worth_more_than_a_few_missing_incomes():
    worth = worth_of_fields(known_of(), Box(), OPEN)
    assert worth["heat"][0] > worth["income"][0] > 0
    assert worth_of_fields(known_of(unpriced=0), Box(), OPEN)["heat"][0] == pytest.approx(0)
