"""Slices of what is possible: some unknowns set to values that fit, so that the rest falls into small blocks.

What is wide open in a slice is at least as open in the whole: a slice can prove a sum safe, never that it leaks.
"""

import numpy as np

from data_access.privacy.inference import System
from data_access.privacy.release import Release
from data_access.privacy.solver import blocks_of, inner_solution


def joins_municipi(release: Release) -> np.ndarray:
    """Whether each area, then each group, ties Municipi together: their totals, the city's, parts of a divided NIL."""
    is_total = release.areas.get_level_values(0).isin(["municipio", "city"])
    nil = release.parents[:, 0]
    is_divided = np.bincount(nil + 1, minlength=len(release.areas) + 1)[nil + 1] > 1
    return np.concatenate([is_total, is_divided])


def inner_values(system: System, unknown: np.ndarray) -> np.ndarray:
    """Values that fit, well inside what is possible, for the variables `unknown`.

    Raises Contradiction if no numbers fit the rows.
    """
    values, is_asked = np.zeros(len(system.value)), np.zeros(len(system.value), dtype=bool)
    is_asked[unknown] = True
    for block in blocks_of(system, system.matrix[:0]):
        if is_asked[block.unknowns].any():
            values[block.unknowns] = inner_solution(block)
    return values[unknown]
