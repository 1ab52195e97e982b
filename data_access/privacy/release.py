"""A release: what one edition tells of each cell, as any reader holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from contract.tables import CELLS, LEVELS, State, high_column, low_column, state_column
from data_access.disclosure import PrivacyRule
from data_access.editions import Edition, read_areas, read_sections, read_table
from data_access.editions.soundness import check_manifest, check_tables
from data_access.privacy.estates import estate_cells, fill_sections
from data_access.privacy.places import Places
from data_access.privacy.propagation import CENT, Bounds
from data_access.privacy.relations import CELL, CLOSING, IS_MONEY, ROWS
from data_access.privacy.tree import ESTATE, Tree, tree_of

CODE = {state: number for number, state in enumerate(State)}
"""Number of each state in the arrays of a release."""

MOST, MOST_EUR = 1e9, 1e13
"""Households, and EUR/year, that nothing can be more than."""

HOUSEHOLDS = CELL["households"]
_TERMS = [[CELL[cell] for cell in terms] for terms in ROWS]


@dataclass(frozen=True)
class Release:
    """Cells of every area of one edition; arrays are `tables.CELLS` x the areas of `tree`.

    `low`, `high`: households or EUR/year, NaN where missing; `states`: numbers of `CODE`.
    """

    name: str
    rule: PrivacyRule
    tree: Tree
    low: np.ndarray
    high: np.ndarray
    states: np.ndarray
    year: int = 0

    @cached_property
    def closes(self) -> tuple[bool, ...]:
        """Whether each of `relations.CLOSING` can be zero in every area, at least one with households telling it all.

        Taken of a release that tells nothing, what is not so would follow from it.
        """
        told, lives = [CODE[State.SHOWN], CODE[State.SOURCE]], self.high[HOUSEHOLDS] > 0
        is_zero = []
        for terms in CLOSING:
            rows, signs = [CELL[cell] for cell in terms], np.array(list(terms.values()))[:, None]
            ends = signs * self.low[rows], signs * self.high[rows]
            least, most = np.minimum(*ends).sum(axis=0), np.maximum(*ends).sum(axis=0)
            is_seen = (np.isin(self.states[rows], told).all(axis=0) & lives).any()
            is_zero.append(bool(is_seen) and not ((least > 0) | (most < 0)).any())
        return tuple(is_zero)


def read_release(edition: Edition, places: Places) -> Release:
    """One edition as its readers hold it, whose areas are added to `places`.

    Raises DamagedEdition if it is of another format, or no longer what was published.
    """
    check_manifest(edition.manifest, edition.folder, edition.year)
    check_tables(edition.manifest, edition.folder)
    levels = {level: read_areas(edition, level) for level in edition.levels}
    finest = LEVELS[0]
    levels[finest] = levels[finest][levels[finest][state_column("households")] != State.MISSING]
    estates = read_table(edition, "complexes")
    frames = {ESTATE: estate_cells(estates)} | levels
    ids = {level: frame.index for level, frame in levels.items()}
    privacy = edition.manifest["privacy"]
    sections = read_sections(edition)
    firsts = places.first_codes(ids, sections)
    begins = {(level, code): former for level, code, former in privacy.get("renumbered", [])}
    places.add(ids, sections, firsts, begins)
    return Release(
        edition.folder.name,
        PrivacyRule(int(privacy["least_base"]), int(privacy["least_count"])),
        tree_of(ids, sections, estate_sections(estates), firsts, begins),
        stacked(frames, [*map(low_column, CELLS)]),
        stacked(frames, [*map(high_column, CELLS)]),
        _codes(frames),
        edition.year,
    )


def read_releases(editions: Sequence[Edition]) -> tuple[list[Release], Places]:
    """Editions one after another, oldest first, and all their areas; a damaged one is told before any is read."""
    for edition in editions:
        check_manifest(edition.manifest, edition.folder, edition.year)
    places = Places()
    return [read_release(edition, places) for edition in editions], places


def stacked(frames: Mapping[str, pd.DataFrame], columns: list[str]) -> np.ndarray:
    """Columns of all levels as floats, columns x areas; NaN where NA."""
    rows = (
        np.concatenate([frame[name].to_numpy(dtype=float, na_value=np.nan) for frame in frames.values()])
        for name in columns
    )
    return np.stack(list(rows))


def _codes(frames: Mapping[str, pd.DataFrame]) -> np.ndarray:
    """State of every cell of all levels as numbers of `CODE`, cells x areas."""
    states = pd.Index([str(state) for state in CODE], dtype="str")
    rows = (
        np.concatenate([states.get_indexer(frame[name]) for frame in frames.values()])
        for name in map(state_column, CELLS)
    )
    return np.stack(list(rows)).astype(np.int8)


def estate_sections(estates: pd.DataFrame) -> pd.Series:
    """Section of each estate of the table `complexes`, by estate."""
    if estates.empty:
        return pd.Series([], index=pd.Index([], dtype="str"), dtype="str")
    return estates.set_index("complex_id")["section_id"]


def bounds_of(release: Release, nodes: np.ndarray, census: np.ndarray | None = None) -> Bounds:
    """What `release` tells of `nodes` (sorted) and its rule lets conclude at once, over `relations.ROWS`.

    `census`: exact households of each area where a reader holds them too, NaN elsewhere.
    """
    areas = nodes[: np.searchsorted(nodes, len(release.tree.areas))]
    shape = len(ROWS), len(nodes)
    bounds = Bounds(np.zeros(shape), np.full(shape, MOST), np.zeros(shape, dtype=bool))
    own, cells = slice(len(areas)), slice(len(CELLS))
    bounds.high[cells][IS_MONEY] = MOST_EUR
    bounds.narrow((cells, own), np.nan_to_num(release.low[:, areas]), np.nan_to_num(release.high[:, areas], nan=np.inf))
    for row, closes in zip(range(-len(CLOSING), 0), release.closes, strict=True):
        bounds.low[row], bounds.high[row] = (0, 0) if closes else (-MOST, MOST)
    missing = release.states[:, areas] == CODE[State.MISSING]
    for row, terms in enumerate(_TERMS):
        bounds.is_absent[row, own] = missing[terms].any(axis=0)
    is_base = release.states[HOUSEHOLDS, areas] == CODE[State.BASE]
    bounds.narrow((HOUSEHOLDS, np.flatnonzero(is_base)), 1.0, release.rule.least_base - 1.0)
    is_dominated = release.states[:, areas] == CODE[State.DOMINANCE]
    bounds.low[cells, own] = np.where(is_dominated, np.maximum(bounds.low[cells, own], CENT), bounds.low[cells, own])
    if census is not None:
        known = census[areas]
        bounds.narrow(
            (HOUSEHOLDS, own), np.where(np.isnan(known), -np.inf, known), np.where(np.isnan(known), np.inf, known)
        )
    fill_sections(bounds, release.tree, nodes)
    return bounds
