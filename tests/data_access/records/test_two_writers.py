"""Two people saving at once: in processes of their own, again and again, on SQLite and on PostgreSQL."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest

from contract.errors import StaleSave
from data_access.records.database import open_records
from data_access.records.plans import change_plan, create_plan, read_history, read_plan, sign_off
from data_access.records.sessions import read_visit, save_calendar, save_visit
from tests.data_access.records.contents import ORDER, PLAN, overrule, sessions, with_overrules
from tests.forks import FORKS, Fork

SAVES = 12


def _save_again_and_again(place, plan_id, name, barrier, told):
    """Overrule SAVES estates one after the other, reading again whenever told that somebody was faster."""
    records = open_records(place)
    barrier.wait(120)
    stale = 0
    for number in range(SAVES):
        while True:
            plan = read_plan(records, plan_id)
            content = with_overrules(plan.content, *plan.content.overrules, overrule(f"{name}{number}", name=name))
            try:
                change_plan(records, plan_id, plan.version, content, name)
                break
            except StaleSave:
                stale += 1
    records.close()
    told.put((name, stale))


def test_two_processes_lose_nothing_and_a_third_reads_whole_plans_meanwhile(place):
    records = open_records(place)
    plan_id = create_plan(records, PLAN, "C. Verdi").plan_id
    barrier, told = FORKS.Barrier(2), FORKS.Queue()
    writers = [
        Fork(target=_save_again_and_again, args=(place, plan_id, name, barrier, told)) for name in ("Ada", "Bea")
    ]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        read_plan(records, plan_id)
    assert {told.get(timeout=60)[0] for _ in writers} == {"Ada", "Bea"}
    saved = read_plan(records, plan_id)
    assert {each.complex_id for each in saved.content.overrules} == {
        f"{n}{k}" for n in ("Ada", "Bea") for k in range(SAVES)
    }
    assert saved.version == 1 + 2 * SAVES
    by = [entry.by for entry in read_history(records, plan_id)]
    assert by.count("Ada") == by.count("Bea") == SAVES
    records.close()


def _save_for_ever(place, plan_id, saved):
    records = open_records(place)
    while True:
        plan = read_plan(records, plan_id)
        content = with_overrules(plan.content, *(overrule(f"E{n}", reason=f"{plan.version}") for n in range(30)))
        saved.send(change_plan(records, plan_id, plan.version, content, "Ada").version)


def test_a_writer_killed_while_writing_leaves_what_was_saved_last_and_nothing_half_done(place):
    records = open_records(place)
    plan_id = create_plan(records, PLAN, "C. Verdi").plan_id
    for pause in (0.0, 0.004, 0.011):
        here, there = FORKS.Pipe(duplex=False)
        writer = Fork(target=_save_for_ever, args=(place, plan_id, there))
        writer.start()
        there.close()
        for _ in range(3):
            assert here.poll(120)
            last = here.recv()
        time.sleep(pause)
        writer.kill()
        writer.join()
        with suppress(EOFError):
            while True:
                last = here.recv()
        plan = read_plan(records, plan_id)
        assert plan.version in (last, last + 1)
        assert {each.reason for each in plan.content.overrules} == {f"{plan.version - 1}"}
    change_plan(records, plan_id, plan.version, PLAN, "Bea")
    records.close()


def _at_once(*calls):
    """Run every call at the same moment; return what each gave or raised."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait(30)
        try:
            return call()
        except StaleSave as error:
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_who_save_at_the_same_moment_one_is_told_of_the_other(records, attempt):
    saved = create_plan(records, PLAN, "C. Verdi")
    results = _at_once(
        lambda: change_plan(records, saved.plan_id, 1, with_overrules(PLAN, overrule("A")), "Ada"),
        lambda: change_plan(records, saved.plan_id, 1, with_overrules(PLAN, overrule("B")), "Bea"),
    )
    errors = [each for each in results if isinstance(each, StaleSave)]
    (kept,) = [each for each in results if not isinstance(each, StaleSave)]
    assert len(errors) == 1
    assert errors[0].who == kept.changed_by
    assert read_plan(records, saved.plan_id) == kept


def test_signing_and_changing_at_the_same_moment_do_not_mix(records):
    saved = create_plan(records, PLAN, "C. Verdi")

    def change():
        try:
            return change_plan(records, saved.plan_id, 1, with_overrules(PLAN, overrule("A")), "Ada")
        except Exception as error:
            return error

    changed, signed = _at_once(change, lambda: sign_off(records, saved.plan_id, 1, ORDER, "F. Capo"))
    assert isinstance(changed, Exception) != isinstance(signed, Exception)
    assert read_plan(records, saved.plan_id) in (changed, signed)


def test_two_operators_at_one_session(records):
    save_calendar(records, sessions("a"), {}, "Ada")
    results = _at_once(
        lambda: save_visit(records, "a", 0, {"came": 3}, "Ada"), lambda: save_visit(records, "a", 0, {"came": 4}, "Bea")
    )
    (error,) = [each for each in results if each is not None]
    kept = read_visit(records, "a")
    assert (kept.version, error.who) == (1, kept.changed_by)


def test_two_who_plan_the_same_session(records):
    results = _at_once(
        lambda: save_calendar(records, sessions("a", "b"), {}, "Ada"),
        lambda: save_calendar(records, sessions("b", "c"), {}, "Bea"),
    )
    assert sum(isinstance(each, StaleSave) for each in results) == 1
