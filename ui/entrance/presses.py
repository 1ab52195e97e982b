"""A press is carried out whole, whatever the browser asks for meanwhile.

Streamlit ends a run wherever it draws or touches the session, as soon as another is asked for: by a second press, or by
a map that has measured its room. A run that was to carry a press out ended before its callback, within it, or before
the line that asks whether a button was pressed; the next run knew nothing of it, and the press was lost (of 24 presses
of *Sign out* beside a busy core, as the map measured, six were).
"""

import threading
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
    ScriptRequestType,
    _has_active_trigger_value,
)
from streamlit.runtime.state.safe_session_state import SafeSessionState

_THREAD = threading.local()
"""Of the thread that runs the scripts of a session: whether what it runs now is to be carried out whole."""
_begin, _may_end = SafeSessionState.on_script_will_rerun, ScriptRunner._maybe_handle_execution_control_request
_ask = ScriptRequests._request_rerun_locked


def carry_presses_out() -> None:
    """From now on callbacks run to their end, and so does a run that a button asked for; only the run itself, a session
    that ends, or its reader's *Stop*, cuts it short."""
    SafeSessionState.on_script_will_rerun = _begin_whole  # type: ignore[method-assign, assignment]
    ScriptRunner._maybe_handle_execution_control_request = _may_end_unless_whole  # type: ignore[method-assign, assignment]
    ScriptRequests._request_rerun_locked = _ask_from_within  # type: ignore[method-assign, assignment]


def _begin_whole(state: SafeSessionState, told: WidgetStates | None, **others: Any) -> None:
    """Run the callbacks of what the browser told."""
    _THREAD.is_whole = True
    _begin(state, told, **others)
    _THREAD.is_whole &= told is not None and any(map(_has_active_trigger_value, told.widgets))


def _ask_from_within(requests: ScriptRequests, wanted: RerunData) -> bool:
    """Ask for another run: a run that does so itself (`st.rerun`), in its own thread, ends there."""
    _THREAD.is_whole = False
    return _ask(requests, wanted)


def _may_end_unless_whole(runner: ScriptRunner) -> None:
    """End the run if another was asked for and nothing of this one would be lost."""
    is_whole = runner._is_in_script_thread() and getattr(_THREAD, "is_whole", False)
    if not is_whole or runner._requests._state is ScriptRequestType.STOP:
        _may_end(runner)
