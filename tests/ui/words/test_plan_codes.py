"""Choices of the plan as codes of the address: there and back, and nothing that could not be computed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.help_desk.criteria import CRITERIA
from indicators.help_desk.plan_choices import CONDITIONS, METHODS, PlanChoices
from reports.addresses import plan_codes as desk_codes
from reports.addresses.plan_fields import PLAN_FIELDS

POINTS = st.fixed_dictionaries({name: st.integers(0, desk_codes.MOST_POINTS) for name in CRITERIA}).filter(
    lambda points: any(points.values())
)
CHOICES = st.builds(
    PlanChoices,
    tier_1_sites=st.integers(0, desk_codes.MOST_SITES),
    tier_2_sites=st.integers(0, desk_codes.MOST_SITES),
    weights=POINTS.map(lambda points: {name: value / 100 for name, value in points.items()}),
    conditions=st.sets(st.sampled_from(list(CONDITIONS))).map(lambda ids: tuple(n for n in CONDITIONS if n in ids)),
    most_per_municipio=st.integers(0, desk_codes.MOST_PER_MUNICIPIO),
    method=st.sampled_from(list(METHODS)),
)


@given(CHOICES)
def test_choices_come_back_from_their_codes_and_every_code_is_known(choices):
    codes = desk_codes.codes_of(choices)
    assert all(not code or PLAN_FIELDS[name].is_known(code) for name, code in codes.items())
    assert desk_codes.choices_of(lambda name: codes[name] or PLAN_FIELDS[name].default) == choices


def test_the_plan_s_own_choices_need_no_code():
    assert desk_codes.choices_of(lambda name: PLAN_FIELDS[name].default) == PlanChoices()
    codes = desk_codes.codes_of(PlanChoices())
    assert {name for name, code in codes.items() if code and code != PLAN_FIELDS[name].default} == set()


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("weights", "size:3"),
        ("weights", "room:51"),
        ("weights", "room"),
        ("weights", ",".join(f"{name}:0" for name in CRITERIA)),
        ("conditions", "rich"),
        ("tier1", "21"),
        ("tier2", "-1"),
        ("per_municipio", "6"),
        ("ranking", "guess"),
        ("walk", "999"),
        ("capacity", "0"),
        ("venues", "L01,,L02"),
    ],
)
def test_what_could_not_be_computed_is_no_code(field, code):
    assert not PLAN_FIELDS[field].is_known(code)
