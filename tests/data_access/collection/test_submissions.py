"""An export of KoboToolbox comes back in as answers, and broken ones are refused with rows."""

import io
import uuid

import pandas as pd
import pytest

from contract.errors import Refused
from data_access.collection.forms import read_form
from data_access.collection.receipts import receipt_words
from data_access.collection.submissions import read_submissions

FORM = read_form()
WORDS = receipt_words()


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


def export(*rows, sep=";", encoding="utf-8-sig"):
    return pd.DataFrame(list(rows)).to_csv(index=False, sep=sep).encode(encoding)


@pytest.mark.parametrize("sep", [";", ","])
def test_answers_come_in_with_their_codes_place_month_and_time(sep):
    responses, refused = read_submissions(export(submission(1), submission(2), sep=sep), "kobo.csv", FORM)
    one, two = responses[2], responses[3]
    assert refused == {}
    assert (one.month, one.place_kind, one.place_id, one.seconds) == ("2026-11", "nil", "12", 390)
    assert one.answers == {"heating_system": "2", "shared_bill_known": "1", "shared_bill_eur": 700, "damp": "1"}
    assert one.response_id != two.response_id


def test_words_of_either_language_are_codes_and_workbooks_are_read():
    rows = [submission(1, **{"asked/damp": "sì"}), submission(2, **{"asked/damp": "no"})]
    held = io.BytesIO()
    pd.DataFrame(rows).to_excel(held, index=False)
    responses, _ = read_submissions(held.getvalue(), "kobo.xlsx", FORM)
    assert [each.answers["damp"] for each in responses.values()] == ["1", "2"]


def test_who_did_not_consent_is_passed_over_and_counted():
    silent = {name: "" for name in submission(2) if name.startswith("asked/")} | {"consent": "2"}
    responses, refused = read_submissions(export(submission(1), submission(2, **silent)), "kobo.csv", FORM)
    assert (len(responses), refused) == (1, {f"{2:032x}": "caf"})


BROKEN = {
    "unknown code": ({"asked/damp": "7"}, "unknown_code", "damp"),
    "not asked": ({"asked/heating_system": "3"}, "not_asked", "shared_bill_known"),
    "too large": ({"asked/shared_bill_eur": "70000"}, "out_of_range", "shared_bill_eur"),
    "not whole": ({"asked/shared_bill_eur": "7,5"}, "out_of_range", "shared_bill_eur"),
    "negative": ({"asked/shared_bill_eur": "-1"}, "out_of_range", "shared_bill_eur"),
    "no month": ({"asked/month": "novembre"}, "bad_month", "month"),
    "month of old": ({"asked/month": "1926-11-01"}, "bad_month", "month"),
    "no place": ({"asked/place": ""}, "bad_place", "place"),
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
        read_submissions(export(submission(1), submission(2, **change)), "kobo.csv", FORM)
    assert [(fault.code, fault.row, fault.column) for fault in told.value.faults if fault.code == code] == [
        (code, 3, column)
    ]


@pytest.mark.parametrize(("column", "code"), [("_uuid", "doubled_response"), ("receipt", "doubled_receipt")])
def test_what_stands_in_the_file_twice_is_told_at_both_lines(column, code):
    shown = {column: f" {submission(1)[column].upper()} "}
    with pytest.raises(Refused) as told:
        read_submissions(export(submission(1), submission(2, **shown), submission(3)), "kobo.csv", FORM)
    assert [(fault.code, fault.row) for fault in told.value.faults] == [(code, 2), (code, 3)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (export(submission(1) | {"asked/telefono": "02"}), "unknown_column"),
        (export({name: value for name, value in submission(1).items() if name != "asked/damp"}), "missing_column"),
        (export(submission(1) | {"damp": "1"}), "doubled_column"),
        (b"", "unreadable"),
        (b"\xff\xfe\x00a;b", "unreadable"),
        (b"PK\x03\x04nonsense", "unreadable"),
        (export(submission(1)).splitlines()[0], "bad_size"),
    ],
)
def test_a_broken_file_is_refused_whole(content, code):
    with pytest.raises(Refused) as told:
        read_submissions(content, "kobo.csv", FORM)
    assert {fault.code for fault in told.value.faults} == {code}


def test_all_faults_of_all_rows_are_told_at_once():
    rows = [submission(1, **{"asked/damp": "9", "asked/month": "x"}), submission(2, **{"asked/place": "x"})]
    with pytest.raises(Refused) as told:
        read_submissions(export(*rows), "kobo.csv", FORM)
    assert sorted((fault.row, fault.code) for fault in told.value.faults) == [
        (2, "bad_month"), (2, "unknown_code"), (3, "bad_place"),
    ]  # fmt: skip
