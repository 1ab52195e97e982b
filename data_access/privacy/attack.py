"""The attack: what somebody who holds every published edition, and the rules, can compute of what was withheld."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from data_access.editions import list_revisions
from data_access.privacy.inference import System, own_columns, system_of
from data_access.privacy.leaks import Leak, find_leaks, prove
from data_access.privacy.linking import shared_columns
from data_access.privacy.release import Release, read_release
from data_access.privacy.slices import (
    inner_values,
    municipi_of,
    neighbours_of,
    only_cell,
    only_municipio,
    only_neighbours,
    only_sections,
)
from data_access.privacy.solver import Contradiction
from data_access.privacy.targets import Targets, targets_of
from data_access.tables import CELLS


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


def attack(folder: Path) -> list[Finding]:
    """Bound every withheld cell of every edition in `folder`, all of them taken together; empty if nothing leaks."""
    return attack_releases([read_release(edition) for edition in list_revisions(folder)])


def attack_releases(releases: Sequence[Release]) -> list[Finding]:
    """The same for releases at hand, oldest first. Editions of one population are read together where they share cells.

    Of those, each is judged by the loosest rule among them: what was once published cannot be withheld any more. Where
    cells taken to be the same turn out not to be, the editions are read one by one. Raises Contradiction if an edition
    contradicts itself.
    """
    found: list[Finding] = []
    for linked in shared_columns(releases):
        members = [releases[number] for number, _ in linked]
        try:
            found += _together(members, [column for _, column in linked])
        except Contradiction:
            if len(members) == 1:
                raise
            found += [finding for member in members for finding in _together([member], [own_columns(member, 0)])]
    return found


def _together(members: list[Release], columns: list[np.ndarray]) -> list[Finding]:
    least = min(release.rule.least_count for release in members)
    system = system_of(members, columns)
    targets = targets_of(members, system, [least] * len(members))
    return [_finding(leak, targets, members) for leak in _search(members, system, targets)]


def _search(releases: list[Release], system: System, targets: Targets) -> list[Leak]:
    """Leaks of a system. Slices of what is possible, which fall into small blocks, prove most sums safe beforehand.

    Where a slice fits no numbers, for rounding, it proves nothing more: the whole system is asked all the same.
    """
    safe = np.zeros(len(targets.area), dtype=bool)
    for number, part in enumerate(_slices(releases, system)):
        with suppress(Contradiction):
            prove(part, targets, safe, singly=number > 0)
    return find_leaks(system, targets, safe)


def _slices(releases: list[Release], system: System) -> Iterator[System]:
    """The system with most sums set to possible values, well inside what is possible; they fit up to rounding.

    All above the sections; all but one cell, of one edition after the other, then of all; all but one Municipio; all
    but two that share a neighbourhood.
    """
    values = inner_values(system)
    every = list(range(len(releases)))
    together = [[number] for number in every] + [every] if every[1:] else [every]
    yield _slice(system, values, {number: only_sections(releases[number]) for number in every})
    for moving in together:
        for cell in CELLS:
            yield _slice(system, values, {number: only_cell(releases[number], cell) for number in moving})
    for municipio in sorted({municipio for release in releases for municipio in municipi_of(release)}):
        yield _slice(system, values, {number: only_municipio(releases[number], municipio) for number in every})
    for pair in sorted({pair for release in releases for pair in neighbours_of(release)}):
        yield _slice(system, values, {number: only_neighbours(releases[number], pair) for number in every})


def _slice(system: System, values: np.ndarray, can_move: dict[int, np.ndarray]) -> System:
    """The system with all set to `values` but what can move (by release, areas and groups x cells)."""
    moving = np.concatenate([system.column[number][is_free] for number, is_free in can_move.items()])
    value = values.copy()
    value[moving] = system.value[moving]
    return replace(system, value=value)


def _finding(leak: Leak, targets: Targets, releases: list[Release]) -> Finding:
    release = releases[targets.release[leak.target]]
    level, area = release.areas[targets.area[leak.target]]
    cells = tuple(targets.terms[targets.kind[leak.target]].items())
    return Finding(release.name, level, area, cells, leak.low, leak.high)
