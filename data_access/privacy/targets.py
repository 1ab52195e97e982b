"""What must not be known too well: the counts of people, and the sums, that a release has to protect."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from contract.tables import CELLS, State
from data_access.privacy.costs import MONEY_MARGIN
from data_access.privacy.inference import IS_MONEY, System
from data_access.privacy.relations import FORMS, Terms
from data_access.privacy.release import CELL, CODE, Release

TOLERANCE = 1e-6

BASE_WIDTH = 1.0
"""Households by which a count withheld for its base must stay open: it may not be known exactly, unless it is 0."""


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
