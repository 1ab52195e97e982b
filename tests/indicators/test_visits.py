"""Visits: counts only, small ones withheld so that no subtraction tells them, key figures from what is shown."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.errors import Refused
from data_access.visit_counts import VISIT_COUNTS
from indicators.visits import TOTAL, check_visits, key_figures, site_figures

SESSIONS = pd.DataFrame({"session_id": ["a1", "a2", "b1", "c1"], "site_id": ["A", "A", "B", "C"]})


def visits(**columns):
    return check_visits(pd.DataFrame({"session_id": SESSIONS["session_id"]} | columns), SESSIONS)


def test_sums_by_site_and_in_all():
    figures = site_figures(visits(invited=[20, 20, 30, 30], came=[10, 5, 12, 9], cutoffs_avoided=[0, 0, 0, 0]))
    assert figures.shown["came"].to_dict() == {"A": 15, "B": 12, "C": 9, TOTAL: 36}
    assert figures.shown["cutoffs_avoided"].to_dict() == dict.fromkeys(["A", "B", "C", TOTAL], 0)
    assert figures.shown["bonuses_obtained"].isna().all()
    told = key_figures(figures)
    assert (told["came"], told["people_per_site"], told["share_of_invited"]) == (36, 12, 0.36)
    assert np.isnan(told["bonuses_obtained"])


def test_a_small_count_takes_another_with_it():
    figures = site_figures(visits(cutoffs_avoided=[1, 1, 7, 5]))
    assert figures.is_withheld["cutoffs_avoided"].to_dict() == {"A": True, "B": False, "C": True, TOTAL: False}
    assert figures.shown["cutoffs_avoided"][TOTAL] == 14


def test_where_no_other_can_be_withheld_the_total_is():
    figures = site_figures(visits(cutoffs_avoided=[1, 1, 0, 1]))
    assert figures.is_withheld["cutoffs_avoided"].to_dict() == {"A": True, "B": False, "C": True, TOTAL: True}
    assert np.isnan(key_figures(figures)["cutoffs_avoided"])


@given(st.lists(st.integers(0, 6), min_size=1, max_size=6), st.integers(3, 5))
def test_no_subtraction_tells_a_small_count(counts, least):
    places = range(len(counts))
    sessions = pd.DataFrame({"session_id": [f"s{n}" for n in places], "site_id": [f"S{n}" for n in places]})
    checked = check_visits(pd.DataFrame({"session_id": sessions["session_id"], "came": counts}), sessions)
    figures = site_figures(checked, least)
    hidden, shown = figures.is_withheld["came"], figures.shown["came"]
    for site, count in zip(sessions["site_id"], counts, strict=True):
        if 0 < count < least:
            assert hidden[site]
    if hidden[:-1].sum() == 1:
        assert hidden[TOTAL]
    assert shown[~hidden].notna().all()


def test_every_fault_is_told_at_once():
    wrong = pd.DataFrame({"session_id": ["a1", "a1", "zz", "b1"], "came": [3, -1, 2.5, "many"],
                          "households": [4, 0, 0, 0],
                          "surname": ["Rossi"] * 4})  # fmt: skip
    with pytest.raises(Refused) as error:
        check_visits(wrong, SESSIONS)
    assert {fault.code for fault in error.value.faults} == {
        "bad_count", "doubled_key", "more_households", "unknown_session", "unknown_column",
    }  # fmt: skip
    assert sorted(fault.row for fault in error.value.faults if fault.code == "bad_count") == [1, 2, 3]


def test_nothing_that_is_counted_names_anyone():
    assert not {"name", "surname", "address", "tax_code", "phone"} & set(VISIT_COUNTS)
