"""A certificate's files: one altered byte and they no longer verify; the calendar opens in other programs."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from indicators.training.calendar import appointments
from reports.training.calendar_file import appointments_ics
from reports.training.certificate import badge_json, certificate_pdf, is_file_of, verification_link, with_files
from tests.indicators.training.contents import CREDENTIAL, EVENT

ISSUED = with_files(CREDENTIAL)
OTHER = replace(CREDENTIAL, number="BE-2026-AB13", person="TED-0043")
FILES = (certificate_pdf(ISSUED), badge_json(ISSUED))


def test_both_files_are_the_same_when_they_are_drawn_again_and_the_pdf_is_tagged():
    assert all(is_file_of(ISSUED, file) for file in FILES)
    assert FILES[0].startswith(b"%PDF") and b"/StructTreeRoot" in FILES[0]


@given(st.sampled_from(FILES), st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_one_altered_byte_and_a_file_no_longer_verifies(file, place, change):
    at = int(place * len(file))
    assert not is_file_of(ISSUED, file[:at] + bytes([file[at] ^ change]) + file[at + 1 :])


@pytest.mark.parametrize("file", [
    b"", FILES[0][:-1], FILES[0][: len(FILES[0]) // 2], FILES[0] + b"\n", FILES[0] + b"\n1 0 obj\nendobj\n%%EOF",
    FILES[0].replace(b"\n", b"\r\n"), FILES[1].replace(b"\n", b"\r\n"), FILES[1] + b"\n",
    json.dumps(dict(reversed(json.loads(FILES[1]).items())), ensure_ascii=False, indent=1).encode(),
    json.dumps(json.loads(FILES[1])).encode(), *(draw(OTHER) for draw in (certificate_pdf, badge_json)),
])  # fmt: skip
def test_what_was_cut_saved_anew_ordered_otherwise_or_is_another_s_no_longer_verifies(file):
    assert not is_file_of(ISSUED, file)


@given(st.sampled_from(["number", "person", "class_id", "title", "level", "issuer", "address"]), st.text(min_size=1))
def test_whatever_it_says_is_in_its_fingerprint(name, text):
    assert replace(ISSUED, **{name: getattr(ISSUED, name) + text}).fingerprint != ISSUED.fingerprint


def test_the_fingerprint_is_that_of_what_it_says_whatever_becomes_of_it():
    later = replace(ISSUED, revoked_reason="taken back", pdf_sha256="")
    assert later.fingerprint == ISSUED.fingerprint == replace(ISSUED, hours=8.0).fingerprint
    assert replace(ISSUED, hours=8.5).fingerprint != ISSUED.fingerprint
    assert verification_link(ISSUED).endswith(f"/verifica?number=BE-2026-AB12&fingerprint={ISSUED.fingerprint}")


def test_the_badge_has_the_shape_of_open_badges_and_names_nobody():
    badge = json.loads(FILES[1])
    assert badge["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert set(badge["type"]) == {"VerifiableCredential", "OpenBadgeCredential"}
    assert badge["id"] == verification_link(ISSUED) and badge["issuer"]["type"] == ["Profile"]
    subject = badge["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == "TED-0042"
    assert {"id", "type", "name", "description", "criteria"} <= set(subject["achievement"])
    assert (badge["validFrom"], badge["validUntil"]) == ("2026-04-01T00:00:00Z", "2028-04-01T23:59:59Z")


def test_the_calendar_is_read_by_another_program_at_the_citys_hours():
    start = pd.Timestamp(datetime(2026, 12, 10, 9, tzinfo=UTC))
    sessions = pd.DataFrame({"session_id": ["s"], "site_id": ["C1"], "start": [start], "end": [start]})
    told = appointments([EVENT], sessions, {"C1": "via Saint Bon"})
    file = Calendar.from_ical(appointments_ics(told, "it", datetime(2026, 11, 28, tzinfo=UTC)))
    first, second = file.walk("VEVENT")
    assert (str(first["summary"]), str(first["location"])) == ("Leggere la bolletta", "Biblioteca Sormani")
    assert (first.decoded("dtstart").isoformat(), first["uid"]) == (
        "2026-12-09T16:00:00+00:00", "e1@benessere-energetico",
    )  # fmt: skip
    assert str(second["summary"]) == "Sportello Energia"
