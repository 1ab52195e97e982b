"""Complementary withholding: the cheapest further cells without which nothing withheld can be computed.

Cutting planes (Fischetti and Salazar, Solving the cell suppression problem on tabular data with linear constraints,
Management Science 47, 2001): each leak that the audit finds comes with the published cells that prove it; at least
enough of them must go, and the cheapest set that meets all such demands is chosen anew until no leak is left.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components

from data_access.privacy.costs import COSTS, IDLE_SHARE
from data_access.privacy.inference import IS_MONEY, MOST_HOUSEHOLDS, scaled
from data_access.privacy.leaks import Leak, Targets
from data_access.privacy.release import CELL, CODE, Release
from data_access.tables import CELLS, HOUSEHOLDS, State

MOST_SECONDS = 20.0
"""Longest search for the cheapest set of one block; then the best one found is taken."""


@dataclass(frozen=True)
class Candidates:
    """Cells that may be withheld to protect others (areas x cells): how far each could then move, and its cost.

    `down`, `up`: in the unit of the system; both 0 where a cell may not be withheld.
    """

    down: np.ndarray
    up: np.ndarray
    cost: np.ndarray


@dataclass(frozen=True)
class Demand:
    """At least `need` must be gained by withholding some of `cells` (numbers in the flat areas x cells array)."""

    cells: np.ndarray
    gains: np.ndarray
    need: float


def candidates_of(release: Release, exact: np.ndarray, states: np.ndarray) -> Candidates:
    """Tell which cells that `states` shows may be withheld.

    A reader knows that a count withheld for others' sake is not small, nor is its rest: it moves within these bounds.
    """
    least = release.rule.least_count
    whole = np.full(exact.shape, MOST_HOUSEHOLDS)
    for cell, place in CELL.items():
        part_of = HOUSEHOLDS[cell].part_of
        if part_of is not None:
            whole[:, place] = exact[:, CELL[part_of]]
    margin = np.zeros(exact.shape)
    margin[: len(release.groups)] = [least if HOUSEHOLDS[cell].is_personal else 0 for cell in CELLS]
    down = np.where(IS_MONEY, scaled(exact), exact - margin)
    up = np.where(IS_MONEY, scaled(exact), whole - margin - exact)
    is_free = (states == CODE[State.SHOWN]) & (down >= 0) & (up >= 0) & (exact > 0)
    is_idle = (states == CODE[State.BASE]).any(axis=1)
    share = np.where(is_idle & (exact[:, 0] < release.rule.least_base), IDLE_SHARE, 1.0)
    cost = COSTS[None, :] * share[:, None] * (1 + exact[:, [0]] / max(exact[:, 0].max(), 1))
    return Candidates(np.where(is_free, down, 0.0), np.where(is_free, up, 0.0), cost)


def demands_of(
    leaks: list[Leak], targets: Targets, candidates: Candidates, cell_of: np.ndarray
) -> tuple[list[Demand], list[Leak]]:
    """What each leak asks for, and the leaks that no withholding of a candidate can close.

    `cell_of`: for each variable of the system the number of the candidates' cell that it stands for, -1 if none.
    """
    demands, hopeless = [], []
    for leak in leaks:
        asked = _demands(leak, targets, candidates, cell_of)
        if any(demand.gains.sum() < demand.need - 1e-9 for demand in asked):
            hopeless.append(leak)
        else:
            demands += asked
    return demands, hopeless


def _demands(leak: Leak, targets: Targets, candidates: Candidates, cell_of: np.ndarray) -> list[Demand]:
    least, width = targets.least[leak.target], targets.width[leak.target]
    if targets.is_money[leak.target]:
        need = 2 * width * leak.high - (leak.high - leak.low)
        return [_demand([(leak.low_prices, 1.0), (leak.high_prices, 1.0)], need, candidates, cell_of)]
    asked = []
    if width and leak.high - leak.low < width:
        need = width - (leak.high - leak.low)
        asked.append(_demand([(leak.low_prices, 1.0), (leak.high_prices, 1.0)], need, candidates, cell_of))
    if leak.low >= 1 and leak.high <= least - 1:
        if leak.low > 1:
            asked.append(_demand([(leak.low_prices, 1.0)], leak.low - 1, candidates, cell_of))
        if leak.high < least - 1:
            asked.append(_demand([(leak.high_prices, 1.0)], least - 1 - leak.high, candidates, cell_of))
    return asked


def _demand(
    sides: list[tuple[sp.csr_matrix, float]], need: float, candidates: Candidates, cell_of: np.ndarray
) -> Demand:
    gains: dict[int, float] = {}
    down, up = candidates.down.ravel(), candidates.up.ravel()
    for prices, weight in sides:
        for variable, price in zip(prices.indices, prices.data, strict=True):
            cell = int(cell_of[variable])
            if cell >= 0 and abs(price) > 1e-9:
                gains[cell] = gains.get(cell, 0.0) + weight * max(price * down[cell], -price * up[cell])
    kept = {cell: min(gain, need) for cell, gain in gains.items() if gain > 1e-9}
    return Demand(np.array(list(kept), dtype=int), np.array(list(kept.values())), need)


def cheapest(demands: list[Demand], candidates: Candidates) -> np.ndarray:
    """Numbers of the cells of least total cost that meet every demand, block by block."""
    if not demands:
        return np.empty(0, dtype=int)
    cells = np.unique(np.concatenate([demand.cells for demand in demands]))
    rows = np.repeat(np.arange(len(demands)), [len(demand.cells) for demand in demands])
    places = np.searchsorted(cells, np.concatenate([demand.cells for demand in demands]))
    gains = np.concatenate([demand.gains / demand.need for demand in demands])
    matrix = sp.csr_matrix((gains, (rows, places)), shape=(len(demands), len(cells)))
    _, labels = connected_components(sp.bmat([[None, matrix], [matrix.T, None]]), directed=False)
    cost = candidates.cost.ravel()[cells]
    chosen = [
        cells[members][_least_cost(matrix[labels[: len(demands)] == label][:, members], cost[members])]
        for label in np.unique(labels)
        for members in [np.flatnonzero(labels[len(demands) :] == label)]
    ]
    return np.concatenate(chosen)


def _least_cost(matrix: sp.csr_matrix, cost: np.ndarray) -> np.ndarray:
    found = milp(
        cost,
        integrality=np.ones(len(cost)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, 1 - 1e-9, np.inf),
        options={"time_limit": MOST_SECONDS},
    )
    return np.asarray(found.x) > 0.5
