"""Definitions that disagree, on lists short enough to be counted by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import ObservatoryError
from indicators.catalogue.registry import INDICATORS
from indicators.comparison.definitions import (
    ALWAYS,
    DEFAULT_DEFINITIONS,
    DEFINITIONS,
    MISSING,
    NEVER,
    SOMETIMES,
    WITHHELD,
    agree,
    flag_areas,
    verdict_counts,
)

ESTIMATES = pd.DataFrame(
    {
        "a": [0.9, 0.8, 0.1, 0.2, 0.3, None],
        "b": [0.9, 0.1, 0.8, 0.2, 0.3, None],
        "c": [0.9, 0.8, 0.1, None, 0.3, 0.5],
    },
    index=list("uvwxyz"),
)


def agreed(flags, withheld=()):
    return agree(flags, pd.Series(flags.index.isin(withheld), flags.index))


def test_each_definition_flags_its_worst_areas():
    flags = flag_areas(ESTIMATES, 0.4)
    assert flags["a"].tolist() == [True, True, False, False, False, pd.NA]
    assert flags["b"].tolist() == [True, False, True, False, False, pd.NA]


def test_always_sometimes_never_and_unknown():
    agreement = agreed(flag_areas(ESTIMATES, 0.4))
    assert agreement.areas["verdict"].tolist() == [ALWAYS, SOMETIMES, SOMETIMES, NEVER, NEVER, MISSING]
    assert agreement.areas.loc["x"].tolist()[:2] == [0, 2]
    assert verdict_counts(agreement) == {ALWAYS: 1, SOMETIMES: 2, NEVER: 2, WITHHELD: 0, MISSING: 1}
    told = {True: "1", False: "0", pd.NA: "–"}
    sets = {"".join(told[flag] for flag in row[:3]): row[3] for row in agreement.sets.to_numpy(dtype=object).tolist()}
    assert sets == {"000": 1, "00–": 1, "111": 1, "101": 1, "010": 1}


def test_withheld_and_missing_are_told_apart():
    verdicts = agreed(flag_areas(ESTIMATES, 0.4), withheld=["x", "z"]).areas["verdict"]
    assert verdicts.tolist() == [ALWAYS, SOMETIMES, SOMETIMES, NEVER, NEVER, WITHHELD]


def test_ties_are_flagged_together_and_zero_never():
    flags = flag_areas(pd.DataFrame({"a": [0.3, 0.3, 0.3, 0.1], "b": [0.0, 0.0, 0.0, 0.0]}), 0.25)
    assert flags["a"].tolist() == [True, True, True, False]
    assert not flags["b"].any()


def test_one_definition_cannot_disagree():
    with pytest.raises(ObservatoryError, match="two"):
        agreed(flag_areas(ESTIMATES[["a"]], 0.2))


@pytest.mark.parametrize("share", [0.0, 0.51, float("nan")])
def test_shares_out_of_range_are_refused(share):
    with pytest.raises(ObservatoryError, match="flagged_share"):
        flag_areas(ESTIMATES, share)


def test_definitions_are_indicators_for_which_more_is_worse():
    assert set(DEFAULT_DEFINITIONS) <= set(DEFINITIONS)
    assert all(INDICATORS[each.indicator_id].higher_is == "worse" for each in DEFINITIONS.values())


values = st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=6, max_size=6)


@given(st.lists(values, min_size=2, max_size=5), st.sampled_from([0.05, 0.2, 0.5]))
def test_every_area_has_one_verdict_and_lies_in_one_set_at_most(columns, share):
    frame = pd.DataFrame({f"d{place}": pd.array(column, dtype="Float64") for place, column in enumerate(columns)})
    agreement = agreed(flag_areas(frame, share))
    counts = verdict_counts(agreement)
    assert sum(counts.values()) == 6
    assert agreement.sets["areas"].sum() == 6 - counts[MISSING]
    assert (agreement.areas["flagged"] <= agreement.areas["judged"]).all()
