"""Editions read together: the cells of two that are the same number, as revisions of a year have them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from contract.tables import State
from data_access.privacy.propagation import Bounds, propagate
from data_access.privacy.relations import CELL, ROWS
from data_access.privacy.release import CODE, Release
from data_access.privacy.tree import Sums

SAME_SHARE = 0.95
"""Share of a column's windows that must overlap before a reader takes its counts to be the same in two editions. A
choice of ours, November 2026: revisions agree in nearly all cells, years in few."""

LEAST_SEEN = 20
"""Windows beyond zero, told in both editions, that this is judged on."""

_MOST_TURNS = 3
_TERMS = [[CELL[cell] for cell in terms] for terms in ROWS]


@dataclass(frozen=True)
class Link:
    """Same numbers in two editions: rows (of `relations.ROWS`) and, side by side, the nodes in each.

    `can_be`: rows x nodes, False where the states say that the numbers differ.
    """

    rows: np.ndarray
    first: np.ndarray
    second: np.ndarray
    can_be: np.ndarray


def link_of(one: Release, two: Release) -> Link:
    """What is the same in both editions; no rows where they are of different counts."""
    common = one.tree.areas.intersection(two.tree.areas)
    first, second = one.tree.areas.get_indexer(common), two.tree.areas.get_indexer(common)
    is_finest = np.isin(first, one.tree.nodes(one.tree.levels[1]))
    told = [CODE[State.SHOWN], CODE[State.SOURCE]]
    is_told = np.isin(one.states[:, first], told) & np.isin(two.states[:, second], told) & is_finest
    low, other_low = one.low[:, first], two.low[:, second]
    is_seen = is_told & (low + other_low > 0)
    agree = is_seen & (low <= two.high[:, second]) & (other_low <= one.high[:, first])
    seen = is_seen.sum(axis=1)
    same = np.flatnonzero((seen >= LEAST_SEEN) & (agree.sum(axis=1) >= SAME_SHARE * seen))
    rows = [row for row, terms in enumerate(_TERMS) if np.isin(terms, same).all()]
    can_be = np.ones((len(rows), len(common)), dtype=bool)
    if one.rule == two.rule:
        states, others = one.states[:, first], two.states[:, second]
        by_choice = [CODE[State.COMPLEMENT], CODE[State.SOURCE]]
        alike = (states == others) | np.isin(states, by_choice) | np.isin(others, by_choice)
        can_be = np.array([alike[_TERMS[row]].all(axis=0) for row in rows], dtype=bool).reshape(can_be.shape)
    return Link(np.array(rows, dtype=int), first, second, can_be)


def linked_with(releases: Sequence[Release], number: int) -> list[int]:
    """Places of the releases that tell some of the numbers of the one at place `number`, itself among them."""
    return [
        other
        for other, release in enumerate(releases)
        if other == number or len(link_of(releases[number], release).rows)
    ]


def read_together(bounds: Sequence[Bounds], releases: Sequence[Release], sums: Sequence[Sums] | None = None) -> None:
    """Narrow the bounds of each edition by its own ties and sums, and by the others' where they tell the same numbers.

    `sums`: those to read, where not all.
    """
    for each, release in zip(bounds, releases, strict=True):
        propagate(each, release.tree.sums if sums is None else sums)
    links = [
        (one, two, link)
        for one in range(len(releases))
        for two in range(one + 1, len(releases))
        if len((link := link_of(releases[one], releases[two])).rows)
    ]
    changed = set(range(len(releases))) if links else set()
    for _ in range(_MOST_TURNS):
        changed = {number for one, two, link in links for number in _meet(bounds, one, two, link)}
        for number in changed:
            propagate(bounds[number], releases[number].tree.sums)
        if not changed:
            return


def _meet(bounds: Sequence[Bounds], one: int, two: int, link: Link) -> list[int]:
    """Give two editions the same bounds where they tell the same number; the numbers of those that this narrowed."""
    at = np.ix_(link.rows, link.first), np.ix_(link.rows, link.second)
    low = np.maximum(bounds[one].low[at[0]], bounds[two].low[at[1]])
    high = np.minimum(bounds[one].high[at[0]], bounds[two].high[at[1]])
    is_absent = bounds[one].is_absent[at[0]] | bounds[two].is_absent[at[1]]
    fits = (low <= high) & ~is_absent & link.can_be
    narrowed = []
    for number, where in zip((one, two), at, strict=True):
        each = bounds[number]
        new = np.where(fits, low, each.low[where]), np.where(fits, high, each.high[where])
        if (new[0] > each.low[where]).any() or (new[1] < each.high[where]).any():
            narrowed.append(number)
        each.low[where], each.high[where] = new
    return narrowed
