"""A process that saves is killed at a hundred moments: what it said was saved is there, and nothing is torn."""

import os
import random
import signal
import time

from data_access.records.audit import broken_entries, read_audit
from data_access.records.database import open_records
from data_access.records.plans import create_plan, list_plans, read_plan
from tests.data_access.records.contents import PLAN

MOMENTS = 100
LONGEST_SECONDS = 0.02


def _save_until_killed(place, told):
    records = open_records(place)
    while True:
        os.write(told, create_plan(records, PLAN, "Ada").plan_id.encode() + b"\n")


def test_nothing_that_was_said_to_be_saved_is_lost_and_nothing_is_torn(tmp_path):
    place, saved = str(tmp_path / "records"), []
    open_records(place).close()
    moments = random.Random(18)
    for _ in range(MOMENTS):
        reading, told = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                _save_until_killed(place, told)
            finally:
                os._exit(1)
        os.close(told)
        first = os.read(reading, 13)
        time.sleep(moments.uniform(0, LONGEST_SECONDS))
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        rest = b"".join(iter(lambda: os.read(reading, 4096), b""))  # noqa: B023
        os.close(reading)
        saved += (first + rest).decode().splitlines()
    records = open_records(place)
    there = {plan.plan_id for plan in list_plans(records)}
    assert len(saved) >= MOMENTS
    assert set(saved) <= there
    assert len(there) <= len(saved) + MOMENTS
    assert broken_entries(records) == []
    assert {entry.subject for entry in read_audit(records, "x") if entry.action == "plan_created"} == {
        f"plan:{name}" for name in there
    }
    assert all(read_plan(records, name).plan_id == name for name in sorted(there)[:50])
    records.close()
