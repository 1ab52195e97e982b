"""Possible values, away from the bounds, and the slice in which only sections move."""

from functools import partial

import numpy as np
import pandas as pd
import pytest

from data_access.privacy.inference import own_columns, system_of
from data_access.privacy.leaks import find_leaks, find_linked_leaks
from data_access.privacy.release import CELL
from data_access.privacy.slices import inner_values, only_sections
from data_access.privacy.solver import Contradiction
from data_access.privacy.targets import targets_of
from data_access.publishing.publish import places_of
from tests.data_access.small_publication import small_release, small_sources

HOUSEHOLDS = CELL["households"]
NIL, MUNICIPIO, CITY, GROUPS = 12, 15, 17, 18
"""First place of each kind of area behind the twelve sections of 40 households; then the groups."""


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


def found(told, least, is_linked):
    """Sections whose households are known too well, and those that are proven safe."""
    system = system_of([told], [own_columns(told, 0)])
    targets = targets_of([told], system, [least], ({"households": 1},))
    safe = np.zeros(len(targets.area), dtype=bool)
    search = partial(find_linked_leaks, [told]) if is_linked else find_leaks
    leaks = search(system, targets, safe, inner_values(system))
    return [int(targets.area[leak.target]) for leak in leaks], targets.area[safe].tolist()


@pytest.mark.parametrize("is_linked", [True, False])
def test_what_is_found_is_the_same_with_the_slice_and_without(is_linked):
    leaks, safe = found(small_release(withheld=[0, 1]), 50, is_linked)
    assert not {0, 1} & set(leaks) and {0, 1} <= set(safe)
    leaks, safe = found(small_release(withheld=[0]), 50, is_linked)
    assert 0 in leaks and 0 not in safe


def test_in_the_slice_sections_move_and_no_sum_above_them():
    told = small_release(withheld=[0, 1, NIL, NIL + 1, MUNICIPIO])
    system = system_of([told], [own_columns(told, 0)])
    possible = inner_values(system)
    part = only_sections(system, [told], possible)
    moves = np.isnan(part.value[system.column[0][:, HOUSEHOLDS]])
    assert np.flatnonzero(moves).tolist() == [0, 1]
    assert np.array_equal(part.value[~np.isnan(part.value)], possible[~np.isnan(part.value)])
