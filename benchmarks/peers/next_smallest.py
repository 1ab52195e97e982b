"""The rule of thumb: in every sum in which one part alone is withheld the next smallest part is withheld too."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from contract.tables import CELLS, LEVELS, State
from data_access.privacy.relations import RELATIONS
from data_access.privacy.release import CELL, CODE, Release, exact_values, published_frame

_CELLS = len(CELLS)


def withhold_next_smallest(levels: dict[str, pd.DataFrame], release: Release) -> dict[str, pd.DataFrame]:
    """Publishable cells of each level, each beside its state; sums are those of areas and of parts that close."""
    exact, states = exact_values(levels), release.states.copy()
    sums = [*_of_areas(release), *_of_parts(len(exact))]
    while sum(_closes(places, exact.ravel(), states.ravel()) for places in sums):
        pass
    ends = np.cumsum([len(levels[level]) for level in LEVELS])[:-1]
    parts = zip(LEVELS, np.split(exact, ends), np.split(states, ends), strict=True)
    return {level: published_frame(values, codes, levels[level].index) for level, values, codes in parts}


def _of_areas(release: Release) -> Iterator[np.ndarray]:
    nils = release.parents[release.groups, 0]
    municipi = release.parents[:, 1]
    for cell in range(_CELLS):
        for nil in np.unique(nils[nils >= 0]):
            yield np.append(np.flatnonzero(nils == nil), nil) * _CELLS + cell
        for municipio in np.unique(municipi[municipi >= 0]):
            inside = np.unique(release.parents[municipi == municipio, 0])
            yield np.append(inside[inside >= 0], municipio) * _CELLS + cell
        yield np.append(np.unique(municipi[municipi >= 0]), release.parents[0, 2]) * _CELLS + cell


def _of_parts(areas: int) -> Iterator[np.ndarray]:
    for relation in RELATIONS:
        if relation.closes:
            cells = np.array([CELL[name] for name, _ in relation.terms])
            yield from np.arange(areas)[:, None] * _CELLS + cells


def _closes(places: np.ndarray, exact: np.ndarray, states: np.ndarray) -> bool:
    """Withhold one more of `places` where only one is withheld; whether there was one to withhold."""
    is_shown = states[places] == CODE[State.SHOWN]
    if (~is_shown & (states[places] != CODE[State.MISSING])).sum() != 1 or not is_shown.any():
        return False
    choice = places[is_shown]
    states[choice[np.argmin(np.where(exact[choice] > 0, exact[choice], np.inf))]] = CODE[State.COMPLEMENT]
    return True
