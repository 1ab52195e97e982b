"""The attack: what somebody who holds every published edition, and knows the rule and every offset, can compute."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from data_access.editions import every_revision
from data_access.privacy.findings import Known, known_too_well, not_as_ruled
from data_access.privacy.linking import linked_with, read_together
from data_access.privacy.propagation import Bounds
from data_access.privacy.relations import CELL, ROWS
from data_access.privacy.release import Release, bounds_of, read_release


@dataclass(frozen=True)
class Finding:
    """A sum that can be known closer than the rule allows: whose, of which cells, and within which bounds.

    `cells`: cells with their signs. `low`, `high`: households, or EUR/year for money. `level` is that of the area, or
    `rest` for what its estates leave of a section, or `part` for what two levels cut out of an area.
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


def attack(folder: Path, households: pd.Series | None = None) -> list[Finding]:
    """Bound every count and every difference of nested counts of every edition in `folder`, all of them taken together.

    `households`: exact households by section, where the reader has a census too. Empty if nothing leaks.
    """
    return attack_releases([read_release(edition) for edition in every_revision(folder)], households)


def attack_releases(releases: Sequence[Release], households: pd.Series | None = None) -> list[Finding]:
    """The same for releases at hand, oldest first. Editions of the same numbers are read together.

    Of those, each is judged by the loosest rule among them: what was once published cannot be withheld any more.
    """
    bounds = [bounds_of(release, households) for release in releases]
    read_together(bounds, releases)
    found: list[Finding] = []
    for number, release in enumerate(releases):
        least = min(releases[other].rule.least_count for other in linked_with(releases, number))
        known = known_too_well(release, bounds[number], least, households is None)
        for each in (known, not_as_ruled(release), moved(release, releases[:number])):
            found += _findings(release, bounds[number], each)
    return list(dict.fromkeys(found))


def moved(release: Release, earlier: Sequence[Release]) -> Known:
    """Areas that an earlier edition told with another offset: the same households would have two windows."""
    nodes: list[int] = []
    for former in earlier:
        place = release.tree.areas.get_indexer(former.tree.areas)
        is_same = (place >= 0) & (former.rule.least_count == release.rule.least_count)
        nodes += place[is_same][release.tries[place[is_same]] != former.tries[is_same]].tolist()
    return Known(np.full(len(nodes), CELL["households"]), np.array(nodes, dtype=int))


def _findings(release: Release, bounds: Bounds, known: Known) -> list[Finding]:
    return [
        Finding(
            release.name,
            *release.tree.name(node),
            tuple(ROWS[row].items()),
            float(bounds.low[row, node]),
            float(bounds.high[row, node]),
        )
        for row, node in zip(known.rows.tolist(), known.nodes.tolist(), strict=True)
    ]
