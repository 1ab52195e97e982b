"""Slices: what ties Municipi together, and values that fit, away from the bounds."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data_access.privacy import solver
from data_access.privacy.inference import own_columns, system_of
from data_access.privacy.leaks import prove
from data_access.privacy.release import CELL
from data_access.privacy.slices import (
    inner_values,
    joins_municipi,
    municipi_of,
    neighbours_of,
    only_cell,
    only_municipio,
    only_neighbours,
    only_sections,
)
from data_access.privacy.solver import Bounds, Contradiction, blocks_of
from data_access.privacy.targets import targets_of
from data_access.publish import places_of
from tests.data_access.small_publication import COUNTS, small_release, small_sources

HOUSEHOLDS = CELL["households"]
NIL, MUNICIPIO, CITY, GROUPS = 12, 15, 17, 18
"""First place of each kind of area behind the twelve sections of 40 households; then the groups."""


def test_totals_of_municipi_and_of_the_city_tie_municipi_together():
    assert np.flatnonzero(joins_municipi(small_release())).tolist() == [MUNICIPIO, MUNICIPIO + 1, MUNICIPIO + 2]


def test_so_do_the_parts_of_a_neighbourhood_that_lies_in_two():
    places = places_of(small_sources()).drop(columns="geometry")
    places.iloc[3, places.columns.get_loc("municipio_id")] = "2"
    joined = np.flatnonzero(joins_municipi(small_release(places=places)))
    assert joined.tolist() == [MUNICIPIO, MUNICIPIO + 1, MUNICIPIO + 2, GROUPS, GROUPS + 1]


def test_the_slices_move_sections_one_cell_or_one_municipio():
    told = small_release()
    assert only_sections(told).any(axis=1).tolist() == [True] * NIL + [False] * 9
    moves = only_cell(told, "households")
    assert moves[:, HOUSEHOLDS].all() and moves.sum() == len(moves)
    assert municipi_of(told) == ["1", "2"]
    second = np.flatnonzero(only_municipio(told, "2").all(axis=1)).tolist()
    assert second == [8, 9, 10, 11, NIL + 2, MUNICIPIO + 1, CITY, GROUPS + 2]
    assert np.array_equal(only_municipio(told, "2").any(axis=1), only_municipio(told, "2").all(axis=1))


def test_municipi_that_share_a_neighbourhood_move_together_with_what_lies_in_none():
    assert neighbours_of(small_release()) == []
    places = places_of(small_sources()).drop(columns="geometry")
    municipio = places.columns.get_loc("municipio_id")
    places.iloc[3, municipio], places.iloc[11, municipio] = "2", pd.NA
    told = small_release(places=places)
    assert neighbours_of(told) == [("1", "2")]
    assert only_neighbours(told, ("1", "2")).all()
    assert not only_municipio(told, "1")[11].any()


def test_the_city_is_the_sum_of_its_municipi_and_of_what_lies_in_none():
    places = places_of(small_sources()).drop(columns="geometry")
    places.iloc[11, places.columns.get_loc("municipio_id")] = pd.NA
    *_, (wholes, parts) = small_release(places=places).sums()
    assert set(wholes) == {CITY}
    assert parts.tolist() == [MUNICIPIO, MUNICIPIO + 1, GROUPS + 3]


def test_inner_values_fit_and_lie_inside():
    told = small_release(withheld=[0, 1])
    system = system_of([told], [own_columns(told, 0)])
    values = inner_values(system)
    first, second = values[system.column[0][[0, 1], HOUSEHOLDS]]
    assert first + second == pytest.approx(80)
    assert 20 < first < 60
    assert np.array_equal(values[~np.isnan(system.value)], system.value[~np.isnan(system.value)])


def test_values_that_fit_nothing_are_refused():
    told = small_release(withheld=[0, 1])
    told.values[NIL, HOUSEHOLDS] = 10.0
    system = system_of([told], [own_columns(told, 0)])
    with pytest.raises(Contradiction):
        inner_values(system)


def proven(told, moving, least=50):
    """Sections whose households are proven safe where only `moving` can differ from possible values."""
    system = system_of([told], [own_columns(told, 0)])
    targets = targets_of([told], system, [least], ({"households": 1},))
    value = inner_values(system)
    value[system.column[0][moving]] = system.value[system.column[0][moving]]
    safe = np.zeros(len(targets.area), dtype=bool)
    prove(replace(system, value=value), targets, safe)
    return targets.area[safe].tolist()


def test_a_slice_proves_what_moves_in_it_and_says_nothing_of_what_is_set():
    told = small_release(withheld=[0, 1])
    assert proven(told, only_sections(told)) == [0, 1]
    assert proven(told, only_cell(told, "households")) == [0, 1]
    assert proven(told, only_cell(told, "both_known")) == []
    assert proven(told, only_municipio(told, "2")) == []


def test_a_slice_never_proves_what_is_known():
    told = small_release(withheld=[0])
    assert proven(told, only_sections(told), least=50) == []
    assert proven(told, only_sections(told), least=40) == [0]


@pytest.mark.parametrize("large", [1, 20_000])
def test_a_push_shows_what_can_be_by_a_vertex_or_by_an_interior_point(monkeypatch, large):
    monkeypatch.setattr(solver, "LARGE_BLOCK", large)
    told = small_release(withheld=[0, 1])
    system = system_of([told], [own_columns(told, 0)])
    place = system.column[0][0, HOUSEHOLDS]
    block = next(block for block in blocks_of(system) if place in block.unknowns)
    cost = (block.unknowns == place).astype(float)
    bounds = Bounds(block)
    known_or_poor = COUNTS["both_known"] + COUNTS["above_10"] - COUNTS["valid_above_10"]
    assert bounds.push(cost) @ cost == pytest.approx(known_or_poor, abs=1e-5)
    assert bounds.push(-cost) @ cost == pytest.approx(2 * COUNTS["households"] - known_or_poor, abs=1e-5)
