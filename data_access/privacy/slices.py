"""Slices of what is possible: some unknowns set to values that fit, so that the rest falls into small blocks.

What is wide open in a slice is at least as open in the whole: a slice can prove a sum safe, never that it leaks.
"""

from itertools import combinations

import numpy as np

from data_access.privacy.inference import System
from data_access.privacy.release import Release
from data_access.privacy.solver import blocks_of, inner_solution
from data_access.tables import CELLS


def joins_municipi(release: Release) -> np.ndarray:
    """Whether each area, then each group, ties Municipi together: their totals, the city's, parts of a divided NIL."""
    is_total = release.areas.get_level_values(0).isin(["municipio", "city"])
    nil = release.parents[:, 0]
    is_divided = np.bincount(nil + 1, minlength=len(release.areas) + 1)[nil + 1] > 1
    return np.concatenate([is_total, is_divided])


def municipi_of(release: Release) -> list[str]:
    """Ids of the Municipi that the sections lie in."""
    places = release.parents[:, 1]
    return list(release.areas.get_level_values(1)[np.unique(places[places >= 0])])


def only_sections(release: Release) -> np.ndarray:
    """The slice in which no sum above the sections can move (areas and groups x cells: what can)."""
    is_section = np.arange(len(release.areas) + len(release.parents)) < len(release.groups)
    return np.repeat(is_section[:, None], len(CELLS), axis=1)


def only_cell(release: Release, cell: str) -> np.ndarray:
    """The slice in which one cell can move, in every area (areas and groups x cells)."""
    return np.repeat([np.array(CELLS) == cell], len(release.areas) + len(release.parents), axis=0)


def only_municipio(release: Release, municipio_id: str) -> np.ndarray:
    """The slice in which only what has a part in one Municipio can move (areas and groups x cells)."""
    is_group = release.parents[:, 1] == release.areas.get_indexer([("municipio", municipio_id)])[0]
    is_area = np.zeros(len(release.areas), dtype=bool)
    is_area[: len(release.groups)] = is_group[release.groups]
    above = release.parents[is_group]
    is_area[above[above >= 0]] = True
    return np.repeat(np.concatenate([is_area, is_group])[:, None], len(CELLS), axis=1)


def neighbours_of(release: Release) -> list[tuple[str, str]]:
    """Ids of the pairs of Municipi that share a neighbourhood."""
    ids = release.areas.get_level_values(1)
    nil, municipio, _ = release.parents[(release.parents[:, :2] >= 0).all(axis=1)].T
    shared = {
        frozenset(pair) for place in np.unique(nil) for pair in combinations(np.unique(municipio[nil == place]), 2)
    }
    return sorted((str(ids[min(pair)]), str(ids[max(pair)])) for pair in shared)


def only_neighbours(release: Release, pair: tuple[str, str]) -> np.ndarray:
    """The slice in which two Municipi can move, and sections that lie in none (areas and groups x cells)."""
    is_free = only_municipio(release, pair[0]) | only_municipio(release, pair[1])
    is_free[len(release.areas) :][release.parents[:, 1] < 0] = True
    is_free[: len(release.groups)][release.parents[release.groups, 1] < 0] = True
    return is_free


def inner_values(system: System) -> np.ndarray:
    """Values of all variables: those that are known, the others possible and well inside what is possible.

    Raises Contradiction if no numbers fit the rows.
    """
    values = system.value.copy()
    for block in blocks_of(system):
        values[block.unknowns] = inner_solution(block)
    return values
