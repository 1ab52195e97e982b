"""A release: what one edition tells of each cell, as any reader holds it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.tables import CELLS, LEVELS, State, high_column, low_column, state_column
from data_access.disclosure import PrivacyRule
from data_access.editions import Edition, check_format, read_areas, read_sections, read_table
from data_access.privacy.estates import estate_cells, fill_sections
from data_access.privacy.propagation import Bounds
from data_access.privacy.relations import BASE, CELL, IS_MONEY, ROWS, WHOLE
from data_access.privacy.tree import ESTATE, Tree, tree_of

CODE = {state: number for number, state in enumerate(State)}
"""Number of each state in the arrays of a release."""

MOST, MOST_EUR = 1e9, 1e13
"""Households, and EUR/year, that nothing can be more than."""


@dataclass(frozen=True)
class Release:
    """Cells of every area of one edition; arrays are `tables.CELLS` x the areas of `tree`.

    `low`, `high`: households or EUR/year, NaN where missing; `states`: numbers of `CODE`; `tries`: try number by area.
    """

    name: str
    year: int
    rule: PrivacyRule
    tree: Tree
    low: np.ndarray
    high: np.ndarray
    states: np.ndarray
    tries: np.ndarray


def read_release(edition: Edition) -> Release:
    """One edition as its readers hold it. Raises DamagedEdition if it is of another format or cannot be read."""
    check_format(edition)
    levels = {level: read_areas(edition, level) for level in edition.levels}
    finest = LEVELS[0]
    levels[finest] = levels[finest][levels[finest][state_column("households")] != State.MISSING]
    estates = read_table(edition, "complexes")
    frames = {ESTATE: estate_cells(estates)} | levels
    tree = tree_of(
        {level: frame.index for level, frame in levels.items()}, read_sections(edition), estate_sections(estates)
    )
    privacy = edition.manifest["privacy"]
    tries = [privacy["tries"].get(level, {}).get(area, 0) for level, area in tree.areas]
    names = np.vstack([frame[[state_column(cell) for cell in CELLS]].to_numpy(str) for frame in frames.values()]).T
    return Release(
        edition.folder.name,
        edition.year,
        PrivacyRule(int(privacy["least_base"]), int(privacy["least_count"])),
        tree,
        stacked(frames, [low_column(cell) for cell in CELLS]),
        stacked(frames, [high_column(cell) for cell in CELLS]),
        np.select([names == str(state) for state in CODE], list(CODE.values())).astype(np.int8),
        np.array(tries, dtype=np.int64),
    )


def stacked(frames: Mapping[str, pd.DataFrame], columns: list[str]) -> np.ndarray:
    """Columns of all levels as floats, columns x areas; NaN where NA."""
    parts = [frame[columns].astype("Float64").to_numpy(dtype=float, na_value=np.nan) for frame in frames.values()]
    return np.vstack(parts).T


def estate_sections(estates: pd.DataFrame) -> pd.Series:
    """Section of each estate of the table `complexes`, by estate."""
    if estates.empty:
        return pd.Series([], index=pd.Index([], dtype="str"), dtype="str")
    return estates.set_index("complex_id")["section_id"]


def bounds_of(release: Release, households: pd.Series | None = None) -> Bounds:
    """What `release` tells, and what its rule lets conclude at once, over `relations.ROWS` and the nodes of its tree.

    `households`: exact households by section, as the census counts them, where the reader holds them too.
    """
    tree, areas = release.tree, len(release.tree.areas)
    low, high = np.zeros((len(ROWS), tree.size)), np.full((len(ROWS), tree.size), MOST)
    high[: len(CELLS)][IS_MONEY] = MOST_EUR
    low[: len(CELLS), :areas] = np.nan_to_num(release.low)
    high[: len(CELLS), :areas] = np.fmin(np.nan_to_num(release.high, nan=MOST_EUR), high[: len(CELLS), :areas])
    bounds = Bounds(low, high, _absent(release))
    for cell in range(len(CELLS)):
        _conclude(release, bounds, cell)
    if households is not None:
        nodes = tree.nodes(tree.levels[1])
        known = households.reindex(tree.areas[nodes].get_level_values(1)).to_numpy(dtype=float)
        low[CELL["households"], nodes] = np.where(np.isnan(known), low[CELL["households"], nodes], known)
        high[CELL["households"], nodes] = np.where(np.isnan(known), high[CELL["households"], nodes], known)
    fill_sections(bounds, tree)
    return bounds


def _conclude(release: Release, bounds: Bounds, cell: int) -> None:
    """A base that is too small is between 1 and the least base; a sum of money that is not nothing is somebody's."""
    states, every = release.states[cell], np.arange(len(release.tree.areas))
    if IS_MONEY[cell]:
        at = every[(states == CODE[State.DOMINANCE]) | (release.low[cell] > 0)]
        bounds.raise_low((WHOLE[cell], at), np.ones(len(at)))
        return
    at = every[states == CODE[State.BASE]]
    is_all = release.states[CELL["households"], at] == CODE[State.BASE]
    for base, places in ((BASE[cell], at[~is_all]), (CELL["households"], at[is_all])):
        bounds.raise_low((base, places), np.ones(len(places)))
        bounds.lower_high((base, places), np.full(len(places), release.rule.least_base - 1.0))


def _absent(release: Release) -> np.ndarray:
    """Rows x nodes: where a cell is missing, or a term of a difference."""
    tree, missing = release.tree, release.states == CODE[State.MISSING]
    absent = np.zeros((len(ROWS), tree.size), dtype=bool)
    for row, terms in enumerate(ROWS):
        absent[row, : len(tree.areas)] = missing[[CELL[cell] for cell in terms]].any(axis=0)
    return absent
