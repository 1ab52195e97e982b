"""Rules that tie the columns of a row together: parts within wholes, cut-offs in order, dates in order."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd

from contract.errors import Severity
from contract.household_columns import PANEL_MOVES, panel_cell
from contract.schema import Column, Kind, Table
from contract.tables import CUTOFFS, HEATING_MODES, SHARED_MODES
from contract.translations import mark

EXCESS_SHARE = 0.1
"""Share of income beyond which spend is in excess."""

Amount = Callable[[pd.DataFrame], pd.Series]


@dataclass(frozen=True)
class Rule:
    """`value` (of `columns`) may not exceed `bound` (of `others`), row by row; a missing side passes.

    Both are of the frame that `orders.floats` returns.
    """

    code: str
    message: str
    columns: tuple[str, ...]
    others: tuple[str, ...]
    value: Amount
    bound: Amount
    severity: Severity = Severity.ERROR

    @property
    def name(self) -> str:
        """Unique name of the rule within its table."""
        return " ".join((self.code, *self.columns, *self.others))


MOST = {Kind.COUNT: 1_000_000, Kind.MONEY: 1e11, Kind.NUMBER: 1e12, Kind.YEAR: 9999}
"""Magnitudes beyond which a value of one row is a slip: a section of a million households, or of 100 billion euros."""


def ends_of(column: Column) -> tuple[float, float] | None:
    """Least and most that a value of `column` may be; None where nothing bounds it on both sides."""
    most = MOST.get(column.kind)
    low = column.low if column.low is not None else most and -most
    high = column.high if column.high is not None else most
    return None if low is None or high is None else (low, high)


@cache
def rules_of(table: Table) -> tuple[Rule, ...]:
    """Every rule of `table`."""
    parts = [
        _part(column.name, column.part_of) for column in table.columns if column.part_of and column.kind is Kind.COUNT
    ]
    sums = [
        _sum_of_some(column.name, column.part_of)
        for column in table.columns
        if column.part_of and column.kind is Kind.MONEY
    ]
    own = {"households": _household_rules, "readings": _period_rule, "retrofits": _works_rule}
    return (*parts, *sums, *(own[table.name]() if table.name in own else ()))


def _household_rules() -> list[Rule]:
    growing = [
        _order(
            "growing_cutoff",
            mark("More households are above a higher cut-off than above a lower one."),
            f"{prefix}_{higher:02d}",
            f"{prefix}_{lower:02d}",
        )
        for prefix in ("above", "valid_above")
        for lower, higher in pairwise(CUTOFFS)
    ]
    message = mark("More households are above the cut-off with full data than with any data.")
    names = [*(f"above_{cut:02d}" for cut in CUTOFFS), "erp_above_10"]
    valid = [_order("valid_above_all", message, name.replace("above", "valid_above"), name) for name in names]
    message = mark("More households have both income and spend known than have one of them.")
    both = [_order("both_above_one", message, "both_known", one) for one in ("income_known", "spend_known")]
    return [
        *growing,
        *valid,
        *both,
        *_erp_rules(),
        _part("lilee", "income_known"),
        _heating_rule(),
        _heat_unknown_rule(),
        *_money_rules(),
        _panel_rule(),
    ]


def _erp_rules() -> list[Rule]:
    """Public housing is a part of all housing, count by count; its own wholes are in the table."""
    return [_part(f"erp_{name}", name) for name in ("both_known", "above_10", "valid_above_10")]


def _heating_rule() -> Rule:
    modes = tuple(f"heating_{mode}" for mode in HEATING_MODES)
    return Rule(
        "heating_above_households",
        mark("The ways of heating add up to more households than there are."),
        modes,
        ("households",),
        lambda frame: frame[list(modes)].sum(axis=1),
        lambda frame: frame["households"],
    )


def _heat_unknown_rule() -> Rule:
    """A warning: the source most likely counts homes of other heating too, and the mapping can say so."""
    shared = tuple(f"heating_{mode}" for mode in SHARED_MODES)
    return Rule(
        "heat_unknown_above_shared",
        mark(
            "More households lack their shared heating bill than have shared heating: if the source counts other homes "
            "too, say which in the mapping, under heat_unknown_with."
        ),
        ("heat_unknown",),
        shared,
        lambda frame: frame["heat_unknown"],
        lambda frame: frame[list(shared)].sum(axis=1, skipna=False),
        Severity.WARNING,
    )


_BILLS = ("electricity_eur", "gas_eur", "heat_eur")
ROUNDING_EUR = 1.0
"""By how much sums may differ that were rounded apart: five amounts to the cent, or to tens of cents."""


def _money_rules() -> list[Rule]:
    """Sums of one row are of the same households: an excess is a part of their spend, and what 10% of income leaves."""
    return [
        Rule(
            "excess_above_spend",
            mark("The spend beyond 10% of income is more than the whole spend."),
            ("excess_eur",),
            _BILLS,
            lambda frame: frame["excess_eur"],
            lambda frame: _spend(frame) + ROUNDING_EUR,
        ),
        Rule(
            "excess_below_least",
            mark(
                "The spend is more than its part beyond 10% of income and 10% of income together: are the incomes in "
                "euros, and is that part beyond 10% of them?"
            ),
            _BILLS,
            ("excess_eur", "income_eur"),
            _spend,
            lambda frame: frame["excess_eur"] + EXCESS_SHARE * frame["income_eur"] + ROUNDING_EUR,
        ),
        Rule(
            "spend_above_income",
            mark("The households spend more on energy than they earn: are both amounts in euros a year?"),
            _BILLS,
            ("income_eur",),
            _spend,
            lambda frame: frame["income_eur"],
            Severity.WARNING,
        ),
    ]


def _spend(frame: pd.DataFrame) -> pd.Series:
    return frame[list(_BILLS)].sum(axis=1, skipna=False)


def _panel_rule() -> Rule:
    moves = tuple(panel_cell(*move) for move in PANEL_MOVES)
    return Rule(
        "moves_above_panel",
        mark("The moves between two editions add up to more households than are known in both."),
        moves,
        ("panel_known",),
        lambda frame: frame[list(moves)].sum(axis=1),
        lambda frame: frame["panel_known"],
    )


def _part(name: str, whole: str) -> Rule:
    return _order("part_above_whole", mark("A part is larger than its whole."), name, whole)


def _order(code: str, message: str, name: str, bound: str) -> Rule:
    return Rule(code, message, (name,), (bound,), lambda frame: frame[name], lambda frame: frame[bound])


def _sum_of_some(name: str, count: str) -> Rule:
    return Rule(
        "money_without_households",
        mark("There is an amount, but no household that it is the sum of."),
        (name,),
        (count,),
        lambda frame: frame[name],
        lambda frame: frame[count].mask(frame[count] > 0, np.inf),
    )


def _period_rule() -> list[Rule]:
    message = mark("The period ends before it begins.")
    return [Rule("backward_period", message, ("start_date",), ("end_date",), _day("start_date", 1), _day("end_date"))]


def _works_rule() -> list[Rule]:
    message = mark("The period ends before it begins.")
    return [Rule("backward_period", message, ("start_date",), ("end_date",), _day("start_date"), _day("end_date"))]


def _day(name: str, more: int = 0) -> Amount:
    """Days since 1970, and `more`."""
    start = pd.Timestamp(0)
    return lambda frame: (frame[name] - start).dt.days + more
