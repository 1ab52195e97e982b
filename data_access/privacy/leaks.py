"""Audit of a system: which counts of people, and which sums, could be known closer than the rule allows, and how."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from data_access.privacy.costs import MONEY_MARGIN
from data_access.privacy.inference import IS_MONEY, System
from data_access.privacy.relations import FORMS, Terms
from data_access.privacy.release import CELL, CODE, Release
from data_access.privacy.solver import Block, Bounds, blocks_of
from data_access.tables import CELLS, State

TOLERANCE = 1e-6

BASE_WIDTH = 1.0
"""Households by which a count withheld for its base must stay open: it may not be known exactly, unless it is 0."""

_ROUNDS, _LARGE_ROUNDS = (6, 3), (2, 1)
"""Solutions that pull all targets at once, and how many in a row may prove little; fewer where each takes seconds."""
_MOST_ROUNDS = 400
_MOST_IN_VAIN = 40
_LEAST_PROVEN = 2


@dataclass(frozen=True)
class Targets:
    """Sums that must not be known too well: one row each of `matrix`, over the variables of the system.

    `release`, `area`: whose sum it is; `kind`: its place in `terms`. `least`: the least count that applies. `width`: of
    cells withheld for themselves, how many households (of money: which part of it) must stay open; 0 for the others,
    of which only a small count is protected.
    """

    matrix: sp.csr_matrix
    release: np.ndarray
    area: np.ndarray
    kind: np.ndarray
    terms: list[Terms]
    least: np.ndarray
    width: np.ndarray
    is_money: np.ndarray

    def are_open(self, low: np.ndarray, high: np.ndarray, at: np.ndarray) -> np.ndarray:
        """Whether targets that can be `low` and can be `high`, and perhaps more, are as open as the rule asks.

        What can be nothing at all is, or is known to be nothing, which the rule allows.
        """
        least, width = self.least[at], self.width[at]
        money = high - low >= width * high
        is_nothing = low <= TOLERANCE
        low, high = np.ceil(low - TOLERANCE), np.floor(high + TOLERANCE)
        small = (low < 1) | (high > least - 1) | ((low <= 1) & (high >= least - 1))
        return is_nothing | np.where(self.is_money[at], money, (high - low >= width) & small)


@dataclass(frozen=True)
class Leak:
    """A sum known too well: its target, its bounds, and how each known variable moves either (per unit of its own)."""

    target: int
    low: float
    high: float
    low_prices: sp.csr_matrix
    high_prices: sp.csr_matrix


def targets_of(releases: list[Release], system: System, leasts: list[int], forms: tuple[Terms, ...] = FORMS) -> Targets:
    """Every sum to protect in `releases`; `leasts`: the least count that each release is judged by."""
    parts = [
        part
        for number, (release, least) in enumerate(zip(releases, leasts, strict=True))
        for part in (*_small_counts(number, release, least, forms), *_whole_cells(number, release, least))
        if len(part.areas)
    ]
    lengths = [len(part.areas) for part in parts]
    return Targets(
        sp.vstack([system.terms(part.release, part.terms, part.areas) for part in parts], format="csr"),
        np.repeat([part.release for part in parts], lengths),
        np.concatenate([part.areas for part in parts]),
        np.repeat(np.arange(len(parts)), lengths),
        [part.terms for part in parts],
        np.repeat([part.least for part in parts], lengths),
        np.concatenate([part.width for part in parts]),
        np.repeat([part.is_money for part in parts], lengths),
    )


@dataclass(frozen=True)
class _Part:
    release: int
    terms: Terms
    areas: np.ndarray
    least: int
    width: np.ndarray
    is_money: bool = False


def _small_counts(number: int, release: Release, least: int, forms: tuple[Terms, ...]) -> Iterator[_Part]:
    for terms in forms:
        is_missing = release.states[:, [CELL[cell] for cell in terms]] == CODE[State.MISSING]
        areas = np.flatnonzero(~is_missing.any(axis=1))
        yield _Part(number, terms, areas, least, np.zeros(len(areas)))


def _whole_cells(number: int, release: Release, least: int) -> Iterator[_Part]:
    """Cells withheld for themselves: for their base, and money for any reason but to hide other money."""
    for cell in CELLS[1:]:
        is_money = bool(IS_MONEY[CELL[cell]])
        reasons = [State.BASE, State.COUNT, State.REST, State.DOMINANCE] if is_money else [State.BASE]
        areas = np.flatnonzero(np.isin(release.states[:, CELL[cell]], [CODE[state] for state in reasons]))
        width = np.full(len(areas), MONEY_MARGIN if is_money else BASE_WIDTH)
        yield _Part(number, {cell: 1}, areas, least, width, is_money)


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
