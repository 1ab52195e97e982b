"""Publishing in a process of its own: told while it runs and after, one at a time, whole or not at all."""

import os
import random
import signal
import time
from dataclasses import replace

import pytest

from contract.errors import Refused
from data_access.__main__ import main
from data_access.editions import list_editions
from data_access.editions.acts import read_acts
from data_access.intake.mappings import write_mapping
from data_access.privacy.attack import Finding
from data_access.publishing import proof, running
from data_access.publishing.journal import (
    JOURNAL,
    STEP_SECONDS,
    Busy,
    Ending,
    Journal,
    claimed,
    is_running,
    read_journal,
    write_journal,
)
from data_access.publishing.publish import Publication, publish
from data_access.publishing.running import publish_told, start
from tests.data_access.publishing.test_commands import run
from tests.data_access.rich_city import rich_city
from tests.data_access.small_publication import small_sources

ATTACKED = Publication(is_attacked=True)


def ended(root, seconds=120):
    deadline = time.monotonic() + seconds
    while is_running(root):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return read_journal(root)


def test_a_publication_goes_on_by_itself_and_tells_its_steps(tmp_path):
    start(small_sources(), tmp_path, ATTACKED, "Ada")
    assert read_journal(tmp_path).ending is Ending.RUNNING
    with pytest.raises(Busy) as refused:
        start(small_sources(), tmp_path, ATTACKED, "Bice")
    assert "Ada" in refused.value.sentence("it") and "2023" in refused.value.sentence("en")
    journal = ended(tmp_path)
    assert (journal.ending, journal.revision, journal.by) == (Ending.PUBLISHED, 1, "Ada")
    assert [step for step, _ in journal.steps] == list(STEP_SECONDS)
    assert [(act.by, act.act, act.revision) for act in read_acts(tmp_path)] == [("Ada", "published", 1)]
    assert (tmp_path / JOURNAL).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["", " "])
def test_nobody_publishes_without_a_name(tmp_path, name):
    with pytest.raises(Refused):
        start(small_sources(), tmp_path, ATTACKED, name)
    assert not list(tmp_path.iterdir())


def test_a_publication_killed_at_any_moment_leaves_the_editions_whole(tmp_path, monkeypatch):
    first = publish(small_sources(), tmp_path)
    made = []
    popen = running.subprocess.Popen
    monkeypatch.setattr(
        running.subprocess, "Popen", lambda *args, **more: made.append(popen(*args, **more)) or made[-1]
    )
    chance = random.Random(3)
    for turn in range(4):
        start(small_sources(rows={0: {"above_10": 9}}), tmp_path, ATTACKED, "Ada")
        while turn and is_running(tmp_path) and not read_journal(tmp_path).steps:
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.4))
        os.kill(made[-1].pid, signal.SIGKILL)
        journal = ended(tmp_path)
        assert journal.ending in (Ending.INTERRUPTED, Ending.PUBLISHED)
        assert (journal.ending is Ending.PUBLISHED) == bool(journal.revision)
        assert all(edition.damage is None for edition in list_editions(tmp_path))
        assert journal.revision in (0, list_editions(tmp_path)[-1].revision)
    assert first.folder.is_dir()
    start(small_sources(), tmp_path, ATTACKED, "Ada")
    assert ended(tmp_path).ending is Ending.PUBLISHED
    assert not list(tmp_path.glob(".publishing-*"))


FOUND = Finding("2023", "section", "0151460000001", (("above_10", 1),), 1, 2)


def test_an_edition_that_the_attack_opens_is_not_published(tmp_path, monkeypatch):
    first = publish(small_sources(), tmp_path)
    leaks = [FOUND, replace(FOUND, edition="2023.2"), *(replace(FOUND, area=str(area)) for area in range(6))]
    monkeypatch.setattr(proof, "attack_releases", lambda releases: leaks if len(releases) == 2 else [])
    with pytest.raises(Refused) as refused:
        publish_told(small_sources(), tmp_path, ATTACKED, "Ada")
    told, english = (refused.value.sentence(language) for language in ("it", "en"))
    assert told.count("(sezione di censimento 0151460000001)") == 1, "a sum in two editions is told once"
    assert told.endswith("\ne altri 4 dello stesso genere") and english.endswith("\nand 4 more of the same kind")
    assert list_editions(tmp_path) == [first]
    journal = read_journal(tmp_path)
    assert journal.ending is Ending.REFUSED and [fault.code for fault in journal.faults] == ["leak"] * 7


@pytest.mark.parametrize("has_earlier", [False, True])
def test_what_to_do_names_the_editions_before_only_where_there_are_any(tmp_path, monkeypatch, has_earlier):
    if has_earlier:
        publish(small_sources(), tmp_path)
    monkeypatch.setattr(proof, "attack_releases", lambda releases: [FOUND] if len(releases) == 1 + has_earlier else [])
    with pytest.raises(Refused) as refused:
        publish_told(small_sources(), tmp_path, ATTACKED, "Ada")
    assert ("edizioni precedenti" in refused.value.sentence("it")) == has_earlier
    assert ("editions before" in refused.value.sentence("en")) == has_earlier


def test_what_the_editions_before_tell_already_does_not_stop_a_new_one(tmp_path, monkeypatch):
    publish(small_sources(), tmp_path)
    monkeypatch.setattr(proof, "attack_releases", lambda _releases: [FOUND])
    assert publish_told(small_sources(), tmp_path, ATTACKED, "Ada").revision == 2


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), ValueError("1234567")])
def test_whatever_stops_it_is_told_without_its_innards(tmp_path, monkeypatch, failure):
    def fail(*_):
        raise failure

    monkeypatch.setattr(running, "publish", fail)
    with pytest.raises(type(failure)):
        publish_told(small_sources(), tmp_path, ATTACKED, "Ada")
    [fault] = read_journal(tmp_path).faults
    assert "1234567" not in fault.sentence("en")


def test_the_time_left_follows_the_pace_of_the_steps_that_are_done():
    first, second, *_ = STEP_SECONDS
    journal = Journal(2023, "Ada", 10_000, started=0.0)
    assert journal.seconds_left(0.0) is None
    journal.steps = [(first, 0.0)]
    assert journal.seconds_left(0.0) == pytest.approx(10 * sum(STEP_SECONDS.values()))
    took = 10 * STEP_SECONDS[first] * 2
    journal.steps.append((second, took))
    rest = sum(seconds for step, seconds in STEP_SECONDS.items() if step not in (first, second))
    assert journal.seconds_left(took + 1) == pytest.approx(2 * 10 * (STEP_SECONDS[second] + rest) - 1)
    assert journal.seconds_left(1e6) == pytest.approx(2 * 10 * rest)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"year": 1}', "\x00"])
def test_a_journal_that_cannot_be_read_is_none(tmp_path, text):
    (tmp_path / JOURNAL).write_text(text)
    assert read_journal(tmp_path) is None


def test_the_command_line_is_refused_while_the_page_publishes(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    city = rich_city(tmp_path)
    (tmp_path / "mapping.toml").write_text(write_mapping(city.mapping), encoding="utf-8")
    with claimed(tmp_path / "editions"):
        write_journal(tmp_path / "editions", Journal(2022, "Ada", 16))
        assert run(city, "publish", f"--sections={city.sections_path}") == 1
        assert "Ada" in capsys.readouterr().err
    assert run(city, "publish", f"--sections={city.sections_path}") == 0
    assert main(["revisions", str(tmp_path / "editions" / "2023")]) == 0
