"""Answers are kept once, read by their own organisation, and gone when their receipt says so."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from contract.errors import NotPermitted, Refused, UnknownName
from data_access.collection.receipts import receipt_words
from data_access.records.audit import _entries, broken_entries
from data_access.records.corrections import told_responses
from data_access.records.responses import (
    read_responses,
    save_response,
    save_responses,
    set_organisation,
    withdraw,
)
from data_access.records.retention import apply_retention
from data_access.records.roles import grant_role
from tests.data_access.records.contents import FORM, response

ADA = "https://accounts.test|ada"


def test_answers_come_back_as_they_were_given_in_order_of_arrival(records):
    save_response(records, FORM, response(2), "Ada")
    save_response(records, FORM, response(1, damp="1"), "Ada")
    frame = told_responses(records, FORM, 12)
    assert frame["response_id"].str[-1].tolist() == ["2", "1"]
    assert frame["shared_bill_eur"].iloc[0] == 700 and frame["damp"].iloc[1] == "1"
    assert frame["damp"].isna().iloc[0]


def test_what_is_sent_twice_arrives_once(records):
    assert len(save_response(records, FORM, response(), "Ada").split()) == 4
    assert save_response(records, FORM, response(), "Ada") is None
    assert len(told_responses(records, FORM, 12)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"answers": {"damp": "3"}},
        {"answers": {"damp": 1}},
        {"answers": {"name": "Ada"}},
        {"answers": {"heating_system": "3", "shared_bill_known": "1"}},
        {"answers": {"heating_system": "2", "shared_bill_known": "1", "shared_bill_eur": 10_001}},
        {"answers": {"heating_system": "2", "shared_bill_known": "1", "shared_bill_eur": -1}},
        {"answers": {"heating_system": "2", "shared_bill_known": "1", "shared_bill_eur": True}},
        {"answers": {"heating_system": "2", "shared_bill_known": "1", "shared_bill_eur": "700"}},
        {"month": "2026-13"},
        {"month": "2026-11-04"},
        {"place_kind": "section"},
        {"place_id": " "},
        {"organisation": "Mario Rossi, via Verdi"},
        {"consent_version": 0},
        {"form_version": 2},
        {"response_id": "1"},
        {"carrier": "telephone call"},
    ],
)
def test_wrong_answers_are_refused_and_nothing_is_kept(records, change):
    with pytest.raises(Refused):
        save_response(records, FORM, replace(response(), **change), "Ada")
    assert told_responses(records, FORM, 12).empty


def test_every_fault_is_told_at_once(records):
    wrong = replace(response(damp="3", name="x"), month="x")
    with pytest.raises(Refused) as told:
        save_response(records, FORM, wrong, "Ada")
    assert {fault.code for fault in told.value.faults} == {"unknown_code", "unknown_question", "bad_month"}


def test_who_has_the_words_withdraws_and_the_history_says_so_without_saying_who(records):
    words = save_response(records, FORM, response(1), "Ada")
    save_response(records, FORM, response(2), "Ada")
    withdraw(records, f"  {words.upper()} ")
    assert told_responses(records, FORM, 12)["response_id"].str[-1].tolist() == ["2"]
    with pytest.raises(UnknownName):
        withdraw(records, words)
    assert save_response(records, FORM, response(1), "Ada") is None
    last = _entries(records)[2]
    assert (last.action, last.by, last.subject, last.changes) == ("response_withdrawn", "", "answers", ())
    assert broken_entries(records) == []


def test_no_word_of_a_receipt_is_in_the_records(records):
    words = save_response(records, FORM, response(), "Ada")
    with records.reading() as session:
        kept = str(session.execute(text("select * from responses")).all())
    assert not any(word in kept for word in words.split() if len(word) > 4)


def with_receipt(number, **more):
    given = {"receipt": f"abaco abbaglio abbinato {receipt_words()[number]}", "carrier": "file"} | more
    return replace(response(number), **given)


def test_a_file_of_answers_is_saved_whole_once_and_each_receipt_withdraws_its_own(records):
    both = {2: with_receipt(1), 3: with_receipt(2)}
    assert save_responses(records, FORM, both, "Ada") == 2
    assert save_responses(records, FORM, both | {4: with_receipt(3)}, "Ada") == 1
    withdraw(records, both[3].receipt.upper())
    assert told_responses(records, FORM, 12)["number"].tolist() == [1, 3]
    assert save_responses(records, FORM, both, "Ada") == 0


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (with_receipt(2, receipt=""), "bad_receipt"),
        (with_receipt(2, receipt="abaco abbaglio abbinato mario"), "bad_receipt"),
        (with_receipt(2, receipt=f" ABACO abbaglio abbinato {receipt_words()[1]}"), "doubled_receipt"),
        (replace(with_receipt(2), response_id=f"{1:032x}"), "doubled_response"),
        (with_receipt(9), "doubled_receipt"),
        (replace(with_receipt(2), organisation="acli"), "other_organisation"),
        (replace(with_receipt(2), month="x"), "bad_month"),
    ],
)
def test_one_answer_that_cannot_be_saved_leaves_none_of_the_file(records, second, code):
    grant_role(records, ADA, "operator", "root")
    set_organisation(records, ADA, "caf", "root")
    save_responses(records, FORM, {None: replace(with_receipt(9), response_id="f" * 32)}, "root")
    with pytest.raises(Refused) as told:
        save_responses(records.in_name_of(ADA), FORM, {2: with_receipt(1), 3: second}, "Ada", "kobo.csv")
    assert {(fault.code, fault.file) for fault in told.value.faults} == {(code, "kobo.csv")}
    assert told.value.faults[-1].row == 3
    assert len(told_responses(records, FORM, 12)) == 1


def test_an_operator_records_for_and_reads_the_own_organisation_alone(records):
    for person, role in ((ADA, "operator"), ("bea", "operator"), ("carla", "manager"), ("dora", "tutor")):
        grant_role(records, person, role, "root")
    set_organisation(records, ADA, "caf", "root")
    set_organisation(records, "bea", "acli", "root")
    set_organisation(records, "dora", "caf", "root")
    save_response(records.in_name_of(ADA), FORM, response(1, "caf"), "Ada")
    save_response(records.in_name_of("bea"), FORM, response(2, "acli"), "Bea")
    save_response(records.in_name_of("dora"), FORM, response(3, "caf"), "Dora")
    with pytest.raises(Refused) as told:
        save_response(records.in_name_of("bea"), FORM, response(4, "caf"), "Bea")
    assert told.value.faults[0].code == "other_organisation"
    seen = {person: len(read_responses(records.in_name_of(person), FORM, person)) for person in (ADA, "bea", "carla")}
    assert seen == {ADA: 2, "bea": 1, "carla": 3}
    with pytest.raises(NotPermitted):
        read_responses(records.in_name_of("dora"), FORM, "Dora")
    assert read_responses(records, FORM, "root")["organisation"].tolist() == ["caf", "acli", "caf"]


def test_an_operator_of_no_organisation_reads_none(records):
    grant_role(records, ADA, "operator", "root")
    save_response(records, FORM, response(), "root")
    assert read_responses(records.in_name_of(ADA), FORM, "Ada").empty


def test_answers_past_their_period_leave_a_number_that_nobody_gets_and_do_not_come_back(records):
    old = replace(response(2), month="2020-01")
    for each in (response(1), old):
        save_response(records, FORM, each, "Ada")
    assert apply_retention(records, datetime(2026, 11, 28, tzinfo=UTC), "root")["answers"] == 1
    assert save_response(records, FORM, old, "Ada") is None
    save_response(records, FORM, response(3), "Ada")
    assert told_responses(records, FORM, 12)["number"].tolist() == [1, 3]
