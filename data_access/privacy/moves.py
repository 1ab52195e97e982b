"""Areas that hold other sections than under the same code in another edition: what both hold is one number in both."""

from dataclasses import replace

import numpy as np
from scipy.sparse import coo_array, csr_array

from data_access.privacy.propagation import Link
from data_access.privacy.tree import Tree, summed


def with_cores(link: Link, one: Tree, two: Tree) -> tuple[Link, Tree, Tree]:
    """`link`, where areas that hold other sections in `two` than in `one` are no longer the same: their core is.

    The core, all that both hold, is a node in both trees; it and the sections that one alone holds add up to the area.
    """
    places = [tree.places[tree.nodes(tree.levels[1])] for tree in (one, two)]
    common = places[0].union(places[1])
    here, there = (common.get_indexer(place) for place in places)
    held = _sections(one, here, len(common))[link.first]
    other = _sections(two, there, len(common))[link.second]
    both = held.multiply(other)
    size = both.sum(axis=1)
    is_apart = (held.sum(axis=1) != size) | (other.sum(axis=1) != size)
    cored = np.flatnonzero(is_apart & (size > 0))
    first, second = (
        np.concatenate([areas[~is_apart], len(tree.home) + np.arange(len(cored))])
        for tree, areas in ((one, link.first), (two, link.second))
    )
    can_be = np.hstack([link.can_be[:, ~is_apart], np.ones((len(link.rows), len(cored)), dtype=bool)])
    return (
        Link(link.rows, first, second, can_be),
        _cored(one, link.first[cored], (held - both)[cored], here),
        _cored(two, link.second[cored], (other - both)[cored], there),
    )


def _sections(tree: Tree, where: np.ndarray, count: int) -> csr_array:
    """Nodes x sections: 1 where a node holds a section; `where`: the place of each of the tree's, of `count` in all."""
    size, sections = len(tree.home), tree.nodes(tree.levels[1])
    held = coo_array((np.ones(len(where), dtype=int), (sections, where)), (size, count)).tocsr()
    for each in tree.sums[1:]:
        ones = np.ones(len(each.parts), dtype=int)
        held = held + coo_array((ones, (each.wholes[each.whole_of], each.parts)), (size, size)).tocsr() @ held
    return (held > 0).astype(int)


def _cored(tree: Tree, areas: np.ndarray, alone: csr_array, where: np.ndarray) -> Tree:
    """`tree` with a core of each of `areas`, which with the sections held `alone` adds up to it; `where`: see above."""
    area, column = alone.nonzero()
    order = np.argsort(where)
    sections = tree.nodes(tree.levels[1])[order[np.searchsorted(where, column, sorter=order)]]
    cores = len(tree.home) + np.arange(len(areas))
    more = summed(np.concatenate([cores, sections]), np.concatenate([areas, areas[area]]))
    return replace(tree, sums=(*tree.sums, more), home=np.concatenate([tree.home, areas]))
