"""Targets by place, and people who did not consent: counted once, read by their own organisation."""

import pytest

from contract.errors import NotPermitted, Refused
from data_access.records.collecting import count_refusals, read_refusals, read_targets, set_target
from data_access.records.responses import set_organisation
from data_access.records.roles import grant_role


def test_targets_are_set_changed_and_taken_back(records):
    set_target(records, ("nil", "12"), 30, "Ada")
    set_target(records, ("complex", "C001"), 12, "Ada")
    set_target(records, ("nil", "12"), 40, "Ada")
    assert read_targets(records) == {("nil", "12"): 40, ("complex", "C001"): 12}
    set_target(records, ("nil", "12"), 0, "Ada")
    assert read_targets(records) == {("complex", "C001"): 12}


@pytest.mark.parametrize(("where", "answers"), [
    (("section", "1"), 3), (("nil", " "), 3), (("nil", "1"), -1), (("nil", "1"), 10_001),
])  # fmt: skip
def test_what_is_no_target_is_refused(records, where, answers):
    with pytest.raises(Refused):
        set_target(records, where, answers, "Ada")
    assert read_targets(records) == {}


def test_each_refusal_counts_once_and_is_read_by_its_own_organisation(records):
    for person, role in (("ada", "operator"), ("carla", "manager"), ("dora", "tutor")):
        grant_role(records, person, role, "root")
    set_organisation(records, "ada", "caf", "root")
    assert count_refusals(records, {"1": "caf", "2": "acli"}, "root") == 2
    assert count_refusals(records.in_name_of("ada"), {"1": "caf", "3": "caf"}, "Ada") == 1
    assert read_refusals(records.in_name_of("ada"), "Ada").to_dict() == {"caf": 2}
    assert read_refusals(records.in_name_of("carla"), "Carla").to_dict() == {"acli": 1, "caf": 2}
    with pytest.raises(NotPermitted):
        read_refusals(records.in_name_of("dora"), "Dora")
    for wrong in ({"4": "acli"}, {"4": "Mario Rossi"}):
        with pytest.raises(Refused):
            count_refusals(records.in_name_of("ada"), wrong, "Ada")
    assert read_refusals(records, "root").sum() == 3
