"""Layers by their addresses: everybody's, and those of internal editions, whoever forges what."""

import json
import shutil
import time

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data_access.editions import SAMPLE, find_edition, list_editions
from data_access.records.database import open_records
from data_access.records.roles import grant_role, revoke_role
from data_access.records.sign_ins import end_sign_ins
from tests.data_access.test_internal import make_internal, with_layer_of_its_own
from ui import identity
from ui.entrance.server import MIDDLEWARE, ROUTES

ADA = "ada@comune.test"


@pytest.fixture
def root(tmp_path, monkeypatch):
    shutil.copytree(SAMPLE, tmp_path / "editions")
    for year in ("2021", "2022", "2023"):
        make_internal(tmp_path / "editions" / year, year == "2023")
    monkeypatch.setenv("OBSERVATORY_DATA", str(tmp_path / "editions"))
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    return tmp_path / "editions"


@pytest.fixture
def client():
    return TestClient(Starlette(routes=ROUTES, middleware=MIDDLEWARE), base_url="http://observatory.test")


@pytest.fixture
def records(root, tmp_path):
    opened = open_records(str(tmp_path / "records"))
    yield opened
    opened.close()


def test_a_public_layer_is_everybodys_and_kept_for_ever(client, root):
    name = find_edition(root / "2022").layer("nil").name
    answer = client.get(f"/layers/{name}")
    assert answer.status_code == 200 and len(answer.json()["features"]) > 1
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    for other in ("nothing.geojson", "../manifest.json", "%2e%2e/manifest.json", "manifest.json", ""):
        assert client.get(f"/layers/{other}").status_code == 404


@pytest.mark.parametrize("mode", ["none", "oidc", "proxy"])
def test_a_visitor_never_gets_an_internal_layer(client, root, monkeypatch, mode):
    monkeypatch.setenv("OBSERVATORY_IDENTITY", mode)
    monkeypatch.setenv("OBSERVATORY_PROXIES", "10.0.0.1")
    address = f"/layers/{with_layer_of_its_own(root / '2023')}"
    forged = [
        {},
        {"X-Forwarded-User": ADA},
        {"Cookie": '_streamlit_user={"sub":"ada"}'},
        {"Cookie": "_streamlit_user=x|1|y"},
    ]
    assert [client.get(address, headers=headers).status_code for headers in forged] == [404] * 4
    assert [each.year for each in list_editions(root)] == [2021, 2022]
    assert client.get("/readyz").json()["years"] == [2021, 2022]
    assert "2023" not in client.get("/catalogo.ttl").text


def test_the_proxys_user_gets_it_with_a_role_until_it_is_taken_back(client, root, records, monkeypatch):
    monkeypatch.setenv("OBSERVATORY_IDENTITY", "proxy")
    monkeypatch.setenv("OBSERVATORY_PROXIES", "testclient")
    address, asked = f"/layers/{with_layer_of_its_own(root / '2023')}", {"X-Forwarded-User": ADA}
    assert client.get(address, headers=asked).status_code == 404
    grant_role(records, ADA, "tutor", "root")
    answer = client.get(address, headers=asked)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
    revoke_role(records, ADA, "tutor", "root")
    assert client.get(address, headers=asked).status_code == 404


def test_the_cookie_of_a_sign_in_opens_it_while_it_lasts(client, root, records, monkeypatch):
    from streamlit.web.server.starlette import starlette_app_utils, starlette_websocket

    monkeypatch.setenv("OBSERVATORY_IDENTITY", "oidc")
    monkeypatch.setattr(starlette_websocket, "get_cookie_secret", lambda: "secret")
    address, now = f"/layers/{with_layer_of_its_own(root / '2023')}", time.time()
    claims = {
        "is_logged_in": True,
        "iss": "https://accounts.test",
        "sub": "ada",
        "name": "Ada",
        "iat": now - 5,
        "exp": now + 60,
    }

    def asked(secret="secret", **more):
        value = starlette_app_utils.create_signed_value(secret, "_streamlit_user", json.dumps(claims | more))
        return client.get(address, headers={"Cookie": f"_streamlit_user={value.decode()}"}).status_code

    grant_role(records, "https://accounts.test|ada", "tutor", "root")
    assert asked() == 200
    assert asked(secret="another") == 404
    assert asked(sub="bea") == 404
    assert asked(iat=now - 9 * 3600) == 404
    assert asked(iat=now - 10, exp=now - 1) == 404
    end_sign_ins(records.in_name_of("https://accounts.test|ada"), "Ada")
    assert asked() == 404


def test_large_files_are_taken_only_from_those_who_may_publish(client, root, records, monkeypatch):
    from starlette.requests import Request

    monkeypatch.setenv("OBSERVATORY_PUBLISH", "1")
    monkeypatch.setenv("OBSERVATORY_IDENTITY", "proxy")

    def may(user):
        headers = [(b"x-forwarded-user", user.encode())] if user else []
        return identity.may_upload(Request({"type": "http", "headers": headers}))

    grant_role(records, ADA, "analyst", "root")
    grant_role(records, "bea", "manager", "root")
    assert [may(user) for user in ("", "bea", "carla", ADA)] == [False, False, False, True]


@pytest.mark.parametrize(
    ("names", "is_open"), [(["localhost", "127.0.0.1"], True), (["energia.example.it"], False), ([], False)]
)
def test_where_nobody_is_verified_a_server_that_others_reach_publishes_nothing(monkeypatch, root, names, is_open):
    import streamlit as st

    monkeypatch.setenv("OBSERVATORY_PUBLISH", "1")
    told = {"server.address": "127.0.0.1", "server.allowedHosts": names}
    monkeypatch.setattr(st, "get_option", told.__getitem__)
    assert identity.may_publish() is is_open
