"""Who asks too often waits, alone; whose address counts where a proxy stands before."""

import math

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

from ui.entrance import limits
from ui.entrance.limits import LIMITS, MESSAGES, Limits, OwnMessages, asking_address


async def _page(_request):
    return PlainTextResponse("page")


async def _socket(socket):
    await socket.accept()
    await socket.close()


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setenv("OBSERVATORY_PROXIES", "testclient")
    routes = [WebSocketRoute("/_stcore/stream", _socket), Route("/{path:path}", _page)]
    middleware = [Middleware(Limits, limits=dict.fromkeys(LIMITS, 3))]
    return TestClient(Starlette(routes=routes, middleware=middleware))


def _ask(client, path, address="10.0.0.1", times=1):
    return [client.get(path, headers={"X-Forwarded-For": address}).status_code for _ in range(times)]


@pytest.mark.parametrize("beginning", [each for each in LIMITS if each != "/_stcore/stream"])
def test_the_request_after_the_last_that_is_allowed_waits_and_the_next_minute_is_new(client, monkeypatch, beginning):
    now = [1000.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])
    assert _ask(client, f"{beginning}x", times=4) == [200, 200, 200, 429]
    assert _ask(client, f"{beginning}x", address="10.0.0.2") == [200]
    assert _ask(client, "/mappa", times=5) == [200] * 5
    now[0] += 60
    answer = client.get(f"{beginning}x", headers={"X-Forwarded-For": "10.0.0.1"})
    assert answer.status_code == 200


def test_sockets_are_counted_too(client):
    for _ in range(3):
        with client.websocket_connect("/_stcore/stream"):
            pass
    with pytest.raises(WebSocketDisconnect) as told, client.websocket_connect("/_stcore/stream"):
        pass
    assert told.value.code == 1013


@pytest.mark.parametrize(
    ("peer", "told", "address"),
    [
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["10.0.0.9"], "10.0.0.9"),
        ("127.0.0.1", ["1.2.3.4, 10.0.0.9"], "10.0.0.9"),
        ("127.0.0.1", ["1.2.3.4", "10.0.0.9"], "10.0.0.9"),
        ("10.0.0.7", ["1.2.3.4"], "10.0.0.7"),
    ],
)
def test_only_a_proxy_of_ours_is_believed_and_only_about_what_it_saw(monkeypatch, peer, told, address):
    monkeypatch.delenv("OBSERVATORY_PROXIES", raising=False)
    headers = [(b"x-forwarded-for", line.encode()) for line in told]
    assert asking_address({"type": "http", "client": (peer, 1), "headers": headers}) == address


async def _told(socket):
    await socket.accept()
    async for message in socket.iter_bytes():
        kind = BackMsg.FromString(message).WhichOneof("type")
        await socket.send_text(kind or "nothing")


@pytest.fixture
def talking():
    """A page's socket that tells which messages reach it: two files to be made a minute."""
    middleware = [Middleware(OwnMessages, messages={**MESSAGES, "backend_operation_request": 2})]
    client = TestClient(Starlette(routes=[WebSocketRoute("/_stcore/stream", _told)], middleware=middleware))
    with client.websocket_connect("/_stcore/stream") as socket:
        yield socket


def _message(kind):
    asked = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[kind]
    if field.message_type:
        getattr(asked, kind).SetInParent()
    else:
        setattr(asked, kind, "" if field.type == field.TYPE_STRING else True)
    return asked.SerializeToString()


@pytest.mark.parametrize("kind", [field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields])
def test_only_what_a_page_sends_reaches_the_server(talking, kind):
    talking.send_bytes(_message(kind))
    talking.send_bytes(_message("rerun_script"))
    if kind in MESSAGES:
        assert talking.receive_text() == kind
    assert talking.receive_text() == "rerun_script"
    assert "clear_cache" not in MESSAGES


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("box", ["double_value", "double_array_value"])
def test_a_number_that_no_browser_tells_is_dropped(talking, box, number):
    asked = BackMsg()
    told = asked.rerun_script.widget_states.widgets.add(id="box")
    if box == "double_value":
        told.double_value = number
    else:
        told.double_array_value.data.extend([1.0, number])
    talking.send_bytes(asked.SerializeToString())
    talking.send_bytes(_message("stop_script"))
    assert talking.receive_text() == "stop_script"


@pytest.mark.parametrize("told", ["text", b"", b"\x08", b"\xff\xff\xff\x00"])
def test_what_cannot_be_read_is_dropped_and_fails_nothing(talking, told):
    talking.send_text(told) if isinstance(told, str) else talking.send_bytes(told)
    talking.send_bytes(_message("stop_script"))
    assert talking.receive_text() == "stop_script"


@pytest.fixture
def waits(monkeypatch):
    """Seconds waited, one after the other, from 1000 on: 20 before a minute ends."""
    now, waited = [1000.0], []
    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])

    async def sleep(seconds):
        waited.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(limits.asyncio, "sleep", sleep)
    return waited


def test_whoever_asks_for_too_many_files_waits_for_the_next_minute(talking, waits):
    for _ in range(3):
        talking.send_bytes(_message("backend_operation_request"))
    assert [talking.receive_text() for _ in range(3)] == ["backend_operation_request"] * 3
    assert waits == [20.0]


def test_whoever_sends_what_no_page_sends_cannot_fill_the_log(talking, waits, monkeypatch, caplog):
    monkeypatch.setattr(limits, "MOST_DROPPED", 2)
    for _ in range(3):
        talking.send_text("nothing that can be read")
    talking.send_bytes(_message("stop_script"))
    assert talking.receive_text() == "stop_script"
    assert waits == [20.0]
    assert [record.told["kind"] for record in caplog.records] == [limits.UNREADABLE] * 3


def test_the_server_beneath_takes_nobodys_word_on_the_address():
    import os

    import ui.entrance.server

    assert ui.entrance.server.MIDDLEWARE
    assert os.environ["FORWARDED_ALLOW_IPS"] == ""
