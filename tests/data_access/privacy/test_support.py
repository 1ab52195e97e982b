"""A number that is known rests on the cells that would have to go for it to be unknown."""

import numpy as np
import pytest

from contract.tables import CELLS
from data_access.privacy.release import CELL
from data_access.privacy.support import support
from data_access.publishing.publish import places_of
from tests.data_access.small_publication import small_release, small_sources

HOUSEHOLDS = CELL["households"]
NIL, MUNICIPIO, CITY, GROUP = 12, 15, 17, 18
"""First place of each kind of area behind the twelve sections: three NIL, two Municipi, the city; then the groups."""


def rests_on(number, withheld=(), places=None):
    """Areas on whose households those of `number` (an area, or a group after the areas) rest."""
    row = support(small_release(withheld, places))[number * len(CELLS) + HOUSEHOLDS].tocoo()
    assert (row.data == 1).all()
    areas, cells = np.divmod(row.col, len(CELLS))
    assert (cells == HOUSEHOLDS).all()
    return sorted(areas.tolist())


@pytest.mark.parametrize("number", [NIL, GROUP])
def test_a_sum_of_told_parts_rests_on_the_parts(number):
    assert rests_on(number) == [0, 1, 2, 3]


def test_a_section_rests_on_itself():
    assert rests_on(2) == [2]


def test_a_neighbourhood_with_a_withheld_section_rests_on_its_own_cell():
    assert rests_on(NIL, withheld=[0]) == rests_on(GROUP, withheld=[0]) == [NIL]


def test_a_municipio_and_the_city_rest_on_neighbourhoods_where_sections_are_withheld():
    assert rests_on(MUNICIPIO, withheld=[0]) == [4, 5, 6, 7, NIL]
    assert rests_on(CITY, withheld=[0]) == [4, 5, 6, 7, 8, 9, 10, 11, NIL]


def test_a_municipio_with_a_withheld_neighbourhood_rests_on_its_own_cell():
    assert rests_on(MUNICIPIO, withheld=[0, NIL]) == [MUNICIPIO]


def test_a_withheld_group_of_a_withheld_neighbourhood_rests_on_nothing_published():
    assert rests_on(GROUP, withheld=[0, NIL]) == []


def test_a_neighbourhood_split_between_municipi_does_not_tell_its_halves():
    places = places_of(small_sources()).drop(columns="geometry")
    places.iloc[3, places.columns.get_loc("municipio_id")] = "2"
    assert rests_on(GROUP, withheld=[0], places=places) == []
    assert rests_on(NIL, withheld=[0], places=places) == [NIL]


def test_the_city_rests_on_a_municipio_with_a_withheld_neighbourhood_and_on_the_parts_of_the_others():
    assert rests_on(CITY, withheld=[0, NIL]) == [8, 9, 10, 11, MUNICIPIO]
