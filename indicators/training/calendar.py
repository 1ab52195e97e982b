"""One calendar of events and of the help-desk's sessions, what clashes in it, and which aid is announced where."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

import pandas as pd

from contract.aid_records import Catalogue
from contract.events import Event, Material
from contract.local_time import told_day
from contract.translations import mark
from indicators.basis.statements import Statement
from indicators.training.quotes import stale_quotes

_SAME_PLACE = mark("{day}, {place}: “{first}” and “{second}” are there at the same time.")
_SAME_HOST = mark("{day}: {by} holds “{first}” and “{second}” at the same time.")
_CLOSED = mark("{day}: “{first}” falls on a holiday.")
_SESSION = mark("Energy help-desk")


@dataclass(frozen=True)
class Appointment:
    """An event or a session of the help-desk: `place` tells whether two are at the same one; `by`: who holds it, ""
    for a session; `label` its title, a sentence of the catalogue for a session."""

    id: str
    label: str
    place: str
    by: str
    start: datetime
    end: datetime
    event: Event | None = None


def appointments(events: Iterable[Event], sessions: pd.DataFrame, names: Mapping[str, str]) -> list[Appointment]:
    """Everything that is held, by its start. `sessions`: `session_id`, `site_id`, `start`, `end`; `names` of sites."""
    told = [
        Appointment(each.event_id, each.title, _plain(each.address), _plain(each.by), each.start, each.end, each)
        for each in events
        if not each.is_cancelled
    ]
    told += [
        Appointment(str(row.session_id), _SESSION, _plain(str(names.get(str(row.site_id), row.site_id))), "",
                    row.start.to_pydatetime(), row.end.to_pydatetime())
        for row in sessions.itertuples()
    ]  # fmt: skip
    return sorted(told, key=lambda each: (each.start, each.id))


def _plain(name: str) -> str:
    """A name without what a hand adds: spaces around it, and several where one is meant."""
    return " ".join(name.split())


def clashes(told: Collection[Appointment], closed: Collection[date]) -> list[Statement]:
    """Events at one place, or of one host, at the same time as something else; events on days of `closed`.

    Two sessions of the help-desk are the matter of its own page.
    """
    ordered = sorted(told, key=lambda each: (each.start, each.id))
    found = []
    for number, first in enumerate(ordered):
        if first.event and first.start.date() in closed:
            found.append(Statement("closed", _CLOSED, {"day": told_day(first.start.date())}, {"first": first.label}))
        for second in takewhile(lambda each: each.start < first.end, ordered[number + 1 :]):  # noqa: B023
            found += _clash(first, second)
    return found


def _clash(first: Appointment, second: Appointment) -> list[Statement]:
    labels: dict[str, str | tuple[str, ...]] = {"first": first.label, "second": second.label}
    day = {"day": told_day(second.start.date())}
    if first.event is None and second.event is None:
        return []
    if first.place.casefold() == second.place.casefold():
        return [Statement("same_place", _SAME_PLACE, day | {"place": second.place}, labels)]
    if first.by and first.by.casefold() == second.by.casefold():
        return [Statement("same_host", _SAME_HOST, day | {"by": second.by}, labels)]
    return []


@dataclass(frozen=True)
class Announcement:
    """How one aid is made known: its next event (None where none is planned), and the material that quotes it and is
    still right."""

    aid_id: str
    next_event: Event | None
    materials: tuple[Material, ...]


def communication_plan(
    catalogue: Catalogue, events: Collection[Event], materials: Collection[Material], today: date
) -> list[Announcement]:
    """Each aid that can be had on the day `today`, first those that nothing makes known."""
    coming = sorted((each for each in events if each.day >= today and not each.is_cancelled),
                    key=lambda each: each.start)  # fmt: skip
    valid = [each for each in materials if not each.is_withdrawn and not stale_quotes(each.quotes, catalogue, today)]
    told = []
    for aid in dict.fromkeys(each.aid_id for each in catalogue.in_force(today)):
        event = next((each for each in coming if aid in each.aids), None)
        own = {key for key, each in catalogue.editions.items() if each.aid_id == aid}
        told.append(Announcement(aid, event, tuple(each for each in valid if own & set(each.quotes))))
    return sorted(told, key=lambda each: (each.next_event is not None) + bool(each.materials))
