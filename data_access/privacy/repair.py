"""Repair: another offset for an area, or a cell less, where something is known too well."""

from collections import defaultdict

import numpy as np

from contract.tables import CELLS, CUTOFFS, State
from data_access.disclosure import PrivacyRule
from data_access.privacy.findings import Known
from data_access.privacy.relations import CELL, CHAINS, CLOSING, IS_MONEY, ROWS, TIES
from data_access.privacy.release import CODE, Release
from data_access.privacy.telling import Exact, tell

_CUTOFF_LOSS = {5: 8, 6: 16, 8: 3, 10: 35, 12: 2, 15: 1, 20: 4}
_BASES = ("households", "income_known", "spend_known", "both_known", "erp_households", "erp_both_known")
_LOSS = dict.fromkeys(_BASES, 50) | {
    cell: _CUTOFF_LOSS[cut] for chain in CHAINS.values() for cell, cut in zip(chain, CUTOFFS, strict=True)
}
LOSS = np.array([_LOSS.get(cell, 5) for cell in CELLS])
"""What readers lose with each cell, without unit: other figures are shares of the bases, 10% defines energy poverty and
6% bounds precarity. A choice of ours, November 2026."""


def _tied_to(cells: list[int]) -> list[int]:
    """Cells other than bases that a tie holds together with one of `cells`: they can tell it too."""
    ties = [each.rows for each in (*TIES, *CLOSING) if not set(each.rows).isdisjoint(cells)]
    found = {row for rows in ties for row in rows if row < len(CELLS)}
    return sorted(row for row in found if CELLS[row] not in _BASES) or cells


_CHEAP = 10
"""Loss under which a sum is withheld before any of its parts."""

_NEIGHBOURHOOD = 2
"""Height of the areas above sections; what larger ones tell is kept, and withheld in their parts."""

_PATIENCE = 2
"""Cells withheld one by one for the same count, before the sum that tells it is withheld, then all of its parts."""


class Repair:
    """Try numbers (by area) and withheld cells (cells x areas), changed until nothing is known too well."""

    def __init__(self, exact: Exact, tries: np.ndarray, is_free: np.ndarray) -> None:
        """`is_free`: which areas were never published, so that their offset may change."""
        self._exact, self._tries, self._is_free = exact, tries.copy(), is_free
        self._withheld = np.zeros(exact.low.shape, dtype=bool)
        self._asked: dict[tuple[int, int], int] = defaultdict(int)
        self._tried: dict[int, list[tuple[int, int]]] = defaultdict(list)
        tree = exact.tree
        self.home = tree.home()
        self._height = np.array([tree.levels.index(level) for level, _ in tree.areas])

    def told(self, rule: PrivacyRule) -> Release:
        """What is told as things stand."""
        return tell(self._exact, rule, self._tries, self._withheld)

    def closed(self, release: Release, known: Known, is_local: bool) -> list[tuple[int, int]]:
        """Take steps to close `known`; those returned nothing closes, if no step was taken at all.

        The offset that moves is the area's own where it alone tells them (`is_local`), else its neighbourhood's; when
        all were tried the best one stays and cells are withheld.
        """
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for row, node in zip(known.rows.tolist(), known.nodes.tolist(), strict=True):
            found[self._mover(int(self.home[node]), 0 if is_local else 1, release)].append((row, node))
        hopeless: list[tuple[int, int]] = []
        is_changed = False
        for mover, pairs in found.items():
            if self._moved(mover, len(pairs), release):
                is_changed = True
                continue
            done: set[int] = set()
            for row, node in pairs:
                cells = [CELL[cell] for cell in ROWS[row]]
                area = int(self.home[node])
                if done.isdisjoint(cells) and not any(
                    self._kept_back(area, some, release) for some in (cells, _tied_to(cells))
                ):
                    hopeless.append((row, node))
                else:
                    done.update(cells)
            is_changed |= bool(done)
        return [] if is_changed else hopeless

    def _mover(self, area: int, height: int, release: Release) -> int:
        """The area, or the first one above it that is higher than `height`."""
        while self._height[area] <= height and release.tree.parent[area] >= 0:
            area = int(release.tree.parent[area])
        return area

    def _moved(self, area: int, findings: int, release: Release) -> bool:
        """Give the area its next offset; once, after all, the best of them. False where it has that already."""
        tried, k = self._tried[area], release.rule.least_count
        if not self._is_free[area] or len(tried) > k or release.states[CELL["households"], area] != CODE[State.SHOWN]:
            return False
        tried.append((findings, int(self._tries[area])))
        if len(tried) < k:
            self._tries[area] += 1
            return True
        best = min(tried)[1]
        is_new = best != self._tries[area]
        self._tries[area] = best
        tried.append((findings, best))
        return is_new

    def _kept_back(self, area: int, cells: list[int], release: Release) -> bool:
        """Withhold the cell that costs least of the area, of its parts, of its neighbours, or of the area above."""
        rows = np.array(cells)
        parent = release.tree.parent
        own, parts = np.array([area]), np.flatnonzero(parent == area)
        beside = np.flatnonzero((parent == parent[area]) & (self._height == self._height[area]) & (parent >= 0))
        above = parent[own][parent[own] >= 0]
        self._asked[area, cells[-1]] += 1
        is_stubborn = self._asked[area, cells[-1]] > _PATIENCE
        if is_stubborn or (LOSS[cells].min() < _CHEAP and self._height[area] <= 1):
            orders = (own, parts, above, beside)
        else:
            is_from_below = IS_MONEY[cells].any() or self._height[area] > _NEIGHBOURHOOD
            orders = (parts, beside, own, above) if is_from_below else (own, parts, beside, above)
        for areas in orders:
            is_told = np.isin(release.states[np.ix_(rows, areas)], [CODE[State.SHOWN], CODE[State.SOURCE]])
            is_told[rows == CELL["households"]] = False
            if is_told.any():
                households = np.nan_to_num(release.high[CELL["households"], areas])
                helps_little = release.low[np.ix_(rows, areas)] <= 0
                if IS_MONEY[cells].any():
                    households = -households
                loss = LOSS[cells][:, None] * 1e9 + helps_little * 1e8 + households[None, :]
                cell, place = np.unravel_index(np.where(is_told, loss, np.inf).argmin(), is_told.shape)
                self._withheld[cells[cell], areas if is_stubborn else areas[place]] = True
                return True
        return False
