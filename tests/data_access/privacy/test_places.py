"""Areas under other codes: one place has one window in all editions, and the attack reads both together."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

from contract.tables import low_column
from data_access.editions import MANIFEST, read_areas
from data_access.privacy.attack import attack
from data_access.privacy.places import Places
from data_access.publishing.publish import exact_of, places_of, publish
from tests.data_access.privacy.test_leaky_editions import SAFE, SECTIONS, S
from tests.data_access.small_publication import small_sources


def renamed(sources, sections, **columns):
    """`sources` with other codes: of sections by code, of the areas in `columns` likewise."""
    drawn = sources.sections.assign(**{name: sources.sections[name].replace(codes) for name, codes in columns.items()})
    drawn["section_id"] = drawn["section_id"].replace(sections)
    households = sources.households.assign(section_id=sources.households["section_id"].replace(sections))
    return replace(sources, sections=drawn, households=households)


def other(code):
    return f"015146{int(code[6:]) + 5000:07d}"


ALL = {code: other(code) for code in S}
RENUMBERED = {
    "each section": (ALL, {}),
    "sections in a row, each with its neighbour's": (dict(zip(S, [*S[1:], other(S[0])], strict=True)), {}),
    "two that changed codes": ({S[0]: S[1], S[1]: S[0]}, {}),
    "neighbourhoods": ({}, {"nil_id": {str(number): f"N{number}" for number in range(1, 10)}}),
    "all": (ALL, {"nil_id": {"1": "2", "2": "1"}, "municipio_id": {"1": "I", "2": "II"}}),
}


def read_into(places, sources):
    """Tree of `sources` beside the editions of `places`, to which it is added as an edition is."""
    tree = exact_of(sources, places).tree
    levels = {level: tree.areas[tree.nodes(level)].get_level_values(1) for level in tree.levels[1:]}
    places.add(levels, places_of(sources), places.first_codes(levels, places_of(sources)), tree.begins)
    return tree


@pytest.mark.parametrize("renumbering", RENUMBERED.values(), ids=[*RENUMBERED])
def test_windows_of_a_place_begin_where_they_began_whatever_its_code(renumbering):
    sections, columns = renumbering
    places, sources = Places(), small_sources(count=SECTIONS)
    before = read_into(places, sources)
    after = read_into(places, renamed(sources, sections, **columns))
    again = read_into(places, sources)
    named = {"section": sections, "nil": columns.get("nil_id", {}), "municipio": columns.get("municipio_id", {})}
    codes = [(level, named.get(level, {}).get(code, code)) for level, code in before.areas]
    at = after.areas.get_indexer(codes)
    assert (at >= 0).all() and (after.hashed[at] == before.hashed).all()
    assert list(after.places[at]) == list(before.places) == list(again.places)
    assert (again.hashed == before.hashed).all() and len(after.begins)


def test_the_place_of_an_edition_of_other_codes_is_told_in_its_manifest_and_read_by_the_attack(tmp_path):
    rows = {place: SAFE | {"renters": 2} for place in range(SECTIONS)}
    sources = small_sources(2023, rows, SECTIONS)
    recoded = renamed(sources, ALL)
    first, second = publish(sources, tmp_path / "together"), publish(recoded, tmp_path / "together")
    assert "renumbered" not in first.manifest["privacy"]
    assert ["section", other(S[0]), S[0]] in second.manifest["privacy"]["renumbered"]
    assert attack(tmp_path / "together") == []
    told = [read_areas(each, "section")[low_column("renters")].tolist() for each in (first, second)]
    assert told[0] == told[1]
    alone = publish(recoded, tmp_path / "alone")
    assert attack(tmp_path / "alone") == []
    assert not np.array_equal(read_areas(alone, "section")[low_column("renters")], told[0])
    shutil.rmtree(second.folder)
    shutil.copytree(alone.folder, second.folder)
    (second.folder / MANIFEST).write_text(json.dumps(alone.manifest | {"revision": second.revision}))
    assert any(leak.cells == (("renters", 1),) for leak in attack(tmp_path / "together"))
