"""Change between editions: against Newcombe's published table and statsmodels, and on households drawn by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from indicators.basis.tally import CellIntervals, tallied
from indicators.catalogue.registry import Choices, compute_figures, get_indicator
from indicators.comparison.change import (
    CERTAIN_FALL,
    CERTAIN_RISE,
    FALL,
    MISSING,
    RISE,
    UNCLEAR,
    WITHHELD,
    Reading,
    compare_editions,
    expected_by_chance,
    newcombe,
)
from tests.indicators.area_frames import EXACT, USUAL, area_frame, withheld
from tests.indicators.tallies import shares


def reading_of(frame, indicator="energy_poverty_10"):
    of = get_indicator(indicator)
    tally = of.tally(Choices())
    return Reading(compute_figures(frame, of), tallied(CellIntervals(frame), tally) if tally else None)


def reading(rule=EXACT, indicator="energy_poverty_10", **cells):
    return reading_of(area_frame(rule, **cells), indicator)


def test_newcombe_s_own_example():
    # Newcombe 1998, table II (a): 56/70 less 48/80, method 10: 0.0524 to 0.3339
    low, high = newcombe(shares(48, 80), shares(56, 70), 0.95)
    assert (low[0], high[0]) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 60), st.integers(1, 60))
def test_as_statsmodels_computes_it(before, rest, after, others):
    former, latter = shares(before, before + rest), shares(after, after + others)
    low, high = newcombe(former, latter, 0.99)
    expected = confint_proportions_2indep(
        after, after + others, before, before + rest, method="newcomb", compare="diff", alpha=0.01
    )
    assert (low[0], high[0]) == pytest.approx(expected, abs=1e-9)
    back = newcombe(latter, former, 0.99)
    assert (back[0][0], back[1][0]) == pytest.approx((-high[0], -low[0]))


def test_verdicts_by_hand():
    whole = {"households": 1000, "both_known": 600}
    former = reading(**whole, above_10=60, valid_above_10=60)
    rise, same = (reading(**whole, above_10=count, valid_above_10=count) for count in (120, 66))
    assert compare_editions(former, rise)["verdict"].tolist() == [RISE]
    assert compare_editions(rise, former)["verdict"].tolist() == [FALL]
    assert compare_editions(former, same)["verdict"].tolist() == [UNCLEAR]
    known = {"households": 1000, "both_known": 1000}
    low, high = (reading(**known, above_10=count, valid_above_10=count) for count in (60, 61))
    assert compare_editions(low, high)["verdict"].tolist() == [CERTAIN_RISE]
    assert compare_editions(high, low)["verdict"].tolist() == [CERTAIN_FALL]


def test_a_withheld_figure_has_no_change():
    frame = area_frame(households=100, both_known=50, above_10=10, valid_above_10=10)
    former, latter = reading_of(frame), reading_of(withheld(frame, "area-0", "valid_above_10", "complement"))
    found = compare_editions(former, latter).iloc[0]
    assert found["verdict"] == WITHHELD
    assert pd.isna(found["change"])


def test_no_data_in_one_year_is_not_called_withheld():
    former = reading(households=100)
    latter = reading(households=100, both_known=50, above_10=10, valid_above_10=10)
    assert compare_editions(former, latter)["verdict"].tolist() == [MISSING]


def test_an_indicator_that_counts_nobody_changes_only_where_ranges_lie_apart():
    cells = {"households": 100, "both_known": 50, "gas_eur": 0, "heat_eur": 0, "income_eur": 1_000_000}
    former, latter = (reading(indicator="energy_burden", **cells, electricity_eur=eur) for eur in (10_000, 90_000))
    assert compare_editions(former, latter)["verdict"].tolist() == [UNCLEAR]


def test_windows_widen_the_interval():
    sure = newcombe(shares(2, 100), shares(20, 100), 0.95)
    unsure = newcombe(shares(2, 100, around=2), shares(20, 100), 0.95)
    assert unsure[0][0] < sure[0][0]
    assert unsure[1][0] > sure[1][0]


def test_two_windows_that_touch_are_no_certain_change():
    """Every household is known: one more above 10% is certain on exact counts, and in no doubt left by windows of 3."""
    known = {"households": 999, "both_known": 999}
    for count in range(60, 66):
        pair = [reading(USUAL, **known, above_10=each, valid_above_10=each) for each in (count, count + 1)]
        assert compare_editions(*pair)["verdict"].tolist() == [UNCLEAR]
    far = [reading(USUAL, **known, above_10=each, valid_above_10=each) for each in (60, 90)]
    assert compare_editions(*far)["verdict"].tolist() == [CERTAIN_RISE]


def test_chance_colours_no_more_than_it_should():
    """2,000 areas of 120 households in which nothing has changed: at 99% some 20 may be coloured."""
    rng = np.random.default_rng(20261125)
    draws = [rng.binomial(120, 0.1, 2000).astype(float) for _ in range(2)]
    whole = np.full(2000, 120.0)
    low, high = newcombe(*(shares(drawn, whole) for drawn in draws), 0.99)
    assert ((low > 0) | (high < 0)).sum() <= 30


def test_expected_by_chance_counts_the_compared_only():
    comparison = pd.DataFrame({"verdict": [UNCLEAR] * 60 + [RISE] * 40 + [MISSING] * 50})
    assert expected_by_chance(comparison) == pytest.approx(1.0)
