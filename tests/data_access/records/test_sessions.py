"""The calendar and its visits on both databases: hours of the city, all or none, counts and nothing but counts."""

from datetime import date, datetime

import pandas as pd
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from contract.errors import Refused, StaleSave, UnknownName
from contract.local_time import LOCAL_TIME
from contract.visit_counts import VISIT_COUNTS
from data_access.records.models import VisitRow
from data_access.records.sessions import (
    COLUMNS,
    read_sessions,
    read_visit,
    read_visits,
    save_calendar,
    save_visit,
    told_quarter,
)
from tests.data_access.records.contents import sessions

NONE = sessions()


def test_sessions_come_back_at_the_city_s_hours(records):
    assert list(read_sessions(records).columns) == list(COLUMNS)
    summer = sessions("s").assign(
        start=datetime(2027, 7, 1, 9, tzinfo=LOCAL_TIME), end=datetime(2027, 7, 1, 12, tzinfo=LOCAL_TIME)
    )
    save_calendar(records, pd.concat([summer, sessions("b", "a")]), {}, "Ada")
    told = read_sessions(records)
    assert told["session_id"].tolist() == ["a", "b", "s"]
    assert told["start"].dt.hour.tolist() == [10, 10, 9]
    assert str(told["start"].dt.tz) == "Europe/Rome"
    assert told["version"].tolist() == [1, 1, 1]


def test_a_session_is_moved_by_who_read_it_last(records):
    save_calendar(records, sessions("a", "b"), {}, "Ada")
    read = read_sessions(records)
    later = read.assign(start=read["start"] + pd.Timedelta(hours=1), tutors=3)
    save_calendar(records, later[later["session_id"] == "a"], {}, "Bea")
    with pytest.raises(StaleSave, match="Bea"):
        save_calendar(records, later, {}, "Cia")
    told = read_sessions(records).set_index("session_id")
    assert told.loc["a", ["tutors", "version"]].tolist() == [3, 2]
    assert told.loc["b", ["tutors", "version"]].tolist() == [2, 1]


def test_wrong_sessions_are_refused_and_none_is_written(records):
    wrong = sessions("a", "b", "c", "d").assign(tier=[1, 4, 1, 1], tutors=[2, 2, 0, 2])
    wrong.loc[3, "end"] = wrong.loc[3, "start"]
    with pytest.raises(Refused) as told:
        save_calendar(records, wrong, {}, "Ada")
    assert [fault.found for fault in told.value.faults] == ["b", "c", "d"]
    with pytest.raises(Refused):
        save_calendar(records, sessions("a"), {}, "")
    assert read_sessions(records).empty


def test_a_session_is_cancelled_unless_visits_were_counted(records):
    save_calendar(records, sessions("a", "b"), {}, "Ada")
    save_visit(records, "b", 0, {"came": 5}, "Ada")
    with pytest.raises(Refused) as told:
        save_calendar(records, NONE, {"a": 1, "b": 1}, "Bea")
    assert told.value.faults[0].found == "b"
    assert len(read_sessions(records)) == 2
    save_calendar(records, NONE, {"a": 1}, "Bea")
    assert read_sessions(records)["session_id"].tolist() == ["b"]
    stale = sessions("a").assign(version=1)
    for attempt in (lambda: save_calendar(records, NONE, {"a": 1}, "Bea"),
                    lambda: save_calendar(records, stale, {}, "Bea"),
                    lambda: read_visit(records, "a"), lambda: save_visit(records, "a", 0, {}, "Bea")):  # fmt: skip
        with pytest.raises(UnknownName, match="cancelled"):
            attempt()


def test_a_calendar_saved_without_a_name_loses_nothing(records):
    save_calendar(records, sessions("a", "b"), {}, "Ada")
    with pytest.raises(Refused):
        save_calendar(records, NONE, {"a": 1, "b": 1}, "")
    with pytest.raises(StaleSave):
        save_calendar(records, NONE, {"a": 1, "b": 2}, "Bea")
    assert read_sessions(records)["session_id"].tolist() == ["a", "b"]


def test_a_quarter_stays_as_it_was_first_told(records):
    first, when = told_quarter(records, "2026Q3", {"came": {"S1": 12, "S2": None}})
    again, same = told_quarter(records, "2026Q3", {"came": {"S1": 13, "S2": 1}})
    assert (first, when) == (again, same) == ({"came": {"S1": 12, "S2": None}}, when)
    assert told_quarter(records, "2026Q4", {"came": {}})[0] == {"came": {}}


def test_visits_are_counted_and_corrected(records):
    save_calendar(records, sessions("a", "b"), {}, "Ada")
    assert (read_visit(records, "a").version, set(read_visit(records, "a").counts.values())) == (0, {None})
    save_visit(records, "a", 0, {"came": 5, "cutoffs_avoided": 0}, "Ada")
    save_visit(records, "a", 1, {"came": 6}, "Bea")
    with pytest.raises(StaleSave, match="Bea"):
        save_visit(records, "a", 1, {"came": 7}, "Ada")
    told = read_visit(records, "a")
    assert (told.version, told.changed_by) == (2, "Bea")
    assert {name: count for name, count in told.counts.items() if count is not None} == {"came": 6}
    frame = read_visits(records)
    assert frame["session_id"].tolist() == ["a"]
    assert frame["came"].tolist() == [6] and frame["invited"].isna().all()
    assert str(frame["came"].dtype) == "Int64"


def test_visits_before_a_day_are_those_of_sessions_that_began_before_it(records):
    save_calendar(records, sessions("a"), {}, "Ada")
    save_visit(records, "a", 0, {"came": 5}, "Ada")
    assert read_visits(records, date(2027, 3, 2)).empty
    assert len(read_visits(records, date(2027, 3, 3))) == 1


def test_only_counts_are_saved_and_every_fault_is_told(records):
    save_calendar(records, sessions("a"), {}, "Ada")
    with pytest.raises(Refused) as told:
        save_visit(records, "a", 0, {"surname": 1, "came": -1, "women": 2.5, "referred": "Rossi"}, " ")
    assert sorted(fault.code for fault in told.value.faults) == ["bad_count"] * 3 + ["no_text", "unknown_column"]
    with pytest.raises(DBAPIError), records.engine.begin() as connection:
        connection.execute(text("insert into visits (session_id, version, changed_at, changed_by, came) "
                                "values ('a', 1, '2027-03-02', 'Ada', -1)"))  # fmt: skip
    assert read_visits(records).empty


def test_the_table_of_visits_has_no_column_that_could_hold_a_name_but_the_operator_s():
    texts = {column.name for column in VisitRow.__table__.columns if column.type.python_type is str}
    assert texts == {"session_id", "changed_by"}
    assert {column.name for column in VisitRow.__table__.columns if column.nullable} == set(VISIT_COUNTS)
