"""One calendar: what clashes is told, also with a session of the help-desk; which aid nobody announces."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pandas as pd
import pytest

from contract.local_time import LOCAL_TIME
from data_access.aids.packaged_files import packaged_catalogue
from indicators.training.calendar import appointments, clashes, communication_plan
from indicators.training.quotes import quotes_of
from tests.indicators.training.contents import EVENT, MATERIAL, TODAY

START = pd.Timestamp(datetime(2026, 12, 9, 18, 29, tzinfo=LOCAL_TIME))
SESSIONS = pd.DataFrame(
    {"session_id": ["s"], "site_id": ["C001"], "start": [START], "end": [START + timedelta(hours=3)]}
)
NONE = SESSIONS.iloc[:0]


def found(events, sessions=NONE, names=None, closed=()):
    told = appointments(events, sessions, names or {})
    return [each.id for each in clashes(told, closed)]


@pytest.mark.parametrize(
    ("starts", "expected"),
    [(time(18, 29), ["same_place"]), (time(18, 30), []), (time(15, 30), []), (time(15, 31), ["same_place"])],
)
def test_two_events_clash_at_one_place_while_both_last(starts, expected):
    other = replace(EVENT, event_id="e2", by="Welfare", address=" biblioteca  SORMANI ", starts=starts)
    assert found([EVENT, other]) == expected


def test_one_host_cannot_be_at_two_places_and_what_is_cancelled_clashes_with_nothing():
    other = replace(EVENT, event_id="e2", address="CAM Garibaldi", by="amat")
    assert found([EVENT, other]) == ["same_host"]
    assert found([EVENT, replace(other, is_cancelled=True)]) == []


def test_an_event_clashes_with_a_session_of_the_help_desk_at_its_site():
    assert found([EVENT], SESSIONS, {"C001": "Biblioteca Sormani"}) == ["same_place"]
    assert found([EVENT], SESSIONS, {"C001": "via Saint Bon"}) == []
    later = SESSIONS.assign(start=START + timedelta(minutes=1))
    assert found([EVENT], later, {"C001": "Biblioteca Sormani"}) == []
    twice = pd.concat([SESSIONS, SESSIONS.assign(session_id="t")])
    assert found([], twice, {"C001": "x"}) == []


def test_an_event_on_a_day_of_rest_is_told_in_words():
    told = clashes(appointments([EVENT], NONE, {}), {EVENT.day})
    assert [each.sentence("it") for each in told] == [
        "9 dicembre 2026: «Leggere la bolletta» cade in un giorno di chiusura."
    ]


def test_the_plan_says_where_an_aid_is_announced_next_and_what_is_right_about_it():
    catalogue = packaged_catalogue()
    quoting = replace(MATERIAL, quotes=quotes_of(catalogue, ["BSE-2026"]))
    stale = replace(MATERIAL, material_id="m2", quotes={"BSE-2026": "0" * 64})
    events = [replace(EVENT, event_id="later", day=EVENT.day + timedelta(days=1)), EVENT,
              replace(EVENT, event_id="past", day=TODAY - timedelta(days=1)),
              replace(EVENT, event_id="off", day=TODAY, is_cancelled=True)]  # fmt: skip
    plan = communication_plan(catalogue, events, [quoting, stale], TODAY)
    assert [each.aid_id for each in plan[:-1]].count("BSE") == 0
    assert (plan[-1].aid_id, plan[-1].next_event, plan[-1].materials) == ("BSE", EVENT, (quoting,))
    assert {each.aid_id for each in plan} == {each.aid_id for each in catalogue.in_force(TODAY)}
    assert all(each.next_event is None and not each.materials for each in plan[:-1])
