"""Editions read together: which cells are one number, what earlier ones tell already, and what is new."""

import numpy as np

from contract.tables import State
from data_access.privacy.attack import attack_releases
from data_access.privacy.leaks import find_leaks
from data_access.privacy.linking import linked_to, shared_columns
from data_access.privacy.release import CELL
from data_access.privacy.slices import inner_values
from data_access.privacy.views import together
from data_access.publishing.publish import exact_areas, places_of
from tests.data_access.small_publication import release_of_states, small_sources

SECTIONS, HOUSEHOLDS, INCOME_KNOWN = 40, CELL["households"], CELL["income_known"]
NIL = SECTIONS
HIDDEN = State.COMPLEMENT


def edition(year, states=None, rows=None):
    """Households the same everywhere in all years, `both_known` another number each year; states by (area, cell)."""
    everywhere = {
        place: {"households": 30 + place, "both_known": 12 + (year + place) % 9, "above_10": 6, "valid_above_10": 3}
        for place in range(SECTIONS)
    }
    for place, cells in (rows or {}).items():
        everywhere[place] |= cells
    sources = small_sources(year, everywhere, SECTIONS)
    return release_of_states(str(year), exact_areas(sources), places_of(sources), states or {})


def test_the_new_one_keeps_its_numbers_and_shares_only_what_does_not_change():
    new = edition(2023)
    linked = linked_to(new, [edition(2022)])
    assert np.array_equal(linked.columns[0].ravel(), np.arange(linked.columns[0].size))
    assert ("2022", HOUSEHOLDS) in linked.kinds() and ("2022", CELL["both_known"]) not in linked.kinds()
    shared = linked.columns[1] < linked.columns[0].size
    assert shared[:SECTIONS, HOUSEHOLDS].all() and not shared[SECTIONS:].any()
    assert linked_to(new, []).releases == [] and linked_to(new, []).kinds() == set()


def test_cells_that_show_different_numbers_are_not_joined_by_one_that_shows_none():
    first, last = (edition(year, rows={0: {"households": size}}) for year, size in ((2021, 9), (2023, 11)))
    between = edition(2022, {(0, "households"): State.COMPLEMENT})
    ((_, *columns),) = [[column for _, column in group] for group in shared_columns([last, first, between])]
    ids = [column[0, HOUSEHOLDS] for column in columns]
    assert len(set(ids)) == 2
    assert len({column[1, HOUSEHOLDS] for column in columns}) == 1


def test_what_an_earlier_one_shows_or_calls_small_is_told_already():
    states = {(0, "households"): State.COUNT, (1, "households"): State.COMPLEMENT}
    small = {0: {"households": 2, "both_known": 1, "above_10": 0, "valid_above_10": 0}}
    told = linked_to(edition(2023, states, small), [edition(2022, states, small)]).told()
    assert told[0, HOUSEHOLDS] and told[2, HOUSEHOLDS]
    assert not told[1, HOUSEHOLDS] and not told[NIL].any()


def leaks_together(new, earlier):
    """Areas that leak from both editions, and those of them that the earlier one does not tell by itself."""
    linked = linked_to(new, [earlier])
    view = together(new, linked)
    possible = inner_values(view.system)
    found = find_leaks(view.system, view.targets, np.zeros(len(view.targets.area), dtype=bool), possible)
    kept = linked.new_leaks(found, view.targets, possible)
    return tuple({int(view.targets.area[leak.target]) for leak in leaks} for leaks in (found, kept))


def test_what_the_earlier_one_tells_by_itself_is_no_new_leak():
    nobody = {0: {"households": 2, "both_known": 0, "above_10": 0, "valid_above_10": 0}}
    small, one, other = ({(place, "households"): state} for place, state in enumerate([State.COUNT] + [HIDDEN] * 2))
    old, well = edition(2022, small, nobody), edition(2022, small | one, nobody)
    assert leaks_together(edition(2023, small, nobody), old) == ({0}, set())
    assert leaks_together(edition(2023, small | one, nobody), well) == (set(), set())
    assert leaks_together(edition(2023, small | other, nobody), well) == ({0}, {0})


def test_editions_that_contradict_each_other_are_read_one_by_one_and_it_is_said():
    hidden = {(0, "households"): HIDDEN, (1, "households"): HIDDEN}
    one, same, other = (
        edition(year, hidden, {0: {"households": size}}) for year, size in ((2022, 32), (2023, 32), (2023, 33))
    )
    said = []
    assert attack_releases([one, same], said.append) == [] and said == []
    assert attack_releases([one, other], said.append) == []
    assert said == ["Editions contradict each other where their cells look the same: they are read one by one."]
