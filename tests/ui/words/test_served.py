"""What pages offer at an address of its own, and for how long."""

from collections import OrderedDict

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ui.entrance.server import MIDDLEWARE, ROUTES
from ui.words import served


@pytest.fixture
def client():
    return TestClient(Starlette(routes=ROUTES, middleware=MIDDLEWARE), base_url="http://observatory.test")


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    monkeypatch.setattr(served, "_kept", OrderedDict())


def test_each_content_has_one_address_that_answers_with_it(client):
    first, second = served.offer(b"[1]"), served.offer(b"[2]")
    assert first == served.offer(b"[1]") != second
    answers = [client.get(address) for address in (first, second)]
    assert [answer.json() for answer in answers] == [[1], [2]]
    for answer in answers:
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["cache-control"] == "private, no-store"
    assert client.get("/shown/0123.json").status_code == 404


def test_what_was_offered_longest_ago_goes_when_there_is_no_room(client, monkeypatch):
    monkeypatch.setattr(served, "MOST_KEPT_BYTES", 20)
    first, second = served.offer(b'"eight b"'), served.offer(b'"eight c"')
    served.offer(b'"eight b"')
    third = served.offer(b'"eight d"')
    assert [client.get(address).status_code for address in (first, second, third)] == [200, 404, 200]
    alone = served.offer(b'"of more bytes than all together"')
    assert [client.get(address).status_code for address in (first, third, alone)] == [404, 404, 200]
