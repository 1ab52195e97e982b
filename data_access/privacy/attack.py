"""The attack: what somebody who holds every published edition, and knows the rule and every offset, can compute."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from contract.errors import ObservatoryError
from contract.translations import mark
from data_access.editions import every_revision
from data_access.privacy.findings import not_as_ruled
from data_access.privacy.reading import Reading
from data_access.privacy.relations import ROWS
from data_access.privacy.release import Release, read_releases

_NO_CENSUS = mark(
    "{file} cannot be read as households by section: it must be a CSV with the columns section_id and households."
)


@dataclass(frozen=True)
class Finding:
    """A sum that can be known closer than the rule allows: whose, of which cells, and within which bounds.

    `cells`: cells with their signs. `low`, `high`: households, or EUR/year for money. `level` is that of the area, or
    `part` for what its estates leave of a section and for what two levels cut out of an area.
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
    return attack_releases(read_releases(every_revision(folder))[0], households)


def read_census(path: Path) -> pd.Series:
    """Exact households by section from a CSV. Raises ObservatoryError if it cannot be read or lacks either column."""
    try:
        frame = pd.read_csv(path, dtype={"section_id": str, "households": float})
        return frame.set_index("section_id")["households"].groupby(level=0).sum()
    except (OSError, ValueError, KeyError) as error:
        raise ObservatoryError(_NO_CENSUS, file=path) from error


def attack_releases(releases: Sequence[Release], households: pd.Series | None = None) -> list[Finding]:
    """The same for releases at hand, oldest first. Editions of the same numbers are read together."""
    if not releases:
        return []
    unruled = [not_as_ruled(release) for release in releases]
    census = [None if households is None else _census(release, households) for release in releases]
    reading = Reading(releases, census)
    findings = [
        Finding(release.name, *tree.name(node), tuple(ROWS[row].items()), low, high)
        for release, tree, *found in zip(releases, reading.trees, unruled, reading.known(), strict=True)
        for each in found
        for row, node, low, high in zip(*(part.tolist() for part in vars(each).values()), strict=True)
    ]
    return list({(each.edition, each.level, each.area, each.cells): each for each in findings}.values())


def _census(release: Release, households: pd.Series) -> np.ndarray:
    tree = release.tree
    ids = tree.areas.get_level_values(1).to_series()
    is_finest = np.isin(np.arange(len(ids)), tree.nodes(tree.levels[1]))
    return np.where(is_finest, households.reindex(ids).to_numpy(dtype=float), np.nan)
