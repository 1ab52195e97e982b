"""What ties the cells of one area together: all that an attacker may reason with, and all that must stay hidden."""

from dataclasses import dataclass
from itertools import combinations, pairwise

from contract.household_columns import PANEL_MOVES, panel_cell
from contract.schema import Column, Kind
from contract.tables import CELLS, CUTOFFS, HEATING_MODES, HOUSEHOLDS

Terms = dict[str, int]
"""Cells with the sign that each has in a sum."""


@dataclass(frozen=True)
class Relation:
    """The sum of `terms` is never below zero.

    `part`: the cell that is a part of a whole here, whose state tells more of the rest. `closes`: where the sum is
    zero in every area that can be checked, an attacker takes it to be zero everywhere.
    """

    terms: tuple[tuple[str, int], ...]
    part: str = ""
    closes: bool = False


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


def _relation(terms: Terms, part: str = "", closes: bool = False) -> Relation:
    return Relation(tuple(terms.items()), part, closes)


def _relations() -> list[Relation]:
    counts = [column for column in _columns() if column.kind is Kind.COUNT and column.part_of]
    within = [_relation({str(column.part_of): 1, column.name: -1}, part=column.name) for column in counts]
    chains = [_relation({lower: 1, higher: -1}) for chain in CHAINS.values() for lower, higher in pairwise(chain)]
    pairs = list(zip(*CHAINS.values(), strict=True))
    valid = [_relation({above: 1, valid: -1}) for above, valid in pairs]
    unknown = [_relation({"households": 1, "both_known": -1, above: -1, valid: 1}) for above, valid in pairs]
    known = [_relation({one: 1, "both_known": -1}) for one in ("income_known", "spend_known")]
    modes = {f"heating_{mode}": -1 for mode in HEATING_MODES}
    return [
        *within,
        *chains,
        *valid,
        *unknown,
        *known,
        *_erp_relations(),
        _relation(_STAYED_SAFE),
        _relation({"income_known": 1, "lilee": -1}),
        _relation({"households": 1, "income_known": -1, "spend_known": -1, "both_known": 1}),
        _relation({"households": 1, "spend_known": -1, "heat_unknown": -1}, closes=True),
        _relation({"households": 1} | modes, closes=True),
        _relation({"electricity_eur": 1, "gas_eur": 1, "heat_eur": 1, "excess_eur": -1}),
    ]


def _erp_relations() -> list[Relation]:
    """What holds of public housing and of the rest."""
    wholes = {"above_10": ("households", "erp_households"), "valid_above_10": ("both_known", "erp_both_known")}
    inside = [_relation({whole: 1, part: -1}) for whole, part in ERP_PARTS.items()]
    outside = [
        _relation({wholes[cell][0]: 1, wholes[cell][1]: -1, cell: -1, part: 1}) for cell, part in ERP_PARTS.items()
    ]
    return [
        *inside,
        *outside,
        _relation({"erp_above_10": 1, "erp_valid_above_10": -1}),
        _relation({"both_known": 1, "erp_both_known": -1}),
    ]


def _forms() -> list[Terms]:
    """Every count of people's condition that the cells give, alone or by a difference."""
    counts: list[Terms] = [{"households": 1}]
    for column in _columns():
        if is_personal(column.name):
            counts += [{column.name: 1}, {str(column.part_of): 1, column.name: -1}]
    for chain in CHAINS.values():
        counts += [{lower: 1, higher: -1} for lower, higher in combinations(chain, 2)]
    counts += [{above: 1, valid: -1} for above, valid in zip(*CHAINS.values(), strict=True)]
    counts += [{whole: 1, part: -1} for whole, part in ERP_PARTS.items()] + [_STAYED_SAFE]
    return list({tuple(terms.items()): terms for terms in counts}.values())


def _columns() -> list[Column]:
    return [HOUSEHOLDS[cell] for cell in CELLS]


RELATIONS = tuple(_relations())
FORMS = tuple(_forms())
"""Sums that may not be known to lie within 1 and least count - 1 any closer than that."""
