"""Which areas add up to which: sections to neighbourhoods and on to the city, estates and the rest to their section."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from data_access.privacy.places import Codes
from data_access.privacy.windows import hashes


@dataclass(frozen=True)
class Sums:
    """One sum per whole: `parts` (nodes) sorted by whole, where each whole's begin, and the whole's node."""

    parts: np.ndarray
    starts: np.ndarray
    wholes: np.ndarray

    @property
    def sizes(self) -> np.ndarray:
        """How many parts each whole has."""
        return np.diff(np.append(self.starts, len(self.parts)))

    @property
    def whole_of(self) -> np.ndarray:
        """Place in `wholes` of the whole of each part."""
        return np.repeat(np.arange(len(self.wholes)), self.sizes)


@dataclass(frozen=True)
class Tree:
    """Nodes of one edition: published areas by (level, id), then what nobody publishes but a reader can tell apart.

    `sums` from the finest on. `parent`: for each area the finest one that holds all of it, -1 for the last; an
    estate's: its section. `home`: for each node the area that it is, or is a nameless part of. `levels`: their names,
    estates first, then finest first. `lone`: estate, rest and section (rows) where a section has one estate alone.
    `hashed`: where the windows of each area begin; an estate has its section's, so that what is both has one window.
    `begins`: the code that they begin by, where it is not the area's. `places`: the areas, each under the code that its
    place had first.
    """

    areas: pd.MultiIndex
    sums: tuple[Sums, ...]
    parent: np.ndarray
    home: np.ndarray
    levels: tuple[str, ...]
    lone: np.ndarray
    hashed: np.ndarray
    begins: Codes
    places: pd.MultiIndex

    def nodes(self, level: str) -> np.ndarray:
        """Nodes of the areas of `level`."""
        return np.flatnonzero(self.areas.codes[0] == self.areas.levels[0].get_loc(level))

    def name(self, node: int) -> tuple[str, str]:
        """Level and id of a node; of a nameless one `part`, and the id of the area that it is a part of."""
        level, area = self.areas[self.home[node]]
        return level if node < len(self.areas) else PART, area


ESTATE = "estate"
"""Level of public-housing estates: areas inside a section, which they need not fill."""

PART = "part"
"""Level of what has no name: what its estates leave of a section, what two levels cut out of an area."""


def tree_of(
    levels: Mapping[str, pd.Index],
    membership: pd.DataFrame,
    estates: pd.Series,
    firsts: Codes | None = None,
    begins: Codes | None = None,
) -> Tree:
    """Build the tree of `levels` (ids by level, finest first; the last one holds all).

    `membership`: index id of the finest level, columns `<level>_id`, NA where it belongs to none. `estates`: section by
    estate, NA where the section is unknown. Areas need not nest: a neighbourhood in two boroughs is cut in two.
    `firsts`, `begins`: see `places.Places`.
    """
    ids = {ESTATE: estates.index, **levels}
    names = pd.CategoricalIndex(np.repeat(list(ids), [len(index) for index in ids.values()]), list(ids))
    areas = pd.MultiIndex.from_arrays([names, np.concatenate([index.astype(str) for index in ids.values()])])
    first = dict(zip(ids, np.cumsum([0, *map(len, ids.values())]), strict=False))
    finest = next(iter(levels))
    within = _placed(levels[finest], estates, first[finest])
    sections = first[finest] + np.arange(len(levels[finest]))
    columns = [
        _placed(levels[level], membership[f"{level}_id"].reindex(levels[finest]), first[level])
        if f"{level}_id" in membership
        else np.full(len(sections), first[level])
        for level in list(levels)[1:]
    ]
    above = np.column_stack([sections, *columns])
    own = np.flatnonzero(within >= 0)
    rests, lower = _with_rests(own, within[own], len(areas))
    higher, pieces = _sums(above, len(areas) + len(rests))
    begins = begins or {}
    hashed = hashes(_under(areas, begins).get_level_values(1))
    hashed[own] = hashed[within[own]]
    home = np.concatenate([np.arange(len(areas)), lower.wholes, pieces])
    parent = _parents(above, np.concatenate([within, np.full(len(areas) - len(within), -1)]))
    is_lone = lower.sizes == 2
    lone = np.stack([lower.parts[lower.starts[is_lone]], rests[is_lone], lower.wholes[is_lone]])
    places = _under(areas, firsts or {})
    return Tree(areas, (lower, *higher), parent, home, tuple(ids), lone, hashed, begins, places)


def _under(areas: pd.MultiIndex, codes: Codes) -> pd.MultiIndex:
    """`areas`, those of `codes` under these."""
    if not codes:
        return areas
    named = areas.get_level_values(1).to_numpy(dtype=object, copy=True)
    at = areas.get_indexer(pd.MultiIndex.from_tuples(codes))
    named[at[at >= 0]] = np.array([*codes.values()], dtype=object)[at >= 0]
    return pd.MultiIndex.from_arrays([areas.get_level_values(0), named])


def _placed(index: pd.Index, names: pd.Series, first: int) -> np.ndarray:
    found = index.get_indexer(names.astype(object))
    return np.where(found >= 0, first + found, -1)


def _parents(above: np.ndarray, parent: np.ndarray) -> np.ndarray:
    """Enter for each area the finest one that holds it whole. `above`: area at each level (columns) by section."""
    for height, higher in reversed(list(combinations(range(above.shape[1]), 2))):
        inner, outer = above[above[:, height] >= 0][:, [height, higher]].T
        least, most = np.full(len(parent), len(parent)), np.full(len(parent), -1)
        np.minimum.at(least, inner, outer)
        np.maximum.at(most, inner, outer)
        is_whole = (least == most) & (most >= 0)
        parent[is_whole] = most[is_whole]
    return parent


def _with_rests(estates: np.ndarray, sections: np.ndarray, size: int) -> tuple[np.ndarray, Sums]:
    """Each section with estates is the sum of these and a rest, which has a node of its own."""
    wholes = np.unique(sections)
    rests = size + np.arange(len(wholes))
    return rests, summed(np.concatenate([estates, rests]), np.concatenate([sections, wholes]))


def _sums(above: np.ndarray, size: int) -> tuple[list[Sums], np.ndarray]:
    """Sums of sections level by level, and the area that each new node is a part of.

    `above`: area at each level (columns) by section, -1 where there is none. What lies in one area of a level and one
    of each above it is a node: that of the area, unless there are several in it.
    """
    sums, homes = [], [np.empty(0, dtype=int)]
    parts, above = above[:, 0], above[:, 1:]
    while above.shape[1]:
        pieces, piece_of = np.unique(above, axis=0, return_inverse=True)
        area = pieces[:, 0]
        found, times = np.unique(area, return_counts=True)
        is_new = (area < 0) | np.isin(area, found[times > 1])
        nodes = np.where(is_new, size + np.cumsum(is_new) - 1, area)
        size += int(is_new.sum())
        homes.append(pieces[is_new, (pieces[is_new] >= 0).argmax(axis=1)])
        sums.append(summed(parts, nodes[piece_of]))
        is_cut = is_new & (area >= 0)
        sums.append(summed(nodes[is_cut], area[is_cut]))
        parts, above = nodes, pieces[:, 1:]
    return sums, np.concatenate(homes)


def summed(parts: np.ndarray, wholes: np.ndarray) -> Sums:
    """One sum for each of `wholes`, which stand beside the `parts` that add up to them."""
    order = np.argsort(wholes, kind="stable")
    found, starts = np.unique(wholes[order], return_index=True)
    return Sums(parts[order], starts, found)
