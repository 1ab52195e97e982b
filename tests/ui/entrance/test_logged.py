"""The server's log tells the kind of what was asked and how it was answered; a whole log is only such lines."""

import json
import logging
import re

import pytest
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import connect

from tests.browser.conftest import serving
from tests.ui.entrance.test_server import SOCKET, client  # noqa: F401

BANNER = re.compile(r"\s*|\s*You can now view your Streamlit app in your browser\.|\s*URL: http://127\.0\.0\.1:\d+")
"""What Streamlit prints when it starts, beside the log."""


def lines_of(log):
    """Every line of a server's log but Streamlit's greeting, as objects. Raises ValueError where one is none."""
    return [json.loads(line) for line in log.splitlines() if not BANNER.fullmatch(line)]


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/mappa?area=section:1234567", 200, "/mappa"),
        ("/", 200, "/"),
        ("/oauth2callback?code=secret", 307, "/oauth2callback"),
        ("/layers/mario.rossi", 404, "/layers/"),
        ("/static/mario-rossi.js", 200, None),
        ("/mappa/mario-rossi", 200, None),
        ("/_stcore/stream", 101, "/_stcore/stream"),
    ],
)
def test_the_kind_of_an_address_is_told_and_nothing_that_was_typed(client, caplog, path, status, told):  # noqa: F811
    with caplog.at_level(logging.INFO, "ui.entrance.logged"):
        if status == 101:
            with client.websocket_connect(f"ws://observatory.test{path}"):
                pass
        else:
            assert client.get(path, follow_redirects=False).status_code == status
    found = [(record.told["path"], record.told["status"]) for record in caplog.records if hasattr(record, "told")]
    assert found == ([] if told is None else [(told, status)])


def test_a_refused_request_and_socket_are_told_by_kind(client, caplog):  # noqa: F811
    with caplog.at_level(logging.INFO, "ui.entrance.logged"):
        client.get("/mario-rossi", headers={"Origin": "http://evil.test"})
        with (
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect(SOCKET, headers={"Origin": "http://evil.test"}),
        ):
            pass
    assert [(record.told["path"], record.told["status"]) for record in caplog.records if hasattr(record, "told")] == [
        ("other", 403), ("/_stcore/stream", 403),
    ]  # fmt: skip


def test_readers_who_press_and_leave_at_once_are_no_error_in_the_log():
    press, log = BackMsg(), []
    press.rerun_script.page_name = "sportello"
    with serving(logged=log) as address:
        press.rerun_script.context_info.url = f"{address}/sportello"
        place = address.replace("http", "ws") + "/_stcore/stream"
        for parts in range(1, 25):
            with connect(place, subprotocols=["streamlit"], max_size=None, max_queue=None) as socket:
                socket.send(press.SerializeToString())
                for _ in range(parts % 12):
                    socket.recv(timeout=60)
                socket.send(press.SerializeToString())
    lines = lines_of(log[0])
    assert [line for line in lines if line["level"] == "ERROR"] == []
    assert sum(line.get("path") == "/_stcore/stream" for line in lines) == 24
