"""Who is missing for which action, what expired, what was promised and not done, what the next table decides."""

from collections.abc import Collection, Iterable
from datetime import date

from contract.local_time import told_day
from contract.stakeholders import KINDS, Meeting, Organisation
from contract.translations import mark
from indicators.basis.statements import Statement
from indicators.progress.standing import Standing

EXPECTED = {
    "1": ("third_sector", "estate_managers", "companies"),
    "2": ("third_sector", "associations", "networks"),
    "3": ("third_sector", "estate_managers", "spaces", "schools"),
    "4": ("networks", "higher_bodies", "citizens"),
}
"""Kinds of stakeholders that the plan's own pages name for each action, by id of the action."""

_MISSING = mark("Action {action}: nobody takes part of these kinds: {kinds}.")
_EXPIRED = mark("{name}: what was signed expired on {day}.")
_OVERDUE = mark("{name} was to do by {day}: {what}")
_DECIDED = mark("Decided on {day}, to be done by {owner} until {due}: {text}")
_UNDATED = mark("Decided on {day}, to be done by {owner}, no date stated: {text}")
_ACTIVITY = mark("{number} {title}")


def missing_kinds(organisations: Iterable[Organisation], today: date) -> dict[str, tuple[str, ...]]:
    """Kinds of EXPECTED of which no organisation takes part in an action on the day `today`, by id of the action.

    An organisation takes part where it has a role and what was signed, if anything was, has not expired.
    """
    there = {(action, each.kind) for each in organisations for action in each.roles if not is_expired(each, today)}
    told = {action: tuple(kind for kind in kinds if (action, kind) not in there) for action, kinds in EXPECTED.items()}
    return {action: kinds for action, kinds in told.items() if kinds}


def is_expired(organisation: Organisation, today: date) -> bool:
    """Whether the term of what was signed is over."""
    return organisation.expires_on is not None and organisation.expires_on < today


def stakeholder_findings(organisations: Collection[Organisation], today: date) -> list[Statement]:
    """What asks for attention: commitments overdue, terms expired, who is missing for which action."""
    told = [
        Statement("overdue", _OVERDUE, {"name": each.name, "day": told_day(promise.due), "what": promise.what})
        for each in organisations
        for promise in each.commitments
        if promise.due and promise.due < today and not any(proof.day <= today for proof in promise.proofs)
    ]
    told += [
        Statement("expired", _EXPIRED, {"name": each.name, "day": told_day(each.expires_on)})
        for each in organisations
        if each.expires_on and is_expired(each, today)
    ]
    return told + [
        Statement("missing", _MISSING, {"action": action}, {"kinds": tuple(KINDS[kind] for kind in kinds)})
        for action, kinds in missing_kinds(organisations, today).items()
    ]


def open_decisions(meetings: Iterable[Meeting], today: date) -> list[Statement]:
    """Decisions without a proof so far, those due first before the others."""
    found = [
        (decision.due or date.max, meeting, decision)
        for meeting in meetings
        for decision in meeting.decisions
        if not any(proof.day <= today for proof in decision.proofs)
    ]
    told = []
    for _, meeting, decision in sorted(found, key=lambda each: (each[0], each[1].day)):
        values: dict[str, object] = {"day": told_day(meeting.day), "owner": decision.owner, "text": decision.text}
        if decision.due:
            told.append(Statement("decided", _DECIDED, values | {"due": told_day(decision.due)}))
        else:
            told.append(Statement("decided", _UNDATED, values))
    return told


def told_activities(standings: Iterable[Standing]) -> list[Statement]:
    """Activities by number and title."""
    return [
        Statement("activity", _ACTIVITY, {"number": each.activity.activity_id}, {"title": each.activity.title})
        for each in standings
    ]
