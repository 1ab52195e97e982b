"""What pages offer at an address of its own, and for how long."""

from collections import OrderedDict
from contextlib import closing

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data_access.records.database import open_records
from data_access.records.roles import grant_role, revoke_role
from ui.entrance.server import MIDDLEWARE, ROUTES
from ui.words import served


@pytest.fixture
def client():
    return TestClient(Starlette(routes=ROUTES, middleware=MIDDLEWARE), base_url="http://observatory.test")


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    monkeypatch.setattr(served, "_kept", OrderedDict())


def test_each_content_has_one_address_that_answers_with_it(client):
    first, second = served.offer(b"[1]", False), served.offer(b"[2]", False)
    assert first == served.offer(b"[1]", False) != second
    answers = [client.get(address) for address in (first, second)]
    assert [answer.json() for answer in answers] == [[1], [2]]
    for answer in answers:
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["cache-control"] == "private, no-store"
    assert client.get("/shown/0123.json").status_code == 404


def test_what_tells_of_internal_editions_is_for_those_who_may_see_their_layers(client, monkeypatch, tmp_path):
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    monkeypatch.setenv("OBSERVATORY_IDENTITY", "proxy")
    monkeypatch.setenv("OBSERVATORY_PROXIES", "testclient")
    address, asked = served.offer(b"[3]", True), {"X-Forwarded-User": "ada@comune.test"}
    with closing(open_records(str(tmp_path / "records"))) as records:
        grant_role(records, asked["X-Forwarded-User"], "tutor", "root")
        assert [client.get(address, headers=headers).status_code for headers in ({}, asked)] == [404, 200]
        revoke_role(records, asked["X-Forwarded-User"], "tutor", "root")
    assert client.get(address, headers=asked).status_code == 404


@pytest.mark.parametrize("order", [(True, False), (False, True)])
def test_what_public_editions_tell_too_is_everybody_s(client, order):
    addresses = {served.offer(b"[4]", is_internal) for is_internal in order}
    assert [client.get(address).status_code for address in addresses] == [200]


def test_what_was_offered_longest_ago_goes_when_there_is_no_room(client, monkeypatch):
    monkeypatch.setattr(served, "MOST_KEPT_BYTES", 20)
    first, second = served.offer(b'"eight b"', False), served.offer(b'"eight c"', False)
    served.offer(b'"eight b"', False)
    third = served.offer(b'"eight d"', False)
    assert [client.get(address).status_code for address in (first, second, third)] == [200, 404, 200]
    alone = served.offer(b'"of more bytes than all together"', False)
    assert [client.get(address).status_code for address in (first, third, alone)] == [404, 404, 200]
