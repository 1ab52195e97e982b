"""What is due as a calendar that other programs open."""

from dataclasses import replace
from datetime import date, timedelta

from icalendar import Calendar

from data_access.aids.packaged_files import packaged_catalogue
from data_access.aids.watch import list_due
from reports.aids.calendar import due_ics

CATALOGUE = packaged_catalogue()
TODAY = date(2026, 11, 28)
WINDOW = replace(
    CATALOGUE.editions["EIC-2"], valid_to=None, opens_on=date(2026, 12, 7), closes_on=date(2026, 12, 31), owner=""
)
ONE = replace(CATALOGUE, editions={"EIC-2": WINDOW})


def events(catalogue, language, today=TODAY):
    read = Calendar.from_ical(due_ics(list_due(catalogue, today), catalogue, language, today))
    return read.walk("VEVENT")


def test_what_is_due_on_a_day_is_an_event_of_that_day_and_the_rest_is_none():
    found = {str(each["uid"]): each for each in events(ONE, "it")}
    assert set(found) == {"EIC-2-opens@benessere-energetico", "EIC-2-closes@benessere-energetico"}
    opens = found["EIC-2-opens@benessere-energetico"]
    assert opens["dtstart"].dt == date(2026, 12, 7) and opens["dtend"].dt == date(2026, 12, 8)
    assert str(opens["summary"]) == "Energie in Comune (EIC-2)" and "9 giorni" in str(opens["description"])


def test_an_event_keeps_its_name_from_one_day_to_the_next_so_that_it_moves_and_never_doubles():
    later = replace(ONE, editions={"EIC-2": replace(WINDOW, opens_on=date(2026, 12, 9))})
    names = [{str(each["uid"]) for each in events(*which)} for which in ((ONE, "it"), (later, "en"))]
    assert names[0] == names[1]
    tomorrow = events(ONE, "en", TODAY + timedelta(days=1))
    assert any("8 days" in str(each["description"]) for each in tomorrow)


def test_the_packaged_catalogue_gives_one_event_for_each_dated_thing_and_none_of_it_is_lost():
    due = [each for each in list_due(CATALOGUE, TODAY) if each.on]
    assert due and len(events(CATALOGUE, "it")) == len(due)
    assert len({str(each["uid"]) for each in events(CATALOGUE, "it")}) == len(due)
