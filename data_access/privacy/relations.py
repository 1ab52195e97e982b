"""What ties the cells of one area together: all that an attacker may reason with, and all that must stay hidden."""

from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from contract.household_columns import PANEL_MOVES, panel_cell
from contract.orders import orders_of
from contract.schema import Kind
from contract.tables import CELLS, CUTOFFS, HEATING_MODES, HOUSEHOLDS

Terms = dict[str, int]
"""Cells with the sign that each has in a sum."""

_ABOVE = tuple(f"above_{cut:02d}" for cut in CUTOFFS)
_VALID = tuple(f"valid_{cell}" for cell in _ABOVE)


def is_personal(cell: str) -> bool:
    """Whether the cell counts a condition of people, so that the least count applies to it."""
    return cell != "households" and HOUSEHOLDS[cell].kind is Kind.COUNT and HOUSEHOLDS[cell].is_personal


def _forms() -> list[Terms]:
    """Every count of people's condition that the cells give by a difference of nested counts."""
    pairs = [(str(HOUSEHOLDS[cell].part_of), cell) for cell in CELLS if is_personal(cell)]
    pairs += [*combinations(_ABOVE, 2), *combinations(_VALID, 2), *zip(_ABOVE, _VALID, strict=True)]
    pairs += [("above_10", "erp_above_10"), ("valid_above_10", "erp_valid_above_10")]
    stayed_safe = {"panel_known": 1} | {panel_cell(*move): -1 for move in PANEL_MOVES}
    return [{whole: 1, part: -1} for whole, part in dict.fromkeys(pairs)] + [stayed_safe]


def _never_below_zero() -> list[Terms]:
    """Sums that are never below zero, beside FORMS."""
    within = [{whole: 1, part: -1} for part, whole in orders_of(HOUSEHOLDS)]
    partly = [
        {"households": 1, "both_known": -1, above: -1, valid: 1} for above, valid in zip(_ABOVE, _VALID, strict=True)
    ]
    return [
        *[terms for terms in within if terms not in FORMS],
        *partly,
        {"households": 1, "erp_households": -1, "above_10": -1, "erp_above_10": 1},
        {"both_known": 1, "erp_both_known": -1, "valid_above_10": -1, "erp_valid_above_10": 1},
        {"both_known": 1, "erp_both_known": -1},
        {"households": 1, "income_known": -1, "spend_known": -1, "both_known": 1},
        {"electricity_eur": 1, "gas_eur": 1, "heat_eur": 1, "excess_eur": -1},
    ]


@dataclass(frozen=True)
class Tie:
    """The signed sum of these rows is never below zero; or is zero, where `is_equal`."""

    rows: tuple[int, ...]
    signs: tuple[int, ...]
    is_equal: bool = False


CELL = {cell: place for place, cell in enumerate(CELLS)}
COUNTS = tuple(cell for cell in CELLS if HOUSEHOLDS[cell].kind is Kind.COUNT)
FORMS = tuple(_forms())

CLOSING: tuple[Terms, ...] = (
    {"households": 1} | {f"heating_{mode}": -1 for mode in HEATING_MODES},
    {"households": 1, "spend_known": -1, "heat_unknown": -1},
)
"""Sums that a reader takes to be zero in every area, where no area's windows speak against it."""

ROWS: tuple[Terms, ...] = (*({cell: 1} for cell in CELLS), *FORMS, *CLOSING)
"""What is bounded in each area: every cell, then every difference of nested counts, as cells with their signs."""

TIES = (
    *(
        Tie((*(CELL[cell] for cell in terms), len(CELLS) + place), (*terms.values(), -1), True)
        for place, terms in enumerate((*FORMS, *CLOSING))
    ),
    *(Tie(tuple(CELL[cell] for cell in terms), tuple(terms.values())) for terms in _never_below_zero()),
)

WHOLE = np.array([CELL[HOUSEHOLDS[cell].part_of or cell] for cell in CELLS])
"""Place of the count that each cell is a part of; its own where there is none."""


def depth(cell: int) -> int:
    """How many wholes hold a cell."""
    return 0 if WHOLE[cell] == cell else 1 + depth(int(WHOLE[cell]))


IS_MONEY = np.array([HOUSEHOLDS[cell].kind is Kind.MONEY for cell in CELLS])
IS_SENSITIVE = np.array([*map(is_personal, CELLS), *(True for _ in FORMS), *(False for _ in CLOSING)])
"""Rows that count people's condition: those of which nobody may know that they are small."""


def _bases() -> np.ndarray:
    """Place of each cell's nearest whole that is no condition of people."""
    base = np.array(WHOLE)
    while (inner := np.array([is_personal(CELLS[place]) for place in base])).any():
        base[inner] = WHOLE[base[inner]]
    return base


BASE = _bases()
"""Place of the count that must reach the least base for each cell to be shown: its denominator."""


def _families() -> np.ndarray:
    """Number of the family of each cell: conditions of people that a tie holds together; all others apart."""
    is_free = IS_SENSITIVE[: len(CELLS)]
    tied = [[row for row in each.rows if row < len(CELLS) and is_free[row]] for each in TIES]
    pairs = np.array([pair for rows in tied for pair in combinations(rows, 2)]).T
    graph = coo_array((np.ones(pairs.shape[1]), pairs), (len(CELLS), len(CELLS)))
    return connected_components(graph, directed=False)[1]


FAMILY = _families()
"""Family of each cell: its cells are told in windows of one width, so that what is nested stays nested."""

_TOLD_BY = (*(each.rows for each in TIES), *((cell, int(WHOLE[cell])) for cell in np.flatnonzero(IS_MONEY).tolist()))
"""What tells of each other: the rows of each tie; a sum of money, and the count that it is of."""

TIED = frozenset(
    (int(FAMILY[one]), int(FAMILY[other]))
    for rows in _TOLD_BY
    for one, other in permutations([row for row in rows if row < len(CELLS) and CELLS[row] != "households"], 2)
    if FAMILY[one] != FAMILY[other]
)
"""Pairs of families that a tie holds together; the households of an area are told in any case."""
