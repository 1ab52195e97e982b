"""The covering problem as arrays: a mixed-integer programme for HiGHS, the greedy choice, and whom sites reach."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

_ROUNDING = 1e-9
"""Relative difference below which two sums of households are the same."""


@dataclass(frozen=True)
class CoverModel:
    """`demand` (households, sections), `reach` (sections × sites), `capacity` (households, sites), `locked` (sites)."""

    demand: np.ndarray
    reach: np.ndarray
    capacity: np.ndarray
    locked: np.ndarray

    @property
    def bounded(self) -> bool:
        """Whether some site cannot serve everyone in its reach."""
        return bool((self.capacity < self.demand @ self.reach).any())

    def solve(self, new_sites: int, time_limit_s: float) -> tuple[np.ndarray, float]:
        """Chosen sites (boolean) and the proven upper bound of the households that any choice reaches.

        With capacities, two quick bounds come first (every site full; no capacities), and the greedy choice stands
        where it meets one of them, or where the solver finds no better one in time.
        """
        if not len(self.locked) or not len(self.demand):
            return self.locked.copy(), 0.0
        if not self.bounded:
            return self._solved(self.greedy(new_sites), np.inf, new_sites, time_limit_s)
        chosen = self.greedy(new_sites)
        free = replace(self, capacity=np.full(len(self.capacity), np.inf))
        most = min(self._every_site_full(new_sites), free.solve(new_sites, time_limit_s)[1])
        if self.serve(chosen).sum() >= most * (1 - _ROUNDING):
            return chosen, most
        return self._solved(chosen, most, new_sites, time_limit_s)

    def _solved(
        self, fallback: np.ndarray, most: float, new_sites: int, time_limit_s: float
    ) -> tuple[np.ndarray, float]:
        """The solver's choice, or `fallback` where that reaches as many; the tighter of `most` and its own bound."""
        found = self._programme(self.locked.astype(float), new_sites, time_limit_s)
        reachable = float(self.demand[self.reach.any(axis=1)].sum())
        proven = reachable if found.mip_dual_bound is None else -float(found.mip_dual_bound)
        chosen = fallback if found.x is None else self.locked | (found.x[: len(self.locked)] > 0.5)
        better = chosen if self.serve(chosen).sum() > self.serve(fallback).sum() * (1 + _ROUNDING) else fallback
        return better, min(most, proven, reachable)

    def _every_site_full(self, new_sites: int) -> float:
        served = np.minimum(self.capacity, self.demand @ self.reach)
        new = np.sort(served[~self.locked])[::-1][:new_sites]
        return float(served[self.locked].sum() + new.sum())

    def greedy(self, new_sites: int) -> np.ndarray:
        """Sites chosen one after the other, each for the households that it adds; the first of equals."""
        chosen, left = self.locked.copy(), self.demand - self.serve(self.locked)
        for _ in range(new_sites):
            gain = np.minimum(left @ self.reach, self.capacity)
            gain[chosen] = -1
            chosen[np.argmax(gain)] = True
            left = self.demand - self.serve(chosen)
        return chosen

    def serve(self, chosen: np.ndarray) -> np.ndarray:
        """Households reached in each section by the `chosen` sites, as many as capacities allow."""
        if not chosen.any():
            return np.zeros(len(self.demand))
        part = CoverModel(self.demand, self.reach[:, chosen], self.capacity[chosen], np.ones(chosen.sum(), bool))
        if not part.bounded:
            return self.demand * part.reach.any(axis=1)
        found = part._programme(np.ones(part.reach.shape[1]), 0, np.inf)
        _, flows = part._flows()
        amounts = found.x[part.reach.shape[1] :]
        return np.bincount(flows[0], weights=amounts, minlength=len(self.demand))

    def _flows(self) -> tuple[int, tuple[np.ndarray, np.ndarray]]:
        """Number of flows and their section and site: one for each pair in reach with households."""
        section, site = np.nonzero(self.reach & (self.demand > 0)[:, None])
        return len(section), (section, site)

    def _programme(self, least: np.ndarray, new_sites: int, time_limit_s: float) -> Any:
        from scipy.optimize import Bounds, milp

        build = self._with_capacity if self.bounded else self._without_capacity
        cost, most, constraints = build(int(least.sum()) + new_sites)
        lower = np.concatenate([least, np.zeros(len(cost) - len(least))])
        integrality = np.concatenate([np.ones(len(least)), np.zeros(len(cost) - len(least))])
        limit = {} if np.isinf(time_limit_s) else {"time_limit": time_limit_s}
        options = {"mip_rel_gap": 0.0} | limit
        return milp(cost, integrality=integrality, bounds=Bounds(lower, most), constraints=constraints, options=options)

    def _without_capacity(self, sites: int) -> tuple[np.ndarray, np.ndarray, list[Any]]:
        """Sections with the same sites in reach are one; each is reached if one of them is chosen."""
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array, eye_array, hstack

        patterns, member = np.unique(self.reach, axis=0, return_inverse=True)
        demand = np.bincount(member.ravel(), weights=self.demand, minlength=len(patterns))
        count = self.reach.shape[1]
        cover = hstack([csr_array(patterns.astype(float)), -eye_array(len(patterns))], format="csr")
        number = np.concatenate([np.ones(count), np.zeros(len(patterns))])[None, :]
        cost = np.concatenate([np.zeros(count), -demand])
        return cost, np.ones(len(cost)), [LinearConstraint(cover, 0, np.inf), LinearConstraint(number, 0, sites)]

    def _with_capacity(self, sites: int) -> tuple[np.ndarray, np.ndarray, list[Any]]:
        """Households flow from sections to sites: no more than live there, than fit, and only to chosen sites."""
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array, diags_array, hstack

        count, sections = self.reach.shape[1], len(self.demand)
        flows, (section, site) = self._flows()
        ones, column = np.ones(flows), np.arange(flows)
        leaving = csr_array((ones, (section, column)), shape=(sections, flows))
        arriving = csr_array((ones, (site, column)), shape=(count, flows))
        room = np.minimum(self.capacity, self.demand @ self.reach)
        offered = csr_array(self.reach * self.demand[:, None])
        empty = csr_array((sections, count))
        number = np.concatenate([np.ones(count), np.zeros(flows)])[None, :]
        constraints = [
            LinearConstraint(hstack([empty, leaving], format="csr"), 0, self.demand),
            LinearConstraint(hstack([diags_array(-room), arriving], format="csr"), -np.inf, 0),
            LinearConstraint(hstack([-offered, leaving], format="csr"), -np.inf, 0),
            LinearConstraint(number, 0, sites),
        ]
        cost = np.concatenate([np.zeros(count), -ones])
        return cost, np.concatenate([np.ones(count), self.demand[section]]), constraints
