"""Every cell of role by action on a running server: from the page, and by a message that a browser never drew.

The message is the one that a person with the role would send: the same page, the same widgets, the same button.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Dataframe_pb2 import Dataframe
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

from data_access.aids.offers import send_offer
from data_access.editions import SAMPLE
from data_access.editions.acts import MADE_CURRENT, read_acts
from data_access.records.audit import read_audit
from data_access.records.database import open_records
from data_access.records.permissions import ACTIONS, ALLOWED, ROLES
from data_access.records.plans import list_plans
from data_access.records.responses import read_responses, save_response, set_organisation
from data_access.records.roles import grant_role, read_roles, revoke_role
from data_access.records.sessions import read_visit, save_calendar
from data_access.records.training import read_credentials, read_events, save_class, save_course
from tests.browser.conftest import serving
from tests.data_access.aids.test_offers import OFFER
from tests.data_access.records.contents import FORM, response, sessions
from tests.data_access.test_internal import make_internal
from tests.indicators.training.contents import BASE, HELD
from tests.ui.entrance.test_logged import lines_of

VALUES = {"text_input": "string_value", "text_area": "string_value", "selectbox": "string_value",
          "number_input": "double_value", "checkbox": "bool_value", "button": "trigger_value"}  # fmt: skip
"""How each widget tells its value."""

NONSENSE = {
    "text_input": ("string_value", "nonsense\x00\x1b"),
    "text_area": ("string_value", "nonsense\x00" + "x" * 50_000),
    "selectbox": ("string_value", "nonsense"),
    "radio": ("string_value", "nonsense"),
    "time_input": ("string_value", "nonsense"),
    "number_input": ("double_value", 1e300),
    "slider": ("double_array_value", [-1e300]),
    "multiselect": ("string_array_value", ["nonsense", "nonsense"]),
    "date_input": ("string_array_value", ["nonsense"]),
}
"""What no box of its kind can hold."""

EDITOR = "the table that can be changed"
TURNS = count()


def first(options):
    """The first choice of a list."""
    return options[0]


def another(options):
    """The last choice of a list, or the one before it, in turns."""
    return options[-1 - next(TURNS) % 2]


class Visitor:
    """A browser's end of the socket: what the page sends, and what is sent back."""

    def __init__(self, socket):
        self.socket, self.pages = socket, {}

    def run(self, page, query, widgets=()):
        """Ask for the page with these widgets; the widgets that it draws, by label, and all its text."""
        asked = BackMsg()
        asked.rerun_script.query_string, asked.rerun_script.page_name = query, page
        asked.rerun_script.page_script_hash = self.pages.get(page, "")
        asked.rerun_script.widget_states.SetInParent()
        asked.rerun_script.widget_states.widgets.extend(widgets)
        self.socket.send(asked.SerializeToString())
        drawn, text = {}, []
        self.boxes = {}
        while True:
            told = ForwardMsg.FromString(self.socket.recv(timeout=120))
            if told.WhichOneof("type") == "script_finished" and told.script_finished in (
                ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
            ):  # fmt: skip
                return drawn, " ".join(text)
            if told.WhichOneof("type") == "navigation":
                self.pages[page] = told.navigation.page_script_hash
            if told.WhichOneof("type") == "delta":
                _note(told.delta, drawn, text)
                self._keep(told.delta)

    def _keep(self, delta):
        """Keep the fold or the box that was drawn, by its id: its kind, its form, whether a press does something."""
        if delta.WhichOneof("type") == "add_block":
            kind = delta.add_block.WhichOneof("type")
            if kind in ("expandable", "popover") and (fold := getattr(delta.add_block, kind).id):
                self.boxes[fold] = ("fold", "", False)
            return
        kind = delta.new_element.WhichOneof("type")
        if kind in ("button", "checkbox") or kind in NONSENSE:
            box = getattr(delta.new_element, kind)
            presses = kind == "button" and (box.is_form_submitter or box.label in PRESSES)
            self.boxes[box.id] = (kind, box.form_id, presses)


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
            drawn[delta.add_block.expandable.label] = ("bool_value", delta.add_block.expandable.id, [])
        return
    element = delta.new_element
    kind = element.WhichOneof("type")
    if kind == "html":
        text.append(element.html.body)
    if kind == "dataframe" and element.dataframe.editing_mode != Dataframe.READ_ONLY:
        drawn[EDITOR] = ("string_value", element.dataframe.id, [])
    if kind in VALUES:
        widget = getattr(element, kind)
        drawn[widget.label] = (VALUES[kind], widget.id, getattr(widget, "options", []))


def _states(drawn, values):
    states = []
    for label, value in values.items():
        name, widget, options = drawn[label]
        states.append(WidgetState(id=widget, **{name: value(options) if callable(value) else value}))
    return states


@dataclass(frozen=True)
class Act:
    """What is done on a page: widgets opened one after the other, fields filled, a button pressed, `then` another act;
    `effect` counts what came of it."""

    page: str
    press: str
    effect: Callable[..., int]
    fields: Mapping[str, object] = field(default_factory=dict)
    opening: Mapping[str, object] = field(default_factory=dict)
    query: str = "lang=en"
    then: "Act | None" = None

    def message(self, visitor):
        """The widgets that a person who sees them all sends when they press. KeyError where the page lacks one."""
        drawn, opened = visitor.run(self.page, self.query)[0], {}
        for label, value in self.opening.items():
            opened[label] = value
            drawn |= visitor.run(self.page, self.query, _states(drawn, opened))[0]
        return self.pressed(drawn)

    def pressed(self, drawn):
        """The same where the page is drawn already, all unfolded. KeyError where it lacks one."""
        press = {self.press: True} if self.press else {}
        return _states(drawn, dict(self.opening) | dict(self.fields) | press)

    def do(self, visitor):
        """Do it as the page allows."""
        visitor.run(self.page, self.query, self.message(visitor))
        if self.then:
            self.then.do(visitor)


def _acts(action):
    return lambda records, _: sum(entry.action == action for entry in read_audit(records, "test"))


SAVE_PLAN = Act(
    "sportello", "Save as a new plan", lambda records, _: len(list_plans(records)),
    {"Name of the plan": "Forged"}, {"Save and sign off": True},
)  # fmt: skip
ACTS = {
    "save_plan": SAVE_PLAN,
    "decide": Act(
        "sportello", "Decide", lambda records, _: sum(bool(plan.content.overrules) for plan in list_plans(records)),
        {"Reason (it stays in the history: name no household)": "The hall is closed"},
        {"Decide otherwise, with a reason": True, "Estate": first}, then=SAVE_PLAN,
    ),
    "sign_plan": Act(
        "sportello", "Sign off", lambda records, _: sum(plan.is_signed for plan in list_plans(records)),
        {"I have read it: from now on it never changes": True}, {"Save and sign off": True},
    ),
    "save_calendar": Act(
        "sportello", "Save the calendar", _acts("calendar_saved"), {EDITOR: None}, {"Calendar of sessions": True},
    ),
    "save_visit": Act(
        "sportello", "Save the counts", lambda records, _: read_visit(records, "s").version,
        {"People attended": 5.0}, {"Visits, in counts only": True},
    ),
    "save_progress": Act(
        "piano", "Save the money", _acts("progress_saved"), {"Funder": "Forged", "Year": 2026.0},
        {"Money and posts": True}, "lang=en&activity=3.1",
    ),
    "save_training": Act(
        "formazione", "Save the event", lambda records, _: len(read_events(records)),
        {"Title of the event": "Forged", "Place: its name and address": "Sormani",
         "Who holds it: an office or an organisation": "AMAT", "Topic": first, "Language": first,
         "Kind of place": first},
        {"Announce an event, or count who came": True},
    ),
    "issue_credentials": Act(
        "formazione", "Issue the certificate", lambda records, _: len(read_credentials(records)),
        {"Who passed": first, "Issued by": "Comune di Milano"}, {"Certificates": True},
    ),
    "collect": Act(
        "questionario", "Save the answers", lambda records, _: len(read_responses(records, FORM, "test")),
        {"Where does the person live? A neighbourhood, or an estate": first}, {"The person agrees": True},
    ),
    "read_responses": Act(
        "questionario", "", _acts("responses_read"), opening={"Quality of the answers, by organisation": True},
    ),
    "correct_responses": Act(
        "questionario", "Put it right", _acts("response_corrected"), {"It should be": another},
        {"Quality of the answers, by organisation": True},
    ),
    "set_targets": Act(
        "questionario", "Set the target", _acts("target_set"),
        {"Where": first, "How many answers are wanted there": 5.0}, {"Quality of the answers, by organisation": True},
    ),
    "edit_aids": Act(
        "contributi", "Save this edition", _acts("aids_changed"), {"Who answers for it (role)": "Forged"},
        {"Change an edition": True, "Edition to change": first},
    ),
    "edit_aids offers": Act(
        "contributi", "Decide", _acts("offer_decided"), {"Reason, where it is incomplete or excluded": "No address"},
        {"Offers received": True, "Offer to decide on": first},
    ),
    "manage_roles": Act(
        "amministrazione", "Grant the role", lambda records, _: len(read_roles(records)),
        {"Person, as the page shows it beside the name after signing in": "mallory"},
    ),
    "manage_roles organisations": Act(
        "amministrazione", "Say the organisation", _acts("organisation_set"),
        {"Person who belongs to it": "mallory",
         "Code of the organisation (small letters and digits); blank for none": "caf"},
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


PRESSES = {act.press for act in ACTS.values()}
"""What is pressed to do each of the acts; some of it stands in no form."""


def test_every_action_is_tried_by_message():
    assert {name.partition(" ")[0] for name in ACTS} | {"read_internal"} == set(ACTIONS)


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
    for role in ROLES:
        grant_role(records, role, role, "root")
        set_organisation(records, role, "caf", "root")
    send_offer(records, OFFER)
    save_response(records, FORM, response(damp="1"), "prima")
    save_course(records, BASE, 0, "prima")
    save_class(records, HELD, 0, "prima")
    log = []
    with serving(
        logged=log, OBSERVATORY_IDENTITY="proxy", OBSERVATORY_PUBLISH="1", OBSERVATORY_DATA=str(root),
        OBSERVATORY_RECORDS=str(folder / "records"),
    ) as address:  # fmt: skip
        yield address, records, root
    records.close()
    assert {line.get("event") for line in lines_of(log[0])} >= {"request", "refused: no role for it"}
    assert not [
        word for word in ("mallory", "Forged", "nobody", "lang=", "127.0.0.1") if word in _without_greeting(log)
    ]


def _without_greeting(log):
    return "\n".join(line for line in log[0].splitlines() if line.startswith("{"))


def _past(moment):
    return moment.replace(year=2026, month=9)


NEXT_TUTORS = count(3)


@pytest.fixture
def act_of(place):
    """The act, on what there is to act on now."""
    address, records, _ = place

    def made(name):
        act = ACTS[name]
        if name == "sign_plan":
            with visiting(address, "operator") as visitor:
                SAVE_PLAN.do(visitor)
            plan = next(plan for plan in list_plans(records) if not plan.is_signed and not plan.content.overrules)
            return replace(act, query=f"lang=en&plan={plan.plan_id}")
        if name == "save_calendar":
            rows = {"edited_rows": {"0": {"tutors": next(NEXT_TUTORS)}}, "added_rows": [], "deleted_rows": []}
            return replace(act, fields={EDITOR: json.dumps(rows)})
        return act

    return made


@pytest.mark.parametrize("name", ACTS)
def test_only_its_roles_do_it_from_the_page_or_by_a_forged_message(place, act_of, name):
    address, records, root = place
    allowed = ALLOWED[name.partition(" ")[0]]
    act = act_of(name)
    with visiting(address, min(allowed)) as visitor:
        message = act.message(visitor)
    before = act.effect(records, root)
    for user in ("", *sorted(set(ROLES) - allowed)):
        with visiting(address, user) as visitor:
            drawn, _ = visitor.run(act.page, act.query, message)
            assert act.effect(records, root) == before, f"forged by {user}"
            with suppress(KeyError):
                visitor.run(act.page, act.query, act.pressed(drawn))
                if act.then:
                    act.then.do(visitor)
        assert act.effect(records, root) == before, f"from the page by {user}"
    for user in sorted(allowed):
        own = act_of(name)
        before = act.effect(records, root)
        with visiting(address, user) as visitor:
            own.do(visitor)
        assert act.effect(records, root) > before, user


def _nonsense(boxes, form):
    """Every box of a form with what it cannot hold."""
    for box, (kind, own, _) in boxes.items():
        if own == form and kind in NONSENSE:
            name, value = NONSENSE[kind]
            state = WidgetState(id=box)
            if isinstance(value, list):
                getattr(state, name).data.extend(value)
            else:
                setattr(state, name, value)
            yield state


@pytest.mark.parametrize(
    "query", ["sportello", "piano", "piano?activity=3.1", "formazione", "contributi", "questionario", "amministrazione"]
)
def test_a_form_without_its_boxes_or_with_nonsense_in_them_is_told_and_keeps_nothing_of_it(place, query):
    address, records, _ = place
    page, _, codes = query.partition("?")
    codes = f"lang=en&{codes}"
    for role in ROLES:
        grant_role(records, "everybody", role, "root")
    with visiting(address, "everybody") as visitor:
        folds = []
        for _ in range(3):
            visitor.run(page, codes, folds)
            folds = [
                WidgetState(id=box, bool_value=True) for box, (kind, *_) in visitor.boxes.items() if kind == "fold"
            ]
        boxes = dict(visitor.boxes)
        forms = [(box, form) for box, (_, form, is_submit) in boxes.items() if is_submit]
        assert forms
        for button, form in forms:
            for told in ([], list(_nonsense(boxes, form))):
                visitor.pages.clear()  # as if it came from another page: boxes that are not sent are not there
                pressed = WidgetState(id=button, trigger_value=True)
                assert "The page met a fault" not in visitor.run(page, codes, [*folds, *told, pressed])[1]
    with records.engine.connect() as connection:
        tables = connection.exec_driver_sql("select name from sqlite_master where type = 'table'").scalars().all()
        kept = [str(connection.exec_driver_sql(f'select * from "{name}"').all()) for name in tables]
    assert len(kept) > 10 and "nonsense" not in " ".join(kept)


def _unfolded(visitor, page):
    """The messages that unfold all of a page, folds within folds too."""
    folds = []
    for _ in range(2):
        visitor.run(page, "lang=en", folds)
        folds = [WidgetState(id=box, bool_value=True) for box, (kind, *_) in visitor.boxes.items() if kind == "fold"]
    visitor.run(page, "lang=en", folds)
    return folds


def _press_all(visitor, page):
    """Press every button of a page, each with nonsense in every box and once more without any; what the page said."""
    folds, said = _unfolded(visitor, page), []
    boxes = dict(visitor.boxes)
    nonsense = [state for form in {form for _, form, _ in boxes.values()} for state in _nonsense(boxes, form)]
    for button in [box for box, (kind, *_) in boxes.items() if kind == "button"]:
        for states in (nonsense, []):
            visitor.pages.clear()  # some lead to another page
            pressed = WidgetState(id=button, trigger_value=True)
            said.append(visitor.run(page, "lang=en", [*folds, *states, pressed])[1])
    visitor.pages.clear()
    return said


@pytest.mark.parametrize("pages", [("mappa", "presenta"), ("dati",)])
def test_no_button_of_the_story_editor_or_of_publishing_falls_for_nonsense_in_the_boxes(place, pages):
    """Buttons that are greyed out are pressed too. Those of the map put views into a story, which its editor puts in
    another order, empties, and starts again."""
    address, records, root = place
    grant_role(records, "analyst", "analyst", "root")
    before = sorted(each.name for each in root.iterdir())
    with visiting(address, "analyst") as visitor:
        for page in pages:
            said = _press_all(visitor, page)
            assert said and not [text for text in said if "The page met a fault" in text]
        assert "presenta" not in pages or any("story_out_" in box for box in visitor.boxes)
    assert sorted(each.name for each in root.iterdir()) == before


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
    address = place[0]
    note = "Internal edition: only people with a role see it"
    for user in ("", "nobody"):
        with visiting(address, user) as visitor:
            for query in ("lang=en&year=2022", "lang=en&year=2022.1"):
                assert note not in visitor.run(page, query)[1]
    with visiting(address, "tutor") as visitor:
        assert note in visitor.run(page, "lang=en&year=2022")[1]
