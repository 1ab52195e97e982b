"""Every cell of role by action on a running server: from the page, and by a message that a browser never drew.

The message is the one that a person with the role would send: the same page, the same widgets, the same button.
"""

import shutil
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

from data_access.editions import SAMPLE
from data_access.editions.acts import MADE_CURRENT, read_acts
from data_access.records.audit import read_audit
from data_access.records.database import open_records
from data_access.records.permissions import ALLOWED, ROLES
from data_access.records.plans import list_plans
from data_access.records.roles import grant_role, read_roles, revoke_role
from data_access.records.sessions import read_visit, save_calendar
from tests.browser.conftest import serving
from tests.data_access.records.contents import sessions
from tests.data_access.test_internal import make_internal

VALUES = {"text_input": "string_value", "text_area": "string_value", "selectbox": "string_value",
          "number_input": "double_value", "checkbox": "bool_value", "button": "trigger_value"}  # fmt: skip
"""How each widget tells its value."""


class Visitor:
    """A browser's end of the socket: what the page sends, and what is sent back."""

    def __init__(self, socket):
        self.socket = socket

    def run(self, page, query, widgets=()):
        """Ask for the page with these widgets; the widgets that it draws, by label, and all its text."""
        asked = BackMsg()
        asked.rerun_script.query_string, asked.rerun_script.page_name = query, page
        asked.rerun_script.widget_states.SetInParent()
        asked.rerun_script.widget_states.widgets.extend(widgets)
        self.socket.send(asked.SerializeToString())
        drawn, text = {}, []
        while True:
            told = ForwardMsg.FromString(self.socket.recv(timeout=120))
            if told.WhichOneof("type") == "script_finished" and told.script_finished in (
                ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
            ):  # fmt: skip
                return drawn, " ".join(text)
            if told.WhichOneof("type") == "delta":
                _note(told.delta, drawn, text)


@contextmanager
def visiting(address, user=""):
    """A socket, opened as the proxy opens it for `user`."""
    headers = {"X-Forwarded-User": user} if user else {}
    place = address.replace("http", "ws") + "/_stcore/stream"
    with connect(place, additional_headers=headers, subprotocols=["streamlit"], max_size=None) as socket:
        yield Visitor(socket)


def _note(delta, drawn, text):
    if delta.WhichOneof("type") == "add_block":
        if delta.add_block.WhichOneof("type") == "expandable":
            drawn[delta.add_block.expandable.label] = ("bool_value", delta.add_block.expandable.id)
        return
    element = delta.new_element
    kind = element.WhichOneof("type")
    if kind == "html":
        text.append(element.html.body)
    if kind in VALUES:
        drawn[getattr(element, kind).label] = (VALUES[kind], getattr(element, kind).id)


def _states(drawn, values):
    states = []
    for label, value in values.items():
        name, widget = drawn[label]
        states.append(WidgetState(id=widget, **{name: value}))
    return states


@dataclass(frozen=True)
class Act:
    """What is done on a page: a fold opened, fields filled, a button pressed; `effect` counts what came of it."""

    page: str
    press: str
    effect: Callable[..., int]
    fields: Mapping[str, object] = field(default_factory=dict)
    fold: str = ""
    query: str = "lang=en"

    def message(self, visitor):
        """The widgets that a person who sees them all sends when they press."""
        drawn, _ = visitor.run(self.page, self.query)
        opened = {self.fold: True} if self.fold else {}
        drawn |= visitor.run(self.page, self.query, _states(drawn, opened))[0] if self.fold else {}
        return _states(drawn, opened | dict(self.fields) | {self.press: True})


ACTS = {
    "save_plan": Act(
        "sportello", "Save as a new plan", lambda records, _: len(list_plans(records)),
        {"Name of the plan": "Forged"}, "Save and sign off",
    ),
    "sign_plan": Act(
        "sportello", "Sign off", lambda records, _: sum(plan.is_signed for plan in list_plans(records)),
        {"I have read it: from now on it never changes": True}, "Save and sign off",
    ),
    "save_visit": Act(
        "sportello", "Save the counts", lambda records, _: read_visit(records, "s").version,
        {"People attended": 5.0}, "Visits, in counts only",
    ),
    "manage_roles": Act(
        "amministrazione", "Grant the role", lambda records, _: len(read_roles(records)),
        {"Person, as the page shows it beside the name after signing in": "mallory"},
    ),
    "read_audit": Act(
        "amministrazione", "Read the audit",
        lambda records, _: sum(
            (entry.action, entry.by) == ("audit_read", "protection") for entry in read_audit(records, "test")
        ),
    ),
    "publish": Act(
        "dati", "Make it current again",
        lambda _, root: sum(act.act == MADE_CURRENT for act in read_acts(root)), {"Revision": "2023.1"},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A server behind a proxy of this machine, its records and its editions: 2023 twice, 2022 internal."""
    folder = tmp_path_factory.mktemp("forged")
    root = folder / "editions"
    shutil.copytree(SAMPLE, root)
    shutil.copytree(root / "2023", root / "2023.2")
    make_internal(root / "2022")
    records = open_records(str(folder / "records"))
    over = sessions("s", site="C001").assign(
        start=lambda of: of["start"].map(_past), end=lambda of: of["end"].map(_past)
    )
    save_calendar(records, over, {}, "prima")
    with serving(
        OBSERVATORY_IDENTITY="proxy", OBSERVATORY_PUBLISH="1", OBSERVATORY_DATA=str(root),
        OBSERVATORY_RECORDS=str(folder / "records"),
    ) as address:  # fmt: skip
        yield address, records, root
    records.close()


def _past(moment):
    return moment.replace(year=2026, month=9)


@pytest.fixture
def act_of(place):
    """The act, on a plan of its own where it needs one."""

    def made(name):
        act = ACTS[name]
        if name != "sign_plan":
            return act
        with visiting(place[0], "operator") as visitor:
            save = ACTS["save_plan"]
            visitor.run(save.page, save.query, save.message(visitor))
        plan = next(plan for plan in list_plans(place[1]) if not plan.is_signed)
        return Act(act.page, act.press, act.effect, act.fields, act.fold, f"lang=en&plan={plan.plan_id}")

    return made


@pytest.mark.parametrize("name", ACTS)
def test_only_its_roles_do_it_from_the_page_or_by_a_forged_message(place, act_of, name):
    address, records, root = place
    may, may_not = sorted(ALLOWED[name]), sorted(set(ROLES) - ALLOWED[name])
    for role in ROLES:
        grant_role(records, role, role, "root")
    act = act_of(name)
    with visiting(address, may[0]) as visitor:
        message = act.message(visitor)
    before = act.effect(records, root)
    for user in ("", "nobody", *may_not):
        with visiting(address, user) as visitor:
            visitor.run(act.page, act.query, message)
        assert act.effect(records, root) == before, user
    for user in may:
        own = act_of(name)
        before = act.effect(records, root)
        with visiting(address, user) as visitor:
            visitor.run(own.page, own.query, own.message(visitor))
        assert act.effect(records, root) > before, user


def test_a_role_that_is_taken_back_is_gone_at_the_next_message_of_an_open_page(place, act_of):
    address, records, root = place
    grant_role(records, "ada", "operator", "root")
    act = act_of("save_plan")
    with visiting(address, "ada") as visitor:
        message = act.message(visitor)
        revoke_role(records, "ada", "operator", "root")
        before = act.effect(records, root)
        visitor.run(act.page, act.query, message)
    assert act.effect(records, root) == before


@pytest.mark.parametrize("page", ["", "mappa", "dati", "sportello", "confronto"])
def test_no_address_brings_an_internal_edition_over_the_socket_without_a_role(place, page):
    address, records, _ = place
    note = "Internal edition: only people with a role see it"
    grant_role(records, "tutor", "tutor", "root")
    for user in ("", "nobody"):
        with visiting(address, user) as visitor:
            for query in ("lang=en&year=2022", "lang=en&year=2022.1"):
                assert note not in visitor.run(page, query)[1]
    with visiting(address, "tutor") as visitor:
        assert note in visitor.run(page, "lang=en&year=2022")[1]
