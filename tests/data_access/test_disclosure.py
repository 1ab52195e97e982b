"""What an area's own numbers ask for: least base, dominance, windows; nothing withheld leaves a trace."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.errors import ObservatoryError
from contract.tables import CELLS, State, high_column, low_column, state_column
from data_access.disclosure import PrivacyRule, check_rule
from data_access.privacy.frames import frames_of
from data_access.privacy.telling import Exact, dominance_of, tell
from data_access.privacy.tree import tree_of

RULE = PrivacyRule(least_base=10, least_count=3)


def told(rows, rule=RULE, flags=None, most=None):
    """What is told of areas that stand alone, one per dict of cells; `most`: where the source gives only bounds."""
    ids = pd.Index([f"area-{place}" for place in range(len(rows))])
    nowhere = pd.DataFrame({"above_id": pd.Series(pd.NA, ids, dtype="str")})
    tree = tree_of({"section": ids, "above": pd.Index([], dtype="str")}, nowhere, pd.Series([], dtype="str"))
    low, high = (
        np.array([[float(row.get(cell, np.nan)) for row in ends] for cell in CELLS]) for ends in (rows, most or rows)
    )
    number = Exact(tree, low, high, dominance_of(flags if flags is not None else pd.DataFrame(index=ids), tree))
    return frames_of(tell(number, rule))["section"]


def outcome(cell, **cells):
    row = told([{"households": 100, "both_known": 60} | cells]).iloc[0]
    return row[state_column(cell)], row[low_column(cell)], row[high_column(cell)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 50, 97, 98, 99, 100])
def test_a_count_is_told_as_the_window_that_holds_it(count):
    state, low, high = outcome("above_10", above_10=count)
    assert state == State.SHOWN
    assert low <= count <= high and high - low <= 2
    assert low == 0 or high >= 3


@pytest.mark.parametrize(("households", "state"), [(9, State.BASE), (10, State.SHOWN)])
def test_of_a_base_under_ten_nothing_is_told_but_that(households, state):
    found, low, high = outcome("renters", households=households, both_known=0, renters=5)
    assert found == state
    assert outcome("households", households=households, both_known=0)[0] == state
    if state == State.BASE:
        assert (low, high) == (0, 9)
        assert outcome("households", households=households, both_known=0) == (State.BASE, 0, 9)


@pytest.mark.parametrize(
    ("households", "state", "ends"),
    [
        ((1, 9), State.BASE, (0, 9)),
        ((0, 4), State.SOURCE, (0, 9)),
        ((9, 10), State.SOURCE, (0, 10)),
        ((9, 30), State.SOURCE, (0, 30)),
        ((10, 30), State.SOURCE, (10, 30)),
        ((10, 10), State.SHOWN, (10, 10)),
    ],
)
def test_where_the_source_leaves_the_base_open_no_more_is_told_than_below_it(households, state, ends):
    """The state says neither that the base is reached nor that it is not; of the rest it says nothing."""
    cells = {"households": households, "above_10": (2, 2), "both_known": (9, 9), "income_eur": (90_000, 90_000)}
    row = told(
        [{cell: low for cell, (low, _) in cells.items()}], most=[{cell: high for cell, (_, high) in cells.items()}]
    )
    row = row.iloc[0]
    assert row[state_column("households")] == state
    low, high = row[low_column("households")], row[high_column("households")]
    assert low <= ends[0] and ends[1] <= high < ends[1] + 3 and (ends[0] == 0 or low > ends[0] - 3)
    if ends[0] < 10:
        assert row[low_column("above_10")] == 0 and row[high_column("above_10")] >= 9
        assert row[state_column("above_10")] == state and row[state_column("income_eur")] == State.BASE


def test_an_area_of_nobody_is_told_as_that():
    assert outcome("renters", households=0, both_known=0, renters=0) == (State.SHOWN, 0, 0)
    assert outcome("households", households=0, both_known=0) == (State.SHOWN, 0, 0)


def test_the_base_of_a_count_is_its_households_and_of_a_sum_of_money_also_those_it_sums():
    assert outcome("valid_above_10", households=9, both_known=9, valid_above_10=4)[0] == State.BASE
    assert outcome("valid_above_10", both_known=9, valid_above_10=4)[0] == State.SHOWN
    assert outcome("income_eur", both_known=9, income_eur=300_000)[0] == State.BASE


def test_a_sum_of_money_is_told_to_a_grain_of_a_twentieth_at_least():
    state, low, high = outcome("income_eur", income_eur=1_234_567.25)
    assert state == State.SHOWN
    assert low <= 1_234_567.25 <= high
    assert high - low >= low / 20


def test_money_says_nothing_more_of_how_many_it_sums_than_their_window_does():
    """Whether 0, 1 or 2 households are counted, the sum has one state: `shown` would say that there are none."""
    flags = pd.DataFrame({"excess_is_dominated": pd.array([False] * 3, dtype="boolean")})
    rows = [{"households": 100, "both_known": 60, "valid_above_10": n, "excess_eur": 900.0 * n} for n in range(3)]
    frame = told(rows, flags=flags)
    windows = frame[[low_column("valid_above_10"), state_column("excess_eur")]].drop_duplicates()
    assert not windows[low_column("valid_above_10")].duplicated().any()


@pytest.mark.parametrize(
    ("is_dominated", "state"), [(True, State.DOMINANCE), (False, State.SHOWN), (pd.NA, State.BASE)]
)
def test_a_sum_over_few_households_is_shown_only_where_none_of_them_is_known_to_make_most_of_it(is_dominated, state):
    flags = pd.DataFrame({"excess_is_dominated": pd.array([is_dominated], dtype="boolean")})
    cells = {"households": 100, "both_known": 60, "valid_above_10": 6, "excess_eur": 900.0}
    assert told([cells], flags=flags)[state_column("excess_eur")].iloc[0] == state


def test_missing_is_neither_withheld_nor_zero():
    state, low, high = outcome("lihc")
    assert state == State.MISSING and pd.isna(low) and pd.isna(high)


@pytest.mark.parametrize(("base", "count"), [(10, 2), (2, 3)])
def test_less_than_the_law_asks_is_refused(base, count):
    with pytest.raises(ObservatoryError):
        check_rule(PrivacyRule(base, count))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=12),
    st.sampled_from([3, 5, 10]),
)
def test_the_truth_is_inside_and_nothing_small_is_told(parts, least_count):
    rows = [
        {"households": n, "both_known": int(n * share), "valid_above_10": int(int(n * share) * part)}
        for n, share, part in parts
    ]
    frame = told(rows, replace(RULE, least_count=least_count))
    for cell in ("households", "both_known", "valid_above_10"):
        truth = np.array([row[cell] for row in rows])
        low, high = (frame[column(cell)].to_numpy(float) for column in (low_column, high_column))
        assert ((low <= truth) & (truth <= high)).all()
        shown = (frame[state_column(cell)] == State.SHOWN).to_numpy()
        middle = frame[cell].to_numpy(float, na_value=np.nan)
        assert np.isnan(middle[~shown]).all() and ((low <= middle) & (middle <= high))[shown].all()
        if cell == "valid_above_10":
            assert not ((low >= 1) & (high <= least_count - 1)).any()
