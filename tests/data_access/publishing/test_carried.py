"""What nobody gives for a new edition is kept from the one before, table by table, and told."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from contract.errors import Severity
from data_access.disclosure import PrivacyRule
from data_access.editions import find_edition, read_sections, read_table
from data_access.editions.origins import Origin
from data_access.intake.sources import has_errors
from data_access.privacy.attack import attack
from data_access.publishing.carried import KEPT_TABLES, Keeping, edition_before
from data_access.publishing.publish import Publication, publish
from data_access.publishing.review import review
from tests.data_access.rich_city import FILES, of_year, rich_city
from tests.data_access.small_city import YEAR, section_ids
from tests.sealed import seal

RULE = PrivacyRule()


@pytest.fixture
def city(tmp_path):
    return rich_city(tmp_path)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    publish(reviewed(rich_city(folder), folder / "editions"), folder / "editions")
    return folder / "editions"


@pytest.fixture
def root(published, tmp_path):
    """A folder with one edition that has every table."""
    return Path(shutil.copytree(published, tmp_path / "editions"))


def reviewed(city, into, year=YEAR, rule=RULE, keeping=None, **paths):
    sources = review(year, replace(city.paths(), **paths), city.mapping, rule, into, keeping)
    assert not has_errors(sources.faults), [fault.sentence("en") for fault in sources.faults]
    return sources


def alone(city):
    """The same city with the extract and the polygons only."""
    city.more = {}
    return city


def origins(sources):
    return {each.table: each.origin for each in sources.origins}


def test_every_table_has_a_file_in_these_tests():
    assert set(FILES) == set(KEPT_TABLES)


def test_a_first_edition_tells_what_was_given_and_what_is_missing(city, tmp_path):
    del city.more["venues"]
    told = origins(reviewed(city, tmp_path / "editions"))
    assert told.pop("venues") is Origin.MISSING
    assert set(told.values()) == {Origin.GIVEN}


def test_what_is_not_given_is_kept_row_by_row(city, root):
    before = find_edition(root / str(YEAR))
    sources = reviewed(alone(city), root)
    assert set(origins(sources).values()) == {Origin.KEPT}
    after = publish(sources, root)
    for name in KEPT_TABLES:
        former, kept = read_table(before, name), read_table(after, name)
        assert len(kept) == len(FILES[name].splitlines()) - 1
        pd.testing.assert_frame_equal(
            kept[sorted(kept)], former[sorted(former)], check_dtype=False, obj=f"table {name}"
        )
    assert attack(root) == []


def test_the_next_year_keeps_all_but_the_bills_of_another_year(city, root):
    sources = reviewed(alone(of_year(city, YEAR + 1)), root, YEAR + 1)
    told = origins(sources)
    assert told.pop("city_heat") is Origin.NOT_KEPT
    assert set(told.values()) == {Origin.KEPT}
    complexes = next(each for each in sources.origins if each.table == "complexes")
    assert complexes.sentence("en") == f"Kept from edition {YEAR}.1. Rows: 2."
    after = publish(sources, root)
    assert {each["table"]: each["origin"] for each in after.manifest["tables"]}["readings"] == "kept"
    assert attack(root) == []


def test_a_year_before_all_others_keeps_nothing_of_a_later_one(city, root):
    assert set(origins(reviewed(alone(of_year(city, YEAR - 1)), root, YEAR - 1)).values()) == {Origin.MISSING}
    assert edition_before(root, YEAR - 1) is None


def test_a_given_table_replaces_the_former_one_and_says_both_counts(city, root):
    city.more = {"venues": city.more["venues"]}
    city.more["venues"].write_text(FILES["venues"] + "cam,CAM,9.1552,45.4611\n", encoding="utf-8")
    sources = reviewed(city, root)
    venues = next(each for each in sources.origins if each.table == "venues")
    assert (venues.origin, venues.rows, venues.former_rows) == (Origin.REPLACED, 2, 1)
    assert len(read_table(publish(sources, root), "venues")) == 2


def test_a_table_is_left_out_only_when_asked(city, root):
    sources = reviewed(alone(city), root, keeping=Keeping(left_out=("streets", "weather")))
    told = origins(sources)
    assert {name for name, origin in told.items() if origin is Origin.LEFT_OUT} == {"streets", "weather"}
    edition = publish(sources, root)
    assert read_table(edition, "streets").empty and len(read_table(edition, "venues"))


def test_invented_data_are_never_mixed_with_real_ones(city, tmp_path):
    root = tmp_path / "editions"
    publish(reviewed(city, root), root, Publication(is_demonstration=True))
    alone(city)
    assert set(origins(reviewed(city, root)).values()) == {Origin.NOT_KEPT}
    assert set(origins(reviewed(city, root, keeping=Keeping(is_demonstration=True))).values()) == {Origin.KEPT}


def test_another_city_s_tables_are_not_kept(city, root):
    for edition in root.glob("[0-9]*"):
        manifest = json.loads((edition / "manifest.json").read_text())
        manifest["city"]["id"] = "001272"
        (edition / "manifest.json").write_text(json.dumps(manifest))
    assert set(origins(reviewed(alone(city), root)).values()) == {Origin.NOT_KEPT}


def test_windows_of_another_width_lose_the_counts_of_kept_estates_and_say_so(city, root):
    sources = reviewed(alone(city), root, rule=PrivacyRule(10, 5))
    [warning] = [fault for fault in sources.faults if fault.code == "kept_in_other_windows"]
    assert warning.severity is Severity.WARNING and "5" in warning.sentence("it")
    estates = read_table(publish(sources, root, Publication(PrivacyRule(10, 5))), "complexes")
    assert list(estates["households_state"]) == ["missing", "missing"]
    assert list(estates["dwellings"]) == [60, 40]


def test_counts_in_wider_windows_are_lost_rather_than_told_falsely(city, root):
    path = root / str(YEAR) / "complexes.parquet"
    estates = pd.read_parquet(path)
    estates.loc[0, "households_high"] = estates.loc[0, "households_low"] + 5
    estates.to_parquet(path, index=False)
    seal(root / str(YEAR))
    sources = reviewed(alone(city), root)
    assert sources.tables["complexes"]["households"].isna().all()
    assert [fault.values["count"] for fault in sources.faults if fault.code == "kept_without_counts"] == ["1"]


def test_an_estate_below_a_higher_least_base_is_not_told_as_one_just_below_it(city, tmp_path):
    """52 households under a least base of 60: under 10 they would be told as 57 to 59."""
    into = tmp_path / "higher"
    publish(reviewed(city, into, rule=PrivacyRule(60, 3)), into, Publication(PrivacyRule(60, 3)))
    estate = read_table(publish(reviewed(alone(city), into), into), "complexes").iloc[0]
    assert estate["households_state"] == "missing" and pd.isna(estate["households_high"])


def test_kept_readings_of_an_estate_that_is_gone_are_left_out_and_counted(city, root):
    city.more = {"complexes": city.more["complexes"]}
    city.more["complexes"].write_text("".join(FILES["complexes"].splitlines(keepends=True)[:2]), encoding="utf-8")
    sources = reviewed(city, root)
    [warning] = [fault for fault in sources.faults if fault.code == "kept_without_estate"]
    assert warning.values == {"table": "readings", "former": f"{YEAR}.1", "count": "1"}
    assert list(sources.tables["readings"]["complex_id"]) == ["A"]


def test_new_readings_are_held_to_the_kept_estates(city, root):
    city.more = {"readings": city.more["readings"]}
    city.more["readings"].write_text(FILES["readings"].replace(",B,", ",Z,"), encoding="utf-8")
    sources = review(YEAR, city.paths(), city.mapping, RULE, root)
    assert [(fault.code, fault.file, fault.row) for fault in sources.faults if fault.severity is Severity.ERROR] == [
        ("unknown_complex", "readings.csv", 3)
    ]


def test_polygons_too_are_those_of_the_edition_before(city, root):
    before = read_sections(find_edition(root / str(YEAR)))
    after = read_sections(publish(reviewed(alone(city), root, sections=None), root))
    assert after.geometry.geom_equals(before.geometry).all()
    assert after.drop(columns="geometry").equals(before.drop(columns="geometry"))


def test_without_polygons_and_without_an_edition_before_it_is_said(city, tmp_path):
    sources = review(YEAR, replace(city.paths(), sections=None), city.mapping, RULE, tmp_path / "none")
    assert [fault.code for fault in sources.faults if fault.severity is Severity.ERROR] == ["no_sections"]


def test_kept_estates_stand_in_the_sections_of_new_polygons(city, root):
    city.polygons["SEZ2011"] += 500
    city.extract["SEZ2011"] = [str(int(section) + 500) for section in section_ids()]
    city.write()
    sources = reviewed(alone(city), root)
    assert set(sources.tables["complexes"]["section_id"].dropna()) <= set(sources.sections["section_id"])


def test_estates_without_a_section_are_warned_of_by_name_and_not_told(city, root):
    register = city.more["complexes"]
    header, row, *others = FILES["complexes"].splitlines()
    names = header.split(",")
    values = dict(zip(names, row.split(","), strict=True)) | dict.fromkeys({"lon", "lat", "section_id"} & {*names}, "")
    register.write_text("\n".join([header, ",".join(values.values()), *others]) + "\n", encoding="utf-8")
    sources = reviewed(city, root)
    (told,) = [fault for fault in sources.faults if fault.code == "estates_without_section"]
    assert told.values == {"count": "1", "estates": values["complex_id"]}
    estates = read_table(publish(sources, root), "complexes").set_index("complex_id")
    assert pd.isna(estates.loc[values["complex_id"], "households_high"])
