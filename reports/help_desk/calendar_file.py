"""The calendar of the help-desk as an iCalendar file (RFC 5545), which phones and mail programs open."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pandas as pd
from icalendar import Calendar, Event

from contract.translations import mark, translate

_PRODUCT = "-//Comune di Milano//Benessere Energetico//IT"
_DOMAIN = "benessere-energetico"


def calendar_ics(
    sessions: pd.DataFrame, names: Mapping[str, str], places: Mapping[str, str], language: str, stamp: datetime
) -> bytes:
    """Return `sessions` (`sessions.SESSION_COLUMNS`) as one event each, in UTC so that no time zone is guessed.

    `names` and `places` (address) by site id; `stamp` is the moment written down as that of the export. An event keeps
    its identity from export to export, so that opening the file again moves it instead of doubling it.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for row in sessions.itertuples():
        event = Event()
        site = str(row.site_id)
        event.add("uid", f"{row.session_id}@{_DOMAIN}")
        event.add("dtstamp", stamp.astimezone(UTC))
        event.add("dtstart", row.start.astimezone(UTC))
        event.add("dtend", row.end.astimezone(UTC))
        event.add("summary", translate(mark("Energy help-desk: {site}"), language, site=names.get(site, site)))
        if places.get(site):
            event.add("location", places[site])
        event.add("description", translate(mark("Tutors needed: {count}."), language, count=row.tutors))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
