"""Who may do what: every cell of the table, at the write itself; roles granted, taken back, read again each time."""

from datetime import date

import pytest

from contract.errors import NotPermitted, Refused
from contract.progress import Activity
from data_access.__main__ import main
from data_access.aids.store import save_rows
from data_access.records.audit import Act, broken_entries, note_act, read_audit
from data_access.records.collecting import set_target
from data_access.records.corrections import correct
from data_access.records.permissions import ACTIONS, ALLOWED, ROLES
from data_access.records.plans import change_plan, create_plan, list_plans, sign_off
from data_access.records.progress import save_activity
from data_access.records.responses import read_memberships, read_responses, save_response, set_organisation
from data_access.records.roles import current_roles, grant_role, read_roles, revoke_role
from data_access.records.sessions import read_sessions, read_visit, save_calendar, save_visit
from data_access.records.training import issue_credential, save_class, save_course, save_event
from tests.data_access.records.contents import FORM, ORDER, PLAN, overrule, response, sessions, with_overrules
from tests.indicators.training.contents import BASE, CREDENTIAL, EVENT, HELD

ADA = "https://accounts.test|ada"
NONE = sessions()
NEW_AID = {"aid_id": "NEW", "provider_id": "MILANO", "need": "advice", "name_it": "Nuovo", "covers_it": "Prova."}


@pytest.fixture
def prepared(records):
    """Records in which there is something to act on, written by whoever runs the service."""
    create_plan(records, PLAN, "prima")
    save_calendar(records, sessions("s"), {}, "prima")
    set_organisation(records, f"{ADA}-operator", "caf", "prima")
    save_response(records, FORM, response(9), "prima")
    save_course(records, BASE, 0, "prima")
    save_class(records, HELD, 0, "prima")
    return records


def _sign(records):
    plan = list_plans(records)[0]
    return sign_off(records, plan.plan_id, plan.version, ORDER, "Ada")


def _decide(records):
    plan = list_plans(records)[0]
    content = with_overrules(plan.content, overrule("K"))
    return change_plan(records, plan.plan_id, plan.version, content, "Ada")


WRITES = {
    "save_plan": lambda records: create_plan(records, PLAN, "Ada"),
    "decide": _decide,
    "sign_plan": _sign,
    "save_calendar": lambda records: save_calendar(records, NONE, {"s": 1}, "Ada"),
    "save_visit": lambda records: save_visit(records, "s", 0, {"came": 5}, "Ada"),
    "save_progress": lambda records: save_activity(records, Activity("3.1", "Desk"), 0, "Ada"),
    "save_training": lambda records: save_event(records, EVENT, 0, "Ada"),
    "issue_credentials": lambda records: issue_credential(records, CREDENTIAL, "Ada"),
    "collect": lambda records: save_response(records, FORM, response(organisation="caf"), "Ada"),
    "read_responses": lambda records: read_responses(records, FORM, "Ada"),
    "correct_responses": lambda records: correct(records, FORM, 1, ("damp", "1", "typing"), "Ada"),
    "set_targets": lambda records: set_target(records, ("nil", "12"), 30, "Ada"),
    "edit_aids": lambda records: save_rows(records, {"aids": [NEW_AID]}, "Ada", date(2026, 11, 28)),
    "publish": lambda records: note_act(records, "Ada", "publish", Act("edition_published", "edition:2023.1")),
    "read_internal": lambda records: note_act(
        records, "Ada", "read_internal", Act("edition_published", "edition:2023.1")
    ),
    "read_audit": lambda records: read_audit(records, "Ada"),
    "manage_roles": lambda records: grant_role(records, "somebody", "tutor", "Ada"),
}


def test_every_action_has_its_roles_its_words_and_its_write():
    assert set(ACTIONS) == set(ALLOWED) == set(WRITES)
    assert all(roles and roles <= set(ROLES) for roles in ALLOWED.values())


@pytest.mark.parametrize("action", WRITES)
def test_every_cell_of_the_table_holds_at_the_write(prepared, action):
    for role in ROLES:
        needs = ["operator"] if action == "decide" and role in ("manager",) else []
        for each in (role, *needs):
            grant_role(prepared, f"{ADA}-{role}", each, "root")
        is_allowed = role in ALLOWED[action]
        before = (len(list_plans(prepared)), len(read_sessions(prepared)), len(read_roles(prepared)))
        acting = prepared.in_name_of(f"{ADA}-{role}")
        if is_allowed:
            continue
        with pytest.raises(NotPermitted) as told:
            WRITES[action](acting)
        assert "ask an administrator" in str(told.value)
        assert (len(list_plans(prepared)), len(read_sessions(prepared)), len(read_roles(prepared))) == before
        assert read_visit(prepared, "s").version == 0 and not list_plans(prepared)[0].is_signed
    WRITES[action](prepared.in_name_of(f"{ADA}-{min(ALLOWED[action])}"))
    assert broken_entries(prepared) == []


@pytest.mark.parametrize("action", WRITES)
@pytest.mark.parametrize("reference", ["", "https://accounts.test|nobody"])
def test_a_visitor_may_do_none_of_them(prepared, action, reference):
    with pytest.raises(NotPermitted):
        WRITES[action](prepared.in_name_of(reference))


def test_a_role_that_is_taken_back_is_gone_at_the_next_write(records):
    acting = records.in_name_of(ADA)
    grant_role(records, ADA, "operator", "root")
    create_plan(acting, PLAN, "Ada")
    revoke_role(records, ADA, "operator", "root")
    assert current_roles(acting) == ()
    with pytest.raises(NotPermitted, match="operator"):
        create_plan(acting, PLAN, "Ada")
    assert len(list_plans(records)) == 1


def test_roles_are_granted_once_told_and_refused_with_their_names(records):
    for _ in range(2):
        grant_role(records, ADA, "manager", "root")
    grant_role(records, ADA, "analyst", "root")
    told = read_roles(records)
    assert told["role"].tolist() == ["analyst", "manager"]
    assert current_roles(records.in_name_of(ADA)) == ("analyst", "manager")
    with pytest.raises(Refused, match="one error"):
        grant_role(records, ADA, "king", "root")
    with pytest.raises(Refused):
        grant_role(records, " ", "manager", "root")


def test_the_last_administrator_stays(records):
    grant_role(records, ADA, "administrator", "root")
    with pytest.raises(Refused) as told:
        revoke_role(records.in_name_of(ADA), ADA, "administrator", "Ada")
    assert told.value.faults[0].code == "last_administrator"
    grant_role(records.in_name_of(ADA), "bea", "administrator", "Ada")
    revoke_role(records, ADA, "administrator", "root")
    assert read_roles(records)["reference"].tolist() == ["bea"]


def test_an_organisation_is_told_once_noted_with_what_it_was_and_taken_away(records):
    for code in (" CAF ", "caf", "acli", ""):
        set_organisation(records, ADA, code, "root")
    changes = [entry.changes[0] for entry in read_audit(records, "x") if entry.action == "organisation_set"]
    assert [(change.before, change.after) for change in changes] == [(None, "caf"), ("caf", "acli"), ("acli", None)]
    assert read_memberships(records) == {}


@pytest.mark.parametrize("code", ["a", "c" * 41, "Mario Rossi", "caf\x00", "caf/../acli", "è"])
def test_a_code_that_no_answer_could_carry_is_refused(records, code):
    with pytest.raises(Refused) as told:
        set_organisation(records, ADA, code, "root")
    assert told.value.faults[0].code == "bad_organisation"
    assert read_memberships(records) == {}


def test_only_an_administrator_says_whose_answers_a_person_reads(records):
    for role in ROLES:
        grant_role(records, role, role, "root")
    for role in sorted(set(ROLES) - ALLOWED["manage_roles"]):
        with pytest.raises(NotPermitted):
            set_organisation(records.in_name_of(role), role, "caf", role)
    set_organisation(records.in_name_of("administrator"), "operator", "caf", "Ada")
    assert read_memberships(records) == {"operator": "caf"}


def test_the_command_gives_a_role_and_an_organisation_and_lists_both(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path))
    assert main(["roles", "grant", ADA, "operator"]) == 0
    assert main(["roles", "organisation", ADA, "caf"]) == 0
    assert main(["roles", "organisation", "bea", "acli"]) == 0
    capsys.readouterr()
    assert main(["roles"]) == 0
    cells = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [(row[0], row[1], row[4]) for row in cells] == [(ADA, "operator", "caf"), ("bea", "", "acli")]
    assert main(["roles", "organisation", ADA]) == 0
    assert f"{ADA}\toperator" in capsys.readouterr().out
    assert [main(["roles", *wrong]) for wrong in (["grant", ADA], ["grant", ADA, "king"], ["organisation"])] == [1] * 3
