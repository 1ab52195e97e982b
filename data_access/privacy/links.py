"""Editions read together: the cells of two that are the same number, as revisions of a year have them."""

import numpy as np

from contract.tables import State
from data_access.privacy.propagation import Link
from data_access.privacy.relations import CELL, ROWS
from data_access.privacy.release import CODE, Release

SAME_SHARE = 0.95
"""Share of a column's windows that must overlap before a reader takes its counts to be the same in two editions. A
choice of ours, November 2026: revisions agree in nearly all cells, years in few."""

LEAST_SEEN = 20
"""Windows beyond zero, told in editions of two years, that this is judged on. Revisions of one year are the same
numbers where all such windows but one, or that share, overlap, however few."""


def link_of(one: Release, two: Release) -> Link:
    """What is the same in both editions, by area; no rows where they are of different counts."""
    common = one.tree.places.intersection(two.tree.places)
    first, second = one.tree.places.get_indexer(common), two.tree.places.get_indexer(common)
    states, others = one.states[:, first], two.states[:, second]
    told = [CODE[State.SHOWN], CODE[State.SOURCE]]
    is_finest = np.isin(first, one.tree.nodes(one.tree.levels[1]))
    low, other_low = one.low[:, first], two.low[:, second]
    is_seen = np.isin(states, told) & np.isin(others, told) & is_finest & (low + other_low > 0)
    agree = is_seen & (low <= two.high[:, second]) & (other_low <= one.high[:, first])
    seen = is_seen.sum(axis=1)
    apart = seen - agree.sum(axis=1)
    if one.year == two.year:
        is_same = (apart < seen) & (apart <= np.maximum(1, (1 - SAME_SHARE) * seen))
    else:
        is_same = (seen >= LEAST_SEEN) & (apart <= (1 - SAME_SHARE) * seen)
    # The number itself, not the publisher's choice, makes a cell one of too few households or mostly one household's.
    by_number = [CODE[State.BASE], CODE[State.DOMINANCE]]
    alike = (states == others) | ~(np.isin(states, by_number) | np.isin(others, by_number)) | (one.rule != two.rule)
    terms = [[CELL[cell] for cell in terms] for terms in ROWS]
    rows = np.array([row for row, cells in enumerate(terms) if is_same[cells].all()], dtype=int)
    can_be = [alike[terms[row]].all(axis=0) for row in rows]
    return Link(rows, first, second, np.array(can_be, dtype=bool).reshape(len(rows), len(common)))
