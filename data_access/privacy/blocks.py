"""Editions cut into blocks that nothing but totals of the whole ties together: read one by one, in little memory."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from data_access.privacy.propagation import Link
from data_access.privacy.tree import Sums, Tree

_LEAST = 10_000
"""Nodes of a block, where cities allow: few enough for a processor's memory, many enough for whole arrays at a time."""


@dataclass(frozen=True)
class Block:
    """`nodes`: sorted places among those of all the trees, one after another; sums and links by place in `nodes`."""

    nodes: np.ndarray
    sums: tuple[Sums, ...]
    links: tuple[Link, ...]


def blocks_of(trees: Sequence[Tree], links: Sequence[tuple[int, int, Link]]) -> list[Block]:
    """Blocks of `trees` read together; the last block is that of the totals, whose parts lie in the others too.

    `links`: the places of two trees, and what is the same in both.
    """
    first = np.cumsum([0, *(len(tree.home) for tree in trees)])
    sums = [
        Sums(each.parts + start, each.starts, each.wholes + start)
        for tree, start in zip(trees, first, strict=False) for each in tree.sums if len(each.parts)
    ]  # fmt: skip
    joined = [
        Link(each.rows, each.first + first[one], each.second + first[two], each.can_be) for one, two, each in links
    ]
    tops = np.concatenate([tree.nodes(tree.levels[-1]) + start for tree, start in zip(trees, first, strict=False)])
    pairs = [(each.parts, each.wholes[each.whole_of]) for each in sums] + [(each.first, each.second) for each in joined]
    one, two = (np.concatenate(ends) for ends in zip(*pairs, strict=True))
    is_below = ~np.isin(two, tops)
    graph = coo_array((np.ones(is_below.sum(), dtype=bool), (one[is_below], two[is_below])), (first[-1], first[-1]))
    label = connected_components(graph, directed=False)[1]
    number = (np.cumsum(np.bincount(label)) - 1) // _LEAST
    block = number[label]
    block[tops] = -1
    parts = one[~is_below & ~np.isin(one, tops)]
    found = {each: np.flatnonzero(block == each) for each in np.unique(block[block >= 0])} | {
        -1: np.union1d(parts, tops)
    }
    return [
        Block(
            nodes,
            tuple(_sums_within(each, block[each.wholes] == place, nodes) for each in sums),
            tuple(_link_within(each, block[each.second] == place, nodes) for each in joined),
        )
        for place, nodes in found.items()
    ]


def _sums_within(sums: Sums, is_kept: np.ndarray, nodes: np.ndarray) -> Sums:
    parts, sizes = sums.parts[is_kept[sums.whole_of]], sums.sizes[is_kept]
    return Sums(np.searchsorted(nodes, parts), np.cumsum(sizes) - sizes, np.searchsorted(nodes, sums.wholes[is_kept]))


def _link_within(link: Link, is_kept: np.ndarray, nodes: np.ndarray) -> Link:
    first, second = (np.searchsorted(nodes, each[is_kept]) for each in (link.first, link.second))
    return Link(link.rows, first, second, link.can_be[:, is_kept])
