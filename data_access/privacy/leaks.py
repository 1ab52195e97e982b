"""Audit of a system: which counts of people, and which sums, could be known closer than the rule allows, and how."""

from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from data_access.privacy.inference import System
from data_access.privacy.release import Release
from data_access.privacy.sifting import Sifting
from data_access.privacy.slices import only_sections
from data_access.privacy.solver import Block, Bounds, Contradiction, blocks_of
from data_access.privacy.targets import Targets

WHOLE_BLOCK, SMALL_BLOCK = 20_000, 2_000
"""Unknowns up to which a block is solved whole for many targets at once, and for a single one."""

_ROUNDS, _QUIET_ROUNDS = 6, 3
"""Solutions that pull all targets at once, and how many in a row may prove little."""
_MOST_ROUNDS = 400
_LEAST_PROVEN = 2


@dataclass(frozen=True)
class Leak:
    """A sum known too well: its target, its bounds, and how each known variable moves either (per unit of its own)."""

    target: int
    low: float
    high: float
    low_prices: sp.csr_matrix
    high_prices: sp.csr_matrix


def find_leaks(
    system: System, targets: Targets, safe: np.ndarray, possible: np.ndarray, are_many: bool = False
) -> list[Leak]:
    """Every target known closer than allowed, by exact bounds; an empty list proves that there is none.

    `safe`: for each target whether it need not be looked at; those that are proven safe are entered. A target stays
    safe as long as no more is told. `possible`: numbers for all variables that fit the system: the true ones, or any.
    `are_many`: leaks are expected, so each area (of a block) is left at its first.
    """
    at_possible = targets.matrix @ possible
    safe |= targets.are_open(at_possible, at_possible, np.arange(len(safe)))
    asked = np.flatnonzero(~safe)
    sums = targets.matrix[asked]
    is_closed = abs(sums) @ np.isnan(system.value).astype(float) == 0
    leaks = [_told(targets, at_possible[place], int(place)) for place in asked[is_closed]]
    for block in blocks_of(system, sums):
        leaks += _Search(system, targets, block, asked[block.sums], possible).leaks(safe, are_many)
    return leaks


def find_linked_leaks(
    releases: list[Release], system: System, targets: Targets, safe: np.ndarray, possible: np.ndarray
) -> list[Leak]:
    """The same for `releases` read together, whose unknowns form one block: a slice proves most targets safe first.

    Where the slice fits no numbers, for rounding, it proves nothing more: the whole system is asked all the same.
    """
    with suppress(Contradiction):
        _prove(only_sections(system, releases, possible), targets, safe, possible)
    return find_leaks(system, targets, safe, possible)


def _prove(part: System, targets: Targets, safe: np.ndarray, possible: np.ndarray) -> None:
    """Enter in `safe` targets that a slice proves safe: `part`, where more is set than is known."""
    is_set = abs(targets.matrix) @ np.isnan(part.value) == 0
    asked = np.flatnonzero(~safe & ~is_set)
    for block in blocks_of(part, targets.matrix[asked]):
        places = asked[block.sums]
        safe[places] = _Search(part, targets, block, places, possible).swept()


def _told(targets: Targets, value: float, place: int) -> Leak:
    prices = targets.matrix[place]
    return Leak(place, float(value), float(value), prices, -prices)


class _Search:
    """The leaks of one block. Solutions found on the way prove most targets safe; the others are bounded singly."""

    def __init__(
        self, system: System, targets: Targets, block: Block, places: np.ndarray, possible: np.ndarray
    ) -> None:
        self._system, self._targets, self._block, self._places = system, targets, block, places
        start = possible[block.unknowns]
        size = len(block.unknowns)
        self._whole = Bounds(block) if size <= WHOLE_BLOCK else None
        self._single = self._whole if self._whole and size <= SMALL_BLOCK else Sifting(block, start)
        self._seen_low = block.terms @ start + block.constant
        self._seen_high = self._seen_low.copy()
        self._open = np.ones(len(block.sums), dtype=bool)

    def swept(self) -> np.ndarray:
        """Whether each of the sums is seen to be open by solutions that pull many at once."""
        self._sweep()
        return ~self._open

    def leaks(self, safe: np.ndarray, are_many: bool) -> list[Leak]:
        """Sums that exact bounds show to be known too well; those that are open are entered in `safe`."""
        self._sweep()
        found: list[Leak] = []
        areas: set[int] = set()
        for number in np.flatnonzero(self._open):
            area = int(self._targets.area[self._places[number]])
            if not self._open[number] or (are_many and area in areas):
                continue
            leak = self._bounded(int(number))
            if leak is not None:
                found.append(leak)
                areas.add(area)
        safe[self._places[~self._open]] = True
        return found

    def _sweep(self) -> None:
        """Pull many targets at once, up or down: all first, then one of each area, until little more is proven."""
        if self._whole is None:
            return
        random = np.random.default_rng(len(self._open))
        areas = self._targets.area[self._places]
        quiet = 0
        for number in range(_MOST_ROUNDS):
            still = np.flatnonzero(self._open)
            if not len(still) or quiet > _QUIET_ROUNDS:
                return
            pull = np.zeros(len(self._open))
            if number < _ROUNDS:
                pull[still] = (-1.0) ** number
            else:
                still = random.permutation(still)
                chosen = still[np.unique(areas[still], return_index=True)[1]]
                pull[chosen] = random.choice([-1.0, 1.0], len(chosen))
            for solution, _ in self._whole.minimise(pull @ self._block.terms):
                self._see(solution)
            quiet = quiet + 1 if len(still) - self._open.sum() < _LEAST_PROVEN else 0

    def _bounded(self, number: int) -> Leak | None:
        target = self._block.terms[number].toarray().ravel()
        low_prices, high_prices = self._lowered(number, target), self._lowered(number, -target)
        if not self._open[number]:
            return None
        row = self._targets.matrix[int(self._places[number])]
        return Leak(
            int(self._places[number]),
            float(self._seen_low[number]),
            float(self._seen_high[number]),
            row - self._moved(low_prices),
            -row - self._moved(high_prices),
        )

    def _lowered(self, number: int, cost: np.ndarray) -> np.ndarray:
        """Prices of the rows that prove how low `cost` can be; of fewer rows where the sum is seen to be open."""
        prices = np.zeros(len(self._block.rows))
        for solution, prices in self._single.minimise(cost) if self._open[number] else ():
            self._see(solution)
            if not self._open[number]:
                return prices
        return prices

    def _see(self, solution: np.ndarray) -> None:
        values = self._block.terms @ solution + self._block.constant
        self._seen_low, self._seen_high = np.minimum(self._seen_low, values), np.maximum(self._seen_high, values)
        self._open &= ~self._targets.are_open(self._seen_low, self._seen_high, self._places)

    def _moved(self, prices: np.ndarray) -> sp.csr_matrix:
        return sp.csr_matrix(prices) @ self._system.matrix[self._block.rows]
