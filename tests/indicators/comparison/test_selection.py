"""Roll-ups of a selection: ranges in which the truth lies, worked by hand and over random cities."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.errors import UnknownName
from contract.tables import CELLS, State, state_column
from data_access.disclosure import PrivacyRule
from data_access.privacy.alone import withhold_alone
from geo.rollup import roll_up
from indicators.comparison.selection import part_range, poverty_range, select_areas
from tests.indicators.area_frames import area_frame

RULE = PrivacyRule(least_base=10, least_count=3)
A, B, C = "area-0", "area-1", "area-2"


def frame(**cells):
    return area_frame(RULE, **cells)


def with_state(cells, area, cell, state):
    changed = cells.copy()
    changed[cell] = changed[cell].astype("Float64")
    changed.loc[area, cell] = pd.NA
    changed.loc[area, state_column(cell)] = state
    return changed


def ends(selection, cell):
    return tuple(selection.totals.loc[cell, ["low", "high"]])


def test_shown_cells_add_up_exactly():
    cells = frame(households=[100, 50, 40], renters=[30, 20, 10], gas_eur=[10.1, 20.2, 5.0], both_known=[50, 40, 30])
    selection = select_areas(cells, [A, B], 3)
    assert ends(selection, "households") == (150, 150)
    assert ends(selection, "renters") == (50, 50)
    assert ends(selection, "gas_eur") == (30.3, 30.3)
    assert selection.totals.loc["renters", ["shown", "withheld", "missing"]].tolist() == [2, 0, 0]
    rented = part_range(selection, "renters")
    assert (rented.minimum, rented.estimate, rented.maximum, rented.coverage) == pytest.approx((1 / 3, 1 / 3, 1 / 3, 1))


@pytest.mark.parametrize(
    ("renters", "state", "low", "high"),
    [
        (1, State.COUNT, 20 + 1, 20 + 2),
        (99, State.REST, 20 + 98, 20 + 99),
        (30, State.COMPLEMENT, 20 + 0, 20 + 100),
        (30, State.DOMINANCE, 20 + 0, 20 + 100),
        (30, State.SOURCE, 20 + 0, 20 + 4),
    ],
)
def test_a_withheld_cell_enters_with_what_its_reason_tells(renters, state, low, high):
    cells = frame(households=[100, 50], renters=[renters, 20])
    if state not in (State.COUNT, State.REST):
        cells = with_state(cells, A, "renters", state)
    assert cells.loc[A, "renters_state"] == state
    assert ends(select_areas(cells, [A, B], 3, {"renters": (0.0, 4.0)}), "renters") == (low, high)


def test_a_base_too_small_hides_all_from_none_to_everyone():
    cells = frame(households=[8, 50], renters=[5, 20])
    assert cells.loc[A, "renters_state"] == State.BASE
    assert ends(select_areas(cells, [A, B], 3), "renters") == (20, 28)


def test_a_larger_least_count_widens_the_range():
    cells = area_frame(PrivacyRule(10, 5), households=[100, 50], renters=[2, 20])
    assert ends(select_areas(cells, [A, B], 5), "renters") == (21, 24)


def test_cut_offs_and_wholes_narrow_a_withheld_count():
    cells = frame(households=[100], both_known=[60], above_08=[20], above_10=[15], above_12=[12], valid_above_10=[9])
    assert ends(select_areas(with_state(cells, A, "above_10", State.COMPLEMENT), [A], 3), "above_10") == (12, 20)
    cells = with_state(cells, A, "both_known", State.COMPLEMENT)
    assert ends(select_areas(cells, [A], 3), "both_known") == (9, 100)


def test_money_that_is_withheld_is_any_sum():
    cells = frame(households=[100, 50], both_known=[8, 40], gas_eur=[900.0, 1000.0])
    assert cells.loc[A, "gas_eur_state"] == State.BASE
    assert ends(select_areas(cells, [A, B], 3), "gas_eur") == (1000, np.inf)


def test_poverty_by_hand():
    # A: 100 households, 60 known, 15 above on what is known, 9 of the known; B: 50, 40, withheld (1 or 2), 0.
    cells = frame(households=[100, 50], both_known=[60, 40], above_10=[15, 1], valid_above_10=[9, 0])
    assert cells.loc[B, "above_10_state"] == State.COUNT
    rate = poverty_range(select_areas(cells, [A, B], 3), 10)
    assert rate.minimum == pytest.approx((15 + 1) / 150)
    assert rate.maximum == pytest.approx((150 - 100 + 9) / 150)
    assert rate.estimate == pytest.approx(16 / 150)  # 9 of 100 known, but at least 16 are certain
    assert rate.coverage == pytest.approx(100 / 150)
    # B's count of the known withheld too, for others' sake: it may be anything up to 2
    rate = poverty_range(select_areas(with_state(cells, B, "valid_above_10", State.COMPLEMENT), [A, B], 3), 10)
    assert rate.maximum == pytest.approx((150 - 100 + 9 + 2) / 150)
    assert rate.estimate == pytest.approx(9 / 60)
    assert rate.coverage == pytest.approx(60 / 150)


def test_without_any_shown_answer_there_is_a_range_but_no_estimate():
    cells = with_state(frame(households=[100], renters=[30]), A, "renters", State.COMPLEMENT)
    rate = part_range(select_areas(cells, [A], 3), "renters")
    assert (rate.minimum, rate.maximum, rate.coverage) == (0, 1, 0)
    assert np.isnan(rate.estimate)


def test_the_neighbourhood_s_total_narrows_its_parts_and_the_whole_is_exact():
    cells = frame(households=[100, 60, 50], renters=[1, 20, 48])
    nil = frame(households=[210], renters=[69]).rename(index={A: "n1"})
    above = {"above": nil, "area_above": pd.Series("n1", index=cells.index)}
    assert ends(select_areas(cells, [A, B], 3), "renters") == (21, 22)
    # the third section is all but 1 or 2 of 50, so the first two hold 69 - 49 = 20 or 69 - 48 = 21: 21 alone fits both
    assert ends(select_areas(cells, [A, B], 3, **above), "renters") == (21, 21)
    whole = select_areas(cells, [A, B, C], 3, **above)
    assert ends(whole, "renters") == (69, 69)
    rate = part_range(whole, "renters")
    assert (rate.minimum, rate.estimate, rate.maximum, rate.coverage) == pytest.approx((69 / 210,) * 3 + (1,))


def test_areas_outside_the_extract_are_left_out_and_counted_and_unknown_ones_are_named():
    cells = frame(households=[100, None], renters=[30, None])
    selection = select_areas(cells, [A, B, A], 3)
    assert (selection.left_out, ends(selection, "renters")) == (1, (30, 30))
    with pytest.raises(UnknownName, match="area-9"):
        select_areas(cells, [A, "area-9"], 3)


def test_what_is_missing_everywhere_is_unknown_and_what_is_missing_somewhere_is_a_range():
    cells = frame(households=[100, 50], renters=[None, 20])
    selection = select_areas(cells, [A, B], 3)
    assert ends(selection, "renters") == (20, 120)
    assert selection.totals.loc["renters", "missing"] == 1
    assert all(np.isnan(each) for each in ends(selection, "in_arrears"))
    assert np.isnan(part_range(selection, "in_arrears").minimum)


def test_nothing_chosen_is_nothing_and_has_no_rate():
    selection = select_areas(frame(households=[100], renters=[30]), [], 3)
    assert ends(selection, "households") == (0, 0)
    assert np.isnan(part_range(selection, "renters").estimate)


CELL_NAMES = ("renters", "above_08", "above_10", "above_12", "valid_above_10", "both_known")


@st.composite
def cities(draw):
    """Exact sections that respect parts and chains, and which neighbourhood holds each."""
    rows = []
    for _ in range(draw(st.integers(1, 8))):
        households = draw(st.integers(0, 60))
        known = draw(st.integers(0, households))
        valid, renters = draw(st.integers(0, known)), draw(st.integers(0, households))
        above = valid + draw(st.integers(0, households - known))
        chain = draw(st.integers(above, households)), above, draw(st.integers(0, above))
        rows.append((households, renters, *chain, valid, known, draw(st.sampled_from(["n1", "n2"]))))
    return pd.DataFrame(rows, columns=["households", *CELL_NAMES, "nil"]).rename(index=str)


@settings(max_examples=60, deadline=None)
@given(cities(), st.integers(3, 6), st.data())
def test_the_truth_is_always_inside_the_range(city, least_count, data):
    exact = city.drop(columns="nil").reindex(columns=list(CELLS)).astype("Float64")
    rule = PrivacyRule(10, least_count)
    cells, nil = withhold_alone(exact, rule), withhold_alone(roll_up(exact, city["nil"]), rule)
    for level in (cells, nil):
        for cell in ("households", *CELL_NAMES):
            for area in level.index:
                if data.draw(st.integers(0, 5)) == 0:
                    level.loc[area, cell] = pd.NA
                    level.loc[area, state_column(cell)] = data.draw(st.sampled_from([State.COMPLEMENT, State.SOURCE]))
    chosen = data.draw(st.sets(st.sampled_from(list(city.index))))
    above = {"above": nil, "area_above": city["nil"]} if data.draw(st.booleans()) else {}
    selection = select_areas(cells, chosen, least_count, {}, **above)
    truth = city.loc[sorted(chosen)]
    for cell in ("households", *CELL_NAMES):
        low, high = ends(selection, cell)
        assert low <= truth[cell].sum() <= high
    households = truth["households"].sum()
    if households:
        possible = (households - truth["both_known"].sum() + truth["valid_above_10"].sum()) / households
        for rate, least, most in (
            (poverty_range(selection, 10), truth["above_10"].sum() / households, possible),
            (part_range(selection, "renters"), *[truth["renters"].sum() / households] * 2),
        ):
            assert rate.minimum <= least + 1e-12
            assert rate.maximum >= most - 1e-12
            assert np.isnan(rate.estimate) or rate.minimum <= rate.estimate <= rate.maximum
