"""Sifting: the same bounds as by solving the block whole, from any numbers that fit, and prices that prove them."""

from itertools import pairwise

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import event, given, settings
from hypothesis import strategies as st

from data_access.privacy.sifting import Sifting
from data_access.privacy.solver import Block, Bounds, Contradiction, Unsolved, inner_solution

MOST = 9.0


def block_of(matrix, row_low, row_high, high):
    rows, unknowns = matrix.shape
    matrix = sp.csr_matrix(matrix.astype(float))
    sums, nothing = np.arange(0), np.empty(0)
    return Block(
        np.arange(unknowns),
        np.arange(rows),
        sums,
        matrix,
        row_low,
        row_high,
        np.zeros(unknowns),
        high,
        matrix[:0],
        nothing,
    )


@st.composite
def blocks(draw):
    """Rows of ones and minus ones that some whole numbers, `fitting`, meet exactly or with room."""
    unknowns = draw(st.integers(2, 12))
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    matrix = random.choice([-1, 0, 0, 1], (draw(st.integers(1, 8)), unknowns))
    fitting = random.integers(0, int(MOST) + 1, unknowns).astype(float)
    room = random.choice([0.0, 0.0, 1.0, 3.0, np.inf], (2, len(matrix)))
    block = block_of(matrix, matrix @ fitting - room[0], matrix @ fitting + room[1], np.full(unknowns, MOST))
    cost = np.zeros(unknowns)
    cost[random.choice(unknowns, draw(st.integers(1, 2)), replace=False)] = random.choice([-1.0, 1.0])
    return block, fitting, cost


def lowest(bounds, cost):
    *_, (solution, prices) = bounds.minimise(cost)
    return float(cost @ solution), solution, prices


@settings(max_examples=200, deadline=None)
@given(blocks(), st.booleans())
def test_the_last_solution_is_as_low_as_that_of_the_whole_block(drawn, is_inner):
    block, fitting, cost = drawn
    start = inner_solution(block) if is_inner else fitting
    low, solution, prices = lowest(Sifting(block, start), cost)
    assert low == pytest.approx(lowest(Bounds(block), cost)[0], abs=1e-6)
    sums = block.matrix @ solution
    assert (sums >= block.row_low - 1e-6).all() and (sums <= block.row_high + 1e-6).all()
    assert (solution >= -1e-6).all() and (solution <= MOST + 1e-6).all()
    gain = cost - prices @ block.matrix
    ends = np.where(prices > 0, block.row_low, block.row_high)
    proven = prices[prices != 0] @ ends[prices != 0] + np.minimum(gain, 0) @ block.high
    event(f"lower than at the start: {low < cost @ start - 1e-6}")
    assert proven == pytest.approx(low, abs=1e-5)


@settings(max_examples=50, deadline=None)
@given(blocks())
def test_solutions_only_get_lower(drawn):
    block, fitting, cost = drawn
    found = [cost @ solution for solution, _ in Sifting(block, fitting).minimise(cost)]
    assert found[0] <= cost @ fitting + 1e-6
    assert all(later <= earlier + 1e-6 for earlier, later in pairwise(found))


def test_only_those_join_in_that_can_help():
    pairs = np.kron(np.eye(50), [1, 1])
    block = block_of(pairs, np.full(50, 6.0), np.full(50, 6.0), np.full(100, MOST))
    cost = np.zeros(100)
    cost[0] = 1.0
    start = np.full(100, 3.0)
    solutions = [solution for solution, _ in Sifting(block, start).minimise(cost)]
    assert [solution[0] for solution in solutions] == [3.0, 0.0]
    assert (solutions[-1][2:] == 3.0).all()


def test_what_the_start_misses_a_row_by_is_granted_and_rounding_is_no_room():
    block = block_of(np.array([[1, 1], [1, 0]]), np.array([6.0, 2.0]), np.array([6.0, 9.0]), np.full(2, MOST))
    low, *_ = lowest(Sifting(block, np.array([1.5, 4.5])), np.array([1.0, 0.0]))
    assert low == 1.5
    low, *_ = lowest(Sifting(block, np.array([2.0 + 1e-12, 4.0 - 1e-12])), np.array([1.0, 0.0]))
    assert low == pytest.approx(2.0)


def test_rows_that_nothing_fits_are_refused_where_the_block_is_solved_whole():
    block = block_of(np.array([[1, 1]]), np.array([60.0]), np.array([60.0]), np.full(2, MOST))
    with pytest.raises(Contradiction):
        lowest(Bounds(block), np.array([1.0, 0.0]))


def test_a_solver_that_finds_no_answer_says_so_and_contradicts_nothing():
    block = block_of(np.array([[1, -1]]), np.array([0.0]), np.array([0.0]), np.full(2, np.inf))
    with pytest.raises(Unsolved, match="Unbounded"):
        lowest(Bounds(block), np.array([-1.0, 0.0]))
