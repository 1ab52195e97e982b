"""Events, material, training and certificates on the page; anybody verifies a certificate, nobody lists them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from contract.local_time import today
from contract.training import Attendance
from data_access.records.training import (
    issue_credential,
    read_classes,
    read_courses,
    read_credentials,
    read_events,
    read_operators,
    revoke_credential,
    save_class,
    save_course,
    save_event,
    save_material,
    save_operator,
)
from indicators.training.quotes import quotes_of
from reports.training.certificate import with_files
from tests.indicators.training.contents import BASE, CREDENTIAL, EVENT, HELD, MATERIAL, TUTOR
from tests.ui.helpdesk.desk_page import button, fill, named, text_of
from tests.ui.test_pages import opened
from ui.kept.aids import catalogue

pytestmark = pytest.mark.usefixtures("while_the_catalogue_holds")

FOLDS = ("event", "communication", "material", "languages", "estates", "courses", "classes", "register", "credentials")


pytestmark = pytest.mark.usefixtures("records")


def press(app, label):
    named(app)
    return button(app, label)


def test_an_empty_page_says_what_to_do_first_and_fills_up_by_its_forms(records):
    app = opened("training", FOLDS, lang="en")
    text = text_of(app)
    assert "Nothing is planned. Announce an event below" in text and "The library is empty." in text
    assert "No course is recorded yet." in text and "Nobody has passed a class yet" in text
    assert "No tutor has a certificate that holds." in text and "so about" in text and "none planned" in text
    assert "minutes on foot for a household on average" in text and "no tutor" in text and "0.00" not in text
    fill(app, "Title of the event", "Reading a bill")
    fill(app, "Who holds it: an office or an organisation", "AMAT")
    next(each for each in app.text_input if each.label == "Place: its name and address").set_value("Sormani")
    press(app, "Save the event")
    [(event, _)] = read_events(records).values()
    assert (event.title, event.people, event.minutes) == ("Reading a bill", None, 90)
    assert "Reading a bill Sormani reading bills AMAT" in text_of(app)
    fill(app, "Title of the course", "Basics")
    fill(app, "Modules, one a line: hours, then the title", "4 Bills\n2,5 Aids", "text_area")
    press(app, "Save the course")
    [(course, _)] = read_courses(records).values()
    assert [(each.hours, each.title) for each in course.modules] == [(4, "Bills"), (2.5, "Aids")]
    [label] = [each.label for each in app.text_area if each.label.startswith("Who attended")]
    fill(app, label, "TED-0042 6,5 passed\nTED-0043 2", "text_area")
    for each in app.text_input:
        if each.label == "Place: its name and address":
            each.set_value("CAM")
    press(app, "Save the class")
    [(held, _)] = read_classes(records).values()
    assert [(each.person, each.hours, each.outcome) for each in held.attendances] == [
        ("TED-0042", 6.5, "passed"), ("TED-0043", 2, "open"),
    ]  # fmt: skip
    fill(app, "Reference", "TED-0042")
    press(app, "Save the person")
    assert list(read_operators(records)) == ["TED-0042"]
    press(app, "Issue the certificate")
    [(credential, _)] = read_credentials(records).values()
    assert (credential.person, credential.hours, len(credential.pdf_sha256)) == ("TED-0042", 6.5, 64)
    assert credential.address.endswith("/verifica")


def test_what_is_no_longer_right_is_told_first_and_what_is_wrong_in_a_form_is_told(records):
    save_material(records, replace(MATERIAL, quotes={"BSE-2026": "0" * 64}), 0, "Ada")
    day = today().replace(month=12, day=24)
    save_event(records, replace(EVENT, day=day, municipio="3"), 0, "Ada")
    save_event(records, replace(EVENT, event_id="e2", day=day, title="Altro"), 0, "Ada")
    app = opened("training", ("register",))
    text = text_of(app)
    assert "1 materiale non è più giusto: non distribuirlo." in text and "No: BSE-2026 è stata cambiata" in text
    assert "1 sovrapposizione." in text and "24 dicembre" in text
    fill(app, "Riferimento", "Mario Rossi")
    fill(app, "Il tuo nome", "Ada")
    button(app, "Salva la persona")
    assert "mai per nome" in text_of(app) and not read_operators(records)


@pytest.fixture
def issued(records):
    save_course(records, BASE, 0, "Ada")
    save_class(records, HELD, 0, "Ada")
    save_operator(records, TUTOR, 0, "Ada")
    told = with_files(replace(CREDENTIAL, quotes=quotes_of(catalogue(), ["BSE-2026"])))
    issue_credential(records, told, "Ada")
    return told


def test_anybody_verifies_a_certificate_by_what_is_printed_on_it(issued):
    app = opened("verification", lang="en", number=issued.number, fingerprint=issued.fingerprint)
    text = text_of(app)
    assert "Issued here, and valid." in text and "TED-0042" in text
    altered = issued.fingerprint[:-1] + ("0" if issued.fingerprint[-1] != "0" else "1")
    fill(app, "Fingerprint (SHA-256)", altered).run()
    text = text_of(app)
    assert "No certificate has this number and this fingerprint." in text and "TED-0042" not in text
    assert "TED-0042" not in text_of(opened("verification", number=issued.number))


def test_what_is_expired_taken_back_or_told_under_another_s_number_does_not_stand(issued, records, monkeypatch):
    other = with_files(replace(issued, number="BE-2026-ZZ99", person="TED-0045"))
    save_class(records, replace(HELD, attendances=(*HELD.attendances, Attendance("TED-0045", 8.0, "passed"))), 1, "Ada")
    issue_credential(records, other, "Ada")
    app = opened("verification", lang="en", number=issued.number, fingerprint=other.fingerprint)
    assert "No certificate has this number" in text_of(app) and "TED-00" not in text_of(app)
    fill(app, "Fingerprint (SHA-256)", issued.fingerprint)
    revoke_credential(records, issued.number, 1, "given by mistake", "Ada")
    text = text_of(app.run())
    assert "Issued here, and taken back." in text and "by mistake" not in text
    fill(app, "Number", other.number)
    fill(app, "Fingerprint (SHA-256)", f" {other.fingerprint[:32].upper()} {other.fingerprint[32:]} ")
    monkeypatch.setattr("ui.training.verification.today", lambda: other.valid_to + timedelta(days=1))
    assert "no longer valid: its time is over" in text_of(app.run())


def test_a_certificate_whose_rule_changed_says_which(issued, monkeypatch):
    old = catalogue()
    edition = replace(old.editions["BSE-2026"], papers=())
    changed = replace(old, editions={**old.editions, "BSE-2026": edition})
    monkeypatch.setattr("ui.training.verification.catalogue", lambda: changed)
    text = text_of(opened("verification", lang="en", number=issued.number, fingerprint=issued.fingerprint))
    assert "no longer valid: a rule that it taught has changed" in text
    assert "It taught BSE-2026, which was changed." in text
