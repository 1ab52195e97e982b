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
        moving = joining = np.flatnonzero(cost)
        while len(joining):
            rows, steps, row_prices = self._solved(moving, cost[moving])
            solution, prices = self._start.copy(), np.zeros(len(self._row_low))
            solution[moving] += steps
            prices[rows] = row_prices
            yield solution, prices
            joining = np.setdiff1d(self._helpful(rows, row_prices), moving)
            moving = np.concatenate([moving, joining])

    def _solved(self, moving: np.ndarray, cost: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The rows that `moving` unknowns stand in, how far these go, and the prices of the rows."""
        columns = self._columns[:, moving]
        rows = np.unique(columns.indices)
        low, high = self._row_low[rows], self._row_high[rows]
        found = solved(solver_of(columns.tocsr()[rows], low, high, self._down[moving], self._up[moving], cost))
        return rows, np.asarray(found.col_value), np.asarray(found.row_dual)

    def _helpful(self, rows: np.ndarray, prices: np.ndarray) -> np.ndarray:
        """Unknowns outside the sum that would lower it if they moved, and have room to."""
        is_priced = prices != 0
        worth = sp.csr_matrix(prices[is_priced]) @ self._rows[rows[is_priced]]
        unknowns = worth.indices
        falls = (worth.data < -_LEAST_PRICE) & (self._down[unknowns] < 0)
        rises = (worth.data > _LEAST_PRICE) & (self._up[unknowns] > 0)
        return unknowns[falls | rises]


def _room(distance: np.ndarray) -> np.ndarray:
    """How far a number can go; none where only rounding is left, which a solver may take for a contradiction."""
    return np.where(distance < _LEAST_ROOM, 0.0, distance)
