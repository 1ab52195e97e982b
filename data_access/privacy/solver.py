"""Bounds of sums over a linear system, block by block, by the HiGHS solver (Huangfu and Hall, 2018)."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import highspy
import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from contract.errors import ObservatoryError
from contract.translations import mark
from data_access.privacy.inference import System


@dataclass(frozen=True)
class Block:
    """Unknowns that share rows, and no row with any other: `matrix` @ unknowns lies within `row_low`, `row_high`.

    `unknowns`, `rows`, `sums`: places in the system and among the sums asked for; `terms` @ unknowns + `constant` are
    those sums.
    """

    unknowns: np.ndarray
    rows: np.ndarray
    sums: np.ndarray
    matrix: sp.csr_matrix
    row_low: np.ndarray
    row_high: np.ndarray
    low: np.ndarray
    high: np.ndarray
    terms: sp.csr_matrix
    constant: np.ndarray


def blocks_of(system: System, sums: sp.csr_matrix | None = None) -> Iterator[Block]:
    """Split the unknowns of a system into blocks that neither a row nor one of `sums` joins.

    Only those that a sum is asked of, or all that have a row if there is none to ask.
    """
    is_asked = sums is not None
    sums = system.matrix[:0] if sums is None else sums
    known = np.nan_to_num(system.value)
    unknowns = np.flatnonzero(np.isnan(system.value))
    count = system.matrix.shape[0]
    joined = sp.vstack([system.matrix, sums], format="csr")[:, unknowns]
    joined.eliminate_zeros()
    given = np.concatenate([system.matrix @ known, sums @ known])
    used = np.flatnonzero(np.diff(joined.indptr))
    of_row, of_unknown = _labels(joined[used])
    columns = np.argsort(of_unknown, kind="stable")
    order = np.lexsort((used >= count, of_row))
    rows, joined = used[order], joined[used[order]][:, columns]
    size = 1 + of_unknown.max(initial=-1)
    row_ends, column_ends = (np.cumsum(np.bincount(labels, minlength=size)) for labels in (of_row, of_unknown))
    sum_counts = np.bincount(of_row[used >= count], minlength=size)
    for label in np.flatnonzero(sum_counts if is_asked else np.bincount(of_row, minlength=size)):
        column, row = (int(ends[label - 1]) if label else 0 for ends in (column_ends, row_ends))
        inside = slice(column, int(column_ends[label]))
        split = int(row_ends[label]) - int(sum_counts[label])
        members, own, asked = unknowns[columns[inside]], rows[row:split], rows[split : int(row_ends[label])]
        yield Block(
            members,
            own,
            asked - count,
            _part(joined, row, split, inside),
            system.row_low[own] - given[own],
            system.row_high[own] - given[own],
            system.low[members],
            system.high[members],
            _part(joined, split, int(row_ends[label]), inside),
            given[asked],
        )


def _labels(incidence: sp.csr_matrix) -> tuple[np.ndarray, np.ndarray]:
    """Block of each row and of each unknown."""
    pattern = incidence.astype(bool).astype(np.int8)
    _, labels = connected_components(sp.bmat([[None, pattern], [pattern.T, None]], format="csr"), directed=False)
    return labels[: incidence.shape[0]], labels[incidence.shape[0] :]


def _part(matrix: sp.csr_matrix, start: int, stop: int, columns: slice) -> sp.csr_matrix:
    """Rows `start` to `stop`, which have nothing outside `columns`."""
    first, last = int(matrix.indptr[start]), int(matrix.indptr[stop])
    content = (
        matrix.data[first:last],
        matrix.indices[first:last] - columns.start,
        matrix.indptr[start : stop + 1] - first,
    )
    return sp.csr_matrix(content, shape=(stop - start, columns.stop - columns.start))


class Contradiction(ObservatoryError):
    """No numbers fit all that is published: a table was changed, or cells taken to be the same are not."""


class Unsolved(ObservatoryError):
    """The solver ended without an answer."""


class Bounds:
    """The smallest value that sums of a block's unknowns can take; solved again from the last solution each time."""

    def __init__(self, block: Block) -> None:
        self._solver = _solver_of_block(block)
        self._places = np.arange(len(block.unknowns), dtype=np.int32)

    def minimise(self, cost: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield a solution of least `cost` and the price of each row.

        Raises Contradiction if no numbers fit the rows, Unsolved if the solver finds no answer.
        """
        self._solver.changeColsCost(len(cost), self._places, cost)
        solution = solved(self._solver)
        yield np.asarray(solution.col_value), np.asarray(solution.row_dual)


def inner_solution(block: Block) -> np.ndarray:
    """Numbers that fit the rows, away from every bound that leaves them room: an interior point, no vertex.

    A vertex where the interior method ends without a point. Raises Contradiction if no numbers fit the rows.
    """
    solver = _solver_of_block(block)
    solver.setOptionValue("solver", "ipm")
    solver.setOptionValue("run_crossover", "off")
    with suppress(Contradiction, Unsolved):
        return np.asarray(solved(solver).col_value)
    return np.asarray(solved(_solver_of_block(block)).col_value)


def _solver_of_block(block: Block) -> highspy.Highs:
    cost = np.zeros(len(block.unknowns))
    return solver_of(block.matrix, block.row_low, block.row_high, block.low, block.high, cost)


def solver_of(
    matrix: sp.csr_matrix,
    row_low: np.ndarray,
    row_high: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    cost: np.ndarray,
) -> highspy.Highs:
    """A solver of the least `cost` @ unknowns: unknowns keep to `low`, `high`, and rows to `row_low`, `row_high`."""
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(low), len(row_low)
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, low, high
    model.row_lower_, model.row_upper_ = row_low, row_high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    model.a_matrix_.index_ = matrix.indices.astype(np.int32)
    model.a_matrix_.value_ = matrix.data
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    return solver


def solved(solver: highspy.Highs) -> highspy.HighsSolution:
    """The best solution. Raises Contradiction if no numbers fit the rows, Unsolved if the solver finds no answer.

    What presolving does not solve is asked again without: it may take rounding for a contradiction.
    """
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        solver.setOptionValue("presolve", "off")
        solver.clearSolver()
        solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        raise Contradiction(mark("The published tables contradict each other: no counts fit all of them."))
    if status != highspy.HighsModelStatus.kOptimal:
        raise Unsolved(
            mark("The proof did not end: the solver stopped at {status}. Nothing is known to be safe. Report it."),
            status=solver.modelStatusToString(status),
        )
    return solver.getSolution()
