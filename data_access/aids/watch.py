"""What the editors of the catalogue have to look after, as of one day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from contract.aid_records import AidEdition, Catalogue
from contract.translations import mark, mark_count

AHEAD = timedelta(days=45)
"""How far ahead an end or a window is told: a call of the City takes about six weeks to be announced and asked for."""

KINDS = {
    "ended": mark_count("It ended {days} day ago, and no edition follows.",
                        "It ended {days} days ago, and no edition follows.", "days"),
    "expires": mark_count("It ends in {days} day, and no edition follows.",
                          "It ends in {days} days, and no edition follows.", "days"),
    "closes": mark_count("The window to ask closes in {days} day.", "The window to ask closes in {days} days.", "days"),
    "opens": mark_count("It opens in {days} day.", "It opens in {days} days.", "days"),
    "check_overdue": mark_count("The check is overdue by {days} day.", "The check is overdue by {days} days.", "days"),
    "never_checked": mark("Nobody has checked it yet, or nobody says how often to."),
    "no_owner": mark("Nobody answers for it."),
    "contradiction": mark("Sources contradict each other: {text}"),
}  # fmt: skip
"""What can be due, in words."""


@dataclass(frozen=True)
class Due:
    """One thing that is due: `kind` of KINDS, the day that it is about, how many days off, or ago, that is."""

    kind: str
    edition: AidEdition
    on: date | None = None
    days: int = 0


def list_due(catalogue: Catalogue, today: date) -> list[Due]:
    """Everything that is due as of a day, by day; of editions that are over, only that none follows one that ended
    lately."""
    found = [each for edition in catalogue.editions.values() for each in _of(catalogue, edition, today)]
    return sorted(found, key=lambda each: (each.on or date.max, each.edition.edition_id, each.kind))


def _of(catalogue: Catalogue, edition: AidEdition, today: date) -> Iterator[Due]:
    ends, closes = edition.valid_to, edition.closes_on
    is_followed = catalogue.following(edition) is not None
    if ends and catalogue.is_told_ended(edition, today) and not is_followed:
        yield Due("ended", edition, ends, (today - ends).days)
    if any(day and day < today for day in (ends, closes)):
        return
    if ends and ends <= today + AHEAD and not is_followed:
        yield Due("expires", edition, ends, (ends - today).days)
    if closes and closes <= today + AHEAD and closes != ends:
        yield Due("closes", edition, closes, (closes - today).days)
    if today < edition.begins <= today + AHEAD:
        yield Due("opens", edition, edition.begins, (edition.begins - today).days)
    yield from _of_check(edition, today)
    if not edition.owner:
        yield Due("no_owner", edition)
    if edition.contradiction:
        yield Due("contradiction", edition)


def _of_check(edition: AidEdition, today: date) -> Iterator[Due]:
    if edition.checked_on is None or edition.check_every_days is None:
        yield Due("never_checked", edition)
        return
    due = edition.checked_on + timedelta(days=edition.check_every_days)
    if due < today:
        yield Due("check_overdue", edition, due, (today - due).days)
