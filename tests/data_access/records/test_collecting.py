"""Targets by place, and people who did not consent: counted once, read by their own organisation."""

from dataclasses import replace

import pytest

from contract.errors import NotPermitted, Refused
from data_access.__main__ import main
from data_access.collection.forms import read_form
from data_access.collection.receipts import draw_receipt
from data_access.collection.submissions import Submissions
from data_access.records.collecting import count_refusals, read_refusals, read_targets, set_target, take_submissions
from data_access.records.corrections import correct, read_corrections, told_responses
from data_access.records.database import open_records
from data_access.records.responses import read_responses, save_response, set_organisation
from data_access.records.roles import grant_role
from indicators.collection.quality import quality_by_organisation
from tests.data_access.collection.test_submissions import export, submission
from tests.data_access.records.contents import response

FORM = read_form()


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


def test_a_file_with_another_organisation_s_refusal_is_taken_in_not_even_in_part(records):
    grant_role(records, "ada", "operator", "root")
    set_organisation(records, "ada", "caf", "root")
    told = {2: replace(response(1), receipt=draw_receipt())}
    with pytest.raises(Refused):
        take_submissions(records.in_name_of("ada"), FORM, Submissions(told, {f"{2:032x}": "acli"}, "kobo.csv"), "Ada")
    assert told_responses(records, FORM, 12).empty and read_refusals(records, "root").empty
    whole = Submissions(told, {f"{2:032x}": "caf"}, "kobo.csv")
    assert [take_submissions(records.in_name_of("ada"), FORM, whole, "Ada") for _ in range(2)] == [1, 0]
    assert len(told_responses(records, FORM, 12)) == 1 and read_refusals(records, "root").to_dict() == {"caf": 1}


def test_the_command_takes_a_file_in_once_and_a_broken_one_not_at_all(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    right, wrong = tmp_path / "kobo.csv", tmp_path / "wrong.csv"
    right.write_bytes(export(submission(1), submission(2), submission(3, consent="2")))
    wrong.write_bytes(export(submission(4), submission(5, **{"asked/place": "nil_Mario Rossi"})))
    assert [main(["--language", "en", "submissions", str(each)]) for each in (right, right, wrong)] == [0, 0, 1]
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "2 new answers. 0 were there already. One person did not consent.",
        "0 new answers. 2 were there already. One person did not consent.",
    ]
    assert "row 3" in err and main(["submissions", str(tmp_path / "none.csv")]) == 1
    held = open_records(str(tmp_path / "records"))
    assert len(told_responses(held, FORM, 12)) == 2 and read_refusals(held, "root").to_dict() == {"caf": 1}
    held.close()


@pytest.mark.parametrize(("role", "own", "seen"), [
    ("operator", "caf", {"caf"}), ("operator", "", set()), ("manager", "caf", {"caf", "acli"}),
])  # fmt: skip
def test_by_role_every_way_of_reading_tells_the_same_organisations(records, role, own, seen):
    for number, organisation in enumerate(("caf", "acli"), start=1):
        save_response(records, FORM, response(number, organisation, damp="1"), "root")
        correct(records, FORM, number, ("damp", "2", "typing"), "root")
    count_refusals(records, {"1": "caf", "2": "acli"}, "root")
    grant_role(records, "ada", role, "root")
    set_organisation(records, "ada", own, "root")
    ada = records.in_name_of("ada")
    answers, refusals = read_responses(ada, FORM, "Ada"), read_refusals(ada, "Ada")
    table = quality_by_organisation(answers, FORM, refusals)
    told = (answers["organisation"], refusals.index, read_corrections(ada, "Ada")["organisation"], table.index)
    assert [set(each) for each in told] == [seen] * 4
