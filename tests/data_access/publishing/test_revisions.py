"""Revisions of a year: who, when, what changed; one made current again is what readers get, until a newer one comes."""

import os
import shutil
from pathlib import Path

import pytest

from contract.errors import DamagedEdition, Refused, UnknownEdition
from data_access.__main__ import main
from data_access.disclosure import PrivacyRule
from data_access.editions import find_edition, list_editions
from data_access.editions.acts import ACTS, chosen_revision
from data_access.publishing.publish import Publication, publish
from data_access.publishing.revisions import FIGURES, RULE, make_current, note_published, revisions_of
from tests.data_access.small_publication import small_sources


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Three revisions of 2023: other figures in the second, another rule in the third."""
    folder = tmp_path_factory.mktemp("published")
    publish(small_sources(), folder)
    publish(small_sources(rows={0: {"above_10": 19}}), folder)
    note_published(publish(small_sources(), folder, Publication(PrivacyRule(10, 5))), "Ada")
    return folder


@pytest.fixture
def root(published, tmp_path):
    """A copy of them."""
    return Path(shutil.copytree(published, tmp_path / "editions"))


def current(root):
    return [edition.revision for edition in list_editions(root)]


def test_the_last_revision_is_current_until_another_is_chosen_and_again_once_a_newer_one_comes(root):
    assert current(root) == [3]
    assert make_current(root / "2023.1", "Bice").revision == 1
    assert current(root) == [1] and find_edition(root / "2023").revision == 1
    assert find_edition(root / "2023.3").revision == 3
    make_current(root / "2023.2", "Bice")
    assert current(root) == [2]
    publish(small_sources(), root)
    assert current(root) == [4]


def test_the_list_says_who_what_changed_and_which_is_current(root):
    make_current(root / "2023.2", "Bice")
    first, second, third = revisions_of(root, 2023)
    assert (first.by, first.changes, first.is_current) == ("", (), False)
    assert (second.changes, second.is_current) == ((FIGURES,), True)
    assert (third.by, set(third.changes)) == ("Ada", {FIGURES, RULE})


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_nobody_acts_without_a_name(root, name):
    with pytest.raises(Refused):
        make_current(root / "2023.1", name)
    assert current(root) == [3]


def test_what_is_not_there_or_damaged_cannot_be_made_current(root):
    with pytest.raises(UnknownEdition):
        make_current(root / "2023.9", "Ada")
    (root / "2023.2" / "areas.parquet").write_bytes(b"")
    os.utime(root / "2023.2" / "manifest.json")
    with pytest.raises((DamagedEdition, UnknownEdition)):
        make_current(root / "2023.2", "Ada")
    assert current(root) == [3]


def test_a_chosen_revision_that_is_damaged_later_gives_way_to_the_last(root):
    make_current(root / "2023.1", "Ada")
    manifest = root / "2023" / "manifest.json"
    manifest.write_text(manifest.read_text()[:50])
    assert current(root) == [3]


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"at": 1}', "", "\x00", '{"at":"","by":"","act":"made_current","year":2023']
)
def test_a_line_cut_short_changes_nothing(root, line):
    make_current(root / "2023.1", "Ada")
    with (root / ACTS).open("a") as file:
        file.write(line + "\n")
    assert chosen_revision(root, 2023, 3) == 1


def test_the_commands_tell_and_choose(root, capsys):
    assert main(["--language", "en", "current", str(root / "2023.1")]) == 0
    assert "Revision 1 of 2023" in capsys.readouterr().out
    assert main(["revisions", str(root / "2023")]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [line[:2] for line in lines] == [["2023.1", "*"], ["2023.2", ""], ["2023.3", ""]]
    assert main(["current", str(root / "2023")]) == 1
    assert main(["current", str(root / "1999.1")]) == 1
