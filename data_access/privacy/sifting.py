"""Bounds of sums in a large block: only those unknowns are solved for that can bring the sum any further."""

from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp

from data_access.privacy.solver import Block, solved, solver_of

_LEAST_PRICE = 1e-7
_LEAST_ROOM = 1e-9


class Sifting:
    """The smallest value that sums of a block's unknowns can take, from numbers that fit the rows.

    All unknowns keep those numbers but the few that make up the sum; then, solution by solution, those join in that
    the prices of the rows say would bring it further, until none does: the last solution is as good as one of the whole
    block (sifting: Bixby, Gregory, Lustig, Marsten and Shanno, Operations Research 40, 1992). A sum is seen to be open
    after hundreds of unknowns, where a solution of the block takes 154,000 (November 2026).

    `start`: numbers that fit the rows, up to rounding; what they miss a row by is granted to it.
    """

    def __init__(self, block: Block, start: np.ndarray) -> None:
        self._start, self._rows, self._columns = start, block.matrix.tocsr(), block.matrix.tocsc()
        at_start = self._rows @ start
        self._row_low, self._row_high = -_room(at_start - block.row_low), _room(block.row_high - at_start)
        self._down, self._up = -_room(start - block.low), _room(block.high - start)

    def minimise(self, cost: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield solutions of ever lower `cost`, each with prices of the rows; those of the last prove it the lowest."""
        moving = np.flatnonzero(cost)
        while True:
            steps, prices = self._solved(moving, cost[moving])
            solution = self._start.copy()
            solution[moving] += steps
            yield solution, prices
            joining = np.setdiff1d(self._helpful(cost, prices), moving)
            if not len(joining):
                return
            moving = np.concatenate([moving, joining])

    def _solved(self, moving: np.ndarray, cost: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        columns = self._columns[:, moving]
        rows = np.unique(columns.indices)
        low, high = self._row_low[rows], self._row_high[rows]
        found = solved(solver_of(columns.tocsr()[rows], low, high, self._down[moving], self._up[moving], cost))
        prices = np.zeros(len(self._row_low))
        prices[rows] = np.asarray(found.row_dual)
        return np.asarray(found.col_value), prices

    def _helpful(self, cost: np.ndarray, prices: np.ndarray) -> np.ndarray:
        """Unknowns that would lower the cost if they moved, and have room to."""
        priced = np.flatnonzero(prices)
        gain = cost - sp.csr_matrix(prices[priced]) @ self._rows[priced]
        gain = np.asarray(gain).ravel()
        falls, rises = (gain > _LEAST_PRICE) & (self._down < 0), (gain < -_LEAST_PRICE) & (self._up > 0)
        return np.flatnonzero(falls | rises)


def _room(distance: np.ndarray) -> np.ndarray:
    """How far a number can go; none where only rounding is left, which a solver may take for a contradiction."""
    return np.where(distance < _LEAST_ROOM, 0.0, distance)
