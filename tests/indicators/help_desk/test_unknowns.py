"""What is not known: the places that one doubt could give, and what to ask for first."""

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.help_desk.criteria import CRITERIA
from indicators.help_desk.plan_choices import CONDITIONS, METHODS, PlanChoices
from indicators.help_desk.priority import rank_estates
from indicators.help_desk.unknowns import HOLDERS, missing_facts, what_if
from tests.indicators.help_desk.estate_frames import REGISTERS, SECTIONS, estates

KNOWN = {
    "name": "Estate", "manager": "MM", "section_id": SECTIONS[2], "dwellings": 100, "households": 100,
    "has_social_custodian": True, "has_tenants_committee": True, "heating_mode": "own", "epc_class": "D",
    "room_capacity": 20, "is_step_free": True, "retrofit_state": "none", "is_desk_site": False, "transit_m": 100.0,
    "vulnerable_households": 15, "arrears_households": 15, "languages": "it ar",
}  # fmt: skip


def ranked(*rows, **choices):
    numbered = [KNOWN | row | {"complex_id": f"C{place}"} for place, row in enumerate(rows)]
    return rank_estates(estates(numbered), PlanChoices(**choices))


def test_one_unknown_room_is_worth_the_places_that_its_weight_can_buy():
    # alike but for the room: all points (1), unknown (0.5 ± 0.5), none (0)
    ranking = ranked(
        {}, {"room_capacity": None, "is_step_free": None}, {"room_capacity": 0, "is_step_free": False},
        weights={"room": 1},
    )  # fmt: skip
    assert what_if(ranking, "C1").loc["room"].tolist() == [1, 2]
    assert what_if(ranking, "C0").empty


def test_what_weighs_nothing_changes_nothing():
    ranking = ranked({}, {"room_capacity": None}, weights={"transit": 1})
    assert what_if(ranking, "C1").empty
    assert missing_facts(ranking).query("id == 'room'").empty


def test_conditions_are_asked_for_before_criteria_and_heavy_ones_before_light():
    ranking = ranked({"has_social_custodian": None, "languages": None, "room_capacity": None, "is_step_free": None}, {})
    assert missing_facts(ranking)["id"].tolist() == ["custodian", "room", "languages"]
    assert missing_facts(ranking)["estates"].tolist() == [1, 1, 1]


def test_everybody_who_could_be_asked_is_named():
    assert set(HOLDERS) == {*CRITERIA, *CONDITIONS}


def test_kept_estates_have_no_place_and_unknown_ids_are_an_error():
    ranking = ranked({"is_desk_site": True, "room_capacity": None}, {})
    assert what_if(ranking, "C0").empty
    with pytest.raises(KeyError):
        what_if(ranking, "C9")


@given(REGISTERS, st.sampled_from(list(METHODS)))
def test_one_doubt_never_reaches_beyond_all_doubts_together(rows, method):
    ranking = rank_estates(estates(rows), PlanChoices(method=method))
    table = ranking.table
    placed = table.index[table["place"].notna()]
    assume(len(placed) > 0)
    for complex_id in placed:
        doubts = what_if(ranking, complex_id)
        assert (doubts["best_place"] <= doubts["worst_place"]).all()
        assert (doubts["best_place"] >= table.loc[complex_id, "best_place"]).all()
        assert (doubts["worst_place"] <= table.loc[complex_id, "worst_place"]).all()
        assert pd.Index(doubts.index).isin(list(CRITERIA)).all()
