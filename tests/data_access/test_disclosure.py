"""The gate's primary rule: least base, least count at both tails; nothing withheld leaves a trace."""

import numpy as np
import pandas as pd
import pytest
from data_access.privacy.alone import states_alone, withhold_alone
from hypothesis import given
from hypothesis import strategies as st

from contract.tables import CELLS, HOUSEHOLDS, State, state_column
from data_access.disclosure import PrivacyRule, withheld_share
from data_access.privacy.release import CELL, STATES

RULE = PrivacyRule(least_base=10, least_count=3)


def exact(**cells):
    row = dict.fromkeys(CELLS, pd.NA) | {"households": 100, "both_known": 60} | cells
    return pd.DataFrame([row], index=["a"]).astype("Float64")


def outcome(cell, **cells):
    published = withhold_alone(exact(**cells), RULE).loc["a"]
    return published[state_column(cell)], published[cell]


@pytest.mark.parametrize(
    ("count", "state"),
    [
        (0, State.SHOWN),
        (1, State.COUNT),
        (2, State.COUNT),
        (3, State.SHOWN),
        (97, State.SHOWN),
        (98, State.REST),
        (99, State.REST),
        (100, State.SHOWN),
    ],
)
def test_a_count_is_withheld_at_both_tails_and_only_there(count, state):
    found, value = outcome("above_10", above_10=count)
    assert found == state
    assert (value == count) if state is State.SHOWN else pd.isna(value)


@pytest.mark.parametrize(("households", "state"), [(9, State.BASE), (10, State.SHOWN)])
def test_parts_of_a_base_under_ten_are_withheld(households, state):
    assert outcome("renters", households=households, renters=5)[0] == state


def test_the_base_of_a_complete_case_is_the_complete_cases():
    assert outcome("valid_above_10", both_known=9, valid_above_10=4)[0] == State.BASE
    assert outcome("valid_above_10", both_known=10, valid_above_10=4)[0] == State.SHOWN
    assert outcome("valid_above_10", both_known=10, valid_above_10=8)[0] == State.REST


@pytest.mark.parametrize(("cell", "whole"), [("lihc", "both_known"), ("lilee", "epc_known")])
def test_low_incomes_are_counted_among_those_whose_answer_is_known(cell, whole):
    assert outcome(cell, **{whole: 9, cell: 4})[0] == State.BASE
    assert outcome(cell, **{whole: 10, cell: 4}) == (State.SHOWN, 4)
    assert outcome(cell, **{whole: 10, cell: 8})[0] == State.REST


def test_counts_of_what_the_archive_holds_need_only_the_base():
    assert outcome("income_known", income_known=99) == (State.SHOWN, 99)
    assert outcome("income_known", households=9, income_known=5)[0] == State.BASE


def test_households_themselves_are_shown_from_three():
    assert outcome("households", households=2)[0] == State.COUNT
    assert outcome("households", households=3) == (State.SHOWN, 3)
    assert outcome("households", households=0) == (State.SHOWN, 0)


def test_money_follows_the_households_that_it_sums():
    assert outcome("excess_eur", valid_above_10=2, excess_eur=900.0)[0] == State.DOMINANCE
    assert outcome("excess_eur", valid_above_10=10, excess_eur=900.0) == (State.SHOWN, 900.0)
    assert outcome("excess_eur", both_known=12, valid_above_10=11, excess_eur=900.0)[0] == State.DOMINANCE
    assert outcome("income_eur", both_known=9, income_eur=1e5)[0] == State.BASE


@pytest.mark.parametrize(
    ("is_dominated", "state"), [(True, State.DOMINANCE), (False, State.SHOWN), (pd.NA, State.BASE)]
)
def test_a_sum_over_few_households_is_shown_only_where_none_of_them_is_known_to_make_most_of_it(is_dominated, state):
    values = exact(valid_above_10=5, excess_eur=900.0)[list(CELLS)].to_numpy(dtype=float, na_value=np.nan)
    flags = pd.DataFrame({"excess_is_dominated": pd.array([is_dominated, False], dtype="boolean")})
    states = states_alone(np.vstack([values, values]), RULE, flags)
    assert STATES[states[0, CELL["excess_eur"]]] == state


def test_missing_is_neither_withheld_nor_zero():
    assert outcome("lihc")[0] == State.MISSING


def test_share_withheld_is_of_the_inhabited_areas():
    frame = pd.concat([exact(above_10=1), exact(above_10=5), exact(households=0, both_known=0, above_10=0)])
    frame.index = list("abc")
    assert withheld_share(withhold_alone(frame, RULE), "above_10") == 0.5


@given(
    st.lists(st.tuples(st.integers(0, 40), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=20),
    st.integers(1, 15),
    st.integers(1, 5),
)
def test_no_shown_count_breaks_the_rule(rows, least_base, least_count):
    frame = pd.DataFrame([dict.fromkeys(CELLS, np.nan) for _ in rows], dtype="Float64")
    frame["households"] = [n for n, _, _ in rows]
    frame["both_known"] = [int(n * share) for n, share, _ in rows]
    frame["valid_above_10"] = [int(int(n * share) * part) for n, share, part in rows]
    published = withhold_alone(frame, PrivacyRule(least_base, least_count))
    shown = published["valid_above_10"].dropna()
    whole = frame.loc[shown.index, "both_known"]
    assert not ((shown > 0) & (shown < least_count)).any()
    assert not ((whole - shown > 0) & (whole - shown < least_count)).any()
    assert not ((whole > 0) & (whole < least_base)).any()
    for cell in HOUSEHOLDS.names:
        if cell in CELLS:
            assert published.loc[published[state_column(cell)] != State.SHOWN, cell].isna().all()
