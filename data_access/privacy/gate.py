"""The gate: exact tables in, tables that may be published out, with a proof that nothing withheld can be computed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import scipy.sparse as sp

from contract.errors import ObservatoryError
from contract.tables import CELLS, LEVELS, State
from contract.translations import mark
from data_access.disclosure import PrivacyRule
from data_access.intake.source_marks import SourceWithheld
from data_access.privacy.alone import states_alone
from data_access.privacy.complements import candidates_of, cheapest, demands_of, within_relations
from data_access.privacy.inference import IS_MONEY, System, own_columns, scaled, system_of
from data_access.privacy.leaks import Leak, find_leaks, find_linked_leaks
from data_access.privacy.linked import Linked
from data_access.privacy.linking import linked_to, seen_before
from data_access.privacy.openings import last_resorts, openings
from data_access.privacy.release import CODE, Release, exact_values, published_frame, release_of
from data_access.privacy.slices import inner_values
from data_access.privacy.solver import Contradiction
from data_access.privacy.stages import LINKED_STAGE, STAGES, Stage, Told, told_sums
from data_access.privacy.support import support
from data_access.privacy.views import View, alone, together

MOST_ROUNDS = 60
"""Rounds of search and repair after which the gate gives up and refuses; Milan's sections take about ten."""

_BOLD_ROUNDS = 4
_CELLS = len(CELLS)
_GIVES_WAY = [CODE[state] for state in (State.SHOWN, State.COUNT, State.REST)]


def withhold(
    levels: dict[str, pd.DataFrame],
    membership: pd.DataFrame,
    rule: PrivacyRule,
    flags: pd.DataFrame | None = None,
    earlier: Sequence[Release] = (),
    source: SourceWithheld | None = None,
) -> dict[str, pd.DataFrame]:
    """Return the publishable cells of each level, each beside its state.

    `levels`: by level, the columns of `tables.CELLS` (households, EUR/year), NA where the source has no value; index
    area id. `membership`: index section id, columns `nil_id`, `municipio_id`. `flags`: see `alone.states_alone`.
    `earlier`: the editions that are published already, protected together with this one. `source`: what the source
    withheld. A cell whose state is not `shown` is NA: the value is gone. Raises ObservatoryError if no choice of cells
    protects what must be withheld.
    """
    exact = exact_values(levels)
    states = (
        _Gate(levels, membership, rule, flags, earlier, source).closed()
        if len(levels["section"])
        else np.empty((0, _CELLS))
    )
    ends = np.cumsum([len(levels[level]) for level in LEVELS])[:-1]
    parts = zip(LEVELS, np.split(exact, ends), np.split(states, ends), strict=True)
    return {level: published_frame(values, codes, levels[level].index) for level, values, codes in parts}


class _Gate:
    """Search and repair until an attacker learns nothing. Cheap kinds of reasoning are closed first."""

    def __init__(
        self,
        levels: dict[str, pd.DataFrame],
        membership: pd.DataFrame,
        rule: PrivacyRule,
        flags: pd.DataFrame | None = None,
        earlier: Sequence[Release] = (),
        source: SourceWithheld | None = None,
    ) -> None:
        self._exact = exact_values(levels)
        self._first = states_alone(self._exact, rule, flags)
        if source is not None:
            is_withheld = np.vstack([source.cells[level][list(CELLS)].to_numpy(dtype=bool) for level in LEVELS])
            self._first[is_withheld & (self._first == CODE[State.MISSING])] = CODE[State.SOURCE]
        self._sections = len(levels["section"])
        _hide_reasons(self._first[self._sections :])
        bounds = source.bounds if source is not None else {}
        self._release = release_of("", rule, levels, self._first, membership, bounds)
        self._possible = self._fitting()
        self._is_known, self._is_hidden = seen_before(self._release, self._exact, earlier)
        self._earlier, self._linked = earlier, Linked([], [])
        self._opened: set[int] = set()
        self._candidates = candidates_of(self._release, self._exact, self._first)
        is_section = np.arange(len(self._exact))[:, None] < self._sections
        self._of_sections = replace(
            self._candidates, down=self._candidates.down * is_section, up=self._candidates.up * is_section
        )

    def closed(self) -> np.ndarray:
        """States in which no stage finds a leak. Less is told with every repair, so that what is safe once stays so."""
        states, safe = self._first.copy(), np.empty(0, dtype=bool)
        self._withhold(states, np.flatnonzero(self._is_hidden))
        for stage in STAGES:
            proven = safe.copy() if stage.goes_on else np.empty(0, dtype=bool)
            proven = self._close(stage, states, proven)
            safe = safe if stage.is_local else proven
        self._close_linked(states)
        return states

    def _close_linked(self, states: np.ndarray) -> None:
        """Repair `states` until nothing leaks from all editions together; nobody can read those that contradict.

        Once more where fewer shown cells make others look the same.
        """
        kinds: set[tuple[str, int]] = set()
        while True:
            self._linked = linked_to(self._release.with_states(states, self._exact), self._earlier)
            if self._linked.kinds() <= kinds:
                return
            kinds = self._linked.kinds()
            view = self._view(states, LINKED_STAGE)
            try:
                self._possible = inner_values(view.system)
            except Contradiction:
                return
            self._close(LINKED_STAGE, states, np.zeros(len(view.targets.area), dtype=bool))

    def _close(self, stage: Stage, states: np.ndarray, safe: np.ndarray) -> np.ndarray:
        """Repair `states` until the stage finds no leak; which targets it has proven safe, or not asked."""
        for number in range(MOST_ROUNDS):
            view = self._view(states, stage)
            if len(safe) != len(view.targets.area):
                safe = self._not_asked(view, stage)
            leaks = self._search(view, stage, safe)
            if not self._repair(states, leaks, view, stage, number < _BOLD_ROUNDS):
                return safe
        raise ObservatoryError(_UNPROTECTED, area="", cell="")

    def _view(self, states: np.ndarray, stage: Stage) -> View:
        release = self._release.with_states(states, self._exact)
        if stage.is_linked:
            return together(release, self._linked)
        return alone(release, stage, np.where(self._is_known, self._exact, np.nan))

    def _not_asked(self, view: View, stage: Stage) -> np.ndarray:
        """Targets of sections in the stage of the areas above, and the other way round."""
        is_section = view.targets.area < self._sections
        return is_section if stage.above else ~is_section

    def _search(self, view: View, stage: Stage, safe: np.ndarray) -> list[Leak]:
        """Leaks of a stage; what is found safe is entered in `safe`."""
        if stage.is_linked:
            members = [view.release, *self._linked.releases]
            return find_linked_leaks(members, view.system, view.targets, safe, self._possible)
        is_told = told_sums(view.release, stage.told, self._opened)
        system = self._telling(view.system, is_told) if stage.with_sums else view.system
        return find_leaks(system, view.targets, safe, self._possible, not stage.above)

    def _fitting(self) -> np.ndarray:
        """The true value of each variable; what the source withheld has one that fits."""
        system = system_of([self._release], [own_columns(self._release, 0)])
        return inner_values(replace(system, value=scaled(self._with_groups()).ravel()))

    def _with_groups(self) -> np.ndarray:
        sums = np.zeros((len(self._release.parents), _CELLS))
        np.add.at(sums, self._release.groups, self._exact[: self._sections])
        return np.vstack([self._exact, sums])

    def _telling(self, system: System, is_told: np.ndarray) -> System:
        """The system of an attacker who is told these true sums too (areas and groups x cells)."""
        column, truth = system.column[0], self._with_groups()
        is_told = is_told & ~np.isnan(truth) & np.isnan(system.value[column])
        value = system.value.copy()
        value[column[is_told]] = scaled(truth)[is_told]
        return replace(system, value=value)

    def _repair(self, states: np.ndarray, leaks: list[Leak], view: View, stage: Stage, is_bold: bool) -> bool:
        """Tell less, in `states`, until these leaks are closed; whether anything changed.

        Bold: also by cells that could not move yet, as their own area's other cells hold them. Where all sums are told,
        what only opening one can close is left to the next stage. Raises ObservatoryError if nothing can close a leak.
        """
        is_left = stage.told is Told.ALL
        if is_left:
            leaks = [leak for leak in leaks if not self._is_opened(leak, view)]
        candidates = self._candidates if stage.told is Told.NONE else self._of_sections
        choices = [within_relations(candidates, self._exact, states), candidates]
        can_give = (states == self._first) & ~self._is_known
        if stage.is_linked:
            can_give &= ~self._linked.told()[: len(states)]
            leaks = self._linked.new_leaks(leaks, view.targets, self._possible)
        behind = support(view.release) @ sp.diags(can_give.ravel().astype(float))
        behind.resize(len(view.system.value), behind.shape[1])
        demands, hopeless = demands_of(leaks, view.targets, choices[: 1 + is_bold], behind, stage.is_linked)
        opened: set[int] = set()
        if stage.with_sums and not is_left:
            opened = set(self._openings(hopeless, view)) - self._opened
            if not demands and not opened:
                opened = self._last_resort(hopeless, view, states)
            if not demands and not opened:
                demands, _ = demands_of(leaks, view.targets, choices, behind, stage.is_linked)
            if leaks and not demands and not opened:
                raise _unprotected(leaks[0], view)
        self._opened |= opened
        self._withhold(states, self._opened)
        self._withhold(states, cheapest(demands, self._candidates))
        return bool(demands or opened)

    def _is_opened(self, leak: Leak, view: View) -> bool:
        """Whether a sum above the leaking section was opened."""
        area = int(view.targets.area[leak.target])
        if area >= self._sections:
            return False
        above = set(self._release.parents[self._release.groups[area]])
        return any(number // _CELLS in above for number in self._opened)

    def _openings(self, leaks: list[Leak], view: View) -> list[int]:
        column = view.system.column[0]
        return openings(leaks, view.targets, view.release, self._candidates, column, self._exact, self._opened)

    def _last_resort(self, leaks: list[Leak], view: View, states: np.ndarray) -> set[int]:
        flat = states.ravel()
        choices = last_resorts(leaks, view.targets, self._release, self._exact)
        found = ({number for number in numbers if flat[number] in _GIVES_WAY} for numbers in choices)
        return next(filter(None, found), set())

    def _withhold(self, states: np.ndarray, numbers: Iterable[int]) -> None:
        places = np.fromiter(numbers, dtype=int)
        flat = states.ravel()
        flat[places[np.isin(flat[places], _GIVES_WAY)]] = CODE[State.COMPLEMENT]


_UNPROTECTED = mark(
    "Nothing was published: in {area} the cells {cell} can be computed whatever else is withheld. Publish without the "
    "column, or with larger areas."
)


def _unprotected(leak: Leak, view: View) -> ObservatoryError:
    level, area = view.release.areas[view.targets.area[leak.target]]
    cells = ", ".join(view.targets.terms[view.targets.kind[leak.target]])
    return ObservatoryError(_UNPROTECTED, area=f"{level} {area}", cell=cells)


def _hide_reasons(above: np.ndarray) -> None:
    """Above the sections a small count is not called small: areas are so few that the word alone would tell."""
    small = np.isin(above, [CODE[State.COUNT], CODE[State.REST]])
    hidden = np.where(IS_MONEY, CODE[State.DOMINANCE], CODE[State.COMPLEMENT])
    above[small] = np.broadcast_to(hidden, above.shape)[small]
