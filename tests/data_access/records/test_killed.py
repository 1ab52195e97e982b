"""A process that saves is killed at any moment: what it said was saved is there, and nothing is torn."""

import os
import random
import signal
import time
from dataclasses import replace
from itertools import count, cycle, islice

from sqlalchemy import select

from contract.progress import Activity
from contract.stakeholders import Organisation
from data_access.aids.offers import read_offers, send_offer
from data_access.records.audit import broken_entries, read_audit
from data_access.records.database import open_records
from data_access.records.plans import create_plan, list_plans, read_plan
from data_access.records.progress import read_activities, save_activity
from data_access.records.response_models import ResponseRow
from data_access.records.responses import save_response
from data_access.records.roles import grant_role, read_roles
from data_access.records.sessions import read_sessions, save_calendar
from data_access.records.stakeholders import read_organisations, save_organisation
from data_access.records.training import read_events, save_event
from tests.data_access.aids.test_offers import OFFER
from tests.data_access.records.contents import FORM, PLAN, response, sessions
from tests.indicators.training.contents import EVENT

MOMENTS = int(os.environ.get("OBSERVATORY_TEST_KILLS", "32"))
"""Kills, each at the next of `SAVES`; OBSERVATORY_TEST_KILLS=100 is a hundred."""

LONGEST_SECONDS = 0.02


def _offer(records, mark):
    send_offer(records, OFFER | {"where": mark})


def _activity(records, mark):
    number = int(mark)
    save_activity(records, Activity(f"{1 + number // 99}.{1 + number % 99}", f"mark {mark}"), 0, "Ada")


def _answered(records):
    with records.reading() as session:
        return [str(int(name, 16)) for name in session.scalars(select(ResponseRow.response_id))]


SAVES = {
    "plan_created": (
        lambda records, mark: create_plan(records, replace(PLAN, name=mark), "Ada"),
        lambda records: [plan.content.name for plan in list_plans(records)],
    ),
    "progress_saved": (
        _activity, lambda records: [told.title.removeprefix("mark ") for told, _ in read_activities(records).values()],
    ),
    "responses_recorded": (
        lambda records, mark: save_response(records, FORM, response(int(mark), "caf"), "Ada"),
        _answered,
    ),
    "role_granted": (
        lambda records, mark: grant_role(records, mark, "tutor", "Ada"),
        lambda records: list(read_roles(records)["reference"]),
    ),
    "calendar_saved": (
        lambda records, mark: save_calendar(records, sessions(mark), {}, "Ada"),
        lambda records: list(read_sessions(records)["session_id"]),
    ),
    "training": (
        lambda records, mark: save_event(records, replace(EVENT, event_id=mark), 0, "Ada"),
        lambda records: list(read_events(records)),
    ),
    "organisation": (
        lambda records, mark: save_organisation(records, Organisation(mark, "CAM", "spaces", {}), 0, "Ada"),
        lambda records: list(read_organisations(records)),
    ),
    "offer": (_offer, lambda records: [offer.content["where"] for offer in read_offers(records)]),
}  # fmt: skip
"""What is saved under a number of its own, and the numbers that are there."""


def _save_until_killed(place, told, first):
    records = open_records(place)
    for number, kind in zip(count(first * 30), islice(cycle(SAVES), first, None), strict=False):
        SAVES[kind][0](records, str(number))
        os.write(told, f"{kind} {number}\n".encode())


def test_nothing_that_was_said_to_be_saved_is_lost_and_nothing_is_torn(tmp_path):
    place, saved = str(tmp_path / "records"), []
    open_records(place).close()
    moments = random.Random(18)
    for moment in range(MOMENTS):
        reading, told = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                _save_until_killed(place, told, moment)
            finally:
                os._exit(1)
        os.close(told)
        first = os.read(reading, 64)
        time.sleep(moments.uniform(0, LONGEST_SECONDS))
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        rest = b"".join(iter(lambda: os.read(reading, 4096), b""))  # noqa: B023
        os.close(reading)
        saved += (first + rest).decode().splitlines()
    records = open_records(place)
    there = {f"{kind} {mark}" for kind, (_, read) in SAVES.items() for mark in read(records)}
    assert len(saved) >= MOMENTS and {line.partition(" ")[0] for line in saved} == set(SAVES)
    assert set(saved) <= there
    assert len(there) <= len(saved) + MOMENTS
    assert broken_entries(records) == []
    assert sum(not entry.action.endswith("_read") for entry in read_audit(records, "x")) == len(there)
    assert all(read_plan(records, plan.plan_id) == plan for plan in list_plans(records)[:50])
    records.close()
