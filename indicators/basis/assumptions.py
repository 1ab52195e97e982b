"""What is assumed of bills and incomes that nobody knows: single values, and the box that holds the plausible ones."""

from dataclasses import dataclass

from indicators.basis.plausible_parameters import (
    BILL_HIGH,
    BILL_LOW,
    ODDS_HIGH,
    ODDS_LOW,
    SPREAD_HIGH,
    SPREAD_LOW,
)

Ends = tuple[float, float]

ENDS = {"bill": (BILL_LOW, BILL_HIGH), "spread": (SPREAD_LOW, SPREAD_HIGH), "odds": (ODDS_LOW, ODDS_HIGH)}
"""The parameters at either end of the box, by assumption, in the order in which they narrow the range."""


@dataclass(frozen=True)
class Assumptions:
    """One value each; all at 1 give the estimate.

    `bill`: missing shared heating bills ÷ those of comparable homes. `spread`: spread of the full burden (logarithms)
    ÷ that of the known one. `odds`: odds of poverty of households whose income is unknown ÷ those of the others.
    """

    bill: float = 1.0
    spread: float = 1.0
    odds: float = 1.0


@dataclass(frozen=True)
class Box:
    """The least and the most of each of the `Assumptions`; the default is that of the parameters."""

    bill: Ends = (BILL_LOW.value, BILL_HIGH.value)
    spread: Ends = (SPREAD_LOW.value, SPREAD_HIGH.value)
    odds: Ends = (ODDS_LOW.value, ODDS_HIGH.value)

    @property
    def id(self) -> str:
        """The box as a code that reads itself: `bill0.75-1.35_spread0.93-1.1_odds0.5-2`.

        >>> Box().id
        'bill0.75-1.35_spread0.93-1.1_odds0.5-2'
        """
        return "_".join(f"{name}{low:g}-{high:g}" for name in ENDS for low, high in [getattr(self, name)])


def box_around(*boxes: Box) -> Box:
    """Return the smallest box that holds all `boxes`: what is assumed where several editions are read alike.

    >>> box_around(Box(bill=(0.8, 1.1)), Box(bill=(0.9, 1.3))).bill
    (0.8, 1.3)
    """
    sides = {name: [getattr(box, name) for box in boxes] for name in ENDS}
    return Box(**{name: (min(low for low, _ in ends), max(high for _, high in ends)) for name, ends in sides.items()})


def chosen_box(**ends: Ends) -> Box:
    """Return the box with the `ends` that a reader moved; raises ObservatoryError if one is out of its range."""
    for name, values in ends.items():
        for parameter, value in zip(ENDS[name], values, strict=True):
            parameter.check(value)
    return Box(**ends)
