"""Events, material and training are kept in one chain; nobody is named; a certificate has to be earned."""

from dataclasses import replace
from datetime import date

import pytest

from contract.errors import Refused, StaleSave
from contract.events import event_faults, material_faults
from contract.training import Attendance, Module, class_faults, course_faults, operator_faults
from data_access.records.audit import read_audit
from data_access.records.training import (
    issue_credential,
    read_classes,
    read_courses,
    read_credentials,
    read_events,
    read_materials,
    read_operators,
    revoke_credential,
    save_class,
    save_course,
    save_event,
    save_material,
    save_operator,
)
from tests.indicators.training.contents import BASE, CREDENTIAL, EVENT, HELD, MATERIAL, TUTOR, TUTORS


def codes(faults):
    return [(each.code, each.column) for each in faults]


def refused(call, *arguments):
    with pytest.raises(Refused) as told:
        call(*arguments)
    return [each.code for each in told.value.faults]


def test_everything_comes_back_as_it_was_saved_and_the_audit_says_so(records):
    saves = ((save_event, EVENT, read_events), (save_material, MATERIAL, read_materials),
             (save_course, BASE, read_courses), (save_class, HELD, read_classes),
             (save_operator, TUTOR, read_operators))  # fmt: skip
    for save, told, read in saves:
        save(records, told, 0, "Ada")
        [(found, entry)] = read(records).values()
        assert (found, entry.version, entry.by) == (told, 1, "Ada")
    issue_credential(records, CREDENTIAL, "Ada")
    [(found, _)] = read_credentials(records).values()
    assert found == CREDENTIAL and found.fingerprint == CREDENTIAL.fingerprint
    acts = [each.action for each in read_audit(records, "root")]
    assert acts.count("training_saved") == 5 and acts.count("credential_saved") == 1


def test_of_two_who_save_an_event_the_second_is_told(records):
    save_event(records, EVENT, 0, "Ada")
    save_event(records, replace(EVENT, people=12), 1, "Bea")
    with pytest.raises(StaleSave):
        save_event(records, replace(EVENT, title="Altro"), 1, "Ada")
    assert read_events(records)["e1"][0].people == 12


def test_a_certificate_has_to_be_earned_once_and_a_tutor_has_the_basic_one_first(records):
    assert refused(issue_credential, records, CREDENTIAL, "Ada") == ["not_earned"]
    for course in (BASE, TUTORS):
        save_course(records, course, 0, "Ada")
    save_class(records, HELD, 0, "Ada")
    save_class(records, replace(HELD, class_id="c2", course_id="ted"), 0, "Ada")
    tutor = replace(CREDENTIAL, number="BE-2026-CD34", class_id="c2", level="tutor")
    for person in ("TED-0043", "TED-0044", "TED-0099"):
        assert refused(issue_credential, records, replace(CREDENTIAL, person=person), "Ada") == ["not_earned"]
    assert refused(issue_credential, records, tutor, "Ada") == ["no_base"]
    issue_credential(records, CREDENTIAL, "Ada")
    assert refused(issue_credential, records, replace(CREDENTIAL, number="BE-2026-EF56"), "Ada") == ["doubled"]
    issue_credential(records, tutor, "Ada")
    assert len(read_credentials(records)) == 2


def test_what_is_taken_back_stays_taken_back_and_nothing_else_of_it_changes(records):
    save_course(records, BASE, 0, "Ada")
    save_class(records, HELD, 0, "Ada")
    issue_credential(records, CREDENTIAL, "Ada")
    assert refused(revoke_credential, records, "BE-0", 1, "Errore", "Ada") == ["unknown_credential"]
    with pytest.raises(Refused):
        revoke_credential(records, CREDENTIAL.number, 1, " ", "Ada")
    revoke_credential(records, CREDENTIAL.number, 1, "Ore sbagliate", "Ada")
    found, _ = read_credentials(records)[CREDENTIAL.number]
    assert found == replace(CREDENTIAL, revoked_reason="Ore sbagliate")
    assert refused(revoke_credential, records, CREDENTIAL.number, 2, "Ancora", "Ada") == ["unknown_credential"]
    issue_credential(records, replace(CREDENTIAL, number="BE-2026-AB13"), "Ada")


@pytest.mark.parametrize("name", ["Ada Rossi", "ROSSI", "ted-0042", "TED-42", "TED-0042 ", "", "RSSDAA80A41F205X"])
def test_nobody_is_told_by_name(name):
    assert codes(operator_faults(replace(TUTOR, person=name))) == [("bad_reference", "person")]
    held = replace(HELD, attendances=(Attendance(name, 1.0),))
    assert codes(class_faults(held, BASE)) == [("bad_reference", "attendances.1.person")]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"title": " "}, ("no_text", "title")), ({"topic": "sport"}, ("unknown_code", "topic")),
        ({"place": "bar"}, ("unknown_code", "place")), ({"minutes": 0}, ("bad_length", "minutes")),
        ({"minutes": 721}, ("bad_length", "minutes")), ({"people": -1}, ("bad_count", "people")),
        ({"people": 3, "is_cancelled": True}, ("cancelled", "people")), ({"by": ""}, ("no_text", "by")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_event_is_told(changes, found):
    assert codes(event_faults(replace(EVENT, **changes))) == [found] and event_faults(EVENT) == []


def test_what_is_wrong_with_material_courses_and_classes_is_told_all_at_once():
    wrong = replace(MATERIAL, sha256="A" * 64, licence="mine", quotes={"BSE-2026": "x"})
    assert codes(material_faults(wrong)) == [("unknown_code", "licence"), ("bad_fingerprint", "sha256"),
                                             ("bad_fingerprint", "quotes.BSE-2026")]  # fmt: skip
    wrong = replace(BASE, modules=(Module("", 0.0), Module("x", float("nan"))), months=0, least_share=1.01)
    assert codes(course_faults(wrong)) == [
        ("no_text", "modules.1.title"), ("bad_hours", "modules.1.hours"), ("bad_hours", "modules.2.hours"),
        ("out_of_range", "least_share"), ("out_of_range", "months"),
    ]  # fmt: skip
    assert codes(course_faults(replace(BASE, modules=()))) == [("no_module", "modules")]
    doubled = (Attendance("TED-0042", 10.01), Attendance("TED-0042", 10.0, "won"))
    wrong = replace(HELD, last_day=date(2026, 3, 1), attendances=doubled)
    assert codes(class_faults(wrong, BASE)) == [
        ("upside_down", "last_day"), ("bad_hours", "attendances.1.hours"), ("unknown_code", "attendances.2.outcome"),
        ("doubled", "attendances"),
    ]  # fmt: skip
