"""A release: all the cells of one edition with their states, as any reader holds them, ready for linear algebra."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from contract.schema import Kind
from contract.tables import CELLS, HOUSEHOLDS, LEVELS, State, state_column
from data_access.disclosure import PrivacyRule
from data_access.editions import Edition, read_areas, read_sections

STATES = tuple(State)
CODE = {state: number for number, state in enumerate(STATES)}
"""Number of each state in the arrays of a release."""

CELL = {name: place for place, name in enumerate(CELLS)}
"""Place of each cell in the arrays of a release."""


@dataclass(frozen=True)
class Release:
    """Cells of every area of one edition.

    `areas`: (level, area id), sections first. `values`: areas x cells (households, EUR/year), NaN unless shown.
    `states`: same shape, numbers of `CODE`. `groups`: for each section the place of the finest area that the published
    ones cut out (NIL within Municipio). `parents`: sums that a reader can check: for each group, the places of the
    areas it belongs to (-1: none), one column for NIL, Municipio and city. `source_bounds`: per column, between which
    numbers lies a section's cell that the source withheld (households, EUR/year).
    """

    name: str
    rule: PrivacyRule
    areas: pd.MultiIndex
    values: np.ndarray
    states: np.ndarray
    groups: np.ndarray
    parents: np.ndarray
    source_bounds: dict[str, tuple[float, float]] = field(default_factory=dict)

    def with_states(self, states: np.ndarray, exact: np.ndarray) -> "Release":
        """The same release with other states; the values are those of `exact` where shown."""
        return replace(self, states=states, values=np.where(states == CODE[State.SHOWN], exact, np.nan))

    def sums(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """What adds up to what, level by level: for each part (areas, then groups) the area that it is a part of.

        Sections make groups; groups make NIL and Municipi; Municipi, and groups that are in none, make the city: as one
        sum of all groups it would tie all their unknowns together and say no more.
        """
        groups = len(self.areas) + np.arange(len(self.parents))
        nil, municipio, city = self.parents.T
        yield groups[self.groups], np.arange(len(self.groups))
        yield nil[nil >= 0], groups[nil >= 0]
        yield municipio[municipio >= 0], groups[municipio >= 0]
        municipi = np.unique(municipio[municipio >= 0])
        parts = np.concatenate([municipi, groups[municipio < 0]])
        yield np.full(len(parts), city[0]), parts


def read_release(edition: Edition) -> Release:
    """One edition as its readers hold it."""
    levels = {level: read_areas(edition, level) for level in LEVELS}
    listed = levels["section"].index
    privacy = edition.manifest["privacy"]
    rule = PrivacyRule(int(privacy["least_base"]), int(privacy["least_count"]))
    membership = read_sections(edition).reindex(listed)[["nil_id", "municipio_id"]]
    return release_of(edition.folder.name, rule, levels, states_of(levels), membership, edition.source_bounds)


def exact_values(levels: dict[str, pd.DataFrame]) -> np.ndarray:
    """Exact cells of all levels, finest first (areas x cells); NaN where the source has none."""
    return np.vstack([_floats(levels[level]) for level in LEVELS])


def release_of(
    name: str,
    rule: PrivacyRule,
    levels: dict[str, pd.DataFrame],
    states: np.ndarray,
    membership: pd.DataFrame,
    source_bounds: dict[str, tuple[float, float]] | None = None,
) -> Release:
    """Build a release. `levels`: cells by level, index area id; `states`: numbers of `CODE`, areas x cells.

    `membership`: index section id, columns `nil_id`, `municipio_id` (NA where a section belongs to none).
    """
    areas = pd.MultiIndex.from_tuples([(level, area) for level in LEVELS for area in levels[level].index])
    belongs = membership.reindex(levels["section"].index)[["nil_id", "municipio_id"]].astype(object)
    belongs = belongs.where(belongs.notna(), "").astype(str)
    groups, members = pd.factorize(pd.MultiIndex.from_frame(belongs))
    place = {area: number for number, area in enumerate(areas)}
    city = place["city", levels["city"].index[0]]
    parents = np.array([[place.get(("nil", nil), -1), place.get(("municipio", mun), -1), city] for nil, mun in members])
    values = np.where(states == CODE[State.SHOWN], exact_values(levels), np.nan)
    return Release(name, rule, areas, values, states, groups, parents, source_bounds or {})


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


def states_of(levels: dict[str, pd.DataFrame]) -> np.ndarray:
    """Numbers of the states that published frames carry, areas x cells."""
    columns = [state_column(cell) for cell in CELLS]
    number = {str(state): code for state, code in CODE.items()}
    return np.vstack([levels[level][columns].map(number.__getitem__).to_numpy(np.int8) for level in LEVELS])


def _floats(frame: pd.DataFrame) -> np.ndarray:
    return frame[list(CELLS)].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
