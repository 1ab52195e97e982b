"""Editions for people with a role alone: who finds them, and what never goes from one to a public edition."""

import json
import shutil

import pytest

from data_access.__main__ import main
from data_access.editions import SAMPLE, find_edition, find_layer, list_editions
from data_access.editions.layer_files import layer_digest
from data_access.publishing.carried import edition_before
from data_access.publishing.publish import Publication, publish
from data_access.publishing.revisions import make_current
from reports.__main__ import main as reports
from reports.decks.command import readings_beside
from reports.open_data.catalogue import served_catalogue
from tests.data_access.small_publication import small_sources


def make_internal(folder, value=True):
    """Change the manifest of a copied edition."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"is_internal": value}), encoding="utf-8")


def with_layer_of_its_own(folder):
    """Make the polygons of the edition in `folder` other than any other's; the new layer's name."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found = find_edition(folder).layer("nil")
    (folder / "new").write_bytes(found.read_bytes().replace(b'"FeatureCollection"', b'"FeatureCollection" '))
    name = f"nil.{layer_digest(folder / 'new')}.geojson"
    (folder / "new").rename(found.with_name(name))
    manifest["layers"]["nil"] = str(found.with_name(name).relative_to(folder))
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return name


@pytest.fixture
def root(tmp_path):
    """2021 and 2022 public, 2023 internal."""
    shutil.copytree(SAMPLE, tmp_path / "editions")
    make_internal(tmp_path / "editions" / "2023")
    return tmp_path / "editions"


def test_an_internal_year_is_listed_only_where_it_is_asked_for(root):
    assert [each.year for each in list_editions(root)] == [2021, 2022]
    assert [each.year for each in list_editions(root, with_internal=True)] == [2021, 2022, 2023]


@pytest.mark.parametrize("value", [True, 1, "yes", "false", None, 0, [], {}])
def test_what_is_not_plainly_public_is_internal(root, value):
    make_internal(root / "2022", value)
    assert [each.year for each in list_editions(root)] == [2021]


def test_a_year_whose_newest_revision_is_internal_still_shows_its_public_one(tmp_path):
    publish(small_sources(), tmp_path)
    publish(small_sources(), tmp_path, Publication(is_internal=True))
    assert [each.revision for each in list_editions(tmp_path)] == [1]
    assert [each.revision for each in list_editions(tmp_path, with_internal=True)] == [2]
    make_current(tmp_path / "2023.2", "Ada")
    assert [each.revision for each in list_editions(tmp_path)] == [1]


def test_the_manifest_says_internal_where_it_is_so_and_nothing_where_it_is_not(tmp_path):
    publish(small_sources(), tmp_path)
    publish(small_sources(), tmp_path, Publication(is_internal=True))
    assert "is_internal" not in find_edition(tmp_path / "2023.1").manifest
    assert find_edition(tmp_path / "2023.2").manifest["is_internal"] is True


def test_a_public_edition_keeps_nothing_of_an_internal_one(root):
    assert edition_before(root, 2024).year == 2022
    assert edition_before(root, 2024, with_internal=True).year == 2023


def test_layers_of_an_internal_edition_are_found_for_insiders_alone(root):
    with_layer_of_its_own(root / "2023")
    edition = find_edition(root / "2023")
    own = {edition.layer(name).name for name in edition.manifest["layers"]}
    public = {each.layer(name).name for each in list_editions(root) for name in each.manifest["layers"]}
    assert own - public and public
    for name in own - public:
        assert find_layer(root, name) is None
        assert find_layer(root, name, with_internal=True)[0].year == 2023
    for name in public:
        assert find_layer(root, name)[0].year in (2021, 2022)


@pytest.mark.parametrize("name", ["", ".", "..", "../2023/manifest.json", "manifest.json", "households.parquet",
                                  "/etc/passwd", "%2e%2e/manifest.json", "x/1/1/1.pbf", "nil\0.geojson"])  # fmt: skip
def test_no_name_leads_to_any_other_file(root, name):
    assert find_layer(root, name, with_internal=True) is None


def test_a_layer_of_a_public_edition_too_is_public(root):
    name = find_edition(root / "2022").layer("nil").name
    make_internal(root / "2022")
    shared = any(name == find_edition(root / "2021").layer(each).name for each in ("nil",))
    assert (find_layer(root, name) is not None) is shared


def test_open_data_and_decks_of_public_editions_know_nothing_of_internal_ones(root, tmp_path, capsys):
    told = served_catalogue(root, "https://energia.test/")
    assert "year=2022" in told and "2023" not in told
    assert set(readings_beside(find_edition(root / "2022"))) == {2021, 2022}
    assert set(readings_beside(find_edition(root / "2023"))) == {2021, 2022, 2023}
    assert reports(["open-data", str(root / "2023"), "--out", str(tmp_path / "open"), "--language", "en"]) == 1
    assert "is internal" in capsys.readouterr().err
    assert not (tmp_path / "open").exists()


def test_the_command_publishes_internally_where_told_so(capsys):
    with pytest.raises(SystemExit):
        main(["publish", "--help"])
    assert "--internal" in capsys.readouterr().out
