"""Earlier editions that must be read together with a new one, and what they tell already."""

from dataclasses import dataclass, replace

import numpy as np

from contract.tables import State
from data_access.privacy.inference import MOST_HOUSEHOLDS, system_of
from data_access.privacy.leaks import Leak, find_leaks
from data_access.privacy.release import CODE, Release
from data_access.privacy.targets import Targets

_TOLD = [CODE[state] for state in (State.SHOWN, State.COUNT, State.REST)]


@dataclass(frozen=True)
class Linked:
    """Earlier editions, and the variables of all cells: `columns`, the new one's first, numbered as its cells are.

    Variables that the new one has not are numbered after its own.
    """

    releases: list[Release]
    columns: list[np.ndarray]

    def kinds(self) -> set[tuple[str, int]]:
        """Which cells (by edition and place) are taken to be the same as those of the new one."""
        own = self.columns[0].size
        pairs = zip(self.releases, self.columns[1:], strict=True)
        return {(told.name, int(cell)) for told, column in pairs for cell in np.flatnonzero((column < own).any(axis=0))}

    def told(self) -> np.ndarray:
        """Cells of the new one (areas and groups x cells) of which an earlier one tells the value, or that it is small.

        To tell less of them now hides nothing.
        """
        is_told = np.zeros(1 + max(int(column.max()) for column in self.columns), dtype=bool)
        for release, column in zip(self.releases, self.columns[1:], strict=True):
            is_told[column[: len(release.areas)][np.isin(release.states, _TOLD)]] = True
        return is_told[self.columns[0]]

    def new_leaks(self, leaks: list[Leak], targets: Targets, possible: np.ndarray) -> list[Leak]:
        """Those of `leaks` that the earlier editions do not tell by themselves: of the others nothing can be hidden.

        `possible`: numbers for all variables that fit all editions.
        """
        if not leaks:
            return []
        before = system_of(self.releases, self.columns[1:])
        safe = np.ones(len(targets.area), dtype=bool)
        safe[[leak.target for leak in leaks]] = False
        bounded = replace(before, high=np.minimum(before.high, MOST_HOUSEHOLDS))
        old = {leak.target for leak in find_leaks(bounded, targets, safe, possible)}
        return [leak for leak in leaks if leak.target not in old]
