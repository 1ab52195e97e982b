"""Saved plans: what goes in comes out, the second writer is told, the signed are frozen, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest

from contract.errors import Refused, SignedOff, StaleSave, UnknownName
from data_access.records.entries import PlanContent
from data_access.records.plans import (
    change_plan,
    copy_plan,
    create_plan,
    list_plans,
    read_frozen_rows,
    read_history,
    read_plan,
    sign_off,
)
from tests.data_access.records.contents import ORDER, PLAN, overrule, with_overrules


def test_a_plan_is_reopened_as_it_was_saved(records):
    before = datetime.now(UTC)
    saved = create_plan(records, with_overrules(PLAN, overrule("B"), overrule("A", action="pin", tier=1)), "C. Verdi")
    again = read_plan(records, saved.plan_id)
    assert again == saved
    assert (again.version, again.created_by, again.is_signed, again.copied_from) == (1, "C. Verdi", False, "")
    assert [each.complex_id for each in again.content.overrules] == ["A", "B"]
    assert before <= again.content.overrules[0].decided_at == again.created_at <= datetime.now(UTC)
    assert again.content.choices == PLAN.choices
    assert len(saved.plan_id) == 12 and saved.plan_id.isalnum()


def test_a_change_tells_in_the_history_who_changed_what_from_what(records):
    saved = create_plan(records, with_overrules(PLAN, overrule("A"), overrule("B")), "C. Verdi")
    choices = PLAN.choices | {"weights": {"room": 0.3, "transit": 1.0}, "method": "topsis"}
    content = replace(PLAN, name="Piano", revision=3, choices=choices)
    content = with_overrules(content, overrule("A", reason="Altro"), overrule("C"))
    changed = change_plan(records, saved.plan_id, 1, content, "D. Neri", "Dopo la riunione")
    assert changed == read_plan(records, saved.plan_id)
    assert (changed.version, changed.changed_by, changed.created_by) == (2, "D. Neri", "C. Verdi")
    created, entry = read_history(records, saved.plan_id)
    assert (created.event, entry.event, entry.by, entry.reason) == ("created", "changed", "D. Neri", "Dopo la riunione")
    told = {(change.what, change.complex_id): (change.before, change.after) for change in entry.changes}
    decision = {"action": "bar", "tier": 3, "reason": "La sala è in cantiere", "name": "A. Rossi"}
    assert told == {
        ("name", ""): (PLAN.name, "Piano"),
        ("edition", ""): ("2023.2", "2023.3"),
        ("choices.weights.room", ""): (0.1, 0.3),
        ("choices.method", ""): (None, "topsis"),
        ("overrule", "A"): (decision, decision | {"reason": "Altro"}),
        ("overrule", "B"): (decision, None),
        ("overrule", "C"): (None, decision),
    }
    assert entry.fingerprint == changed.fingerprint != created.fingerprint


def test_an_overrule_that_stays_keeps_its_moment(records):
    saved = create_plan(records, with_overrules(PLAN, overrule("A"), overrule("B")), "C. Verdi")
    content = with_overrules(PLAN, overrule("A"), overrule("B", name="E. Bianchi"))
    changed = change_plan(records, saved.plan_id, 1, content, "D. Neri")
    kept, renewed = changed.content.overrules
    assert kept.decided_at == saved.created_at < renewed.decided_at == changed.changed_at


def test_saving_what_is_there_already_writes_nothing(records):
    saved = create_plan(records, with_overrules(PLAN, overrule("A")), "C. Verdi")
    assert change_plan(records, saved.plan_id, 1, saved.content, "D. Neri") == saved
    assert len(read_history(records, saved.plan_id)) == 1


def test_the_second_to_save_is_told_who_was_first_and_nothing_is_lost(records):
    saved = create_plan(records, PLAN, "C. Verdi")
    first = change_plan(records, saved.plan_id, 1, with_overrules(PLAN, overrule("A")), "D. Neri")
    with pytest.raises(StaleSave) as told:
        change_plan(records, saved.plan_id, 1, with_overrules(PLAN, overrule("B")), "E. Bianchi")
    assert (told.value.who, told.value.when) == ("D. Neri", first.changed_at)
    assert "D. Neri" in told.value.sentence("it")
    assert read_plan(records, saved.plan_id) == first
    with pytest.raises(StaleSave):
        sign_off(records, saved.plan_id, 1, ORDER, "E. Bianchi")
    assert read_frozen_rows(records, saved.plan_id).empty


def test_a_signed_plan_is_frozen_with_both_orders(records):
    saved = create_plan(records, PLAN, "C. Verdi")
    signed = sign_off(records, saved.plan_id, 1, ORDER, "F. Capo")
    assert signed == read_plan(records, saved.plan_id)
    assert signed.is_signed and signed.signed_by == "F. Capo" and signed.signed_at == signed.changed_at
    rows = read_frozen_rows(records, saved.plan_id)
    pd.testing.assert_frame_equal(rows, ORDER.convert_dtypes())
    assert rows["score"][0] == 0.1 + 0.2
    for attempt in (
        lambda: change_plan(records, saved.plan_id, 2, with_overrules(PLAN, overrule("A")), "D. Neri"),
        lambda: sign_off(records, saved.plan_id, 2, ORDER, "D. Neri"),
    ):
        with pytest.raises(SignedOff, match=r"F\. Capo"):
            attempt()
    assert read_plan(records, saved.plan_id) == signed
    assert [entry.event for entry in read_history(records, saved.plan_id)] == ["created", "signed"]


def test_a_copy_of_a_signed_plan_goes_on_by_itself(records):
    saved = create_plan(records, with_overrules(PLAN, overrule("A")), "C. Verdi")
    sign_off(records, saved.plan_id, 1, ORDER, "F. Capo")
    copy = copy_plan(records, saved.plan_id, "Piano di primavera", "D. Neri")
    assert (copy.copied_from, copy.is_signed, copy.version, copy.content.name) == (
        saved.plan_id, False, 1, "Piano di primavera",
    )  # fmt: skip
    assert copy.content.overrules[0].reason == "La sala è in cantiere"
    change_plan(records, copy.plan_id, 1, replace(copy.content, overrules=()), "D. Neri")
    assert len(read_plan(records, saved.plan_id).content.overrules) == 1
    assert [entry.event for entry in read_history(records, copy.plan_id)] == ["copied", "changed"]
    assert [plan.plan_id for plan in list_plans(records)] == [copy.plan_id, saved.plan_id]


def test_what_is_not_there_is_told(records):
    for read in (read_plan, read_history, read_frozen_rows):
        with pytest.raises(UnknownName, match="nowhere"):
            read(records, "nowhere")
    assert list_plans(records) == []


def test_every_fault_is_told_at_once_and_nothing_is_written(records):
    wrong = PlanContent(" ", 2023, 1, {}, (overrule("A", reason=""), overrule("A", action="ban"), overrule("B", tier=0),
                                           overrule("C", name="x" * 201), overrule("D", reason="a\x00b")))  # fmt: skip
    with pytest.raises(Refused) as told:
        create_plan(records, wrong, "")
    assert sorted(fault.code for fault in told.value.faults) == sorted(
        ["no_text", "no_text", "no_text", "bad_overrule", "bad_overrule", "doubled_overrule", "long_text", "bad_text"]
    )
    assert list_plans(records) == []


@pytest.mark.parametrize(
    "rows", [ORDER.iloc[:0], ORDER.drop(columns="tier"), pd.concat([ORDER, ORDER]), ORDER.assign(computed_tier=None)]
)
def test_an_order_that_is_none_is_not_signed(records, rows):
    saved = create_plan(records, PLAN, "C. Verdi")
    with pytest.raises(Refused):
        sign_off(records, saved.plan_id, 1, rows, "F. Capo")
    assert not read_plan(records, saved.plan_id).is_signed
