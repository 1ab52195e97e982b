"""Whom desks should reach: by hand, and never from what is withheld."""

import pandas as pd
import pytest

from indicators.help_desk.demand import section_demand


def figures(rows):
    frame = pd.DataFrame(rows, columns=["area_id", "households", "estimate"]).set_index("area_id")
    frame = frame.astype({"households": "Float64", "estimate": "Float64"})
    return frame.assign(households_low=frame["households"], households_high=frame["households"])


SECTIONS = figures([("S1", 100, 0.2), ("S2", 50, None), ("S3", 40, None), ("S4", None, None), ("S5", 0, None)])
NEIGHBOURHOODS = figures([("N1", 1000, 0.1), ("N2", 500, None)])
NIL_OF = pd.Series({"S1": "N1", "S2": "N1", "S3": "N2", "S4": "N1", "S5": "N1"})


def test_a_figure_that_is_kept_back_is_the_neighbourhood_s_and_said():
    demand = section_demand(SECTIONS, NEIGHBOURHOODS, NIL_OF)
    assert demand.households.tolist() == pytest.approx([20, 5, 0, 0, 0])
    assert demand.from_nil == ("S2",)
    assert demand.unknown == ("S3", "S4")


def test_a_section_of_too_few_households_counts_those_that_it_can_have():
    hidden = SECTIONS.assign(households_low=SECTIONS["households_low"].fillna(0))
    hidden = hidden.assign(households_high=SECTIONS["households_high"].fillna(9))
    demand = section_demand(hidden, NEIGHBOURHOODS, NIL_OF)
    assert demand.households["S4"] == pytest.approx(4.5 * 0.1)
    assert demand.from_nil == ("S2", "S4")


def test_a_section_of_no_neighbourhood_is_unknown():
    demand = section_demand(SECTIONS, NEIGHBOURHOODS, NIL_OF.drop("S2"))
    assert demand.unknown == ("S2", "S3", "S4")
