"""Where to hold the desk outside public housing: maximal covering location with capacities, solved exactly.

Church and ReVelle, "The maximal covering location problem", 1974; with capacities, Current and Storbeck, 1988.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from contract.errors import Fault, ObservatoryError, Refused
from contract.translations import mark, mark_count
from indicators.basis.desk_parameters import WALK_LIMIT
from indicators.help_desk.covering_model import CoverModel

TIME_LIMIT_S = 20.0
"""Seconds after which the solver stops with what it has; the gap then says how far it may be from the best."""


@dataclass(frozen=True)
class CoverProblem:
    """Whom desks should reach, and from where.

    `demand`: households by section (≥ 0). `distance_m`: metres on foot, sections × sites. `capacity`: households that
    a site can serve (by site id; absent: any number). `locked`: sites that stay, whatever else is chosen. `limit_m`:
    longest walk. A section's households may be shared between sites. Rows and columns are sorted, so that their order
    plays no part. Raises Refused with every fault.
    """

    demand: pd.Series
    distance_m: pd.DataFrame
    capacity: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    locked: tuple[str, ...] = ()
    limit_m: float = WALK_LIMIT.value

    def __post_init__(self) -> None:
        faults = self._faults()
        if faults:
            raise Refused(faults)
        object.__setattr__(self, "distance_m", self.distance_m.sort_index(axis=0).sort_index(axis=1))
        object.__setattr__(self, "demand", self.demand.reindex(self.distance_m.index).astype(float))
        object.__setattr__(self, "capacity", self.capacity.reindex(self.sites).fillna(math.inf).astype(float))

    @property
    def sites(self) -> pd.Index:
        """Ids of the sites, sorted."""
        return self.distance_m.columns

    @property
    def model(self) -> CoverModel:
        """The problem as arrays."""
        reach = self.distance_m.to_numpy() <= self.limit_m
        locked = self.sites.isin(self.locked)
        return CoverModel(self.demand.to_numpy(), reach, self.capacity.to_numpy(), locked)

    def _faults(self) -> list[Fault]:
        faults = []
        if not self.demand.index.is_unique or set(self.demand.index) != set(self.distance_m.index):
            faults.append(Fault("other_sections", mark("The demand and the distances are of other sections.")))
        elif not ((self.demand >= 0) & np.isfinite(self.demand)).all():
            faults.append(Fault("bad_demand", mark("Households to reach must be numbers that are not negative.")))
        if not self.distance_m.columns.is_unique or not self.distance_m.index.is_unique:
            faults.append(Fault("doubled_key", mark("A section or a site is there twice.")))
        if self.distance_m.isna().any(axis=None) or (self.capacity < 0).any():
            faults.append(
                Fault("bad_distance", mark("Distances and capacities must be numbers that are not negative."))
            )
        message = mark("There is no site of this name.")
        unknown = [*self.locked, *self.capacity.index]
        faults += [Fault("unknown_site", message, found=str(name)) for name in sorted(set(unknown) - set(self.sites))]
        return faults


@dataclass(frozen=True)
class Cover:
    """A choice of sites and whom it reaches.

    `sites`: ids, locked ones included, sorted. `served`: households reached by section. `most`: proven upper bound of
    what any choice could reach; `gap` = (most − reached) ÷ most, 0 when the choice is proven best.
    """

    sites: tuple[str, ...]
    served: pd.Series
    most: float

    @property
    def reached(self) -> float:
        """Households reached in all."""
        return float(self.served.sum())

    @property
    def gap(self) -> float:
        """How far the choice may be from the best, as a share of it."""
        return max(0.0, 1 - self.reached / self.most) if self.most > 0 else 0.0


@dataclass(frozen=True)
class Regret:
    """What a hand-made choice costs: `picked`, the `best` of as many sites, households `lost`, and by section the
    households that the pick leaves without a desk (`uncovered`, those with any, most first)."""

    picked: Cover
    best: Cover
    lost: float
    uncovered: pd.Series


def best_cover(problem: CoverProblem, new_sites: int, time_limit_s: float = TIME_LIMIT_S) -> Cover:
    """Choose `new_sites` beside the locked so that most households are reached; exact, or with its gap.

    Raises ObservatoryError if there are not so many sites.
    """
    _check_number(problem, new_sites)
    model = problem.model
    chosen, most = model.solve(new_sites, time_limit_s)
    return _cover(problem, chosen, max(most, 0.0))


def greedy_cover(problem: CoverProblem, new_sites: int) -> Cover:
    """Add one site after the other, each where most households still lack one; never better than `best_cover`.

    Its `most` is only the demand in reach of any site: greedy proves nothing.
    """
    _check_number(problem, new_sites)
    model = problem.model
    return _cover(problem, model.greedy(new_sites), float(model.demand[model.reach.any(axis=1)].sum()))


def cover_of(problem: CoverProblem, picked: Sequence[str]) -> Cover:
    """Whom the locked sites and those `picked` reach, shared out as well as can be. Raises Refused for unknown ids."""
    checked = replace(problem, locked=(*problem.locked, *picked))
    cover = _cover(checked, checked.model.locked, math.nan)
    return replace(cover, most=cover.reached)


def regret_of(problem: CoverProblem, picked: Sequence[str], best: Cover | None = None) -> Regret:
    """Compare the sites `picked` by hand with the best choice of as many; `best` spares solving again."""
    hand = cover_of(problem, picked)
    new_sites = len(set(picked) - set(problem.locked))
    best = best or best_cover(problem, new_sites)
    uncovered = problem.demand - hand.served
    uncovered = uncovered[uncovered > 1e-6].sort_values(ascending=False, kind="stable")
    return Regret(hand, best, best.reached - hand.reached, uncovered)


def _cover(problem: CoverProblem, chosen: np.ndarray, most: float) -> Cover:
    served = pd.Series(problem.model.serve(chosen), index=problem.demand.index)
    return Cover(tuple(map(str, problem.sites[chosen])), served, most)


def _check_number(problem: CoverProblem, new_sites: int) -> None:
    free = len(problem.sites) - int(problem.sites.isin(problem.locked).sum())
    if not 0 <= new_sites <= free:
        raise ObservatoryError(
            mark_count(
                "{wanted} more site was asked for; there are {free} to choose from.",
                "{wanted} more sites were asked for; there are {free} to choose from.",
                "wanted",
            ),
            wanted=new_sites,
            free=free,
        )
