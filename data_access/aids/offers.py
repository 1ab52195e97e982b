"""Manifestations of interest: what foundations and the third sector offer, from receipt to a draft edition.

An offer names a body and the role that answers for it, never a resident. Its receipt is the fingerprint of its first
save: whoever holds it can prove what was sent, and when.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from contract.aid_records import NEEDS
from contract.errors import Fault, Refused, StaleSave, UnknownName
from contract.local_time import today
from contract.progress_checks import text_faults
from contract.tables import FORMULA_SIGNS
from contract.translations import mark
from data_access.aids.saves import AidSave, put_save, read_saves
from data_access.aids.store import put_rows
from data_access.records.aid_models import OFFER, AidHistoryRow, AidRow
from data_access.records.audit import Act, note
from data_access.records.checks import check_name, check_reason, refuse_if
from data_access.records.database import Records
from data_access.records.entries import Change
from data_access.records.permissions import require

KIND = OFFER
KINDS = {"devices": mark("devices"), "money": mark("money"), "services": mark("services")}
STATES = {
    "received": mark("received"),
    "incomplete": mark("incomplete"),
    "admitted": mark("admitted"),
    "excluded": mark("excluded"),
    "published": mark("published as a draft"),
}
NEXT: Mapping[str, tuple[str, ...]] = {
    "received": ("incomplete", "admitted", "excluded"),
    "incomplete": ("received", "admitted", "excluded"),
    "admitted": ("published", "excluded"),
    "excluded": (),
    "published": (),
}
"""States that may follow each."""

TEXTS = {"organisation": 200, "contact": 200, "what": 1000, "where": 200}
"""Texts that an offer has, with the most characters of each."""

MOST_WAITING = 200
"""Offers that may wait at once: beyond them the form refuses, so that nobody fills the records."""


@dataclass(frozen=True)
class Offer:
    """One offer as it stands: `content` has TEXTS, `kind`, `need`, `state`, `reason`, `protocol`."""

    offer_id: str
    version: int
    content: Mapping[str, str]
    changed_at: datetime
    changed_by: str


def send_offer(records: Records, content: Mapping[str, str]) -> AidSave:
    """Take in an offer from anybody, and return its receipt. Raises Refused with every fault."""
    plain = {name: str(content.get(name, "")).strip() for name in (*TEXTS, "kind", "need")}
    refuse_if(_faults(plain))
    check_reason(plain["what"])
    offer_id = secrets.token_hex(6)
    with records.writing() as session:
        query = select(AidRow).where(AidRow.kind == KIND)
        waiting = [row for row in session.scalars(query) if row.content["state"] in ("received", "incomplete")]
        if len(waiting) >= MOST_WAITING:
            raise Refused([Fault("offers_full", mark("Too many offers wait to be read: write to the City instead."))])
        place = (session.scalar(select(func.max(AidRow.place)).where(AidRow.kind == KIND)) or 0) + 1
        row = AidRow(kind=KIND, record_id=offer_id, place=place)
        put_save(session, row, plain | {"state": "received", "reason": "", "protocol": ""}, plain["organisation"])
        note(session, records, plain["organisation"], (), Act("offer_received", f"offer:{offer_id}"))
    return read_saves(records, KIND, offer_id)[0]


def read_offers(records: Records) -> list[Offer]:
    """Every offer, the last one first. Raises NotPermitted: offers are for editors."""
    with records.reading() as session:
        require(session, records.reference, "edit_aids")
        rows = session.scalars(select(AidRow).where(AidRow.kind == KIND).order_by(AidRow.place.desc()))
        return [Offer(row.record_id, row.version, row.content, row.changed_at, row.changed_by) for row in rows]


def decide_offer(records: Records, offer: Offer, state: str, reason: str, protocol: str, by: str) -> None:
    """Move an offer, read at its version, to another state; published, it becomes a draft edition.

    Raises Refused (a state that cannot follow, no reason, no protocol number), StaleSave, NotPermitted, UnknownName.
    """
    check_name(by)
    protocol = protocol.strip() or offer.content["protocol"]
    if reason.strip():
        check_reason(reason)
    refuse_if(_faults_of_decision(offer, state, reason, protocol))
    with records.writing() as session:
        roles = require(session, records.reference, "edit_aids")
        row = session.get(AidRow, (KIND, offer.offer_id))
        if row is None:
            raise UnknownName(mark("There is no offer “{offer}”."), offer=offer.offer_id)
        if row.version != offer.version:
            raise StaleSave(row.changed_by, row.changed_at)
        if state == "published":
            put_rows(session, records, _draft(offer), by, today())
        before = str(row.content["state"])
        put_save(session, row, {**row.content, "state": state, "reason": reason, "protocol": protocol}, by)
        change = Change("state", offer.offer_id, before, state)
        note(session, records, by, roles, Act("offer_decided", f"offer:{offer.offer_id}", changes=(change,)))


def receipt_of(records: Records, fingerprint: str) -> AidSave | None:
    """The receipt that bears `fingerprint`; None where there is none, or what came in was changed since.

    Raises NotPermitted: offers are for editors.
    """
    with records.reading() as session:
        require(session, records.reference, "edit_aids")
        query = select(AidHistoryRow.record_id).where(
            AidHistoryRow.kind == KIND, AidHistoryRow.sha256 == fingerprint.strip().lower()
        )
        offer_id = session.scalar(query)
    saves = read_saves(records, KIND, offer_id) if offer_id else []
    told = [each for each in saves[:1] if each.is_intact and each.fingerprint == fingerprint.strip().lower()]
    return told[0] if told else None


def _faults(plain: Mapping[str, str]) -> list[Fault]:
    empty, long, code = (
        mark("This must be filled."),
        mark("The text is too long."),
        mark("There is no such choice."),
    )
    found = [Fault("offer_empty", empty, column=name) for name in TEXTS if not plain[name] and name != "where"]
    found += [
        Fault("offer_long", long, column=name, found=str(len(plain[name])), expected=f"≤ {most}")
        for name, most in TEXTS.items()
        if len(plain[name]) > most
    ]
    found += [fault for name in TEXTS for fault in text_faults(name, plain[name]) if fault.code == "bad_text"]
    known = {"kind": KINDS, "need": NEEDS}
    return found + [Fault("offer_code", code, column=name, found=plain[name][:50])
                    for name, codes in known.items() if plain[name] not in codes]  # fmt: skip


def _faults_of_decision(offer: Offer, state: str, reason: str, protocol: str) -> list[Fault]:
    found, now = [], offer.content["state"]
    if state not in NEXT[now]:
        message = mark("An offer does not go from here to there.")
        found.append(
            Fault("offer_state", message, column="state", found=f"{now} → {state}", expected=", ".join(NEXT[now]))
        )
    if state in ("incomplete", "excluded") and not reason.strip():
        message = mark("Say why: whoever made the offer is told.")
        found.append(Fault("offer_reason", message, column="reason"))
    if state in ("admitted", "excluded") and not protocol.strip():
        found.append(Fault("offer_protocol", mark("Give the protocol number."), column="protocol"))
    return found + text_faults("protocol", protocol)


def _draft(offer: Offer) -> dict[str, list[dict[str, str]]]:
    """The provider, aid and edition that an offer becomes: announced, so that it is answered for nobody yet.

    A text that a spreadsheet would reckon, such as a telephone number with its +, is quoted.
    """
    name = f"OFFER-{offer.offer_id.upper()}"
    told = {column: f"“{text}”" if text.startswith(FORMULA_SIGNS) else text for column, text in offer.content.items()}
    source = {"source_kind": "act", "source": told["protocol"], "source_on": today().isoformat()}
    return {
        "providers": [
            {"provider_id": name, "name": told["organisation"], "kind": "private", "contact": told["contact"]}
        ],
        "aids": [
            {"aid_id": name, "provider_id": name, "need": told["need"], "name_it": told["organisation"],
             "covers_it": told["what"]}
        ],
        "editions": [
            {"edition_id": f"{name}-1", "aid_id": name, "state": "announced", "channel": "third_sector", **source}
        ],
    }  # fmt: skip
