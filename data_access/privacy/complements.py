"""Complementary withholding: the cheapest further cells without which nothing withheld can be computed.

Cutting planes (Fischetti and Salazar, Solving the cell suppression problem on tabular data with linear constraints,
Management Science 47, 2001): each leak that the audit finds comes with the published cells that prove it; at least
enough of them must go, and the cheapest set that meets all such demands is chosen anew until no leak is left.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components

from contract.tables import State
from data_access.privacy.costs import BAND_SHARE, COSTS, IDLE_SHARE, LEVEL_COSTS
from data_access.privacy.inference import IS_MONEY, IS_WHOLE, MOST_HOUSEHOLDS, WHOLE, scaled
from data_access.privacy.leaks import Leak
from data_access.privacy.relations import RELATIONS
from data_access.privacy.release import CELL, CODE, Release
from data_access.privacy.targets import TOLERANCE, Targets

MOST_SECONDS = 20.0
"""Longest search for the cheapest set of one block; then the best one found is taken."""


@dataclass(frozen=True)
class Candidates:
    """Cells of which less may be told to protect others (areas x cells): how far each could then move, and its cost.

    A shown cell may be withheld; of a small count, or small rest, the size may be left untold. `down`, `up`: in the
    unit of the system; both 0 where nothing may be taken.
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
    """Tell of which cells, given these states, less may be told. A cell withheld for others' sake may be any number."""
    sections, least = len(release.groups), release.rule.least_count
    whole = np.where(IS_WHOLE, MOST_HOUSEHOLDS, exact[:, WHOLE])
    down = np.where(IS_MONEY, scaled(exact), exact)
    up = np.where(IS_MONEY, scaled(exact), whole - exact)
    is_count, is_rest = ((states == CODE[state]) & ~IS_MONEY for state in (State.COUNT, State.REST))
    down, up = np.where(is_count, 1.0, down), np.where(is_count, whole - least + 1, up)
    down, up = np.where(is_rest, whole - least + 1, down), np.where(is_rest, 1.0, up)
    is_band = is_count | is_rest
    is_band[sections:] = False
    is_free = ((states == CODE[State.SHOWN]) | is_band) & (down >= 0) & (up >= 0) & (down + up > 0)
    is_idle = (states == CODE[State.BASE]).any(axis=1)
    households = np.nan_to_num(exact[:, [0]])
    share = np.where(is_idle[:, None] & (households < release.rule.least_base), IDLE_SHARE, 1.0)
    level = release.areas.get_level_values(0)
    most = pd.Series(households[:, 0]).groupby(level.to_numpy()).transform("max").clip(lower=1).to_numpy()[:, None]
    cost = COSTS[None, :] * share * (1 + households / most)
    cost = np.where(is_band, BAND_SHARE * cost, cost)
    cost *= level.map(LEVEL_COSTS).to_numpy(dtype=float)[:, None]
    return Candidates(np.where(is_free, down, 0.0), np.where(is_free, up, 0.0), cost)


def within_relations(candidates: Candidates, exact: np.ndarray, states: np.ndarray) -> Candidates:
    """The same candidates, each moving no further than the cells still shown in its own area let it."""
    down, up = candidates.down.copy(), candidates.up.copy()
    values, is_shown = scaled(np.nan_to_num(exact)), states == CODE[State.SHOWN]
    for relation in RELATIONS:
        cells = np.array([CELL[name] for name, _ in relation.terms])
        signs = np.array([sign for _, sign in relation.terms])
        spare = values[:, cells] @ signs
        is_equal = relation.closes and not spare[is_shown[:, cells].all(axis=1)].any()
        for cell, sign in zip(cells, signs, strict=True):
            others = is_shown[:, cells[cells != cell]].all(axis=1)
            for room, is_bound in ((down, sign > 0 or is_equal), (up, sign < 0 or is_equal)):
                if is_bound:
                    room[others, cell] = np.minimum(room[others, cell], spare[others])
    return replace(candidates, down=down, up=up)


def demands_of(
    leaks: list[Leak], targets: Targets, choices: list[Candidates], support: sp.csr_matrix, beyond: bool = False
) -> tuple[list[Demand], list[Leak]]:
    """What each leak asks for, and the leaks that no candidate can close.

    `choices`: candidates to ask first, and those to fall back on. `support`: the cells that each variable of the system
    rests on (see support.support), without those that cannot give more. `beyond`: a count that cannot be made any small
    one may also become one that can be nothing, or one that can be large.
    """
    demands, hopeless = [], []
    for leak in leaks:
        ways = [_sides(leak, targets), *(_beyond(leak, targets) if beyond else [])]
        asked = (
            [_demand(prices, need, candidates, support) for prices, need in way]
            for way in ways
            for candidates in choices
        )
        met = next((found for found in asked if all(_can_be_met(demand) for demand in found)), None)
        if met is None:
            hopeless.append(leak)
        else:
            demands += met
    return demands, hopeless


def _can_be_met(demand: Demand) -> bool:
    return bool(demand.gains.sum() >= demand.need - 1e-9)


_Side = tuple[list[sp.csr_matrix], float]


def _sides(leak: Leak, targets: Targets) -> list[_Side]:
    """Prices of the bounds that must give way, and how much."""
    least, width = targets.least[leak.target], targets.width[leak.target]
    if targets.is_money[leak.target]:
        return [([leak.low_prices, leak.high_prices], 2 * width * leak.high - (leak.high - leak.low))]
    asked: list[_Side] = []
    low, high = np.ceil(leak.low - TOLERANCE), np.floor(leak.high + TOLERANCE)
    if width and high - low < width:
        asked.append(([leak.low_prices, leak.high_prices], width - (high - low)))
    if low >= 1 and high <= least - 1:
        if low > 1:
            asked.append(([leak.low_prices], low - 1))
        if high < least - 1:
            asked.append(([leak.high_prices], least - 1 - high))
    return asked


def _beyond(leak: Leak, targets: Targets) -> list[list[_Side]]:
    if targets.is_money[leak.target]:
        return []
    return [[([leak.low_prices], leak.low)], [([leak.high_prices], targets.least[leak.target] - leak.high)]]


def _demand(sides: list[sp.csr_matrix], need: float, candidates: Candidates, support: sp.csr_matrix) -> Demand:
    rows = [sp.csr_matrix(prices @ support) for prices in sides]
    cells = np.concatenate([row.indices for row in rows])
    prices = np.concatenate([row.data for row in rows])
    gains = np.maximum(prices * candidates.down.ravel()[cells], -prices * candidates.up.ravel()[cells])
    places, at = np.unique(cells, return_inverse=True)
    total = np.bincount(at, gains, minlength=len(places))
    useful = total > 1e-9
    return Demand(places[useful], np.minimum(total[useful], need), need)


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
