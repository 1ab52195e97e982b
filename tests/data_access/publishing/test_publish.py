"""Publishing: whole or not at all, revisions kept, nothing withheld written, areas exact."""

import hashlib
import json
from dataclasses import replace

import pandas as pd
import pytest

from contract.errors import DamagedEdition, Fault, Refused, UnknownEdition, UnknownName
from contract.household_columns import DOMINANCE
from contract.tables import CELLS, LEVELS, State, state_column
from data_access.editions import find_edition, list_editions, list_revisions, read_areas, read_sections
from data_access.publishing.publish import Publication, publish
from tests.data_access.small_publication import IDS, small_sources

FIXED = Publication(created="2026-01-01T00:00:00+00:00")


def fingerprint(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def test_windows_of_areas_hold_their_exact_sums_although_sections_are_withheld(tmp_path):
    edition = publish(
        small_sources(
            rows={0: {"above_10": 2, "valid_above_10": 2}, 5: {"households": 8, "both_known": 5, "above_10": 4}}
        ),
        tmp_path,
    )
    sections, nil = read_areas(edition, "section"), read_areas(edition, "nil")
    assert sections.loc[IDS[0], "above_10_state"] == State.SHOWN
    assert sections.loc[IDS[5], "above_10_state"] == State.BASE
    city = read_areas(edition, "city")
    assert city.loc["015146", "area_name"] == "Milano"
    municipi = read_areas(edition, "municipio")
    for frame, cell, sums in (
        (nil, "above_10", [20, 22, 24]),
        (municipi, "households", [288, 160]),
        (city, "households", [11 * 40 + 8]),
        (city, "above_10", [66]),
    ):
        low, high = frame[f"{cell}_low"], frame[f"{cell}_high"]
        assert ((low <= sums) & (sums <= high) & (high - low == 2)).all()
        assert (frame[f"{cell}_state"] == State.SHOWN).all()


def test_a_withheld_number_is_in_no_file_of_the_edition(tmp_path):
    edition = publish(small_sources(rows={0: {"above_10": 2, "income_eur": 123_457.25, "both_known": 9}}), tmp_path)
    for path in edition.folder.rglob("*.parquet"):
        assert "123457.25" not in pd.read_parquet(path).to_csv()
    assert all(b"123457.25" not in path.read_bytes() for path in edition.folder.rglob("*") if path.is_file())
    for level in ("section", "nil", "municipio", "city"):
        areas = read_areas(edition, level)
        for cell in CELLS:
            assert areas.loc[areas[state_column(cell)] != State.SHOWN, cell].isna().all()


def test_what_the_gate_alone_may_know_is_in_no_file_of_the_edition(tmp_path):
    sources = small_sources()
    flags = [column.name for column in DOMINANCE]
    edition = publish(replace(sources, households=sources.households.assign(**dict.fromkeys(flags, True))), tmp_path)
    for path in edition.folder.rglob("*.parquet"):
        assert not set(flags) & set(pd.read_parquet(path))
    assert all(b"is_dominated" not in path.read_bytes() for path in edition.folder.rglob("*") if path.is_file())


def test_cells_newer_than_an_edition_are_missing_in_it(tmp_path):
    rows = {place: {"erp_households": 20, "erp_above_10": 5} for place in range(12)}
    edition = publish(small_sources(rows=rows), tmp_path)
    today = {level: read_areas(edition, level) for level in LEVELS}
    for name in ("households", "areas"):
        path = edition.folder / f"{name}.parquet"
        frame = pd.read_parquet(path)
        frame.drop(columns=[column for column in frame if column.startswith("erp_")]).to_parquet(path, index=False)
    for level in LEVELS:
        before = read_areas(edition, level)
        assert list(before.columns) == list(today[level].columns)
        assert (before.dtypes == today[level].dtypes).all()
        assert (today[level]["erp_above_10_state"] != State.MISSING).all()
        assert before["erp_above_10"].isna().all() and (before["erp_above_10_state"] == State.MISSING).all()


def test_a_section_whose_households_are_not_known_does_not_stop_the_gate(tmp_path):
    rows = {place: {"households": 40, "renters": 9} for place in range(12)}
    edition = publish(small_sources(rows=rows | {0: {"households": None}, 5: {"renters": 1}}), tmp_path)
    assert read_areas(edition, "section").loc[IDS[0], "renters_state"] == State.MISSING
    assert read_areas(edition, "nil")["households_state"].to_dict() == {"1": "missing", "2": "shown", "3": "shown"}


def test_a_section_without_extract_and_one_without_polygon_are_both_there(tmp_path):
    sources = small_sources()
    sources = replace(sources, households=sources.households.drop(index=3), sections=sources.sections.drop(index=7))
    edition = publish(sources, tmp_path)
    areas, places = read_areas(edition, "section"), read_sections(edition)
    assert list(areas.index) == list(places.index) == IDS
    assert areas.loc[IDS[3], "households_state"] == State.MISSING
    assert places.geometry[IDS[7]] is None
    city = read_areas(edition, "city").iloc[0]
    assert city["households_low"] <= 11 * 40 <= city["households_high"]
    drawn = json.loads(edition.layer("section").read_text())["features"]
    assert [feature["properties"]["id"] for feature in drawn] == [each for each in IDS if each != IDS[7]]
    assert all(areas.index[f["properties"]["i"]] == f["properties"]["id"] for f in drawn)


def test_the_same_year_again_is_a_new_revision_and_the_former_is_kept(tmp_path):
    first = publish(small_sources(), tmp_path)
    before = fingerprint(first.folder)
    second = publish(small_sources(rows={0: {"above_10": 9}}), tmp_path)
    assert (first.revision, second.revision) == (1, 2)
    assert fingerprint(first.folder) == before
    assert find_edition(tmp_path / "2023") == second
    assert find_edition(tmp_path / "2023.1") == first
    assert list_editions(tmp_path) == [second]
    assert list_revisions(tmp_path) == [first, second]


def test_the_same_input_gives_the_same_bytes(tmp_path):
    one = publish(small_sources(), tmp_path / "one", FIXED)
    two = publish(small_sources(), tmp_path / "two", FIXED)
    assert fingerprint(one.folder) == fingerprint(two.folder)


def test_the_manifest_tells_years_rule_and_hashes(tmp_path):
    edition = publish(small_sources(), tmp_path)
    manifest = edition.manifest
    assert manifest["reference_years"] == {"spend": 2023, "income": 2021}
    assert manifest["privacy"]["least_base"] == 10
    for resource in manifest["resources"]:
        content = (edition.folder / resource["path"]).read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert resource["bytes"] == len(content)


def test_errors_refuse_and_leave_everything_as_it_was(tmp_path):
    publish(small_sources(), tmp_path)
    before = fingerprint(tmp_path)
    sources = small_sources()
    sources.faults.append(Fault("any", "The file is empty."))
    with pytest.raises(Refused):
        publish(sources, tmp_path)
    assert fingerprint(tmp_path) == before


def test_a_failure_on_the_way_leaves_nothing_behind(tmp_path, monkeypatch):
    publish(small_sources(), tmp_path)
    before = fingerprint(tmp_path)
    monkeypatch.setattr(
        "data_access.publishing.publish.describe", lambda *_: (_ for _ in ()).throw(OSError("disk full"))
    )
    with pytest.raises(OSError, match="disk full"):
        publish(small_sources(), tmp_path)
    assert fingerprint(tmp_path) == before


def test_unknown_editions_and_levels_are_named(tmp_path):
    edition = publish(small_sources(), tmp_path)
    with pytest.raises(UnknownEdition, match="2023"):
        find_edition(tmp_path / "1999")
    with pytest.raises(UnknownName, match="municipio"):
        read_areas(edition, "street")


@pytest.mark.parametrize("name", ["manifest.json", "areas.parquet", "sections.parquet", "households.parquet"])
def test_a_damaged_edition_is_named_in_plain_words(tmp_path, name):
    edition = publish(small_sources(), tmp_path)
    (edition.folder / name).write_bytes((edition.folder / name).read_bytes()[:40])
    with pytest.raises(DamagedEdition, match=name):
        found = find_edition(tmp_path / "2023")
        assert found.manifest and len(read_areas(found, "city")) and len(read_areas(found, "section"))
        read_sections(found)
