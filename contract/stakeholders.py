"""Who takes part in the plan: organisations of the plan's nine kinds, and the tables at which they decide."""

from dataclasses import dataclass
from datetime import date

from contract.errors import Fault
from contract.progress import Kept, Proof
from contract.progress_checks import needed_faults, text_faults
from contract.translations import mark

ORGANISATION = "organisation"
MEETING = "meeting"

KINDS = {
    "third_sector": mark("Third sector and foundations"),
    "estate_managers": mark("Managers of public housing"),
    "networks": mark("Networks of cities"),
    "higher_bodies": mark("Region and State"),
    "companies": mark("Companies and market operators"),
    "associations": mark("Trade associations and professional orders"),
    "spaces": mark("Managers of municipal spaces"),
    "schools": mark("Schools"),
    "citizens": mark("Active citizens"),
}
"""The nine kinds of stakeholders that the plan names (activity 4.3)."""

INSTRUMENTS = {
    "": mark("none yet"),
    "co_design": mark("shared design (co-progettazione)"),
    "convention": mark("agreement (convenzione)"),
    "voluntary": mark("voluntary agreement (accordo volontario)"),
    "interest": mark("expression of interest (manifestazione d’interesse)"),
    "partnership": mark("partnership (partenariato)"),
}
"""The ways of involving them that the plan names."""


@dataclass(frozen=True)
class Commitment(Kept):
    """What an organisation committed to, by when (None: not stated), with what proves that it was done."""

    what: str
    due: date | None = None
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True)
class Sharing(Kept):
    """Which data an organisation shares, and the day it last did; None: never."""

    what: str
    last_on: date | None = None


@dataclass(frozen=True)
class Organisation(Kept):
    """One organisation: its kind, its role by id of the action, the instrument with its term."""

    organisation_id: str
    name: str
    kind: str
    roles: dict[str, str]
    instrument: str = ""
    signed_on: date | None = None
    expires_on: date | None = None
    commitments: tuple[Commitment, ...] = ()
    shares: tuple[Sharing, ...] = ()


@dataclass(frozen=True)
class FigureLink(Kept):
    """A figure frozen as a link: revision of the edition, indicator, area and choices reproduce it to the digit.

    `state` as in `indicators.basis.figures`; the numbers are None where the figure is not shown.
    """

    edition: str
    indicator_id: str
    level: str
    area_id: str
    area_name: str
    cutoff: int
    state: str
    minimum: float | None = None
    estimate: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Decision(Kept):
    """What a table decided: who does it, by when, what proves that it was done, the figures that it rests on."""

    text: str
    owner: str
    due: date | None = None
    proofs: tuple[Proof, ...] = ()
    figures: tuple[FigureLink, ...] = ()


@dataclass(frozen=True)
class Meeting(Kept):
    """One table (tavolo): agenda, who takes part by role, decisions; `minutes_sha256` of the PDF once it is closed."""

    meeting_id: str
    title: str
    day: date
    actions: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    minutes_sha256: str = ""


def organisation_faults(told: Organisation) -> list[Fault]:
    """Everything that is wrong with an organisation; none where it may be kept."""
    faults = needed_faults("name", told.name)
    for column, value, known in (("kind", told.kind, KINDS), ("instrument", told.instrument, INSTRUMENTS)):
        if value not in known:
            message = mark("There is no such kind.")
            faults.append(Fault("unknown_kind", message, column=column, found=value[:80], expected=", ".join(known)))
    if told.signed_on and told.expires_on and told.expires_on < told.signed_on:
        message = mark("It ends before it begins.")
        faults.append(Fault("upside_down", message, column="expires_on", found=str(told.expires_on)))
    for action, text in told.roles.items():
        faults += text_faults(f"roles.{action}", text)
    for commitment in told.commitments:
        faults += needed_faults("commitments.what", commitment.what)
    for share in told.shares:
        faults += needed_faults("shares.what", share.what)
    return faults


def meeting_faults(told: Meeting) -> list[Fault]:
    """Everything that is wrong with a table; none where it may be kept."""
    faults = needed_faults("title", told.title)
    for line in (*told.agenda, *told.people):
        faults += text_faults("agenda", line)
    for decision in told.decisions:
        faults += needed_faults("decisions.text", decision.text) + needed_faults("decisions.owner", decision.owner)
    return faults
