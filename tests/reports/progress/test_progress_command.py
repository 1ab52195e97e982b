"""The command that tells how the plan stands, on the embedded sample and records of its own."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from contract.local_time import LOCAL_TIME
from contract.progress import Milestone
from data_access.editions import SAMPLE, list_editions
from data_access.records.database import open_records
from data_access.records.progress import save_activity
from data_access.records.sessions import save_calendar, save_visit
from indicators.progress.city_plan import CITY_PLAN
from indicators.progress.evidence import Evidence
from reports.__main__ import main
from reports.progress.gathering import published_evidence, published_on, record_evidence

TODAY = ["--today", "2026-11-28"]


@pytest.fixture(autouse=True)
def records(tmp_path, monkeypatch):
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    opened_records = open_records(str(tmp_path / "records"))
    yield opened_records
    opened_records.close()


@pytest.fixture(autouse=True)
def _aids_of_the_day(monkeypatch):
    """The catalogue of aids has its own days: one aid stands for it."""
    checked = Evidence("aids", date(2026, 11, 1), "bonus", "Bonus")
    monkeypatch.setattr("reports.progress.command.record_evidence", lambda *_: [checked])


def told(capsys, *options, code=0):
    assert main(["progress", *TODAY, "--language", "en", *options]) == code
    return capsys.readouterr().out


def test_the_plan_as_the_city_wrote_it_is_told_by_activity(capsys):
    rows = json.loads(told(capsys))["activities"]
    assert [row["activity_id"] for row in rows] == list(CITY_PLAN)
    first = rows[0]
    assert first["milestones"][0]["is_done"] and first["milestones"][0]["evidence"][-1]["what"] == "2023"
    assert all("No department answers for it." in row["why"] for row in rows)
    works = next(step for step in rows[1]["milestones"] if step["milestone_id"] == "works")
    assert works["is_done"] and works["evidence"]


def test_something_late_and_unexplained_is_exit_code_1(capsys, records, monkeypatch):
    monkeypatch.setattr("reports.progress.command.published_evidence", lambda *_: known_this_year())
    late = replace(CITY_PLAN["2.1"], milestones=(Milestone("a", "A", due=date(2026, 11, 27)),), municipi=("4",))
    save_activity(records, late, 0, "Ada")
    rows = list(csv.DictReader(io.StringIO(told(capsys, "--format", "csv", code=1))))
    row = next(row for row in rows if row["activity_id"] == "2.1")
    assert (row["state"], row["is_explained"], row["progress_share"]) == ("late", "False", "0.0")
    assert row["why"].startswith("“A” was due on 27 November 2026, one day ago.; Nobody said why.")
    told(capsys, "--municipio", "4", code=1)
    told(capsys, "--municipio", "5", code=0)
    save_activity(records, replace(late, delay_reason="The vote was put off."), 1, "Ada")
    assert json.loads(told(capsys))["activities"][2]["is_explained"] is True
    assert main(["progress", "--today", "2026-11-27", "--format", "csv"]) == 0


def known_this_year():
    return [Evidence("editions", date(2026, 11, 1), "2023", "2023")]


def test_sessions_count_where_visits_were_counted(records):
    start = pd.Timestamp(datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    rows = [(f"s{tier}{place}", f"E{place}", tier, start, start + pd.Timedelta(hours=1), 1)
            for tier in (0, 1) for place in range(2)]  # fmt: skip
    columns = ["session_id", "site_id", "tier", "start", "end", "tutors"]
    save_calendar(records, pd.DataFrame(rows, columns=columns), {}, "Ada")
    aids = record_evidence(records, pd.Series(dtype=str))
    assert aids and {each.counts for each in aids} == {"aids"}
    for session in ("s00", "s10"):
        save_visit(records, session, 0, {"came": 5}, "Ada")
    told = record_evidence(records, pd.Series({"E0": "Via Saint Bon"}))
    known = [each for each in told if each.counts != "aids"]
    assert [(each.counts, each.thing_id, each.what) for each in known] == [
        ("sessions", "s00", "Via Saint Bon"), ("kept_sites", "E0", "Via Saint Bon"),
        ("sessions", "s10", "Via Saint Bon"), ("first_sites", "E0", "Via Saint Bon"),
    ]  # fmt: skip
    assert {each.day for each in known} == {start.astimezone(LOCAL_TIME).date()} == {date(2026, 3, 3)}


def test_editions_tell_only_what_is_asked_of_them():
    editions = list_editions(SAMPLE)
    assert published_evidence(editions, ()) == [] == published_evidence([], ("editions", "savings", "poverty_falls"))
    told = published_evidence(editions, ("editions", "poverty_falls"))
    years = [each for each in told if each.counts == "editions"]
    assert [each.what for each in years] == ["2021", "2022", "2023"]
    assert {each.day for each in told} == {published_on(editions[-1])}
    assert all(each.counts == "poverty_falls" for each in told[3:])


def test_an_area_that_nobody_knows_is_refused_and_named(capsys):
    assert main(["progress", *TODAY, "--municipio", "99", "--language", "en"]) == 2
    caught = capsys.readouterr()
    assert caught.err == "There is no area “99”. Areas: 1, 2, 3, 4, 5, 6, 7, 8, 9.\n" and caught.out == ""
