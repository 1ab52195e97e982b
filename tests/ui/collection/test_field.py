"""The form's address and what it takes: once, from whom may, as large as an answer is, never from another site."""

import json
import re
import shutil

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from contract.translations import LANGUAGES
from data_access.collection.forms import read_form
from data_access.collection.receipts import receipt_words
from data_access.collection.sent import MOST_BYTES
from data_access.editions import SAMPLE
from data_access.records.collecting import read_refusals
from data_access.records.corrections import told_responses
from data_access.records.responses import set_organisation, withdraw
from data_access.records.roles import grant_role
from tests.data_access.test_internal import make_internal
from ui.collection.field import FIELD_PATH, REFUSED_PATH, SENT_PATH
from ui.entrance.server import MIDDLEWARE, ROUTES
from ui.kept import editions
from ui.kept import help_desk as kept

FORM = read_form()


@pytest.fixture(autouse=True)
def records(tmp_path, monkeypatch):
    """Records of this test alone."""
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path))
    return kept.records()


@pytest.fixture
def client():
    return TestClient(Starlette(routes=ROUTES, middleware=MIDDLEWARE), base_url="http://observatory.test")


def answers(number=1, **more):
    told = {
        "response_id": f"{number:032x}", "form_id": FORM.form_id, "form_version": FORM.version,
        "consent_version": FORM.consent_version, "month": "2026-11", "place": "nil_12", "organisation": "caf",
        "answers": {"damp": "1"}, "seconds": 90, "receipt": f"abaco abbaglio abbinato {receipt_words()[number]}",
    }  # fmt: skip
    return told | more


def send(client, told, **headers):
    content = told if isinstance(told, bytes) else json.dumps(told).encode()
    return client.post(f"{SENT_PATH}?lang=en", content=content, headers={"Content-Type": "application/json"} | headers)


def test_the_form_holds_every_question_in_every_language_and_calls_nobody(client):
    page = client.get(FIELD_PATH)
    told = json.loads(re.search(r'id="page">(.*?)</script>', page.text, re.S)[1])
    assert [each["name"] for each in told["form"]["questions"]] == list(FORM.by_name)
    assert all(set(told["words"][language]) == set(told["words"]["it"]) for language in LANGUAGES)
    assert told["places"]["nil_12"] and len(told["receipt_words"]) == 2048
    assert not re.search(r"https?://|//[a-z]+\.", page.text.replace(page.text[page.text.index('id="page">') :], ""))
    used = set(re.findall(r'words\("(\w+)"', page.text)) | {"send", "file", "forget", "next", "sign_in"}
    assert used <= set(told["words"]["it"])
    assert client.get(f"{FIELD_PATH}worker.js").headers["content-type"].startswith("text/javascript")


def test_what_is_sent_twice_arrives_once_and_the_receipt_withdraws_it(client, records):
    assert [send(client, answers()).status_code for _ in range(2)] == [201, 201]
    assert told_responses(records, FORM, 12)[["carrier", "seconds", "place_id"]].values.tolist() == [
        ["phone", 90, "12"]
    ]
    withdraw(records, answers()["receipt"])
    assert send(client, answers()).status_code == 201
    assert told_responses(records, FORM, 12).empty


def test_the_places_are_those_of_public_editions_and_without_one_there_is_no_form(client, tmp_path, monkeypatch):
    monkeypatch.setenv("OBSERVATORY_IDENTITY", "oidc")
    shutil.copytree(SAMPLE / "2022", tmp_path / "editions" / "2022")
    shutil.copytree(SAMPLE / "2023", tmp_path / "editions" / "2023")
    make_internal(tmp_path / "editions" / "2023", True)
    monkeypatch.setenv("OBSERVATORY_DATA", str(tmp_path / "editions"))
    editions.forget_list()
    assert client.get(FIELD_PATH).status_code == 200
    shutil.rmtree(tmp_path / "editions" / "2022")
    editions.forget_list()
    assert client.get(FIELD_PATH).status_code == 404
    editions.forget_list()


WRONG = {
    "no JSON": b"a",
    "a list": [],
    "a field more": answers(name="Ada"),
    "a number for a word": answers(month=1),
    "a truth for a number": answers(answers={"shared_bill_eur": True}),
    "text in an answer": answers(answers={"damp": "Mario Rossi"}),
    "another question": answers(answers={"name": "x"}),
    "a section": answers(place="section_1"),
    "a place that is a name": answers(place="nil_Mario Rossi"),
    "a month to come": answers(month="2099-01"),
    "another version": answers(form_version=99),
    "a path": answers(form_id="../../pages"),
    "no receipt": answers(receipt=""),
    "an old consent": answers(consent_version=0),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_answer_is_refused_in_words_and_nothing_is_kept(client, records, name):
    found = send(client, WRONG[name])
    assert found.status_code == 422 and len(found.text) > 20
    assert told_responses(records, FORM, 12).empty


@pytest.mark.parametrize("seconds", [-5, 10**30, 86_401])
def test_a_clock_that_was_put_right_meanwhile_costs_the_duration_alone(client, records, seconds):
    assert send(client, answers(seconds=seconds)).status_code == 201
    assert told_responses(records, FORM, 12)["seconds"].isna().all()


def test_other_sites_other_kinds_and_large_ones_are_refused(client, records):
    assert send(client, answers(), Origin="http://evil.test").status_code == 403
    assert send(client, answers(), **{"Content-Type": "text/plain"}).status_code == 415
    assert send(client, answers(organisation="a" * MOST_BYTES)).status_code == 413
    assert client.get(SENT_PATH).status_code == 405
    assert told_responses(records, FORM, 12).empty


def test_who_did_not_consent_is_counted_once_and_nothing_else_is_taken(client, records):
    headers = {"Content-Type": "application/json"}

    def refuse(**told):
        content = json.dumps({"response_id": f"{1:032x}", "organisation": "caf"} | told)
        return client.post(REFUSED_PATH, content=content, headers=headers).status_code

    assert [refuse(), refuse()] == [201, 201]
    wrong = ({"organisation": "Mario Rossi"}, {"response_id": "1"}, {"name": "Ada"}, {"organisation": None})
    assert [refuse(**each) for each in wrong] == [422] * 4
    assert read_refusals(records, "x").to_dict() == {"caf": 1}


def test_where_people_sign_in_only_who_records_answers_may_send_and_for_the_own_organisation(
    client, records, monkeypatch
):
    monkeypatch.setenv("OBSERVATORY_IDENTITY", "proxy")
    monkeypatch.setenv("OBSERVATORY_PROXIES", "testclient")
    grant_role(records, "ada", "operator", "root")
    set_organisation(records, "ada", "caf", "root")
    grant_role(records, "eva", "editor", "root")
    found = {
        (user, whose): send(client, answers(organisation=whose), **({"X-Forwarded-User": user} if user else {}))
        for user in ("", "eva", "ada")
        for whose in ("acli", "caf")
    }
    assert {each: answer.status_code for each, answer in found.items()} == {
        ("", "acli"): 403, ("", "caf"): 403, ("eva", "acli"): 403, ("eva", "caf"): 403,
        ("ada", "acli"): 422, ("ada", "caf"): 201,
    }  # fmt: skip
    assert told_responses(records, FORM, 12)["organisation"].tolist() == ["caf"]
    assert '"organisation": "caf"' in client.get(FIELD_PATH, headers={"X-Forwarded-User": "ada"}).text
