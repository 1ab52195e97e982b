"""Which cells of two editions are the same number: revisions of a year, and what does not change from year to year."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from contract.tables import CELLS, State
from data_access.privacy.inference import own_columns
from data_access.privacy.linked import Linked
from data_access.privacy.release import CODE, Release

SAME_SHARE = 0.95
"""Share of a column's cells shown in two editions that must agree before an attacker takes the withheld ones to agree
too. A choice of ours, November 2026: revisions agree in nearly all cells, years in few."""

LEAST_SEEN = 20
"""Cells other than zero, shown in both editions, that this is judged on."""


def shared_columns(releases: Sequence[Release]) -> list[list[tuple[int, np.ndarray]]]:
    """Groups of releases that must be read together, each with the variables of its cells.

    A release that shares nothing stands alone. Variables are numbered from 0 in each group; equal cells share one.
    """
    links = {
        (first, second): pairs
        for first in range(len(releases))
        for second in range(first + 1, len(releases))
        if len(pairs := _same_cells(releases[first], releases[second]))
    }
    edges = np.array(list(links) or np.empty((0, 2)), dtype=int).reshape(-1, 2)
    graph = coo_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(len(releases),) * 2)
    _, labels = connected_components(graph, directed=False)
    return [_numbered(releases, np.flatnonzero(labels == label), links) for label in np.unique(labels)]


def linked_to(release: Release, earlier: Sequence[Release]) -> Linked:
    """The earlier editions that must be read together with `release`; none of them where none has the same cells."""
    linked = next(group for group in shared_columns([release, *earlier]) if group[0][0] == 0)
    own = linked[0][1].ravel()
    number = np.full(1 + max(int(column.max()) for _, column in linked), -1)
    number[own] = np.arange(len(own))
    number[number < 0] = np.arange(len(own), len(number))
    return Linked([earlier[place - 1] for place, _ in linked[1:]], [number[column] for _, column in linked])


def seen_before(release: Release, exact: np.ndarray, earlier: Sequence[Release]) -> tuple[np.ndarray, np.ndarray]:
    """Cells of `release` (areas x cells) that an earlier edition shows, and those that none shows but one withholds.

    Only cells that an attacker takes to be the same number; `exact` tells which of the shown ones are.
    """
    is_known, is_hidden = np.zeros(exact.shape, dtype=bool), np.zeros(exact.shape, dtype=bool)
    for former in earlier:
        mine, theirs = _same_cells(release, former).T
        value, state = former.values.ravel()[theirs], former.states.ravel()[theirs]
        is_known.ravel()[mine[value == exact.ravel()[mine]]] = True
        is_hidden.ravel()[mine[np.isin(state, _UNTOLD)]] = True
        _hide_above(is_hidden, release, former, np.unique(mine % len(CELLS)))
    return is_known, is_hidden & ~is_known


def _hide_above(is_hidden: np.ndarray, release: Release, former: Release, cells: np.ndarray) -> None:
    """Sums above the sections of `cells` that `former` withholds must not be told now."""
    sections, before = len(release.groups), len(former.groups)
    place = former.areas[before:].get_indexer(release.areas[sections:])
    untold = np.isin(former.states[before:][place][:, cells], _UNTOLD) & (place >= 0)[:, None]
    is_hidden[np.ix_(np.arange(sections, len(is_hidden)), cells)] |= untold


_UNTOLD = [CODE[state] for state in (State.BASE, State.COMPLEMENT, State.DOMINANCE)]


def _numbered(
    releases: Sequence[Release], members: np.ndarray, links: dict[tuple[int, int], np.ndarray]
) -> list[tuple[int, np.ndarray]]:
    columns: dict[int, np.ndarray] = {}
    first = 0
    for number in members:
        columns[int(number)] = own_columns(releases[number], first)
        first += columns[int(number)].size
    starts = {number: int(column[0, 0]) for number, column in columns.items()}
    pairs = [
        np.column_stack([starts[one] + found[:, 0], starts[two] + found[:, 1]])
        for (one, two), found in links.items()
        if one in starts and two in starts
    ]
    joined = np.vstack([*pairs, np.empty((0, 2), dtype=int)])
    same = _components(joined, first)
    is_apart = _differ(releases, columns, same)
    same = _components(joined[~is_apart[same[joined[:, 0]]]], first)
    return [(number, same[column]) for number, column in columns.items()]


def _components(joined: np.ndarray, size: int) -> np.ndarray:
    _, labels = connected_components(coo_matrix((np.ones(len(joined)), joined.T), shape=(size, size)), directed=False)
    return labels


def _differ(releases: Sequence[Release], columns: dict[int, np.ndarray], same: np.ndarray) -> np.ndarray:
    """Which variables would stand for cells that show different values, by way of one that shows none."""
    low, high = np.full(same.max() + 1, np.inf), np.full(same.max() + 1, -np.inf)
    for number, column in columns.items():
        values = releases[number].values
        variables = same[column[: len(values)]]
        np.fmin.at(low, variables, values)
        np.fmax.at(high, variables, values)
    return low < high


def _same_cells(one: Release, two: Release) -> np.ndarray:
    """Numbers (flat areas x cells) of the section cells that are the same in both, pair by pair."""
    ids = [release.areas.get_level_values(1)[: len(release.groups)] for release in (one, two)]
    common = ids[0].intersection(ids[1])
    first, second = ids[0].get_indexer(common), ids[1].get_indexer(common)
    values = one.values[first], two.values[second]
    is_seen = ~np.isnan(values[0]) & ~np.isnan(values[1]) & (values[0] + values[1] > 0)
    agree = (is_seen & (values[0] == values[1])).sum(axis=0)
    seen = is_seen.sum(axis=0)
    is_same = (seen >= LEAST_SEEN) & (agree >= SAME_SHARE * seen)
    linked = is_same[None, :] & _fit(one, first, two, second)
    rows, cells = np.nonzero(linked)
    return np.column_stack([first[rows] * len(CELLS) + cells, second[rows] * len(CELLS) + cells])


def _fit(one: Release, first: np.ndarray, two: Release, second: np.ndarray) -> np.ndarray:
    """Whether what is known of two cells can be the same number."""
    (low_one, high_one), (low_two, high_two) = _range(one, first), _range(two, second)
    is_there = (one.states[first] != CODE[State.MISSING]) & (two.states[second] != CODE[State.MISSING])
    return is_there & (low_one <= high_two) & (low_two <= high_one)


def _range(release: Release, areas: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    states, values = release.states[areas], release.values[areas]
    least = release.rule.least_count
    low = np.select([states == CODE[State.SHOWN], states == CODE[State.COUNT]], [np.nan_to_num(values), 1.0], 0.0)
    low = np.where(states == CODE[State.REST], least, low)
    high = np.select(
        [states == CODE[State.SHOWN], states == CODE[State.COUNT]], [np.nan_to_num(values), least - 1.0], np.inf
    )
    return low, high
