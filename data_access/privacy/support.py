"""What each number that an attacker knows rests on: the published cells that would have to go for it to be unknown."""

import numpy as np
import scipy.sparse as sp

from data_access.privacy.release import CODE, Release
from data_access.tables import CELLS, State

_CELLS = len(CELLS)


def support(release: Release) -> sp.csr_matrix:
    """Published cells that each number rests on (areas and groups x cells, by areas x cells, both flat).

    A sum whose parts are all told rests on its parts: withholding the sum alone would hide nothing. A group of sections
    that is a whole neighbourhood otherwise rests on the neighbourhood's cell; any other cell on itself.
    """
    areas, sections = len(release.areas), len(release.groups)
    is_shown = release.states == CODE[State.SHOWN]
    is_summed = np.ones((len(release.parents), _CELLS), dtype=bool)
    np.logical_and.at(is_summed, release.groups, is_shown[:sections])
    nil = release.parents[:, 0]
    is_whole = (nil >= 0) & (np.bincount(nil + 1, minlength=areas + 1)[nil + 1] == 1)
    is_named = is_whole[:, None] & is_shown[nil] & ~is_summed
    groups = _links(release.groups, np.arange(sections), is_summed[release.groups], len(nil), areas)
    groups += _links(np.arange(len(nil)), nil, is_named, len(nil), areas)
    is_told = np.zeros((areas, _CELLS), dtype=bool)
    above = sp.csr_matrix((areas * _CELLS, areas * _CELLS))
    for place, parent in enumerate(release.parents.T):
        inside = np.flatnonzero(parent >= 0)
        known = (is_summed if place == 0 else is_summed | is_named)[inside]
        is_all = np.ones_like(is_told)
        np.logical_and.at(is_all, parent[inside], known)
        is_all[np.setdiff1d(np.arange(areas), parent[inside])] = False
        above += _links(parent[inside], inside, is_all[parent[inside]], areas, len(nil)) @ groups
        is_told |= is_all
    own = sp.diags((~is_told).ravel().astype(float), format="csr")
    return sp.vstack([own + above, groups], format="csr")


def _links(wholes: np.ndarray, parts: np.ndarray, is_linked: np.ndarray, rows: int, columns: int) -> sp.csr_matrix:
    """Ones from each cell of `wholes` to the same cell of `parts`, where linked (pairs x cells)."""
    pair, cell = np.nonzero(is_linked)
    places = (wholes[pair] * _CELLS + cell, parts[pair] * _CELLS + cell)
    return sp.csr_matrix((np.ones(len(pair)), places), shape=(rows * _CELLS, columns * _CELLS))
