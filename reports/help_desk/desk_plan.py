"""The plan as the page shows it: one row per estate in the decided order, numbered."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from contract.translations import mark
from data_access.editions import Edition
from indicators.help_desk.overrules import Decision
from indicators.help_desk.plan_choices import KEPT, TIER_1, TIER_2, TIER_3, PlanChoices
from indicators.help_desk.priority import PERHAPS
from reports.help_desk.numbering import plan_labels

TIER_NAMES = {
    KEPT: mark("Kept"),
    TIER_1: mark("Tier 1"),
    TIER_2: mark("Tier 2"),
    TIER_3: mark("Tier 3"),
}
TIER_IF_CONFIRMED = mark("{tier}, if confirmed")
"""What stands in the place of tiers 1 and 2 where the order is only indicative."""
TIER_MEANINGS = {
    KEPT: mark("the desks of the trial, served all along"),
    TIER_1: mark("next, in the short term"),
    TIER_2: mark("within two years"),
    TIER_3: mark("later, from places outside public housing"),
}
RGB = tuple[int, int, int]
TIER_COLOURS: dict[int, RGB] = {KEPT: (23, 33, 43), TIER_1: (194, 78, 0), TIER_2: (0, 89, 179), TIER_3: (107, 117, 128)}
"""Colour-blind-safe, and dark enough for white numbers; numbers and sizes tell the tiers too."""


@dataclass(frozen=True)
class DeskPlan:
    """What the page shows.

    `decision`: the plan with the overrules that fit. `rows`: one row per estate in the order in which it is read
    (index `complex_id`): every column of the decision's table and of the estates, `shown_tier` and `label`: letters
    for the kept, numbers for the others. `is_indicative`: nobody has confirmed the conditions of any estate, so tiers
    1 and 2 are empty; `shown_tier` is then what they would be if all that is unconfirmed were confirmed.
    """

    edition: Edition
    decision: Decision
    rows: pd.DataFrame
    is_indicative: bool

    @property
    def choices(self) -> PlanChoices:
        """The choices that it was computed from."""
        return self.decision.ranking.choices

    def in_tier(self, tier: int) -> pd.DataFrame:
        """The estates shown in `tier`, in order; shared, read only."""
        return self._tiers[tier]

    @cached_property
    def _tiers(self) -> dict[int, pd.DataFrame]:
        return {tier: self.rows[self.rows["shown_tier"] == tier] for tier in TIER_NAMES}


def desk_plan(edition: Edition, decision: Decision, frozen: pd.DataFrame | None = None) -> DeskPlan:
    """Put a decision into the order in which it is read; `frozen`: the rows of a signed plan, whose order stands."""
    table = decision.table
    if frozen is not None and len(frozen):
        table = _as_signed(table, frozen)
    would = table["tier_if_confirmed"].isin((TIER_1, TIER_2)) & (table["condition"] == PERHAPS)
    is_indicative = bool(not table["tier"].isin((TIER_1, TIER_2)).any() and would.any())
    shown = table["tier_if_confirmed"] if is_indicative else table["tier"]
    estates = decision.ranking.estates
    rows = table.assign(shown_tier=shown).join(estates[estates.columns.difference(table.columns)])
    rows = rows.sort_values(["shown_tier", "turn", "name"])
    return DeskPlan(edition, decision, rows.assign(label=plan_labels(rows["shown_tier"] == KEPT)), is_indicative)


def _as_signed(table: pd.DataFrame, frozen: pd.DataFrame) -> pd.DataFrame:
    """`table` with the tiers and the order that were signed off."""
    signed = frozen.set_index("complex_id")
    turn = pd.Series(range(len(signed)), index=signed.index)
    found = table.loc[table.index.isin(signed.index)]
    tiers = {name: signed[name].reindex(found.index).astype("int64") for name in ("tier", "tier_if_confirmed")}
    return found.assign(turn=turn.reindex(found.index), **tiers)
