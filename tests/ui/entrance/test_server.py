"""Who may connect, how much may be sent, what browsers are told: around a page that answers "page" to everything."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from ui.entrance.server import HEADERS, MIDDLEWARE, MOST_UPLOADED_BYTES, ROUTES, UPLOAD_PATH

SOCKET = "ws://observatory.test/_stcore/stream"


async def _page(request):
    if request.url.path == "/oauth2callback":
        answer = RedirectResponse("/")
        answer.set_cookie("_streamlit_user", "signed", httponly=True)
        return answer
    return PlainTextResponse(request.headers.get("X-Forwarded-User", "") + "page " * 1000)


async def _socket(socket):
    await socket.accept()
    await socket.send_text("hello")


@pytest.fixture
def client():
    routes = [*ROUTES, WebSocketRoute("/_stcore/stream", _socket), Route("/{path:path}", _page, methods=["GET", "PUT"])]
    return TestClient(Starlette(routes=routes, middleware=MIDDLEWARE), base_url="http://observatory.test")


def test_every_answer_carries_the_headers_whatever_it_is(client):
    foreign = client.get("/any", headers={"Origin": "http://evil.test"})
    for answer in (client.get("/any"), foreign, client.put(UPLOAD_PATH)):
        told = {name: answer.headers.get(name) for name in HEADERS}
        assert told == HEADERS, answer.status_code


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("http://observatory.test", 200),
        ("https://observatory.test", 200),
        ("http://evil.test", 403),
        ("http://observatory.test.evil.test", 403),
        ("http://evil.test/observatory.test", 403),
        ("null", 403),
    ],
)
def test_only_our_own_pages_are_answered(client, origin, status):
    headers = {} if origin is None else {"Origin": origin}
    assert client.get("/any", headers=headers).status_code == status
    if status == 200:
        with client.websocket_connect(SOCKET, headers=headers) as socket:
            assert socket.receive_text() == "hello"
    else:
        with (
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect(SOCKET, headers=headers),
        ):
            pass


def test_an_upload_is_small_unless_publishing_is_on(client, monkeypatch, tmp_path):
    path = f"{UPLOAD_PATH}/session/file"
    monkeypatch.delenv("OBSERVATORY_PUBLISH", raising=False)
    assert client.put(path, content=b"x" * MOST_UPLOADED_BYTES).status_code == 200
    assert client.put(path, content=b"x" * (MOST_UPLOADED_BYTES + 1)).status_code == 413
    assert client.put(path, content=iter([b"of no told length"])).status_code == 413
    monkeypatch.setenv("OBSERVATORY_PUBLISH", "1")
    monkeypatch.setenv("OBSERVATORY_DATA", str(tmp_path))
    assert client.put(path, content=b"x" * (MOST_UPLOADED_BYTES + 1)).status_code == 200


@pytest.mark.parametrize(("proto", "is_told"), [(None, False), ("http", False), ("https", True)])
def test_browsers_are_told_to_keep_to_tls_only_where_they_came_by_it(client, proto, is_told):
    headers = {} if proto is None else {"X-Forwarded-Proto": proto}
    assert ("strict-transport-security" in client.get("/any", headers=headers).headers) is is_told


def test_what_is_long_travels_compressed(client):
    with client.stream("GET", "/static/js/index.js", headers={"Accept-Encoding": "gzip"}) as answer:
        assert gzip.decompress(b"".join(answer.iter_raw())) == b"page " * 1000


def test_readiness_knows_the_editions_and_the_records(client, monkeypatch, tmp_path):
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"years": [2021, 2022, 2023], "do_records_answer": True})
    monkeypatch.setenv("OBSERVATORY_DATA", str(tmp_path / "nowhere"))
    empty = client.get("/readyz")
    assert (empty.status_code, empty.json()) == (503, {"years": [], "do_records_answer": True})


def test_readiness_says_so_where_the_records_do_not_answer(client, monkeypatch):
    monkeypatch.setenv("OBSERVATORY_RECORDS", "postgresql://user:secret@127.0.0.1:1/observatory")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["do_records_answer"]) == (503, False)


@pytest.mark.parametrize(
    ("came_from", "lands"),
    [
        ("http://observatory.test/mappa?level=nil&area=nil:72", "/mappa?level=nil&area=nil:72"),
        ("http://observatory.test/sportello", "/sportello"),
        ("http://evil.test/mappa", "/"),
        ("http://observatory.test//evil.test/", "/"),
        ("http://observatory.test/\\evil.test/", "/"),
        (None, "/"),
    ],
)
def test_whoever_signs_in_lands_where_they_were_and_nowhere_else(client, came_from, lands):
    client.get("/auth/login", headers={} if came_from is None else {"Referer": came_from})
    answer = client.get("/oauth2callback?code=1", follow_redirects=False)
    assert answer.headers["location"] == lands
    client.cookies.set("observatory_return", "//evil.test")
    assert client.get("/oauth2callback?code=1", follow_redirects=False).headers["location"] == "/"


def test_cookies_over_tls_are_never_sent_in_the_clear(client):
    for proto, is_secure in (("http", False), ("https", True)):
        answer = client.get("/oauth2callback?code=1", headers={"X-Forwarded-Proto": proto}, follow_redirects=False)
        assert ("; Secure" in answer.headers["set-cookie"]) is is_secure


@pytest.mark.parametrize(
    ("mode", "proxies", "is_believed"),
    [
        ("none", "testclient", False),
        ("proxy", "testclient", True),
        ("proxy", "10.0.0.1", False),
        ("oidc", "testclient", False),
    ],
)
def test_only_the_proxy_is_believed_about_who_the_user_is(client, monkeypatch, mode, proxies, is_believed):
    monkeypatch.setenv("OBSERVATORY_IDENTITY", mode)
    monkeypatch.setenv("OBSERVATORY_PROXIES", proxies)
    answer = client.get("/any", headers={"X-Forwarded-User": "mallory"})
    assert answer.text.startswith("mallory") is is_believed


def test_a_user_whom_a_request_names_twice_is_nobody(client, monkeypatch):
    """A proxy that adds its header and does not take away the reader's own passes both on."""
    monkeypatch.setenv("OBSERVATORY_IDENTITY", "proxy")
    monkeypatch.setenv("OBSERVATORY_PROXIES", "testclient")
    answer = client.get("/any", headers=[("X-Forwarded-User", "mallory"), ("x-forwarded-user", "ada")])
    assert answer.text.startswith("page")


def test_whoever_comes_back_from_signing_out_lands_on_the_first_page(client):
    client.get("/auth/login", headers={"Referer": "http://observatory.test/mappa"})
    answer = client.get("/oauth2callback", follow_redirects=False)
    assert (answer.headers["location"], answer.headers.get("set-cookie")) == ("/", None)
