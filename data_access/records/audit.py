"""The audit: every act that wrote or looked at what is not public, one entry each, in one chain of hashes.

It names who acted, never a resident, and never how many were counted. Whoever rewrites an entry behind the product
breaks the chain; whoever cuts off the last ones is found out by a fingerprint written down elsewhere.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from contract.translations import mark
from data_access.records.chain import FIRST, as_plain, entry_hash, unbroken
from data_access.records.database import Records
from data_access.records.entries import Change
from data_access.records.models import AuditRow
from data_access.records.permissions import require

RETAINED = "retention_applied"

ACTS = {
    "plan_created": mark("saved a new plan"),
    "plan_copied": mark("copied a plan"),
    "plan_changed": mark("changed a plan"),
    "plan_signed": mark("signed a plan off"),
    "calendar_saved": mark("changed the calendar"),
    "visit_saved": mark("counted visits"),
    "progress_saved": mark("changed the plan's progress"),
    "training_saved": mark("changed events, material or training"),
    "credential_saved": mark("issued a certificate, or took it back"),
    "response_saved": mark("recorded an answer"),
    "response_withdrawn": mark("withdrew an answer"),
    "response_corrected": mark("put an answer right"),
    "refusals_counted": mark("counted people who did not consent"),
    "target_set": mark("said how many answers are wanted"),
    "diary_saved": mark("wrote a week into a diary"),
    "responses_read": mark("looked at answers"),
    "organisation_set": mark("said whose answers a person reads"),
    "consultation_imported": mark("imported a consultation"),
    "publication_begun": mark("began to publish an edition"),
    "offer_received": mark("offered something"),
    "offer_decided": mark("decided on an offer"),
    "aids_changed": mark("changed the catalogue of contributions"),
    "edition_published": mark("published an edition"),
    "publication_refused": mark("did not get an edition published"),
    "revision_chosen": mark("made a revision current again"),
    "exported": mark("took internal data away"),
    "signed_in": mark("signed in"),
    "signed_out": mark("signed out"),
    "role_granted": mark("granted a role"),
    "role_revoked": mark("took a role back"),
    "audit_read": mark("read the audit"),
    RETAINED: mark("removed what was past its period"),
}
"""What an entry can say, in words."""


@dataclass(frozen=True)
class AuditEntry:
    """One act: `by` is the name as typed or as the identity tells it; `reference` the verified identity, "" where none
    was; `roles` that it then had; `action` a key of ACTS; `subject` what it was done to ("plan:1a2b", …); `edition`
    ("2023.1" or ""); `is_intact`: as it was written, and following on the entry before it."""

    number: int
    at: datetime
    by: str
    reference: str
    roles: tuple[str, ...]
    action: str
    subject: str
    edition: str
    changes: tuple[Change, ...]
    is_intact: bool
    fingerprint: str


@dataclass(frozen=True)
class Act:
    """What is to be noted: `action` a key of ACTS, the rest as in AuditEntry."""

    action: str
    subject: str
    edition: str = ""
    changes: tuple[Change, ...] = ()


def note(session: Session, records: Records, by: str, roles: Iterable[str], act: Act) -> None:
    """Append an act to the audit, in the transaction of `session`."""
    last = session.scalars(select(AuditRow).order_by(AuditRow.number.desc()).limit(1)).first()
    row = AuditRow(
        number=last.number + 1 if last else 1,
        at=datetime.now(UTC),
        by=by,
        reference=records.reference or "",
        roles=",".join(roles),
        action=act.action,
        subject=act.subject,
        edition=act.edition,
        changes=as_plain([asdict(change) for change in act.changes]),
        previous_sha256=last.sha256 if last else FIRST,
    )
    row.sha256 = entry_hash(row)
    session.add(row)
    session.flush()


def note_act(records: Records, by: str, action: str, act: Act) -> None:
    """Append an act that writes nothing else, if the roles of `records.reference` allow `action` (NotPermitted)."""
    with records.writing() as session:
        note(session, records, by, require(session, records.reference, action), act)


def read_audit(records: Records, by: str, since: datetime | None = None) -> list[AuditEntry]:
    """Every act since a moment, oldest first; that it was read is noted too. Raises NotPermitted."""
    note_act(records, by, "read_audit", Act("audit_read", "audit"))
    return [entry for entry in _entries(records) if since is None or entry.at >= since]


def broken_entries(records: Records) -> list[AuditEntry]:
    """Entries that are not as they were written, or do not follow on the one before; none where the chain holds."""
    return [entry for entry in _entries(records) if not entry.is_intact]


def fingerprint(records: Records) -> str:
    """Hash of the last entry (64 hexadecimal digits): written down elsewhere, it proves what stood before it."""
    with records.reading() as session:
        query = select(AuditRow.sha256).order_by(AuditRow.number.desc()).limit(1)
        return session.scalars(query).first() or FIRST


def removed(session: Session, chain: str) -> dict[int, str]:
    """Hashes by number of the rows that were removed from `chain` ("progress", "aid_history") because their period was
    over, as the acts of removal tell."""
    acts = session.scalars(select(AuditRow).where(AuditRow.action == RETAINED))
    changes = [change for act in acts for change in act.changes if change["what"] == gone_from(chain)]
    return {int(number): sha256 for change in changes for number, sha256 in change["before"].items()}


def gone_from(chain: str) -> str:
    """What an act of removal calls the rows that it took from `chain`."""
    return f"{chain}_gone"


def intact(rows: list[AuditRow]) -> list[bool]:
    """Whether each entry is as it was written and follows on the one before, or on the last that was removed."""
    first, before = _beginning(rows)
    are_next = (row.number == place for place, row in enumerate(rows, start=first))
    return [is_next and holds for is_next, holds in zip(are_next, unbroken(rows, {first - 1: before}), strict=True)]


def _entries(records: Records) -> list[AuditEntry]:
    with records.reading() as session:
        rows = list(session.scalars(select(AuditRow).order_by(AuditRow.number)))
    return [
        AuditEntry(
            row.number, row.at, row.by, row.reference, tuple(filter(None, row.roles.split(","))), row.action,
            row.subject, row.edition, tuple(Change(**change) for change in row.changes),
            is_intact, row.sha256,
        )
        for row, is_intact in zip(rows, intact(rows), strict=True)
    ]  # fmt: skip


def _beginning(rows: list[AuditRow]) -> tuple[int, str]:
    """Number of the first entry and the hash before it: the very first, or as the last removal of old ones tells."""
    for row in reversed(rows):
        for change in row.changes if row.action == RETAINED else ():
            if change["what"] == "audit_begins_after":
                return change["before"]["number"] + 1, change["before"]["sha256"]
    return 1, FIRST
