"""What a press does is neither cut short nor dropped where the page asks for another run at once."""

import re

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from tests.browser.conftest import serving
from tests.ui.entrance.test_forged_messages import visiting
from ui.entrance import presses

QUIET_S = 0.4
"""Without a message for so long, nothing runs any more."""


def _asked(page_hash, pressed=""):
    asked = BackMsg()
    run = asked.rerun_script
    run.page_script_hash, run.page_name, run.query_string = page_hash, "presenta", "story=where"
    run.widget_states.SetInParent()
    if pressed:
        run.widget_states.widgets.add(id=pressed, trigger_value=True)
    return asked.SerializeToString()


def _shown(socket, place=""):
    """Which slide of how many is shown once nothing comes any more."""
    while True:
        try:
            told = ForwardMsg.FromString(socket.recv(timeout=QUIET_S))
        except TimeoutError:
            return place
        body = told.delta.new_element.html.body
        place = found[1] if (found := re.search(r"role='status'>(\d+) / ", body)) else place


def test_a_press_counts_though_a_map_asks_for_another_run_in_the_same_moment():
    with serving() as address, visiting(address) as visitor:
        visitor.run("presenta", "story=where")
        [there], [back] = ([box for box in visitor.boxes if box.endswith(key)] for key in ("stage_next", "stage_back"))
        places = []
        for pressed in [there, back] * 8:
            for message in (_asked(visitor.pages["presenta"], pressed), _asked(visitor.pages["presenta"])):
                visitor.socket.send(message)
            places.append(_shown(visitor.socket))
    assert places == ["2", "1"] * 8


def _page():
    import streamlit as st

    if st.button("act"):
        st.session_state["done"] = True
        st.rerun()
        st.session_state["went_on"] = True


def test_a_run_that_asks_for_another_itself_ends_there(monkeypatch):
    for owner, name in (
        (SafeSessionState, "on_script_will_rerun"),
        (ScriptRunner, "_maybe_handle_execution_control_request"),
        (ScriptRequests, "_request_rerun_locked"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    presses.carry_presses_out()
    app = AppTest.from_function(_page).run()
    app.button[0].click().run()
    assert "done" in app.session_state and "went_on" not in app.session_state
