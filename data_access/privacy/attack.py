"""The attack: what somebody who holds every published edition, and the rules, can compute of what was withheld."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from contract.translations import mark
from data_access.editions import list_revisions
from data_access.privacy.inference import System, system_of
from data_access.privacy.leaks import Leak, find_linked_leaks
from data_access.privacy.linking import shared_columns
from data_access.privacy.release import Release, read_release
from data_access.privacy.slices import inner_values
from data_access.privacy.solver import Contradiction
from data_access.privacy.targets import Targets, targets_of


@dataclass(frozen=True)
class Finding:
    """A sum that can be known closer than the rule allows: whose, of which cells, and within which bounds.

    `cells`: cells with their signs. `low`, `high`: households, or thousands of EUR/year for money.
    """

    edition: str
    level: str
    area: str
    cells: tuple[tuple[str, int], ...]
    low: float
    high: float

    @property
    def sum(self) -> str:
        """The cells as a sum: `above_10 - valid_above_10`."""
        return " ".join(f"{'+' if sign > 0 else '-'} {cell}" for cell, sign in self.cells).removeprefix("+ ")


def attack(folder: Path, tell: Callable[[str], object] = str) -> list[Finding]:
    """Bound every withheld cell of every edition in `folder`, all of them taken together; empty if nothing leaks.

    `tell`: called with a sentence where editions could not be read together.
    """
    return attack_releases([read_release(edition) for edition in list_revisions(folder)], tell)


def attack_releases(releases: Sequence[Release], tell: Callable[[str], object] = str) -> list[Finding]:
    """The same for releases at hand, oldest first. Editions of one population are read together where they share cells.

    Of those, each is judged by the loosest rule among them: what was once published cannot be withheld any more. Where
    cells taken to be the same turn out not to be, the editions are read one by one. Raises Contradiction if an edition
    contradicts itself.
    """
    found: list[Finding] = []
    for linked in shared_columns(releases):
        members = [releases[number] for number, _ in linked]
        system = system_of(members, [column for _, column in linked])
        try:
            possible = inner_values(system)
        except Contradiction:
            if len(members) == 1:
                raise
            tell(mark("Editions contradict each other where their cells look the same: they are read one by one."))
            found += [finding for member in members for finding in attack_releases([member])]
        else:
            found += _findings(members, system, possible)
    return found


def _findings(members: list[Release], system: System, possible: np.ndarray) -> list[Finding]:
    least = min(release.rule.least_count for release in members)
    targets = targets_of(members, system, [least] * len(members))
    leaks = find_linked_leaks(members, system, targets, np.zeros(len(targets.area), dtype=bool), possible)
    return [_finding(leak, targets, members) for leak in leaks]


def _finding(leak: Leak, targets: Targets, releases: list[Release]) -> Finding:
    release = releases[targets.release[leak.target]]
    level, area = release.areas[targets.area[leak.target]]
    cells = tuple(targets.terms[targets.kind[leak.target]].items())
    return Finding(release.name, level, area, cells, leak.low, leak.high)
