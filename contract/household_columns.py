"""Columns of `households` that only some extracts have: public housing, top floors, moves, flags for the gate."""

from contract.schema import Column, Kind
from contract.translations import mark


def _count(name: str, meaning: str, part_of: str, is_personal: bool) -> Column:
    return Column(name, Kind.COUNT, meaning, part_of=part_of, is_personal=is_personal, unit="households", low=0)


ERP = (
    _count("erp_households", mark("households in public housing"), "households", False),
    _count(
        "erp_both_known",
        mark("households in public housing with income and spend known in full"),
        "erp_households",
        False,
    ),
    _count(
        "erp_above_10",
        mark("households in public housing certainly above 10% of income, on the spend that is known"),
        "erp_households",
        True,
    ),
    _count(
        "erp_valid_above_10",
        mark("households in public housing above 10% of income, with income and spend known in full"),
        "erp_both_known",
        True,
    ),
)
"""Of the households in public housing (ERP), how many are poor."""


SUMMER = (_count("top_floor", mark("households on the top floor, under the roof"), "households", True),)
"""What makes a home hot in summer, where the source knows it."""


NEEDS = ("poor", "near", "safe")
"""Above 10% of income; above 6% and not above 10%; not above 6%."""


def panel_cell(before: str, after: str) -> str:
    """Name of the count of households that were `before` in the former edition and are `after` in this one.

    >>> panel_cell("near", "poor")
    'panel_near_poor'
    """
    return f"panel_{before}_{after}"


PANEL_MOVES = tuple((before, after) for before in NEEDS for after in NEEDS if (before, after) != ("safe", "safe"))
"""Every move that is counted; who was safe and still is, is the rest."""

PANEL = (
    _count(
        "panel_known",
        mark("households known in full both in this edition and in the one before"),
        "both_known",
        False,
    ),
    *(
        _count(
            panel_cell(before, after),
            mark("households known in full in both editions, by where they were and where they are"),
            "panel_known",
            True,
        )
        for before, after in PANEL_MOVES
    ),
)
"""The same households in two editions, where a source links them: from each of NEEDS to each."""


def dominance_column(amount: str) -> str:
    """Name of the flag that one household makes most of the section's `amount` (a money column)."""
    return f"{amount.removesuffix('_eur')}_is_dominated"


DOMINANCE = tuple(
    Column(dominance_column(amount), Kind.FLAG, mark("one household makes more than half of the section's amount"))
    for amount in ("income_eur", "electricity_eur", "gas_eur", "heat_eur", "excess_eur")
)
"""Flags for the disclosure gate; never published."""

ESTATE_CELLS = {
    "households": ("households", "erp_households"),
    "vulnerable_households": ("above_10", "erp_above_10"),
    "arrears_households": ("in_arrears",),
}
"""Counts of an estate, by the cells of its section that they are a part of."""
