"""What each number that an attacker knows rests on: the published cells that would have to go for it to be unknown."""

import numpy as np
import scipy.sparse as sp

from contract.tables import CELLS, State
from data_access.privacy.release import CODE, Release

_CELLS = len(CELLS)


def support(release: Release) -> sp.csr_matrix:
    """Published cells that each number rests on (areas and groups x cells, by areas x cells, both flat).

    A sum whose parts are all told rests on its parts: withholding the sum alone would hide nothing. A group of sections
    that is a whole neighbourhood otherwise rests on the neighbourhood's cell; any other cell on itself.
    """
    groups, areas = len(release.parents), len(release.areas)
    own = sp.identity(areas * _CELLS, format="csr")
    rows = sp.vstack([own, sp.csr_matrix((groups * _CELLS, areas * _CELLS))], format="csr")
    is_known = np.vstack([release.states == CODE[State.SHOWN], np.zeros((groups, _CELLS), dtype=bool)])
    of_sections, of_nil, *larger = release.sums()
    rows = _on_parts(rows, is_known, *of_sections)
    rows = _on_parts(rows, is_known, *of_nil)
    nil, group = whole_neighbourhoods(release)
    is_named = is_known[nil] & ~is_known[group]
    rows += _links(group, nil, is_named, is_known.shape) @ rows
    is_known[group] |= is_named
    for sums in larger:
        rows = _on_parts(rows, is_known, *sums)
    return rows


def whole_neighbourhoods(release: Release) -> tuple[np.ndarray, np.ndarray]:
    """Neighbourhoods that lie in one Municipio, and the group that each of them is."""
    _, (nil, group), *_ = release.sums()
    is_whole = np.bincount(nil, minlength=1)[nil] == 1
    return nil[is_whole], group[is_whole]


def _on_parts(rows: sp.csr_matrix, is_known: np.ndarray, wholes: np.ndarray, parts: np.ndarray) -> sp.csr_matrix:
    """`rows` with those of sums whose parts are all known put on the parts; these are then entered as known."""
    is_sum = np.zeros_like(is_known)
    is_sum[wholes] = True
    np.logical_and.at(is_sum, wholes, is_known[parts])
    is_known |= is_sum
    others = sp.diags((~is_sum).ravel().astype(float))
    return others @ rows + _links(wholes, parts, is_sum[wholes], is_known.shape) @ rows


def _links(wholes: np.ndarray, parts: np.ndarray, is_linked: np.ndarray, shape: tuple[int, int]) -> sp.csr_matrix:
    """Ones from each cell of `wholes` to the same cell of `parts`, where linked (pairs x cells)."""
    pair, cell = np.nonzero(is_linked)
    places = (wholes[pair] * _CELLS + cell, parts[pair] * _CELLS + cell)
    return sp.csr_matrix((np.ones(len(pair)), places), shape=(shape[0] * shape[1],) * 2)
