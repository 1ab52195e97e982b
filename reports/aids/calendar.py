"""What is due in the catalogue as an iCalendar file, one event of a day each."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from contract.aid_records import Catalogue
from data_access.aids.commands import due_sentence
from data_access.aids.watch import Due
from reports.aids.words import in_words

_PRODUCT = "-//Comune di Milano//Benessere Energetico//IT"


def due_ics(due: Iterable[Due], catalogue: Catalogue, language: str, today: date) -> bytes:
    """Everything that is due on a day as events; opened again, an event moves instead of doubling."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in due:
        if each.on is None:
            continue
        event = Event()
        event.add("uid", f"{each.edition.edition_id}-{each.kind}@benessere-energetico")
        event.add("dtstamp", datetime.combine(today, time(), UTC))
        event.add("dtstart", each.on)
        event.add("dtend", each.on + timedelta(days=1))
        name = in_words(catalogue.aids[each.edition.aid_id].name, language)
        event.add("summary", f"{name} ({each.edition.edition_id})")
        event.add("description", due_sentence(each, language))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
