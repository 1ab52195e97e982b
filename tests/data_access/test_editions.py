"""Editions are looked at once when opened: one of another format or that was changed is named and left out."""

import json
import shutil

import pytest

from contract.errors import DamagedEdition
from data_access.editions import MANIFEST, find_edition, list_damaged, list_editions
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


def test_an_older_format_names_the_command_that_mends_it(two_years, tmp_path):
    root = shutil.copytree(two_years, tmp_path / "editions")
    changed(root, format=1)
    assert "python -m data_access publish" in list_damaged(root)[0].damage.sentence("it")


def test_the_manifest_tells_nothing_of_the_extract_but_its_name(two_years):
    sources = find_edition(two_years / "2023").manifest["sources"]
    assert all(set(file) == {"name"} for file in sources.values())
