"""What ties the cells of one area together: all that an attacker may reason with, and all that must stay hidden."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from contract.household_columns import PANEL_MOVES, panel_cell
from contract.schema import Kind
from contract.tables import CELLS, CUTOFFS, HEATING_MODES, HOUSEHOLDS

Terms = dict[str, int]
"""Cells with the sign that each has in a sum."""


CHAINS = {
    "households": tuple(f"above_{cut:02d}" for cut in CUTOFFS),
    "both_known": tuple(f"valid_above_{cut:02d}" for cut in CUTOFFS),
}
"""Counts above growing cut-offs, each within the one before, by the count that holds them all."""

ERP_PARTS = {"above_10": "erp_above_10", "valid_above_10": "erp_valid_above_10"}
"""Counts of the households of public housing, by the count of all."""


_STAYED_SAFE: Terms = {"panel_known": 1} | {panel_cell(*move): -1 for move in PANEL_MOVES}
"""Households that were safe in the former edition and still are: what the other moves leave."""


def is_personal(cell: str) -> bool:
    """Whether the cell counts a condition of people, so that the least count applies to it."""
    return cell != "households" and HOUSEHOLDS[cell].kind is Kind.COUNT and HOUSEHOLDS[cell].is_personal


def _forms() -> list[Terms]:
    """Every count of people's condition that the cells give by a difference of nested counts."""
    personal = [HOUSEHOLDS[cell] for cell in CELLS if is_personal(cell)]
    counts: list[Terms] = [{str(column.part_of): 1, column.name: -1} for column in personal]
    for chain in CHAINS.values():
        counts += [{lower: 1, higher: -1} for lower, higher in combinations(chain, 2)]
    counts += [{above: 1, valid: -1} for above, valid in zip(*CHAINS.values(), strict=True)]
    counts += [{whole: 1, part: -1} for whole, part in ERP_PARTS.items()] + [_STAYED_SAFE]
    return list({tuple(terms.items()): terms for terms in counts}.values())


def _never_below_zero() -> list[Terms]:
    """Sums that are never below zero, beside FORMS."""
    within = [{str(HOUSEHOLDS[cell].part_of): 1, cell: -1} for cell in COUNTS if HOUSEHOLDS[cell].part_of]
    unknown = [
        {"households": 1, "both_known": -1, above: -1, valid: 1} for above, valid in zip(*CHAINS.values(), strict=True)
    ]
    return [
        *[terms for terms in within if terms not in FORMS],
        *unknown,
        *[{one: 1, "both_known": -1} for one in ("income_known", "spend_known")],
        {"households": 1, "erp_households": -1, "above_10": -1, "erp_above_10": 1},
        {"both_known": 1, "erp_both_known": -1, "valid_above_10": -1, "erp_valid_above_10": 1},
        {"erp_above_10": 1, "erp_valid_above_10": -1},
        {"both_known": 1, "erp_both_known": -1},
        {"income_known": 1, "lilee": -1},
        {"households": 1, "income_known": -1, "spend_known": -1, "both_known": 1},
        {"electricity_eur": 1, "gas_eur": 1, "heat_eur": 1, "excess_eur": -1},
    ]


@dataclass(frozen=True)
class Tie:
    """The signed sum of these rows is never below zero; or is zero, where `is_equal`."""

    rows: tuple[int, ...]
    signs: tuple[int, ...]
    is_equal: bool = False


def tie(terms: Terms, is_equal: bool = False) -> Tie:
    """A tie of cells."""
    return Tie(tuple(CELL[cell] for cell in terms), tuple(terms.values()), is_equal)


CELL = {cell: place for place, cell in enumerate(CELLS)}
COUNTS = tuple(cell for cell in CELLS if HOUSEHOLDS[cell].kind is Kind.COUNT)
FORMS = tuple(_forms())

ROWS: tuple[Terms, ...] = (*({cell: 1} for cell in CELLS), *FORMS)
"""What is bounded in each area: every cell, then every difference of nested counts, as cells with their signs."""

TIES = (
    *(
        Tie((*(CELL[cell] for cell in terms), len(CELLS) + place), (*terms.values(), -1), True)
        for place, terms in enumerate(FORMS)
    ),
    *(tie(terms) for terms in _never_below_zero()),
)

CLOSING = (
    tie({"households": 1} | {f"heating_{mode}": -1 for mode in HEATING_MODES}, True),
    tie({"households": 1, "spend_known": -1, "heat_unknown": -1}, True),
)
"""Sums that a reader takes to be zero in every area, where no area's windows speak against it."""

WHOLE = np.array([CELL[HOUSEHOLDS[cell].part_of or cell] for cell in CELLS])
"""Place of the count that each cell is a part of; its own where there is none."""


def _base_of(cell: str) -> str:
    """The nearest whole that is no condition of people: the denominator the cell is read against."""
    whole = HOUSEHOLDS[cell].part_of or "households"
    while is_personal(whole):
        whole = HOUSEHOLDS[whole].part_of or "households"
    return whole


BASE = np.array([CELL[_base_of(cell)] for cell in CELLS])
"""Place of the count that must reach the least base for each cell to be shown."""

IS_MONEY = np.array([HOUSEHOLDS[cell].kind is Kind.MONEY for cell in CELLS])
IS_SENSITIVE = np.array([len(terms) > 1 or is_personal(next(iter(terms))) for terms in ROWS])
"""Rows that count people's condition: those of which nobody may know that they are small."""
