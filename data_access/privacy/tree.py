"""Which areas add up to which: sections to neighbourhoods and on to the city, estates and the rest to their section."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Sums:
    """One sum per whole: `parts` (nodes) sorted by whole, where each whole's begin, and the whole's node."""

    parts: np.ndarray
    starts: np.ndarray
    wholes: np.ndarray

    @property
    def whole_of(self) -> np.ndarray:
        """Place in `wholes` of the whole of each part."""
        return np.repeat(np.arange(len(self.wholes)), np.diff([*self.starts, len(self.parts)]))


@dataclass(frozen=True)
class Tree:
    """Nodes of one edition: published areas by (level, id), then what nobody publishes but a reader can tell apart.

    `sums` from the finest on. `parent`: for each area the finest one that holds all of it, -1 for the last; an
    estate's: its section. `levels`: names of the levels, estates first, then finest first. `rests`: nodes of what is
    left of sections without their estates, in the order of the wholes of the first sum.
    """

    areas: pd.MultiIndex
    size: int
    sums: tuple[Sums, ...]
    parent: np.ndarray
    levels: tuple[str, ...]
    rests: np.ndarray

    def nodes(self, level: str) -> np.ndarray:
        """Nodes of the areas of `level`."""
        return np.flatnonzero(self.areas.get_level_values(0) == level)

    def home(self) -> np.ndarray:
        """For each node the area that it is, or is a nameless part of."""
        home = np.arange(self.size)
        for sums in self.sums:
            is_unnamed = sums.parts >= len(self.areas)
            home[sums.parts[is_unnamed]] = sums.wholes[sums.whole_of[is_unnamed]]
        return home

    def name(self, node: int) -> tuple[str, str]:
        """Level and id of a node; of a nameless one `rest` or `part`, and the id of the area that it is a part of."""
        if node < len(self.areas):
            return self.areas[node]
        return "rest" if node in self.rests else "part", self.areas[self.home()[node]][1]


ESTATE = "estate"
"""Level of public-housing estates: areas inside a section, which they need not fill."""


def tree_of(levels: Mapping[str, pd.Index], membership: pd.DataFrame, estates: pd.Series) -> Tree:
    """Build the tree of `levels` (ids by level, finest first; the last one holds all).

    `membership`: index id of the finest level, columns `<level>_id`, NA where it belongs to none. `estates`: section by
    estate, NA where the section is unknown. Areas need not nest: a neighbourhood in two boroughs is cut in two.
    """
    ids = {ESTATE: estates.index, **levels}
    areas = pd.MultiIndex.from_arrays(
        [
            np.repeat(list(ids), [len(index) for index in ids.values()]),
            np.concatenate([[*map(str, index)] for index in ids.values()]),
        ]
    )
    first = dict(zip(ids, np.cumsum([0, *map(len, ids.values())]), strict=False))
    finest, *above = levels

    def place(level: str, names: pd.Series) -> np.ndarray:
        return _placed(levels[level], names, first[level])

    columns = [
        place(level, membership[f"{level}_id"].reindex(levels[finest])) if f"{level}_id" in membership
        else np.full(len(levels[finest]), first[level])
        for level in above
    ]  # fmt: skip
    sections = first[finest] + np.arange(len(levels[finest]))
    above_sections = np.column_stack([sections, *columns])
    within = place(finest, estates)
    parent = np.full(len(areas), -1)
    parent[: len(estates)] = within
    for height in range(len(levels) - 1):
        held = above_sections[:, height] >= 0
        for higher in reversed(range(height + 1, len(levels))):
            _join(parent, above_sections[held, height], above_sections[held, higher])
    own = np.flatnonzero(within >= 0)
    rests, sums = _rests(own, within[own], len(areas))
    size, higher_sums = _sums(sections, above_sections[:, 1:], len(areas) + len(rests))
    return Tree(areas, size, (*sums, *higher_sums), parent, tuple(ids), rests)


def _join(parent: np.ndarray, areas: np.ndarray, above: np.ndarray) -> None:
    """Enter the area above as parent of each area that lies in it whole. Both: area by section."""
    least, most = np.full(len(parent), len(parent)), np.full(len(parent), -1)
    np.minimum.at(least, areas, above)
    np.maximum.at(most, areas, above)
    is_whole = (least == most) & (most >= 0)
    parent[is_whole] = most[is_whole]


def _placed(index: pd.Index, names: pd.Series, first: int) -> np.ndarray:
    found = index.get_indexer(names.astype(object))
    return np.where(found >= 0, first + found, -1)


def _rests(estates: np.ndarray, sections: np.ndarray, size: int) -> tuple[np.ndarray, list[Sums]]:
    """Each section with estates is the sum of these and a rest, which has a node of its own."""
    wholes = np.unique(sections)
    rests = size + np.arange(len(wholes))
    sums = [_sum(np.concatenate([estates, rests]), np.concatenate([sections, wholes]))] if len(wholes) else []
    return rests, sums


def _sums(parts: np.ndarray, above: np.ndarray, size: int) -> tuple[int, list[Sums]]:
    """Sums of `parts` level by level; `above`: for each part its area at each level above, -1 where there is none."""
    sums = []
    while above.shape[1]:
        held = above[:, 0] >= 0
        inner, whole, rest = parts[held], above[held, 0], above[held, 1:]
        cuts, of_cut = np.unique(np.column_stack([whole, rest]), axis=0, return_inverse=True)
        is_cut = np.bincount(cuts[:, 0], minlength=size)[cuts[:, 0]] > 1 if len(cuts) else np.empty(0, dtype=bool)
        nodes = cuts[:, 0].copy()
        nodes[is_cut] = size + np.arange(is_cut.sum())
        size += int(is_cut.sum())
        if len(inner):
            sums.append(_sum(inner, nodes[of_cut.ravel()]))
        if is_cut.any():
            sums.append(_sum(nodes[is_cut], cuts[is_cut, 0]))
        parts = np.concatenate([nodes, parts[~held]])
        above = np.concatenate([cuts[:, 1:], above[~held, 1:]])
    return size, sums


def _sum(parts: np.ndarray, wholes: np.ndarray) -> Sums:
    order = np.argsort(wholes, kind="stable")
    found, starts = np.unique(wholes[order], return_index=True)
    return Sums(parts[order], starts, found)
