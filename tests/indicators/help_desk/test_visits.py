"""Visits: counts only, small ones withheld so that no subtraction tells them, key figures from what is shown."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import Refused
from contract.visit_counts import VISIT_COUNTS
from indicators.help_desk.visits import RATIOS, TOTAL, check_visits, key_figures, site_figures

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


def test_all_but_a_few_is_as_telling_as_a_few():
    figures = site_figures(
        visits(came=[10, 5, 12, 9], women=[9, 4, 12, 4], households=[9, 5, 12, 9], topic_bills=[5, 0, 0, 0])
    )
    assert figures.is_withheld["women"].to_dict() == {"A": True, "B": False, "C": True, TOTAL: False}
    assert not figures.is_withheld["topic_bills"].any()
    assert key_figures(figures)["share_of_women"] == 29 / 36


def test_euro_saved_by_too_few_households_or_an_unknown_number_are_withheld():
    money = {"savings_eur": [500, None, 900, 1200]}
    few = site_figures(visits(households=[9, 9, 9, 9], savings_households=[2, None, 5, 4], **money))
    assert few.is_withheld["savings_eur"].to_dict() == {"A": True, "B": True, "C": False, TOTAL: False}
    assert few.shown["savings_eur"][TOTAL] == 2600
    assert key_figures(few)["savings_per_household"] == pytest.approx(2600 / 11)
    unsaid = site_figures(visits(savings_households=[None, None, 5, 4], **money))
    assert unsaid.is_withheld["savings_eur"].to_dict() == {"A": True, "B": True, "C": False, TOTAL: False}
    none = site_figures(visits(came=[5, 5, 5, 5]))
    assert not none.is_withheld["savings_eur"].any() and none.shown["savings_eur"].isna().all()


def test_key_figures_are_those_that_barcelona_tells():
    figures = site_figures(visits(came=[10, 10, 10, 10], households=[10, 5, 5, 5], poverty_households=[5, 5, 4, 4],
                                  notice_households=[4, 0, 0, 5], alone_households=[5, 0, 0, 5],
                                  sent_households=[5, 0, 0, 5], cutoffs_avoided=[4, 0, 0, 3]))  # fmt: skip
    told = key_figures(figures)
    assert (told["came"], told["households"], told["cutoffs_avoided"], told["sites"]) == (40, 25, 7, 3)
    assert (told["share_in_poverty"], told["share_with_notice"], told["share_alone"]) == (18 / 25, 9 / 25, 10 / 25)
    assert told["people_per_site"] == 40 / 3
    assert set(told) == {*VISIT_COUNTS, "sites", *RATIOS}


@given(st.lists(st.integers(0, 6), max_size=5), st.integers(3, 5), st.data())
def test_no_subtraction_tells_a_small_count(others, least, data):
    counts = [data.draw(st.integers(1, least - 1)), *others]
    places = range(len(counts))
    sessions = pd.DataFrame({"session_id": [f"s{n}" for n in places], "site_id": [f"S{n}" for n in places]})
    checked = check_visits(pd.DataFrame({"session_id": sessions["session_id"], "came": counts}), sessions)
    figures = site_figures(checked, least)
    hidden, shown = figures.is_withheld["came"], figures.shown["came"]
    few = [site for site, count in zip(sessions["site_id"], counts, strict=True) if 0 < count < least]
    assert few and hidden[few].all()
    assert hidden.sum() > 1
    true = pd.Series([*counts, sum(counts)], index=[*sessions["site_id"], TOTAL])
    assert shown[~hidden].equals(true[~hidden].astype(shown.dtype)) and shown[hidden].isna().all()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6))
def test_no_site_tells_of_a_few_whether_counted_or_left_out(counts):
    rows = {f"s{n}": (min(pair), max(pair)) for n, pair in enumerate(counts)}
    sessions = pd.DataFrame({"session_id": list(rows), "site_id": [f"S{n}" for n in range(len(rows))]})
    women, came = zip(*rows.values(), strict=True)
    frame = pd.DataFrame({"session_id": list(rows), "came": came, "women": women})
    shown = site_figures(check_visits(frame, sessions), 3).shown[["women", "came"]].to_numpy(dtype=float)
    true = np.array([*rows.values(), (sum(women), sum(came))], dtype=float)
    assert len(shown) == len(counts) + 1
    is_few = (true > 0) & (true < 3)
    assert np.isnan(shown[is_few]).all()
    assert np.array_equal(np.isnan(shown), shown != true)
    rest = shown[:, 1] - shown[:, 0]
    assert not ((rest > 0) & (rest < 3)).any()


def test_every_fault_is_told_at_once():
    wrong = pd.DataFrame({"session_id": ["a1", "a1", "zz", "b1"], "came": [3, -1, 2.5, "many"],
                          "households": [4, 0, 0, 0],
                          "surname": ["Rossi"] * 4})  # fmt: skip
    with pytest.raises(Refused) as error:
        check_visits(wrong, SESSIONS)
    assert {fault.code for fault in error.value.faults} == {
        "bad_count", "doubled_key", "more_than_whole", "unknown_session", "unknown_column",
    }  # fmt: skip
    assert sorted(fault.row for fault in error.value.faults if fault.code == "bad_count") == [1, 2, 3]


def test_nothing_that_is_counted_names_anyone():
    assert not {"name", "surname", "address", "tax_code", "phone"} & set(VISIT_COUNTS)
