"""Activities and evidence, made up for the tests."""

from datetime import date

from contract.progress import Activity, Milestone, Proof
from indicators.progress.evidence import Evidence

TODAY = date(2026, 11, 28)


def activity(*milestones, **more):
    return Activity("3.1", "Desk", milestones=milestones, **({"start": date(2025, 5, 1), "owner": "Welfare"} | more))


def by_hand(name="step", *days, **more):
    return Milestone(name, name.title(), proofs=tuple(Proof(day, f"act {day}") for day in days), **more)


def happened(counts, *days, thing="thing"):
    return [Evidence(counts, day, f"{thing}{number}", f"{thing} {number}") for number, day in enumerate(days)]
