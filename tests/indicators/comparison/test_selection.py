"""Roll-ups of a selection: ranges in which the truth lies, worked by hand and over random cities."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.errors import UnknownName
from contract.tables import CELLS, State
from geo.rollup import roll_up
from indicators.comparison.selection import Above, part_range, poverty_range, select_areas
from tests.indicators.area_frames import Windows, area_frame, windowed, withheld, withhold

A, B, C = "area-0", "area-1", "area-2"


def frame(**cells):
    return area_frame(**cells)


def windows(ends, **cells):
    """Areas with these counts, of which those of `ends` have windows: (low, high) by area."""
    told = area_frame(**cells)
    for name, pairs in ends.items():
        told[f"{name}_low"], told[f"{name}_high"] = zip(*pairs, strict=True)
    return told


def ends(selection, cell):
    return tuple(selection.totals.loc[cell, ["low", "high"]])


def test_shown_cells_add_up_exactly():
    cells = frame(households=[100, 50, 40], renters=[30, 20, 10], gas_eur=[10.1, 20.2, 5.0], both_known=[50, 40, 30])
    selection = select_areas(cells, [A, B])
    assert ends(selection, "households") == (150, 150)
    assert ends(selection, "renters") == (50, 50)
    assert ends(selection, "gas_eur") == (30.3, 30.3)
    assert selection.totals.loc["renters", ["shown", "withheld", "missing"]].tolist() == [2, 0, 0]
    rented = part_range(selection, "renters")
    assert (rented.minimum, rented.estimate, rented.maximum, rented.coverage) == pytest.approx((1 / 3, 1 / 3, 1 / 3, 1))


@pytest.mark.parametrize("state", [State.COMPLEMENT, State.SOURCE, State.BASE])
def test_a_withheld_cell_enters_with_what_is_told_of_it(state):
    cells = withheld(frame(households=[100, 50], renters=[30, 20]), A, "renters", state, 1, 4)
    assert ends(select_areas(cells, [A, B]), "renters") == (21, 24)


def test_windows_add_up():
    cells = windows({"renters": [(29, 31), (18, 20)]}, households=[100, 50], renters=[30, 19])
    selection = select_areas(cells, [A, B])
    assert ends(selection, "renters") == (47, 51)
    rented = part_range(selection, "renters")
    assert (rented.minimum, rented.estimate, rented.maximum) == pytest.approx((47 / 150, 49 / 150, 51 / 150))


def test_cut_offs_and_wholes_narrow_a_withheld_count():
    cells = frame(households=[100], both_known=[60], above_08=[20], above_10=[15], above_12=[12], valid_above_10=[9])
    assert ends(select_areas(withheld(cells, A, "above_10", State.COMPLEMENT), [A]), "above_10") == (12, 20)
    cells = withheld(cells, A, "both_known", State.COMPLEMENT)
    assert ends(select_areas(cells, [A]), "both_known") == (9, 100)


def test_money_that_is_missing_somewhere_is_any_sum():
    cells = frame(households=[100, 50], both_known=[8, 40], gas_eur=[None, 1000.0])
    assert ends(select_areas(cells, [A, B]), "gas_eur") == (1000, np.inf)


def test_poverty_by_hand():
    # A: 100 households, 60 known, 15 above on what is known, 9 of the known; B: 50, 40, none to 2, none.
    cells = frame(households=[100, 50], both_known=[60, 40], above_10=[15, 1], valid_above_10=[9, 0])
    cells = withheld(cells, B, "above_10", State.SOURCE, 1, 2)
    rate = poverty_range(select_areas(cells, [A, B]), 10)
    assert rate.minimum == pytest.approx((15 + 1) / 150)
    assert rate.maximum == pytest.approx((150 - 100 + 9) / 150)
    assert rate.estimate == pytest.approx(16 / 150)  # 9 of 100 known, but at least 16 are certain
    assert rate.coverage == pytest.approx(100 / 150)
    # B's count of the known withheld too, for others' sake: it may be anything up to 2
    rate = poverty_range(select_areas(withheld(cells, B, "valid_above_10", State.COMPLEMENT), [A, B]), 10)
    assert rate.maximum == pytest.approx((150 - 100 + 9 + 2) / 150)
    assert rate.estimate == pytest.approx(9 / 60)
    assert rate.coverage == pytest.approx(60 / 150)


def test_without_any_shown_answer_there_is_a_range_but_no_estimate():
    cells = withheld(frame(households=[100], renters=[30]), A, "renters", State.COMPLEMENT)
    rate = part_range(select_areas(cells, [A]), "renters")
    assert (rate.minimum, rate.maximum, rate.coverage) == (0, 1, 0)
    assert np.isnan(rate.estimate)


def test_the_neighbourhood_s_window_narrows_its_parts_and_the_whole_has_its_own():
    told = {"renters": [(0, 2), (19, 21), (47, 49)]}
    cells = windows(told, households=[100, 60, 50], renters=[1, 20, 48])
    nil = windows({"renters": [(66, 68)]}, households=[210], renters=[67]).rename(index={A: "n1"})
    above = [Above(nil, pd.Series("n1", index=cells.index))]
    assert ends(select_areas(cells, [A, B]), "renters") == (19, 23)
    # the third section has 47 at least, so the first two hold 68 − 47 = 21 at most
    assert ends(select_areas(cells, [A, B], above), "renters") == (19, 21)
    whole = select_areas(cells, [A, B, C], above)
    assert ends(whole, "renters") == (66, 68)
    rate = part_range(whole, "renters")
    assert (rate.minimum, rate.estimate, rate.maximum, rate.coverage) == pytest.approx(
        (66 / 210, 67 / 210, 68 / 210, 1)
    )


def test_areas_that_fill_a_borough_have_the_borough_s_window():
    sections = windows({"renters": [(9, 11)] * 4}, households=[50] * 4, renters=[10] * 4)
    nil = windows({"renters": [(18, 20), (20, 22)]}, households=[100, 100], renters=[19, 21])
    borough = windows({"renters": [(39, 41)]}, households=[200], renters=[40])
    above = [
        Above(nil, pd.Series([A, A, B, B], index=sections.index)),
        Above(borough, pd.Series(A, index=sections.index)),
    ]
    whole = select_areas(sections, sections.index, above)
    assert ends(whole, "renters") == (39, 41)
    assert part_range(whole, "renters").estimate == pytest.approx(40 / 200)
    half = select_areas(sections, [A, B], above)
    assert ends(half, "renters") == (18, 20)
    assert part_range(half, "renters").estimate == pytest.approx(19 / 100)


def test_areas_outside_the_extract_are_left_out_and_counted_and_unknown_ones_are_named():
    cells = frame(households=[100, None], renters=[30, None])
    selection = select_areas(cells, [A, B, A])
    assert (selection.left_out, ends(selection, "renters")) == (1, (30, 30))
    with pytest.raises(UnknownName, match="area-9"):
        select_areas(cells, [A, "area-9"])


def test_what_is_missing_everywhere_is_unknown_and_what_is_missing_somewhere_is_a_range():
    cells = frame(households=[100, 50], renters=[None, 20])
    selection = select_areas(cells, [A, B])
    assert ends(selection, "renters") == (20, 120)
    assert selection.totals.loc["renters", "missing"] == 1
    assert all(np.isnan(each) for each in ends(selection, "in_arrears"))
    assert np.isnan(part_range(selection, "in_arrears").minimum)


def test_nothing_chosen_is_nothing_and_has_no_rate():
    selection = select_areas(frame(households=[100], renters=[30]), [])
    assert ends(selection, "households") == (0, 0)
    assert np.isnan(part_range(selection, "renters").estimate)


CELL_NAMES = ("renters", "above_08", "above_10", "above_12", "valid_above_10", "both_known")


@st.composite
def cities(draw):
    """Exact sections that respect parts and chains, somebody in the first, and which neighbourhood holds each."""
    rows = []
    for number in range(draw(st.integers(1, 8))):
        households = draw(st.integers(0 if number else 1, 60))
        known = draw(st.integers(0, households))
        valid, renters = draw(st.integers(0, known)), draw(st.integers(0, households))
        above = valid + draw(st.integers(0, households - known))
        chain = draw(st.integers(above, households)), above, draw(st.integers(0, above))
        rows.append((households, renters, *chain, valid, known, draw(st.sampled_from(["n1", "n2"]))))
    return pd.DataFrame(rows, columns=["households", *CELL_NAMES, "nil"]).rename(index=str)


@settings(max_examples=60, deadline=None)
@given(cities(), st.sampled_from([3, 5, 10]), st.data())
def test_the_truth_is_always_inside_the_range(city, least_count, data):
    exact = city.drop(columns="nil").reindex(columns=list(CELLS)).astype("Float64")
    rule = Windows(least_count, 10)
    levels = {"nil": city["nil"], "city": pd.Series("c", index=city.index)}
    cells = windowed(exact, rule)
    above = [Above(windowed(roll_up(exact, of), rule), of) for of in levels.values()]
    for level in (cells, *(each.cells for each in above)):
        places = st.tuples(st.sampled_from(CELL_NAMES), st.sampled_from(list(level.index)))
        for cell, area in data.draw(st.sets(places, max_size=6)):
            withhold(level, area, cell, State.COMPLEMENT)
    chosen = data.draw(st.sets(st.sampled_from(list(city.index)))) | {city.index[0]}
    selection = select_areas(cells, chosen, above[: data.draw(st.integers(0, 2))])
    truth = city.loc[sorted(chosen)]
    for cell in ("households", *CELL_NAMES):
        low, high = ends(selection, cell)
        assert low <= truth[cell].sum() <= high
    households = truth["households"].sum()
    possible = (households - truth["both_known"].sum() + truth["valid_above_10"].sum()) / households
    for rate, least, most in (
        (poverty_range(selection, 10), truth["above_10"].sum() / households, possible),
        (part_range(selection, "renters"), *[truth["renters"].sum() / households] * 2),
    ):
        assert rate.minimum <= least + 1e-12
        assert rate.maximum >= most - 1e-12
        assert np.isnan(rate.estimate) or rate.minimum <= rate.estimate <= rate.maximum
