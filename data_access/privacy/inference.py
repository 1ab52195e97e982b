"""What published tables imply: every unpublished cell as an unknown, every relation as a row of a linear system."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from contract.schema import Kind
from contract.tables import CELLS, HOUSEHOLDS, State
from data_access.privacy.relations import RELATIONS, Relation, Terms
from data_access.privacy.release import CELL, CODE, Release
from data_access.privacy.support import whole_neighbourhoods

MOST_HOUSEHOLDS = 1e6
"""Nobody supposes a section of more households than this; it keeps the system bounded."""

MONEY_SCALE = 1e-3
"""Money is reckoned in thousands of euros, so that rows of money and of counts are of one size."""

ROUNDING_EUR = 0.1
"""A sum of amounts may differ by this much from its parts."""

LEAST_CHECKS = 30
"""Areas in which a relation must be seen to hold with nothing to spare before it is taken to hold so everywhere."""

IS_MONEY = np.array([HOUSEHOLDS[cell].kind is Kind.MONEY for cell in CELLS])
IS_WHOLE = np.array([HOUSEHOLDS[cell].part_of is None for cell in CELLS])
WHOLE = np.array([CELL[HOUSEHOLDS[cell].part_of or cell] for cell in CELLS])
"""Place of the cell that each cell is a part of; its own for one that is part of none."""

_SCALE = np.where(IS_MONEY, MONEY_SCALE, 1.0)
_CELLS = len(CELLS)


@dataclass(frozen=True)
class System:
    """Rows over the cells of all releases: `row_low` <= matrix @ cells <= `row_high`, `low` <= cells <= `high`.

    Cells are numbered release by release, area by area (groups after the areas), and `column` gives the number of the
    variable that each stands for: cells taken to be the same share one. `value`: what is known of each variable, NaN
    if nothing more than its bounds.
    """

    matrix: sp.csr_matrix
    row_low: np.ndarray
    row_high: np.ndarray
    low: np.ndarray
    high: np.ndarray
    value: np.ndarray
    column: list[np.ndarray]

    def terms(self, release: int, terms: Terms, areas: np.ndarray) -> sp.csr_matrix:
        """One row for each of `areas` with the sum of `terms`."""
        places = np.concatenate([self.column[release][areas, CELL[cell]] for cell in terms])
        signs = np.repeat(np.array(list(terms.values()), dtype=float), len(areas))
        rows = np.tile(np.arange(len(areas)), len(terms))
        return sp.csr_matrix((signs, (rows, places)), shape=(len(areas), len(self.value)))


def system_of(
    releases: list[Release],
    columns: list[np.ndarray],
    relations: tuple[Relation, ...] = RELATIONS,
    with_sums: bool = True,
    is_local: bool = False,
) -> System:
    """Put what `releases` say into one system. `columns`: variable of each cell (areas and groups x cells).

    `relations`, `with_sums`: the reasoning that is allowed, all of it unless told otherwise. `is_local`: of sums only
    those of sections; whatever leaks so leaks.
    """
    size = 1 + max(int(column.max()) for column in columns)
    low, high, value = np.zeros(size), np.full(size, np.inf), np.full(size, np.nan)
    rows: list[tuple[sp.csr_matrix, np.ndarray, np.ndarray]] = []
    for release, column in zip(releases, columns, strict=True):
        _bound(release, column, low, high, value)
    for release, column in zip(releases, columns, strict=True):
        rows += _sums(release, column, size)[: 1 if is_local else None] if with_sums else []
        rows += [row for relation in relations for row in _relation_rows(release, column, relation, size)]
        _deduce(release, column, value)
    matrix = sp.vstack([row[0] for row in rows], format="csr")
    return System(
        matrix,
        np.concatenate([row[1] for row in rows]),
        np.concatenate([row[2] for row in rows]),
        low,
        high,
        value,
        columns,
    )


def own_columns(release: Release, first: int) -> np.ndarray:
    """Variables of a release that shares none: areas, then groups, by cells; numbered from `first`."""
    count = len(release.areas) + len(release.parents)
    return first + np.arange(count * _CELLS).reshape(count, _CELLS)


def scaled(values: np.ndarray) -> np.ndarray:
    """Cells (areas x cells) in the unit of the system."""
    return values * _SCALE


def _bound(release: Release, column: np.ndarray, low: np.ndarray, high: np.ndarray, value: np.ndarray) -> None:
    """Enter what the states say: a shown cell its value, a withheld one its bounds."""
    least, areas = release.rule.least_count, len(release.areas)
    floor, ceiling = np.zeros((areas, _CELLS)), np.full((areas, _CELLS), MOST_HOUSEHOLDS)
    counts = ~IS_MONEY[None, :]
    is_count = (release.states == CODE[State.COUNT]) & counts
    floor[is_count], ceiling[is_count] = 1, least - 1
    is_rest = (release.states == CODE[State.REST]) & _PERSONAL[None, :]
    whole = release.values[:, WHOLE]
    floor[is_rest] = np.fmax(least, whole - least + 1)[is_rest]
    ceiling[is_rest] = np.fmin(MOST_HOUSEHOLDS, whole - 1)[is_rest]
    for cell, ends in release.source_bounds.items():
        at = np.flatnonzero(release.states[: len(release.groups), CELL[cell]] == CODE[State.SOURCE])
        floor[at, CELL[cell]], ceiling[at, CELL[cell]] = np.minimum(
            np.array(ends) * _SCALE[CELL[cell]], MOST_HOUSEHOLDS
        )
    cells = column[:areas]
    np.maximum.at(low, cells, floor)
    np.minimum.at(high, cells, ceiling)
    high[column[areas:]] = MOST_HOUSEHOLDS
    known = ~np.isnan(release.values)
    value[cells[known]] = scaled(release.values)[known]


_PERSONAL = np.array([HOUSEHOLDS[cell].is_personal for cell in CELLS]) & ~IS_MONEY


def _sums(release: Release, column: np.ndarray, size: int) -> list[tuple[sp.csr_matrix, np.ndarray, np.ndarray]]:
    """Rows that say: a group is the sum of its sections, an area is the sum of its parts."""
    is_absent = np.vstack([release.states == CODE[State.MISSING], _groups_missing(release)])
    return [_sum_rows(column, wholes, parts, is_absent, size) for wholes, parts in release.sums()]


def _groups_missing(release: Release) -> np.ndarray:
    missing = np.zeros((len(release.parents), _CELLS), dtype=bool)
    np.logical_or.at(missing, release.groups, release.states[: len(release.groups)] == CODE[State.MISSING])
    return missing


def _sum_rows(
    column: np.ndarray, sums: np.ndarray, parts: np.ndarray, is_absent: np.ndarray, size: int
) -> tuple[sp.csr_matrix, np.ndarray, np.ndarray]:
    wholes = np.unique(sums)
    row = np.full(len(column), -1)
    row[wholes] = np.arange(len(wholes))
    cells = np.arange(_CELLS)
    at = lambda areas: (row[areas][:, None] * _CELLS + cells).ravel()  # noqa: E731
    rows = np.concatenate([at(wholes), at(sums)])
    places = np.concatenate([column[wholes].ravel(), column[parts].ravel()])
    signs = np.concatenate([np.ones(len(wholes) * _CELLS), -np.ones(len(parts) * _CELLS)])
    matrix = sp.csr_matrix((signs, (rows, places)), shape=(len(wholes) * _CELLS, size))
    slack = np.tile(np.where(IS_MONEY, ROUNDING_EUR * MONEY_SCALE, 0.0), len(wholes))
    kept = ~is_absent[wholes].ravel()
    return matrix[kept], -slack[kept], slack[kept]


def _relation_rows(
    release: Release, column: np.ndarray, relation: Relation, size: int
) -> list[tuple[sp.csr_matrix, np.ndarray, np.ndarray]]:
    names = [name for name, _ in relation.terms]
    states = release.states[:, [CELL[name] for name in names]]
    signs = np.array([sign for _, sign in relation.terms], dtype=float)
    is_shown = (states == CODE[State.SHOWN]).all(axis=1)
    at = np.flatnonzero(~is_shown & ~(states == CODE[State.MISSING]).any(axis=1))
    low, high = np.zeros(len(at)), np.full(len(at), np.inf)
    if relation.part and HOUSEHOLDS[relation.part].is_personal:
        state, least = release.states[at, CELL[relation.part]], release.rule.least_count
        is_band = (state == CODE[State.REST]) & np.isnan(release.values[at, CELL[names[0]]])
        low[is_band], high[is_band] = 1, least - 1
    if relation.closes and _is_closed(release.values[is_shown][:, [CELL[name] for name in names]] @ signs):
        high[:] = 0
    rows = np.repeat(np.arange(len(at)), len(names))
    places = column[at][:, [CELL[name] for name in names]].ravel()
    matrix = sp.csr_matrix((np.tile(signs, len(at)), (rows, places)), shape=(len(at), size))
    return [(matrix, low, high)]


def _is_closed(spare: np.ndarray) -> bool:
    return len(spare) >= LEAST_CHECKS and not spare.any()


def _deduce(release: Release, column: np.ndarray, value: np.ndarray) -> None:
    """Fill in `value` the sums of known parts, and groups that are a whole neighbourhood of which the sum is known."""
    is_missing = np.vstack([release.states == CODE[State.MISSING], _groups_missing(release)])
    of_sections, of_nil, *larger = release.sums()
    _fill(value, column, is_missing, *of_sections)
    nil, group = whole_neighbourhoods(release)
    value[column[group]] = np.where(np.isnan(value[column[group]]), value[column[nil]], value[column[group]])
    for sums in (of_nil, *larger):
        _fill(value, column, is_missing, *sums)


def _fill(value: np.ndarray, column: np.ndarray, is_missing: np.ndarray, wholes: np.ndarray, parts: np.ndarray) -> None:
    """Compute the unknown ones of `wholes` whose parts are all known."""
    sums = np.zeros(column.shape)
    np.add.at(sums, wholes, value[column[parts]])
    at = np.unique(wholes)
    is_open = np.isnan(value[column[at]]) & ~is_missing[at]
    value[column[at]] = np.where(is_open, sums[at], value[column[at]])
