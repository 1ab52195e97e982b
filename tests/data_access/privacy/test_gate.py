"""The attack finds what can be computed, and nothing where the gate has closed every way."""

import numpy as np
import pandas as pd
import pytest

from contract.tables import CELLS, State, state_column
from data_access.__main__ import main
from data_access.disclosure import PrivacyRule
from data_access.privacy.attack import attack_releases
from data_access.privacy.gate import withhold
from data_access.privacy.release import release_of, states_of
from data_access.publishing.publish import Publication, exact_areas, places_of, publish
from tests.data_access.small_publication import small_sources

RULE = PrivacyRule()
CHAIN = {"above_05": 12, "above_06": 12, "above_08": 9, "above_10": 6, "above_12": 3, "above_15": 3, "above_20": 0}
FULL = {f"valid_{cell}": max(count - 3, 0) if count > 5 else 0 for cell, count in CHAIN.items()}


def city(rows=None):
    everywhere = {place: CHAIN | FULL | {"renters": 9} for place in range(12)}
    for place, cells in (rows or {}).items():
        everywhere[place] |= cells
    sources = small_sources(rows=everywhere)
    return exact_areas(sources), places_of(sources).drop(columns="geometry")


def findings(levels, places, published, rule=RULE):
    release = release_of("2023", rule, published, states_of(published), places)
    return attack_releases([release])


def shown_again(published, exact, level, area, cell):
    published[level].loc[area, cell] = exact[level].loc[area, cell]
    published[level].loc[area, state_column(cell)] = State.SHOWN


@pytest.mark.parametrize("least_count", [3, 5])
def test_the_gate_leaves_nothing_to_compute(least_count):
    rule = PrivacyRule(10, least_count)
    exact, places = city({0: {"renters": 1}, 5: {"renters": 2}, 9: {"renters": 38}})
    published = withhold(exact, places, rule)
    assert findings(exact, places, published, rule) == []
    assert (published["section"]["renters_state"] == State.COMPLEMENT).any()


def test_a_small_count_alone_in_its_neighbourhood_takes_another_with_it():
    exact, places = city({0: {"renters": 1}})
    published = withhold(exact, places, PrivacyRule())
    in_nil = published["section"].loc[places.index[places["nil_id"] == "1"], "renters_state"]
    assert sorted(in_nil) == [State.COMPLEMENT, State.COUNT, State.SHOWN, State.SHOWN]
    assert (published["nil"]["renters_state"] == State.SHOWN).all()


def test_what_is_withheld_has_no_value():
    exact, places = city({0: {"renters": 1}})
    published = withhold(exact, places, PrivacyRule())
    for frame in published.values():
        for cell in CELLS:
            assert frame.loc[frame[state_column(cell)] != State.SHOWN, cell].isna().all()


def test_a_complement_shown_again_is_a_leak():
    exact, places = city({0: {"renters": 1}})
    published = withhold(exact, places, PrivacyRule())
    states = published["section"]["renters_state"]
    (complement,) = states.index[states == State.COMPLEMENT]
    shown_again(published, exact, "section", complement, "renters")
    (leak,) = [leak for leak in findings(exact, places, published) if leak.cells == (("renters", 1),)]
    assert (leak.level, leak.low, leak.high) == ("section", 1, 1)


def test_two_cutoffs_that_differ_by_two_households_are_a_leak():
    exact, places = city()
    published = withhold(exact, places, PrivacyRule())
    area = exact["section"].index[3]
    published["section"].loc[area, ["above_08", "above_08_state"]] = [8, State.SHOWN]
    exact["section"].loc[area, "above_08"] = 8
    published["nil"]["above_08_state"] = State.MISSING
    published["municipio"]["above_08_state"] = State.MISSING
    published["city"]["above_08_state"] = State.MISSING
    for level in ("nil", "municipio", "city"):
        published[level]["above_08"] = np.nan
    sums = {leak.sum for leak in findings(exact, places, published) if leak.area == area}
    assert "above_08 - above_10" in sums


def test_a_published_edition_has_no_leak_and_one_that_was_changed_has(tmp_path, capsys):
    sources = small_sources(rows={place: CHAIN | FULL | {"renters": 9} for place in range(12)} | {0: {"renters": 1}})
    edition = publish(sources, tmp_path, Publication())
    assert main(["attack", str(tmp_path)]) == 0
    path = edition.folder / "households.parquet"
    cells = pd.read_parquet(path)
    cells.loc[cells["renters_state"] == State.COMPLEMENT, ["renters", "renters_state"]] = [9, State.SHOWN]
    cells.to_parquet(path)
    assert main(["attack", str(tmp_path)]) == 1
    assert "renters\t1\t1" in capsys.readouterr().out


def test_a_folder_without_editions_is_refused(tmp_path, capsys):
    assert main(["attack", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err
