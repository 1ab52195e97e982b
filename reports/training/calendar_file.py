"""Events and sessions of the help-desk as one iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar
from icalendar import Event as Entry

from contract.events import TOPICS
from contract.translations import translate
from indicators.training.calendar import Appointment

_PRODUCT = "-//Comune di Milano//Benessere Energetico//IT"


def appointments_ics(told: Iterable[Appointment], language: str, stamp: datetime) -> bytes:
    """Each appointment as one entry, in UTC; opened again, an entry moves instead of doubling. `stamp`: the moment of
    the export."""
    calendar = Calendar()
    for name, value in (("prodid", _PRODUCT), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    for each in told:
        entry = Entry()
        entry.add("uid", f"{each.id}@benessere-energetico")
        entry.add("dtstamp", stamp.astimezone(UTC))
        entry.add("dtstart", each.start.astimezone(UTC))
        entry.add("dtend", each.end.astimezone(UTC))
        entry.add("summary", translate(each.label, language))
        entry.add("location", each.place)
        if each.event:
            entry.add("description", f"{translate(TOPICS[each.event.topic], language)}. {each.event.by}")
        calendar.add_component(entry)
    return bytes(calendar.to_ical())
