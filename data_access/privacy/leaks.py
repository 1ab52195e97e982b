"""Audit of a system: which counts of people, and which sums, could be known closer than the rule allows, and how."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from data_access.privacy.inference import System
from data_access.privacy.solver import Block, Bounds, blocks_of
from data_access.privacy.targets import Targets

_ROUNDS, _LARGE_ROUNDS = (6, 3), (2, 1)
"""Solutions that pull all targets at once, and how many in a row may prove little; fewer where each takes seconds."""
_MOST_ROUNDS = 400
_MOST_IN_VAIN = 40
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
    system: System, targets: Targets, safe: np.ndarray, truth: np.ndarray | None = None, are_many: bool = False
) -> list[Leak]:
    """Every target known closer than allowed, by exact bounds; an empty list proves that there is none.

    `safe`: for each target whether it need not be looked at; those that are proven safe are entered. A target stays
    safe as long as no more is told. `truth`: the targets' true sums where they are known (NaN where not), which no
    bound can exclude. `are_many`: leaks are expected, so each area (of a block) is left at its first.
    """
    truth = np.full(len(safe), np.nan) if truth is None else truth
    safe |= targets.are_open(truth, truth, np.arange(len(safe))) & ~np.isnan(truth)
    asked = np.flatnonzero(~safe)
    sums = targets.matrix[asked]
    is_closed = abs(sums) @ np.isnan(system.value).astype(float) == 0
    constant = sums @ np.nan_to_num(system.value)
    is_safe = targets.are_open(constant, constant, asked)
    safe[asked[is_closed & is_safe]] = True
    leaks = [_told(targets, constant[place], int(asked[place])) for place in np.flatnonzero(is_closed & ~is_safe)]
    for block in blocks_of(system, sums):
        leaks += _Search(system, targets, block, asked[block.sums], truth).leaks(safe, are_many)
    return leaks


def prove(
    part: System, targets: Targets, safe: np.ndarray, truth: np.ndarray | None = None, singly: bool = True
) -> None:
    """Enter in `safe` targets that a slice proves safe: `part`, where more is set than is known.

    `singly`: in blocks that are not large, also ask for each target that solutions found for many leave open. Another
    slice may prove it sooner.
    """
    truth = np.full(len(safe), np.nan) if truth is None else truth
    is_set = abs(targets.matrix) @ np.isnan(part.value) == 0
    asked = np.flatnonzero(~safe & ~is_set)
    for block in blocks_of(part, targets.matrix[asked]):
        places = asked[block.sums]
        safe[places] = _Search(part, targets, block, places, truth).proven(singly)


def _told(targets: Targets, value: float, place: int) -> Leak:
    prices = targets.matrix[place]
    return Leak(place, float(value), float(value), prices, -prices)


class _Search:
    """The leaks of one block. Solutions found on the way prove most targets safe; the others are bounded singly."""

    def __init__(self, system: System, targets: Targets, block: Block, places: np.ndarray, truth: np.ndarray) -> None:
        self._system, self._targets, self._block, self._places = system, targets, block, places
        self._bounds = Bounds(block)
        self._seen_low, self._seen_high = np.fmin(truth[places], np.inf), np.fmax(truth[places], -np.inf)
        self._open = np.ones(len(block.sums), dtype=bool)

    def proven(self, singly: bool) -> np.ndarray:
        """Whether each of the sums is seen to be open: by solutions that pull many at once, then singly."""
        self._sweep()
        in_vain = 0
        still = np.random.default_rng(len(self._open)).permutation(np.flatnonzero(self._open))
        for number in still if singly and not self._bounds.is_large else []:
            in_vain = 0 if self._pushed_open(int(number)) else in_vain + 1
            if in_vain == _MOST_IN_VAIN:
                break
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
            leak = self._bounded(int(number), are_many)
            if leak is not None:
                found.append(leak)
                areas.add(area)
        safe[self._places[~self._open]] = True
        return found

    def _sweep(self) -> None:
        """Pull many targets at once, up or down: all first, then one of each area, until little more is proven."""
        random = np.random.default_rng(len(self._open))
        areas = self._targets.area[self._places]
        full, most_quiet = _LARGE_ROUNDS if self._bounds.is_large else _ROUNDS
        quiet = 0
        for number in range(_MOST_ROUNDS):
            still = np.flatnonzero(self._open)
            if not len(still) or quiet > most_quiet:
                return
            pull = np.zeros(len(self._open))
            if number < full:
                pull[still] = (-1.0) ** number
            else:
                still = random.permutation(still)
                chosen = still[np.unique(areas[still], return_index=True)[1]]
                pull[chosen] = random.choice([-1.0, 1.0], len(chosen))
            self._see(self._bounds.push(pull @ self._block.terms))
            quiet = quiet + 1 if len(still) - self._open.sum() < _LEAST_PROVEN else 0

    def _bounded(self, number: int, are_many: bool) -> Leak | None:
        if self._bounds.is_large and not are_many and self._pushed_open(number):
            return None
        target = self._block.terms[number].toarray().ravel()
        prices = []
        for cost in (target, -target):
            prices.append(self._minimise(cost))
            if not self._open[number]:
                return None
        row = self._targets.matrix[int(self._places[number])]
        return Leak(
            int(self._places[number]),
            float(self._seen_low[number]),
            float(self._seen_high[number]),
            row - self._moved(prices[0]),
            -row - self._moved(prices[1]),
        )

    def _pushed_open(self, number: int) -> bool:
        target = self._block.terms[number].toarray().ravel()
        for cost in (target, -target):
            if self._open[number]:
                self._see(self._bounds.push(cost))
        return not self._open[number]

    def _minimise(self, cost: np.ndarray) -> np.ndarray:
        solution, prices = self._bounds.minimise(cost)
        self._see(solution)
        return prices

    def _see(self, solution: np.ndarray) -> None:
        values = self._block.terms @ solution + self._block.constant
        self._seen_low, self._seen_high = np.minimum(self._seen_low, values), np.maximum(self._seen_high, values)
        self._open &= ~self._targets.are_open(self._seen_low, self._seen_high, self._places)

    def _moved(self, prices: np.ndarray) -> sp.csr_matrix:
        return sp.csr_matrix(prices) @ self._system.matrix[self._block.rows]
