"""What a manager may choose of the plan: how many sites, which conditions, which weights. Defaults are the plan's."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from contract.errors import Fault, Refused
from contract.translations import Told, mark, with_decimals
from indicators.basis.desk_parameters import DRAWS, TIER_1_SITES, TIER_2_SITES, UNKNOWN_CONDITION, WEIGHT_FIRMNESS
from indicators.basis.parameter import Parameter
from indicators.help_desk.criteria import CRITERIA

KEPT, TIER_1, TIER_2, TIER_3 = 0, 1, 2, 3
"""Tiers of the plan; `KEPT` are the sites of the trial, served all along."""

METHODS = {"weighted_sum": mark("Weighted sum"), "topsis": mark("TOPSIS")}
"""Ways to make one score of the points."""


@dataclass(frozen=True)
class Condition:
    """A hard condition of tiers 1 and 2: met, not met or (NA) not known for each estate of a frame."""

    id: str
    label: str
    met: Callable[[pd.DataFrame], pd.Series]


CONDITIONS = {
    condition.id: condition
    for condition in (
        Condition("custodian", mark("a social custodian"), lambda frame: frame["has_social_custodian"]),
        Condition("committee", mark("a tenants' committee"), lambda frame: frame["has_tenants_committee"]),
        Condition("room", mark("a room for the desk"), lambda frame: frame["room_capacity"] > 0),
        Condition("step_free", mark("a room reached without steps"), lambda frame: frame["is_step_free"]),
        Condition(
            "mm", mark("MM as manager"), lambda frame: (frame["manager"] == "MM").where(frame["manager"].notna())
        ),
    )
}
"""Every hard condition by id."""


def default_weights() -> dict[str, float]:
    """The weight of each criterion as the product comes; they sum to 1."""
    return {criterion.id: criterion.weight for criterion in CRITERIA.values()}


@dataclass(frozen=True)
class PlanChoices:
    """Inputs of the plan; every default is the plan's or a stated parameter.

    `weights`: by criterion id, not negative, brought to sum 1; criteria not named weigh nothing. `conditions`: ids of
    CONDITIONS that tiers 1 and 2 ask for; one that is not known is not met. `most_per_municipio`: sites that a
    Municipio gets before the others have had their turn, 0 for no such rule. `kept_names`: places whose estates keep
    the desk, beside those that the register flags. `weight_firmness` tells how far the weights may be wrong (large:
    hardly), `seed` repeats the same trials. Raises Refused with every fault.
    """

    tier_1_sites: int = int(TIER_1_SITES.value)
    tier_2_sites: int = int(TIER_2_SITES.value)
    weights: Mapping[str, float] = field(default_factory=default_weights)
    conditions: tuple[str, ...] = ("custodian",)
    most_per_municipio: int = 0
    kept_names: tuple[str, ...] = ("Saint Bon", "Giuffrè")
    method: str = "weighted_sum"
    draws: int = int(DRAWS.value)
    weight_firmness: float = WEIGHT_FIRMNESS.value
    unknown_condition: float = UNKNOWN_CONDITION.value
    seed: int = 20_261_101

    def __post_init__(self) -> None:
        faults = [*self._weight_faults(), *self._name_faults(), *self._range_faults()]
        if faults:
            raise Refused(faults)

    @property
    def weight_shares(self) -> np.ndarray:
        """Weights in the order of CRITERIA, with sum 1."""
        weights = np.array([float(self.weights.get(criterion, 0)) for criterion in CRITERIA])
        return weights / weights.sum()

    def is_kept(self, frame: pd.DataFrame) -> pd.Series:
        """Whether the desk stays at each estate of `frame`: the register says so, or it is one of `kept_names`."""
        wanted = [plain(name) for name in self.kept_names]
        named = frame["name"].map(lambda name: any(each in plain(name) for each in wanted), na_action="ignore")
        return frame["is_desk_site"].fillna(False).astype(bool) | named.fillna(False).astype(bool)

    def eligibility(self, frame: pd.DataFrame) -> pd.Series:
        """Whether every condition is met (boolean, NA where one is not known and none is broken)."""
        met = pd.Series(pd.array([True] * len(frame), dtype="boolean"), index=frame.index)
        for condition in self.conditions:
            met &= CONDITIONS[condition].met(frame).astype("boolean")
        return met

    def _weight_faults(self) -> list[Fault]:
        faults = [
            _fault(
                "unknown_criterion", mark("There is no criterion of this name."), "weights", name, ", ".join(CRITERIA)
            )
            for name in self.weights
            if name not in CRITERIA
        ]
        faults += [
            _fault("bad_weight", mark("A weight is a number that is not negative."), f"weights.{name}", weight, "≥ 0")
            for name, weight in self.weights.items()
            if not (math.isfinite(weight) and weight >= 0)
        ]
        if not faults and not sum(self.weights.values()) > 0:
            faults.append(_fault("no_weight", mark("At least one weight must be above zero."), "weights", "0", "> 0"))
        return faults

    def _name_faults(self) -> list[Fault]:
        message = mark("There is no condition of this name.")
        faults = [
            _fault("unknown_condition", message, "conditions", name, ", ".join(CONDITIONS))
            for name in self.conditions
            if name not in CONDITIONS
        ]
        if self.method not in METHODS:
            message = mark("There is no method of this name.")
            faults.append(_fault("unknown_method", message, "method", self.method, ", ".join(METHODS)))
        return faults

    def _range_faults(self) -> list[Fault]:
        bounded: dict[str, Parameter] = {
            "tier_1_sites": TIER_1_SITES,
            "tier_2_sites": TIER_2_SITES,
            "draws": DRAWS,
            "weight_firmness": WEIGHT_FIRMNESS,
            "unknown_condition": UNKNOWN_CONDITION,
        }
        message = mark("The value is outside what is possible.")
        faults = [
            _fault("out_of_range", message, name, getattr(self, name), span)
            for name, parameter in bounded.items()
            for span in [with_decimals(f"{parameter.low:g} … {parameter.high:g}")]
            if not parameter.low <= getattr(self, name) <= parameter.high
        ]
        faults += [
            _fault("out_of_range", message, name, getattr(self, name), "≥ 0")
            for name in ("most_per_municipio", "seed")
            if getattr(self, name) < 0
        ]
        return faults


def plain(name: str) -> str:
    """A name without accents, capitals and signs, by which places are told apart.

    >>> plain("Via Giuffrè 8 / Via Villani 3")
    'via giuffre 8 via villani 3'
    """
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def _fault(code: str, message: str, column: str, found: object, expected: Told = "") -> Fault:
    told = with_decimals(f"{found:g}") if isinstance(found, float) else str(found)
    return Fault(code, message, column=column, found=told, expected=expected)
