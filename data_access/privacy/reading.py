"""Reading: all that follows from editions taken together, block by block."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from contract.tables import CELLS, State
from data_access.privacy.blocks import Block, blocks_of
from data_access.privacy.findings import Known, Told, known_too_well
from data_access.privacy.links import link_of
from data_access.privacy.moves import with_cores
from data_access.privacy.propagation import Bounds, propagate
from data_access.privacy.release import CODE, Release, bounds_of

_MOST_TURNS, _ENOUGH = 5, 1e-6


@dataclass(frozen=True)
class _Page:
    """What is read of a block: what is known of it too well, and the ends of those nodes that the totals add up."""

    known: Known
    shared: np.ndarray
    low: np.ndarray
    high: np.ndarray


class Reading:
    """Editions read together. Of those that change, only the blocks that they change in are read again.

    `trees`: of each, with the cores of areas that hold other sections than elsewhere.
    """

    def __init__(self, releases: Sequence[Release], census: Sequence[np.ndarray | None]) -> None:
        """`census`: by release, exact households of each area where a reader holds them (NaN elsewhere).

        Editions of the same numbers are judged by the loosest rule among them: what was once published cannot be
        withheld any more.
        """
        self.trees = [each.tree for each in releases]
        links = []
        for one, two in combinations(range(len(releases)), 2):
            link = link_of(releases[one], releases[two])
            if len(link.rows):
                link, self.trees[one], self.trees[two] = with_cores(link, self.trees[one], self.trees[two])
                links.append((one, two, link))
        self._releases, self._census, self._links = list(releases), census, links
        self._least = np.array([each.rule.least_count for each in releases])
        for one, two, _ in links:
            self._least[[one, two]] = self._least[[one, two]].min()
        self._base = min(each.rule.least_base for each in releases)
        self._first = np.cumsum([0, *(len(each.home) for each in self.trees)])
        *self._blocks, self._totals = blocks_of(self.trees, links)
        self._pages: dict[int, _Page] = {}

    @property
    def has_links(self) -> bool:
        """Whether two of the editions tell the same numbers."""
        return bool(self._links)

    def replace_first(self, release: Release, changed: np.ndarray) -> None:
        """Take `release` for the first one: its areas `changed` tell something else."""
        self._releases[0] = release
        for place, block in enumerate(self._blocks):
            if np.isin(changed, block.nodes).any():
                self._pages.pop(place, None)

    def known(self) -> list[Known]:
        """What is known too well, by release."""
        self._told = self._loosest()
        for place, block in enumerate(self._blocks):
            if place not in self._pages:
                self._pages[place] = self._page(block, self._narrowed(block))
        pages = self._pages.copy()
        for _ in range(_MOST_TURNS):
            totals = self._bounds(self._totals)
            for page in pages.values():
                totals.narrow((slice(None), page.shared), page.low, page.high)
            propagate(totals, self._totals.sums, self._totals.links)
            stale = [place for place, page in pages.items() if _says_more(totals, page)]
            if not stale:
                break
            for place in stale:
                pages[place] = self._page(self._blocks[place], self._narrowed(self._blocks[place], totals))
        return self._by_release([*(page.known for page in pages.values()), self._page(self._totals, totals).known])

    def _loosest(self) -> list[Told]:
        """What is told by release, and of a number that several hold what the one tells that hides least."""
        found = [Told(each.states.copy(), np.nan_to_num(each.low)) for each in self._releases]
        for one, two, link in self._links:
            cells, areas = link.rows < len(CELLS), link.first < found[one].low.shape[1]
            can_be, rows = link.can_be[np.ix_(cells, areas)], link.rows[cells]
            ends = (found[one], np.ix_(rows, link.first[areas])), (found[two], np.ix_(rows, link.second[areas]))
            is_shown = can_be & np.any([told.states[at] == CODE[State.SHOWN] for told, at in ends], axis=0)
            low = np.maximum(*(told.low[at] for told, at in ends))
            for told, at in ends:
                told.states[at] = np.where(is_shown, CODE[State.SHOWN], told.states[at])
                told.low[at] = np.where(can_be, low, told.low[at])
        return found

    def _bounds(self, block: Block) -> Bounds:
        """What each release tells of the nodes of a block."""
        ends = np.searchsorted(block.nodes, self._first)
        found = [
            bounds_of(release, block.nodes[start:end] - first, census)
            for release, census, first, start, end in zip(
                self._releases, self._census, self._first, ends, ends[1:], strict=False
            )
        ]
        return Bounds(*(np.hstack([getattr(each, name) for each in found]) for name in ("low", "high", "is_absent")))

    def _narrowed(self, block: Block, totals: Bounds | None = None) -> Bounds:
        """All that follows within a block, also from what the `totals` leave of what it shares with them."""
        bounds = self._bounds(block)
        if totals is not None:
            _, own, shared = np.intersect1d(block.nodes, self._totals.nodes, True, True)
            bounds.narrow((slice(None), own), totals.low[:, shared], totals.high[:, shared])
        propagate(bounds, block.sums, block.links)
        return bounds

    def _page(self, block: Block, bounds: Bounds) -> _Page:
        shape = len(CELLS), len(block.nodes)
        told = Told(np.full(shape, CODE[State.SHOWN], dtype=np.int8), np.zeros(shape))
        edition = np.searchsorted(self._first, block.nodes, side="right") - 1
        for number, each in enumerate(self._told):
            place = block.nodes - self._first[number]
            is_area = (edition == number) & (place < each.low.shape[1])
            told.states[:, is_area] = each.states[:, place[is_area]]
            told.low[:, is_area] = each.low[:, place[is_area]]
        known = known_too_well(told, bounds, block.sums, self._least[edition], self._base)
        _, own, shared = np.intersect1d(block.nodes, self._totals.nodes, True, True)
        return _Page(replace(known, nodes=block.nodes[known.nodes]), shared, bounds.low[:, own], bounds.high[:, own])

    def _by_release(self, found: Sequence[Known]) -> list[Known]:
        rows, nodes, low, high = (
            np.concatenate([getattr(each, name) for each in found]) for name in ("rows", "nodes", "low", "high")
        )
        edition = np.searchsorted(self._first, nodes, side="right") - 1
        return [
            Known(rows[is_own], nodes[is_own] - self._first[number], low[is_own], high[is_own])
            for number in range(len(self._releases))
            for is_own in [edition == number]
        ]


def _says_more(totals: Bounds, page: _Page) -> bool:
    """Whether the totals narrow what a block shares with them beyond what the block itself does."""
    low, high = totals.low[:, page.shared], totals.high[:, page.shared]
    return bool((low > page.low + _ENOUGH).any() or (high < page.high - _ENOUGH).any())
