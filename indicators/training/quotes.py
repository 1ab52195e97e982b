"""What quotes an aid and is no longer right: a sheet, a course, a certificate whose rule ended or changed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date

from contract.aid_records import AidEdition, Catalogue
from contract.training import fingerprint_of
from contract.translations import mark

STALE = {
    "gone": mark("is no longer in the catalogue"),
    "ended": mark("has ended"),
    "changed": mark("was changed"),
    "replaced": mark("has a newer edition"),
}
"""Why a quote is no longer right, as it stands after the name of the edition."""

_WHO_LOOKED = ("checked_on", "checked_by", "check_every_days", "owner")
"""Who looked at an edition, and when: no rule changes with it."""


def quotes_of(catalogue: Catalogue, edition_ids: Iterable[str]) -> dict[str, str]:
    """The fingerprint of each edition as it stands, by its id; those that are not there are left out."""
    known = (catalogue.editions[each] for each in edition_ids if each in catalogue.editions)
    return {each.edition_id: _fingerprint(catalogue, each) for each in known}


def stale_quotes(quotes: Mapping[str, str], catalogue: Catalogue, today: date) -> dict[str, str]:
    """Editions that are no longer as they were quoted, or no longer hold on the day `today`: key of STALE by id.

    That an edition was read again, found as it was, changes nothing. It is replaced where a later one of the same aid
    for the same area has begun.
    """
    told = {each: _staleness(each, fingerprint, catalogue, today) for each, fingerprint in quotes.items()}
    return {each: why for each, why in told.items() if why}


def _staleness(edition_id: str, fingerprint: str, catalogue: Catalogue, today: date) -> str:
    edition = catalogue.editions.get(edition_id)
    if edition is None:
        return "gone"
    if _fingerprint(catalogue, edition) != fingerprint:
        return "changed"
    if any(day and day < today for day in (edition.valid_to, edition.closes_on)):
        return "ended"
    return "replaced" if any(_follows(each, edition, today) for each in catalogue.editions.values()) else ""


def _follows(later: AidEdition, edition: AidEdition, today: date) -> bool:
    is_same = later.aid_id == edition.aid_id and later.area == edition.area and later.state != "announced"
    return is_same and (edition.valid_from or date.min) < (later.valid_from or date.min) <= today


def _fingerprint(catalogue: Catalogue, edition: AidEdition) -> str:
    """Of what an edition says, its aid's name and description with it."""
    told = {name: value for name, value in asdict(edition).items() if name not in _WHO_LOOKED}
    aid = catalogue.aids.get(edition.aid_id)
    return fingerprint_of(json.loads(json.dumps([told, asdict(aid) if aid else None], default=str)))
