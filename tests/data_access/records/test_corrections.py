"""Answers are put right with what stood before, by whom may; figures once told do not move by one person."""

import pandas as pd
import pytest

from contract.errors import NotPermitted, Refused, UnknownName
from data_access.records.audit import _entries
from data_access.records.corrections import correct, read_corrections, told_responses
from data_access.records.responses import read_responses, save_response, set_organisation, withdraw
from data_access.records.roles import grant_role
from tests.data_access.records.contents import FORM, response


def test_the_log_tells_before_and_after_and_why_and_the_answers_are_the_new_ones(records):
    save_response(records, FORM, response(1), "Ada")
    correct(records, FORM, 1, ("shared_bill_eur", 70, "typing"), "Bea")
    correct(records, FORM, 1, ("damp", "1", "asked_again"), "Bea")
    correct(records, FORM, 1, ("damp", None, "asked_again"), "Bea")
    log = read_corrections(records, "Bea")
    told = log[["answers", "field", "before", "after", "reason", "by"]].astype(object)
    assert told.where(told.notna(), None).values.tolist() == [
        [1, "shared_bill_eur", 700, 70, "typing", "Bea"],
        [1, "damp", None, "1", "asked_again", "Bea"],
        [1, "damp", "1", None, "asked_again", "Bea"],
    ]  # fmt: skip
    (row,) = read_responses(records, FORM, "Bea").to_dict("records")
    assert row["shared_bill_eur"] == 70 and pd.isna(row["damp"])
    assert "70" not in str([entry.changes for entry in _entries(records)])


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (("shared_bill_eur", "70", "typing"), {"out_of_range"}),
        (("shared_bill_eur", 700, "typing"), {"no_change"}),
        (("damp", None, "typing"), {"no_change"}),
        (("damp", "9", "because Mario said so"), {"unknown_code", "no_reason"}),
        (("name", "Ada", "typing"), {"unknown_question"}),
        (("heating_system", "3", "typing"), {"not_asked"}),
    ],
)
def test_what_cannot_be_right_is_refused_and_changes_nothing(records, change, codes):
    save_response(records, FORM, response(1), "Ada")
    before = read_responses(records, FORM, "x")
    with pytest.raises(Refused) as told:
        correct(records, FORM, 1, change, "Bea")
    assert {fault.code for fault in told.value.faults} == codes
    pd.testing.assert_frame_equal(read_responses(records, FORM, "x"), before)
    assert read_corrections(records, "x").empty


def test_only_ones_own_organisation_is_put_right_and_read(records):
    for number, organisation in ((1, "caf"), (2, "acli")):
        save_response(records, FORM, response(number, organisation), "root")
    for person, role in (("ada", "operator"), ("carla", "manager"), ("dora", "tutor")):
        grant_role(records, person, role, "root")
    set_organisation(records, "ada", "caf", "root")
    change = ("shared_bill_eur", 70, "typing")
    with pytest.raises(UnknownName):
        correct(records.in_name_of("ada"), FORM, 2, change, "Ada")
    with pytest.raises(NotPermitted):
        correct(records.in_name_of("dora"), FORM, 1, change, "Dora")
    correct(records.in_name_of("ada"), FORM, 1, change, "Ada")
    correct(records.in_name_of("carla"), FORM, 2, change, "Carla")
    assert read_corrections(records.in_name_of("ada"), "Ada")["organisation"].tolist() == ["caf"]
    assert read_corrections(records.in_name_of("carla"), "Carla")["organisation"].tolist() == ["caf", "acli"]


def test_a_batch_that_was_told_stays_as_it_was_told_and_one_that_was_not_is_corrected(records):
    for number in range(1, 4):
        save_response(records, FORM, response(number, damp="1"), "Ada")
    correct(records, FORM, 3, ("damp", "2", "typing"), "Ada")
    for number in range(4, 7):
        save_response(records, FORM, response(number, damp="1"), "Ada")
    for number, code in ((1, "2"), (3, "1"), (3, None), (6, "2")):
        correct(records, FORM, number, ("damp", code, "typing"), "Ada")
    assert told_responses(records, FORM, 4)["damp"].tolist() == ["1", "1", "2", "1", "1", "2"]
    corrected = told_responses(records, FORM, 99)["damp"]
    assert corrected.isna().tolist() == [False, False, True, False, False, False]
    assert corrected.dropna().tolist() == ["2", "1", "1", "1", "2"]


def test_what_is_withdrawn_takes_its_corrections_along(records):
    words = save_response(records, FORM, response(1), "Ada")
    correct(records, FORM, 1, ("damp", "1", "typing"), "Ada")
    withdraw(records, words)
    assert read_corrections(records, "Ada").empty
    assert told_responses(records, FORM, 12).empty
