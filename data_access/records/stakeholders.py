"""Keeping organisations and tables, in the chain of the plan's progress."""

from contract.errors import Fault, Refused
from contract.progress import plain_of, typed
from contract.stakeholders import (
    MEETING,
    ORGANISATION,
    Meeting,
    Organisation,
    meeting_faults,
    organisation_faults,
)
from contract.translations import mark
from data_access.records.checks import refuse_if
from data_access.records.database import Records
from data_access.records.progress import ProgressEntry, read_records, save_record


def save_organisation(records: Records, told: Organisation, version: int, by: str) -> ProgressEntry:
    """Save an organisation that was read at `version`. Raises Refused, StaleSave, NotPermitted."""
    refuse_if(organisation_faults(told))
    return save_record(records, (ORGANISATION, told.organisation_id), plain_of(told), version, by)


def save_meeting(records: Records, told: Meeting, version: int, by: str) -> ProgressEntry:
    """Save a table that was read at `version`; what was closed with its minutes changes no more, but for proofs.

    Raises Refused, StaleSave, NotPermitted.
    """
    refuse_if(meeting_faults(told))
    known = read_meetings(records).get(told.meeting_id)
    if known and known[0].minutes_sha256 and _without_proofs(known[0]) != _without_proofs(told):
        raise Refused([Fault("closed", mark("The minutes are closed: only proofs are added."), found=told.title[:80])])
    return save_record(records, (MEETING, told.meeting_id), plain_of(told), version, by)


def read_organisations(records: Records) -> dict[str, tuple[Organisation, ProgressEntry]]:
    """Each organisation as it stands, with its last save, by id. Raises RewrittenHistory."""
    return {key: (typed(Organisation, entry.content, key), entry)
            for key, entry in read_records(records, ORGANISATION).items()}  # fmt: skip


def read_meetings(records: Records) -> dict[str, tuple[Meeting, ProgressEntry]]:
    """Each table as it stands, with its last save, by id. Raises RewrittenHistory."""
    return {key: (typed(Meeting, entry.content, key), entry)
            for key, entry in read_records(records, MEETING).items()}  # fmt: skip


def _without_proofs(meeting: Meeting) -> dict[str, object]:
    told = plain_of(meeting)
    return told | {"decisions": [{**each, "proofs": []} for each in told["decisions"]]}
