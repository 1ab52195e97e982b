"""An export of KoboToolbox comes back in as answers, and broken ones are refused with rows."""

import io
import uuid
from datetime import timedelta

import pandas as pd
import pytest

from contract.errors import Refused
from contract.local_time import today
from data_access.collection import submissions
from data_access.collection.forms import read_form
from data_access.collection.receipts import receipt_words

FORM = read_form()
WORDS = receipt_words()
PLACES = {"nil_12", "complex_C001"}


def submission(number, **values):
    row = {
        "start": "2026-11-05T10:00:00.000+01:00", "end": "2026-11-05T10:06:30.000+01:00", "organisation": "caf",
        "form_version": "1", "consent_version": "1", "consent": "1", "asked/month": "2026-11-01",
        "asked/place": "nil_12", **{f"asked/{name}": "" for name in FORM.by_name},
        "asked/heating_system": "2", "asked/shared_bill_known": "1", "asked/shared_bill_eur": "700", "asked/damp": "1",
        "_id": str(number), "_uuid": str(uuid.UUID(int=number)), "_submission_time": "2026-11-05T11:00:00",
        "receipt": f"{WORDS[number]} {WORDS[7]} {WORDS[0]} {WORDS[-1]}",
    }  # fmt: skip
    return row | values


def read_submissions(content, file="kobo.csv"):
    return submissions.read_submissions(content, file, FORM, PLACES)


def export(*rows, sep=";", encoding="utf-8-sig"):
    return pd.DataFrame(list(rows)).to_csv(index=False, sep=sep).encode(encoding)


@pytest.mark.parametrize("sep", [";", ",", "\t"])
def test_answers_come_in_with_their_codes_place_month_and_time(sep):
    told = read_submissions(export(submission(1), submission(2), sep=sep))
    one, two = told.responses[2], told.responses[3]
    assert told.refusals == {}
    assert (one.month, one.place_kind, one.place_id, one.seconds) == ("2026-11", "nil", "12", 390)
    assert one.answers == {"heating_system": "2", "shared_bill_known": "1", "shared_bill_eur": 700, "damp": "1"}
    assert one.response_id != two.response_id


def test_words_of_either_language_are_codes_and_workbooks_are_read():
    rows = [submission(1, **{"asked/damp": "sì"}), submission(2, **{"asked/damp": "no"})]
    held = io.BytesIO()
    pd.DataFrame(rows).to_excel(held, index=False)
    told = read_submissions(held.getvalue(), "kobo.xlsx").responses
    assert {row: each.answers["damp"] for row, each in told.items()} == {2: "1", 3: "2"}


def test_blank_lines_and_a_separator_at_the_end_change_no_row_and_no_line():
    content = export(submission(1), submission(2, **{"asked/damp": "7"})).decode("utf-8-sig")
    head, first, second = content.splitlines()
    with pytest.raises(Refused) as told:
        read_submissions("\r\n".join([f"{head};", f"{first};", "", ";;;", f"{second};"]).encode())
    assert [(fault.code, fault.row) for fault in told.value.faults] == [("unknown_code", 5)]


def test_who_did_not_consent_is_passed_over_and_counted():
    silent = {name: "" for name in submission(2) if name.startswith("asked/")} | {"consent": "2"}
    told = read_submissions(export(submission(1), submission(2, **silent)))
    assert (list(told.responses), told.refusals) == ([2], {f"{2:032x}": "caf"})


@pytest.mark.parametrize(("change", "code"), [
    ({"_uuid": "Mario Rossi"}, "bad_response"), ({"_uuid": ""}, "bad_response"),
    ({"_uuid": submission(1)["_uuid"]}, "doubled_response"), ({"organisation": "Mario Rossi"}, "bad_organisation"),
    ({"consent": ""}, "bad_consent"), ({"consent": "forse"}, "bad_consent"), ({"consent": "0"}, "bad_consent"),
])  # fmt: skip
def test_of_who_did_not_consent_a_number_and_an_organisation_are_needed_and_nothing_else_is_a_refusal(change, code):
    with pytest.raises(Refused) as told:
        read_submissions(export(submission(1), submission(2, consent="no") | change))
    assert [(fault.code, fault.row) for fault in told.value.faults] == [(code, 3)]


@pytest.mark.parametrize("ends", ["2026-11-05T09:00:00.000+01:00", "2026-11-08T10:00:00.000+01:00", "", "x"])
def test_how_long_it_took_is_not_told_where_no_interview_takes_so_long(ends):
    [told] = read_submissions(export(submission(1, end=ends))).responses.values()
    assert told.seconds is None


BROKEN = {
    "unknown code": ({"asked/damp": "7"}, "unknown_code", "damp"),
    "not asked": ({"asked/heating_system": "3"}, "not_asked", "shared_bill_known"),
    "too large": ({"asked/shared_bill_eur": "70000"}, "out_of_range", "shared_bill_eur"),
    "not whole": ({"asked/shared_bill_eur": "7,5"}, "out_of_range", "shared_bill_eur"),
    "negative": ({"asked/shared_bill_eur": "-1"}, "out_of_range", "shared_bill_eur"),
    "no month": ({"asked/month": "novembre"}, "bad_month", "month"),
    "month of old": ({"asked/month": "1926-11-01"}, "bad_month", "month"),
    "no place": ({"asked/place": ""}, "bad_place", "place"),
    "a place of nobody": ({"asked/place": "nil_Mario Rossi"}, "unknown_place", "place"),
    "an estate of another city": ({"asked/place": "complex_C999"}, "unknown_place", "place"),
    "a month to come": ({"asked/month": f"{today() + timedelta(days=32):%Y-%m-%d}"}, "future_month", "month"),
    "a section": ({"asked/place": "section_151460000001"}, "bad_place", "place"),
    "no number": ({"_uuid": ""}, "bad_response", "response_id"),
    "somebody's name": ({"organisation": "Mario Rossi"}, "bad_organisation", "organisation"),
    "other consent": ({"consent_version": "0"}, "no_consent", "consent"),
    "other version": ({"form_version": "2"}, "other_form", "form_version"),
    "no receipt": ({"receipt": ""}, "bad_receipt", "receipt"),
    "a receipt of three words": ({"receipt": " ".join(WORDS[:3])}, "bad_receipt", "receipt"),
    "a receipt of other words": ({"receipt": f"{WORDS[1]} {WORDS[2]} {WORDS[3]} mario"}, "bad_receipt", "receipt"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_row_is_told_with_its_line(name):
    change, code, column = BROKEN[name]
    with pytest.raises(Refused) as told:
        read_submissions(export(submission(1), submission(2, **change)))
    assert [(fault.code, fault.row, fault.column) for fault in told.value.faults if fault.code == code] == [
        (code, 3, column)
    ]


@pytest.mark.parametrize(("column", "code"), [("_uuid", "doubled_response"), ("receipt", "doubled_receipt")])
def test_what_stands_in_the_file_twice_is_told_at_both_lines(column, code):
    shown = {column: f" {submission(1)[column].upper()} "}
    with pytest.raises(Refused) as told:
        read_submissions(export(submission(1), submission(2, **shown), submission(3)))
    assert [(fault.code, fault.row) for fault in told.value.faults] == [(code, 2), (code, 3)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (export(submission(1) | {"asked/telefono": "02"}), "unknown_column"),
        (export({name: value for name, value in submission(1).items() if name != "asked/damp"}), "missing_column"),
        (export(submission(1) | {"damp": "1"}), "doubled_column"),
        (export(submission(1)) + b"a;b", "ragged_row"),
        (b'\n"', "unreadable"),
        (b"", "empty_file"),
        (b"\xff\xfe\x00a;b", "unreadable"),
        (b"PK\x03\x04nonsense", "unreadable"),
        (export(submission(1)).splitlines()[0], "bad_size"),
    ],
)
def test_a_broken_file_is_refused_whole(content, code):
    with pytest.raises(Refused) as told:
        read_submissions(content)
    assert {fault.code for fault in told.value.faults} == {code}


def test_all_faults_of_all_rows_are_told_at_once():
    rows = [submission(1, **{"asked/damp": "9", "asked/month": "x"}), submission(2, **{"asked/place": "x"})]
    with pytest.raises(Refused) as told:
        read_submissions(export(*rows))
    assert sorted((fault.row, fault.code) for fault in told.value.faults) == [
        (2, "bad_month"), (2, "unknown_code"), (3, "bad_place"),
    ]  # fmt: skip
