"""Possible numbers, and the slice of what is possible in which only the sections move.

What is wide open in a slice is at least as open in the whole: a slice can prove a sum safe, never that it leaks.
"""

from dataclasses import replace

import numpy as np

from data_access.privacy.inference import System
from data_access.privacy.release import Release
from data_access.privacy.solver import blocks_of, inner_solution


def inner_values(system: System) -> np.ndarray:
    """Values of all variables: those that are known, the others possible and well inside what is possible.

    What no row tells of keeps its lower bound. Raises Contradiction if no numbers fit the rows.
    """
    values = np.where(np.isnan(system.value), system.low, system.value)
    for block in blocks_of(system):
        values[block.unknowns] = inner_solution(block)
    return values


def only_sections(system: System, releases: list[Release], possible: np.ndarray) -> System:
    """The slice in which no sum above the sections can move from its `possible` value: it falls into small blocks."""
    moving = np.concatenate([system.column[number][: len(told.groups)].ravel() for number, told in enumerate(releases)])
    value = possible.copy()
    value[moving] = system.value[moving]
    return replace(system, value=value)
