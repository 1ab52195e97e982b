"""A reader without a browser: speaks Streamlit's own messages over its websocket."""

import asyncio
import socket
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Selectbox_pb2 import Selectbox
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.server import Server

ANSWER_WITHIN_S = 120


@dataclass
class Session:
    """One reader: what the server last said of the address and of the lists to choose from, and every error seen."""

    connection: ClientConnection
    url: str
    query: str
    page: str
    script: str = ""
    lists: dict[str, Selectbox] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    received: int = 0
    is_prompt: bool = False
    """Acknowledge every packet at once, as Linux allows: else it waits 40 ms, which no server can shorten."""
    awaited: str = ""
    """Part of the HTML whose arrival is timed."""
    answered_s: float = float("nan")
    """Seconds of the last run after which it came."""
    started: float = 0.0

    async def run(self) -> float:
        """Ask for a run of the script; return the seconds until it has finished."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash, state.context_info.url = self.query, self.script, self.url
        state.page_name = "" if self.script else self.page
        state.widget_states.widgets.extend(WidgetState(id=key, string_value=code) for key, code in self.chosen.items())
        self._acknowledge()
        self.started, self.answered_s = time.perf_counter(), float("nan")
        await self.connection.send(message.SerializeToString())
        await asyncio.wait_for(self._until_finished(), ANSWER_WITHIN_S)
        return time.perf_counter() - self.started

    async def go(self, address: str) -> float:
        """Go to another page, as by the navigation; return the seconds until it has finished."""
        self.page, self.script, self.query = address, "", ""
        self.lists.clear()
        self.chosen.clear()
        return await self.run()

    async def choose(self, list_name: str, place: int) -> float:
        """Choose the option at `place` of the list whose key holds `list_name`; return the seconds of the rerun."""
        box = next(box for key, box in self.lists.items() if list_name in key)
        self.chosen[box.id] = box.options[place]
        return await self.run()

    async def _until_finished(self) -> None:
        at = ""
        async for raw in self.connection:
            self.received += len(raw)
            self._acknowledge()
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._note(message.delta)
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "navigation":
                self.script = message.navigation.page_script_hash
                found = {page.page_script_hash: page.url_pathname for page in message.navigation.app_pages}
                at = found.get(self.script, "")
            elif kind == "script_finished":
                if at != self.page:
                    self.errors.append(f"asked for page “{self.page}”, got “{at}”")
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    self.errors.append(ForwardMsg.ScriptFinishedStatus.Name(message.script_finished))
                return
        raise ConnectionError("the server hung up")

    def _acknowledge(self) -> None:
        if self.is_prompt and hasattr(socket, "TCP_QUICKACK"):
            raw = self.connection.transport.get_extra_info("socket")
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

    def _note(self, delta: Delta) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "selectbox":
            self.lists[element.selectbox.id] = element.selectbox
        elif kind == "html" and self.awaited and self.awaited in element.html.body:
            self.answered_s = time.perf_counter() - self.started
        elif kind == "exception":
            self.errors.append(element.exception.message or element.exception.type)
        elif kind == "alert" and element.alert.format == Alert.ERROR:
            self.errors.append(element.alert.body)


async def open_session(server: Server, address: str) -> Session:
    """Connect as a browser does that opens `address` ("/mappa?level=section"); nothing has run yet."""
    parts = urlsplit(address)
    connection = await connect(
        server.socket_url, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None
    )
    return Session(connection, server.url + address, parts.query, parts.path.strip("/"))
