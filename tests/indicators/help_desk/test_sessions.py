"""The calendar keeps within desks and tutors, and says where it cannot; its file is read by other programs."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import Refused
from contract.local_time import LOCAL_TIME
from indicators.help_desk.closed_days import is_closed
from indicators.help_desk.sessions import SESSION_COLUMNS, Means, Rhythm, find_conflicts, make_calendar
from reports.help_desk.calendar_file import calendar_ics

SLOTS = ((1, time(9)), (1, time(14)), (3, time(9)), (3, time(14)))
TIERS = pd.Series({"K1": 0, "K2": 0, "A": 1, "B": 1, "C": 1, "D": 2, "E": 2, "Z": 3})
FIRST = date(2027, 3, 1)


def calendar():
    return make_calendar(TIERS, Rhythm(SLOTS), Means(2, 4), FIRST, 12)


def test_each_site_has_its_sessions_in_its_rhythm():
    made = calendar()
    assert list(made.sessions.columns) == list(SESSION_COLUMNS)
    assert made.sessions["site_id"].value_counts().to_dict() == {
        "K1": 6,
        "K2": 6,
        "A": 6,
        "B": 6,
        "C": 6,
        "D": 3,
        "E": 3,
    }
    assert made.unplaced == ()
    assert find_conflicts(made.sessions, Means(2, 4), TIERS) == []


def test_hours_stay_through_the_change_to_summer_time():
    starts = calendar().sessions.query("site_id == 'K1'")["start"]
    assert {start.hour for start in starts} == {9}
    assert {start.utcoffset() for start in starts} == {timedelta(hours=1), timedelta(hours=2)}


def test_sites_without_a_free_slot_are_told():
    made = make_calendar(TIERS, Rhythm(SLOTS[:1]), Means(1, 2), FIRST, 8)
    assert made.unplaced == ("A", "B", "C", "D", "E")
    assert set(made.sessions["site_id"]) == {"K1", "K2"}


@given(st.dictionaries(st.text("ABCDEF", min_size=1, max_size=3), st.integers(0, 3), max_size=20),
       st.integers(0, 3), st.integers(0, 7), st.integers(1, 3))  # fmt: skip
def test_what_is_made_never_conflicts(tiers, desks, tutors, needed):
    sites = pd.Series(tiers, dtype="int64")
    means = Means(desks, tutors)
    made = make_calendar(sites, Rhythm(SLOTS, tutors=needed), means, FIRST, 8)
    assert find_conflicts(made.sessions, means, sites) == []
    wanted = set(map(str, sites.index[sites < 3]))
    assert set(made.sessions["site_id"]) | set(made.unplaced) == wanted


def session(session_id, site, hour, length=3, tutors=2):
    start = datetime(2027, 3, 2, hour, tzinfo=LOCAL_TIME)
    return dict(
        zip(SESSION_COLUMNS, (session_id, site, 1, start, start + timedelta(hours=length), tutors), strict=True)
    )


def test_every_conflict_is_found():
    rows = [session("s1", "A", 9), session("s2", "A", 11), session("s3", "B", 9), session("s4", "Q", 15),
            session("s5", "C", 16, length=-1), session("s6", "A", 14)]  # fmt: skip
    found = find_conflicts(pd.DataFrame(rows), Means(1, 3), TIERS)
    assert sorted(statement.id for statement in found) == [
        "not_in_plan", "same_site", "too_few_desks", "too_few_desks", "too_few_desks", "too_few_tutors",
        "too_few_tutors", "too_few_tutors", "upside_down",
    ]  # fmt: skip
    assert all(statement.sentence("en") for statement in found)


@pytest.mark.parametrize("wrong", [{"slots": ((7, time(9)),)}, {"slots": ()}, {"slots": SLOTS, "hours": 0},
                                   {"slots": SLOTS, "every_weeks": {1: 0}}, {"slots": SLOTS, "tutors": 0}])  # fmt: skip
def test_a_rhythm_that_cannot_be_is_refused(wrong):
    with pytest.raises(Refused):
        Rhythm(**wrong)


def test_the_file_is_read_back_as_it_was_written():
    sessions = calendar().sessions
    stamp = datetime(2027, 2, 1, 8, tzinfo=UTC)
    given_names = {"K1": "Via Saint Bon 6; scala A, “atrio”"}, {"K1": "Via Saint Bon 6"}
    text = calendar_ics(sessions, *given_names, "en", stamp)
    assert text == calendar_ics(sessions, *given_names, "en", stamp)
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    read = icalendar.Calendar.from_ical(text)
    events = read.walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events) == len(sessions)
    for event, row in zip(events, sessions.itertuples(), strict=True):
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (row.start, row.end)
        assert event.decoded("DTSTAMP") == stamp
    assert "Via Saint Bon 6; scala A, “atrio”" in str(events[0]["SUMMARY"])
    assert {key for key in read if key in ("VERSION", "PRODID")} == {"VERSION", "PRODID"}


def test_no_session_is_proposed_on_holidays_nor_in_august_and_those_days_are_told():
    made = make_calendar(TIERS, Rhythm(SLOTS), Means(2, 4), date(2026, 7, 20), 26)
    held = {start.date() for start in made.sessions["start"]}
    assert not [day for day in held if day.month == 8 or day in {date(2026, 12, 7), date(2026, 12, 8)}]
    assert date(2026, 12, 8) in made.closed and date(2026, 8, 4) in made.closed
    assert not [day for day in made.closed if day in held]


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2026, 12, 7), True), (date(2026, 12, 8), True), (date(2026, 12, 9), False), (date(2027, 1, 6), True),
        (date(2027, 3, 29), True), (date(2027, 3, 30), False), (date(2026, 8, 31), True), (date(2026, 9, 1), False),
    ],
)  # fmt: skip
def test_easter_patron_and_fixed_holidays_are_closed_and_the_days_beside_are_not(day, closed):
    assert is_closed(day) is closed


def test_a_session_moved_by_hand_onto_a_holiday_is_told():
    start = datetime(2026, 12, 8, 9, tzinfo=LOCAL_TIME)
    row = ("A-1", "A", 1, start, start + timedelta(hours=3), 2)
    found = find_conflicts(pd.DataFrame([row], columns=list(SESSION_COLUMNS)), Means(1, 3), TIERS)
    assert [each.sentence("it") for each in found] == ["A: il 08/12/2026 il servizio è chiuso."]
