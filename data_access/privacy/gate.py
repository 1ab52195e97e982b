"""The gate: exact tables in, tables that may be published out, with a proof that nothing withheld can be computed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from data_access.disclosure import PrivacyRule
from data_access.errors import ObservatoryError
from data_access.privacy.alone import states_alone
from data_access.privacy.complements import Demand, candidates_of, cheapest, demands_of
from data_access.privacy.inference import IS_MONEY, System, scaled, system_of
from data_access.privacy.leaks import Leak, Targets, find_leaks, targets_of
from data_access.privacy.linking import shared_columns
from data_access.privacy.openings import openings
from data_access.privacy.relations import FORMS, RELATIONS, Relation, Terms
from data_access.privacy.release import CELL, CODE, STATES, Release, exact_values, release_of
from data_access.privacy.solver import Contradiction
from data_access.schema import Kind
from data_access.tables import CELLS, HOUSEHOLDS, LEVELS, State, state_column
from data_access.translations import mark

MOST_ROUNDS = 60
"""Rounds of search and repair after which the gate gives up and refuses; Milan's sections take about ten."""

_CELL_FORMS = tuple(terms for terms in FORMS if len(terms) == 1)
_CELLS = len(CELLS)


def withhold(
    levels: dict[str, pd.DataFrame],
    membership: pd.DataFrame,
    rule: PrivacyRule,
    flags: pd.DataFrame | None = None,
    earlier: Sequence[Release] = (),
) -> dict[str, pd.DataFrame]:
    """Return the publishable cells of each level, each beside its state.

    `levels`: by level, the columns of `tables.CELLS` (households, EUR/year), NA where the source has no value; index
    area id. `membership`: index section id, columns `nil_id`, `municipio_id`. `flags`: see `alone.states_alone`.
    `earlier`: the editions that are published already, protected together with this one. A cell whose state is not
    `shown` is NA: the value is gone. Raises ObservatoryError if no choice of cells protects what must be withheld.
    """
    exact = exact_values(levels)
    states = (
        _Gate(levels, membership, rule, flags, earlier).closed() if len(levels["section"]) else np.empty((0, _CELLS))
    )
    ends = np.cumsum([len(levels[level]) for level in LEVELS])[:-1]
    parts = zip(LEVELS, np.split(exact, ends), np.split(states, ends), strict=True)
    return {level: published_frame(values, codes, levels[level].index) for level, values, codes in parts}


def withhold_alone(exact: pd.DataFrame, rule: PrivacyRule) -> pd.DataFrame:
    """The same for areas that stand alone, part of no sum that is published."""
    values = exact[list(CELLS)].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    return published_frame(values, states_alone(values, rule), exact.index)


def published_frame(values: np.ndarray, states: np.ndarray, index: pd.Index) -> pd.DataFrame:
    """Cells and states, side by side; NA unless shown."""
    columns: dict[str, pd.Series] = {}
    names = np.array([str(state) for state in STATES])
    for place, cell in enumerate(CELLS):
        dtype = "Int64" if HOUSEHOLDS[cell].kind is Kind.COUNT else "Float64"
        shown = np.where(states[:, place] == CODE[State.SHOWN], values[:, place], np.nan)
        columns[cell] = pd.Series(pd.array(shown, dtype="Float64"), index=index).astype(dtype)
        columns[state_column(cell)] = pd.Series(names[states[:, place].astype(int)], index=index, dtype="str")
    return pd.DataFrame(columns, index=index)


@dataclass
class _Stage:
    """One kind of reasoning to close: by relations inside an area, by sums, by both, and of the areas above."""

    relations: tuple[Relation, ...]
    with_sums: bool
    forms: tuple[Terms, ...] = FORMS
    above: bool = False
    proven: set[bytes] = field(default_factory=set)


@dataclass(frozen=True)
class _View:
    """What an attacker holds: the new release, then those that share cells with it. `cell_of`: see demands_of."""

    system: System
    targets: Targets
    releases: list[Release]
    cell_of: np.ndarray


class _Gate:
    """Search and repair until an attacker learns nothing. Cheap kinds of reasoning are closed first."""

    def __init__(
        self,
        levels: dict[str, pd.DataFrame],
        membership: pd.DataFrame,
        rule: PrivacyRule,
        flags: pd.DataFrame | None = None,
        earlier: Sequence[Release] = (),
    ) -> None:
        self._exact = exact_values(levels)
        self._first = states_alone(self._exact, rule, flags)
        self._sections = len(levels["section"])
        _hide_reasons(self._first[self._sections :])
        self._release = release_of("", rule, levels, self._first, membership)
        self._earlier = list(earlier)
        self._opened: set[int] = set()
        self._demands: list[Demand] = []
        self._candidates = candidates_of(self._release, self._exact, self._first)

    def closed(self) -> np.ndarray:
        """States in which no stage finds a leak."""
        stages = [
            _Stage(RELATIONS, with_sums=False),
            _Stage((), with_sums=True, forms=_CELL_FORMS),
            _Stage(RELATIONS, with_sums=True),
            _Stage(RELATIONS, with_sums=True, above=True),
        ]
        states, number = self._first, 0
        for _ in range(MOST_ROUNDS):
            view, leaks = self._leaks(states, stages[number])
            if not leaks:
                number += 1
                if number == len(stages):
                    return states
            else:
                states = self._repaired(states, leaks, view, stages[number])
                number = 1 if number == len(stages) - 1 else number
        raise ObservatoryError(_UNPROTECTED, area="", cell="")

    def _leaks(self, states: np.ndarray, stage: _Stage) -> tuple[_View, list[Leak]]:
        try:
            view = self._view(states, stage)
            return view, self._search(view, stage)
        except Contradiction:
            if not self._earlier:
                raise
            self._earlier = []
            return self._leaks(states, stage)

    def _view(self, states: np.ndarray, stage: _Stage) -> _View:
        releases = [self._release.with_states(states, self._exact), *self._earlier]
        linked = next(group for group in shared_columns(releases) if group[0][0] == 0)
        members, columns = [releases[number] for number, _ in linked], [column for _, column in linked]
        system = system_of(members, columns, stage.relations, stage.with_sums)
        least = min(release.rule.least_count for release in members)
        cell_of = np.full(len(system.value), -1)
        cell_of[columns[0].ravel()[: states.size]] = np.arange(states.size)
        for column, release in zip(columns[1:], members[1:], strict=True):
            cell_of[column[: len(release.areas)][~np.isnan(release.values)]] = -1
        return _View(system, targets_of(members, system, [least] * len(members), stage.forms), members, cell_of)

    def _search(self, view: _View, stage: _Stage) -> list[Leak]:
        sections = np.array([len(release.groups) for release in view.releases])
        is_above = view.targets.area >= sections[view.targets.release]
        if stage.above:
            return find_leaks(view.system, view.targets, np.flatnonzero(is_above), stage.proven, True)
        told = self._telling(view.system) if stage.with_sums else view.system
        return find_leaks(told, view.targets, np.flatnonzero(~is_above), stage.proven, stage.with_sums)

    def _telling(self, system: System) -> System:
        """The system of an attacker who is told all sums but those opened: in small blocks, and harder to hide from."""
        areas, column = len(self._release.areas), system.column[0]
        sums = np.zeros((len(self._release.parents), _CELLS))
        np.add.at(sums, self._release.groups, self._exact[: self._sections])
        truth = np.vstack([self._exact, sums])
        is_told = np.zeros(truth.shape, dtype=bool)
        is_told[self._sections :] = True
        for number in self._opened:
            area, cell = divmod(number, _CELLS)
            is_told[area, cell] = area < self._sections
            is_told[areas + np.flatnonzero((self._release.parents == area).any(axis=1)), cell] = False
        is_told &= ~np.isnan(truth) & np.isnan(system.value[column])
        is_told[: self._sections] = False
        value = system.value.copy()
        value[column[is_told]] = scaled(truth)[is_told]
        return replace(system, value=value)

    def _repaired(self, states: np.ndarray, leaks: list[Leak], view: _View, stage: _Stage) -> np.ndarray:
        demands, hopeless = demands_of(leaks, view.targets, self._candidates, view.cell_of)
        hopeless = [leak for leak in hopeless if view.targets.release[leak.target] == 0]
        self._demands += demands
        opened = len(self._opened)
        if hopeless and stage.with_sums:
            self._opened.update(self._openings(hopeless, view))
        if (not demands and len(self._opened) == opened) or (hopeless and not stage.with_sums):
            self._coarsen(states, hopeless, view.targets)
        result = self._first.copy()
        self._withhold(result, self._opened)
        self._withhold(result, cheapest(self._demands, self._candidates))
        return result

    def _openings(self, leaks: list[Leak], view: _View) -> list[int]:
        column = view.system.column[0]
        return openings(leaks, view.targets, view.releases[0], self._candidates, column, self._exact)

    def _coarsen(self, states: np.ndarray, leaks: list[Leak], targets: Targets) -> None:
        """Where the reasons themselves give a section's count away, its withheld neighbours all get the widest one."""
        before = self._first.copy()
        for leak in leaks:
            area, terms = int(targets.area[leak.target]), set(targets.terms[targets.kind[leak.target]])
            near = {
                cell for relation in RELATIONS for cell, _ in relation.terms if terms & {c for c, _ in relation.terms}
            }
            for place in (CELL[cell] for cell in near if HOUSEHOLDS[cell].part_of):
                if area < self._sections and states[area, place] not in (CODE[State.SHOWN], CODE[State.MISSING]):
                    self._first[area, place] = CODE[State.BASE]
        if (before == self._first).all():
            level, area_id = self._release.areas[targets.area[leaks[0].target]]
            cells = ", ".join(targets.terms[targets.kind[leaks[0].target]])
            raise ObservatoryError(_UNPROTECTED, area=f"{level} {area_id}", cell=cells)

    def _withhold(self, states: np.ndarray, numbers: Iterable[int]) -> None:
        places = np.fromiter(numbers, dtype=int)
        flat = states.ravel()
        flat[places[flat[places] == CODE[State.SHOWN]]] = CODE[State.COMPLEMENT]


_UNPROTECTED = mark(
    "Nothing was published: in {area} the cells {cell} can be computed whatever else is withheld. Publish without the "
    "column, or with larger areas."
)


def _hide_reasons(above: np.ndarray) -> None:
    """Above the sections a small count is not called small: areas are so few that the word alone would tell."""
    small = np.isin(above, [CODE[State.COUNT], CODE[State.REST]])
    hidden = np.where(IS_MONEY, CODE[State.DOMINANCE], CODE[State.COMPLEMENT])
    above[small] = np.broadcast_to(hidden, above.shape)[small]
