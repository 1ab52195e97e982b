"""Slices: what ties Municipi together, and values that fit, away from the bounds."""

import numpy as np
import pytest

from data_access.privacy.inference import own_columns, system_of
from data_access.privacy.release import CELL
from data_access.privacy.slices import inner_values, joins_municipi
from data_access.privacy.solver import Contradiction
from data_access.publish import places_of
from tests.data_access.small_publication import small_release, small_sources

HOUSEHOLDS = CELL["households"]
NIL, MUNICIPIO, GROUPS = 12, 15, 18
"""First place of each kind of area behind the twelve sections of 40 households; then the groups."""


def test_totals_of_municipi_and_of_the_city_tie_municipi_together():
    assert np.flatnonzero(joins_municipi(small_release())).tolist() == [MUNICIPIO, MUNICIPIO + 1, MUNICIPIO + 2]


def test_so_do_the_parts_of_a_neighbourhood_that_lies_in_two():
    places = places_of(small_sources()).drop(columns="geometry")
    places.iloc[3, places.columns.get_loc("municipio_id")] = "2"
    joined = np.flatnonzero(joins_municipi(small_release(places=places)))
    assert joined.tolist() == [MUNICIPIO, MUNICIPIO + 1, MUNICIPIO + 2, GROUPS, GROUPS + 1]


def test_inner_values_fit_and_lie_inside():
    told = small_release(withheld=[0, 1])
    system = system_of([told], [own_columns(told, 0)])
    first, second = inner_values(system, system.column[0][[0, 1], HOUSEHOLDS])
    assert first + second == pytest.approx(80)
    assert 20 < first < 60


def test_values_that_fit_nothing_are_refused():
    told = small_release(withheld=[0, 1])
    told.values[NIL, HOUSEHOLDS] = 10.0
    system = system_of([told], [own_columns(told, 0)])
    with pytest.raises(Contradiction):
        inner_values(system, system.column[0][[0, 1], HOUSEHOLDS])
