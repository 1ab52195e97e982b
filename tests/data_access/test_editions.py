"""Editions are looked at once when opened: one of another format or that was changed is named and left out."""

import json
import shutil

import pytest

from contract.errors import DamagedEdition
from data_access.editions import FORMAT, MANIFEST, find_edition, list_damaged, list_editions
from data_access.privacy.attack import attack
from data_access.publishing.publish import publish
from tests.data_access.small_publication import small_sources


@pytest.fixture(scope="module")
def two_years(tmp_path_factory):
    folder = tmp_path_factory.mktemp("editions")
    for year in (2022, 2023):
        publish(small_sources(year), folder)
    return folder


def changed(root, **fields):
    manifest = json.loads((root / "2023" / MANIFEST).read_text())
    (root / "2023" / MANIFEST).write_text(json.dumps(manifest | fields))


def flipped(root):
    path = root / "2023" / "households.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut_short(path):
    path.write_bytes(path.read_bytes()[:-10])


DAMAGES = {
    "a flipped byte": flipped,
    "an older format": lambda root: changed(root, format=1),
    "a layer elsewhere": lambda root: changed(root, layers={"section": "../../secret"}),
    "a layer cut short": lambda root: cut_short(next((root / "2023" / "layers").glob("nil.*.geojson"))),
    "a missing layer": lambda root: next((root / "2023" / "layers").glob("city.*.geojson")).unlink(),
    "no JSON": lambda root: (root / "2023" / MANIFEST).write_text("{"),
    "a missing table": lambda root: (root / "2023" / "areas.parquet").unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_edition_is_named_and_left_out_and_the_other_works(two_years, tmp_path, damage):
    root = shutil.copytree(two_years, tmp_path / "editions")
    damage(root)
    assert [edition.year for edition in list_editions(root)] == [2022]
    (left,) = list_damaged(root)
    assert "2023" in left.damage.sentence("it")
    with pytest.raises(DamagedEdition):
        find_edition(root / "2023")


NO_SUCH = {
    "is_demonstration": None, "city": {"id": "015146"}, "levels": ["section"], "created": "yesterday", "sources": None,
    "reference_years": {"spend": 2023}, "privacy": {"least_base": "10", "least_count": 3}, "report": [{}],
    "level_names": {"nil": "quarter"}, "layers": {"nil": 1}, "tiles": {"section": {}}, "resources": [], "name": 1,
    "year": "2023", "revision": None,
}  # fmt: skip
"""Values that publishing never writes, by field."""


MAY_LACK = ("level_names", "tiles")


@pytest.mark.parametrize(
    ("field", "is_gone"),
    [*((field, False) for field in NO_SUCH), *((field, True) for field in NO_SUCH if field not in MAY_LACK)],
)
def test_an_edition_without_a_sound_field_is_left_out_and_the_field_is_named(two_years, tmp_path, field, is_gone):
    root = shutil.copytree(two_years, tmp_path / "editions")
    told = json.loads((root / "2023" / MANIFEST).read_text())
    told = {name: value for name, value in told.items() if name != field} | ({} if is_gone else {field: NO_SUCH[field]})
    (root / "2023" / MANIFEST).write_text(json.dumps(told))
    assert [edition.year for edition in list_editions(root)] == [2022]
    assert f"«{field}»" in list_damaged(root)[0].damage.sentence("it")
    with pytest.raises(DamagedEdition):
        attack(root)


@pytest.mark.parametrize("name", ["2024", "2021.2"])
def test_a_folder_with_the_name_of_another_year_is_never_taken_for_it(two_years, tmp_path, name):
    root = shutil.copytree(two_years, tmp_path / "editions")
    (root / "2023").rename(root / name)
    assert [edition.year for edition in list_editions(root)] == [2022]
    assert "2023" in list_damaged(root)[0].damage.sentence("it")


def test_tables_that_took_each_other_s_place_are_never_attacked_nor_shown(two_years, tmp_path):
    root = shutil.copytree(two_years, tmp_path / "editions")
    areas, sections = root / "2023" / "areas.parquet", root / "2023" / "sections.parquet"
    areas.rename(root / "kept"), sections.rename(areas), (root / "kept").rename(sections)
    with pytest.raises(DamagedEdition, match=r"areas\.parquet"):
        attack(root)
    with pytest.raises(DamagedEdition, match=r"areas\.parquet"):
        publish(small_sources(2024), root)


def test_a_newer_format_asks_for_a_newer_program_and_not_to_publish_again(two_years, tmp_path):
    root = shutil.copytree(two_years, tmp_path / "editions")
    changed(root, format=FORMAT + 1)
    told = list_damaged(root)[0].damage.sentence("en")
    assert "Update the program" in told and "publish" not in told


def test_an_older_format_names_the_command_that_mends_it(two_years, tmp_path):
    root = shutil.copytree(two_years, tmp_path / "editions")
    changed(root, format=1)
    assert "python -m data_access publish" in list_damaged(root)[0].damage.sentence("it")


def test_the_manifest_tells_nothing_of_the_extract_but_its_name(two_years):
    sources = find_edition(two_years / "2023").manifest["sources"]
    assert all(set(file) == {"name"} for file in sources.values())
