"""Slices of what is possible: some unknowns set to values that fit, so that the rest falls into small blocks.

What is wide open in a slice is at least as open in the whole: a slice can prove a sum safe, never that it leaks.
"""

import numpy as np

from data_access.privacy.inference import System
from data_access.privacy.release import Release
from data_access.privacy.solver import Bounds, blocks_of

_CENTRE_POINTS = 4


def joins_municipi(release: Release) -> np.ndarray:
    """Whether each area, then each group, ties Municipi together: their totals, the city's, parts of a divided NIL."""
    is_total = release.areas.get_level_values(0).isin(["municipio", "city"])
    nil = release.parents[:, 0]
    is_divided = np.bincount(nil + 1, minlength=len(release.areas) + 1)[nil + 1] > 1
    return np.concatenate([is_total, is_divided])


def centre(system: System, unknown: np.ndarray) -> np.ndarray:
    """Mean of several extreme solutions, for the variables `unknown`."""
    centre = np.zeros(len(system.value))
    random = np.random.default_rng(len(unknown))
    for block in blocks_of(system, system.matrix[:0]):
        inside = np.isin(block.unknowns, unknown)
        if not inside.any():
            continue
        bounds = Bounds(block)
        pulls = [random.choice([-1.0, 1.0], len(inside)) * inside for _ in range(_CENTRE_POINTS)]
        solutions = [bounds.minimise(sign * pull)[0] for pull in pulls for sign in (1, -1)]
        centre[block.unknowns] = np.mean(solutions, axis=0)
    return centre[unknown]
