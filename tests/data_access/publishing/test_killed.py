"""A publication killed at any moment, and one whose disk is full or read-only: nothing lost, nothing half."""

import errno
import hashlib
import os
import random
import shutil
import signal
import sys
import time

import pytest

from contract.errors import DiskRefused
from data_access.__main__ import main
from data_access.editions import list_editions, list_revisions, read_areas
from data_access.editions.acts import ACTS, PUBLISHED, RevisionAct, note_revision, read_acts
from data_access.publishing import running
from data_access.publishing.journal import JOURNAL, Ending, claimed, read_journal, write_journal
from data_access.publishing.publish import Publication, publish
from data_access.publishing.revisions import make_current
from data_access.publishing.running import publish_told
from data_access.records.audit import broken_entries
from data_access.records.database import open_records
from tests.data_access.small_publication import small_sources

MOMENTS = int(os.environ.get("OBSERVATORY_TEST_KILLS", "10"))
"""Of a hundred, OBSERVATORY_TEST_KILLS=100 tries all."""

WRITES = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.truncate", "sqlite3.connect")


def _publish(into):
    with claimed(into):
        publish_told(small_sources(rows={0: {"above_10": 9}}), into, Publication(), "Ada")


def _is_write(event, arguments):
    flags = arguments[2] if event == "open" and isinstance(arguments[2], int) else 0
    return event in WRITES or bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _killed(into, before_write=0, after_seconds=0.0):
    """Publish in a child that ends before its so manieth write, or after some seconds; how many writes it made where it
    ended by itself, else 0."""
    child = os.fork()
    if child == 0:
        writes = []

        def end_there(event, arguments):
            """Be killed before the write whose turn it is."""
            if _is_write(event, arguments):
                writes.append(event)
                if len(writes) == before_write:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(end_there)
            _publish(into)
        finally:
            os._exit(min(len(writes), 255))
    if after_seconds:
        time.sleep(after_seconds)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _check(into, kept):
    """Every revision is whole, the first one as it was, and the journal says what is there."""
    found = list_revisions(into)
    assert found and all(edition.damage is None for edition in list_editions(into))
    for edition in found:
        for resource in edition.manifest["resources"]:
            content = (edition.folder / resource["path"]).read_bytes()
            assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    assert read_areas(found[-1], "city")["households_low"].iloc[0] in range(478, 481)
    assert [path.read_bytes() for path in sorted(found[0].folder.glob("*.parquet"))] == kept
    journal = read_journal(into)
    if journal:
        assert journal.ending in (Ending.INTERRUPTED, Ending.PUBLISHED)
        assert journal.revision in (0, found[-1].revision)
        assert (journal.ending is Ending.PUBLISHED) == bool(journal.revision)
    return len(found)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A folder with one edition, to be copied."""
    folder = tmp_path_factory.mktemp("published")
    publish(small_sources(), folder)
    return folder


@pytest.fixture
def place(published, tmp_path, monkeypatch):
    """A folder of editions with its records, and one edition in it."""
    into = tmp_path / "editions"
    shutil.copytree(published, into)
    monkeypatch.setenv("OBSERVATORY_DATA", str(into))
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    open_records().close()
    return into


def _forget_last(into):
    """Take the last revision away, and the journal that tells of it: each publication begins from the same."""
    shutil.rmtree(into / "2023.3")
    (into / JOURNAL).unlink(missing_ok=True)


def test_killed_at_any_moment_nothing_is_lost_and_nothing_half(place):
    _publish(place)
    kept = [path.read_bytes() for path in sorted((place / "2023").glob("*.parquet"))]
    began = time.monotonic()
    writes = _killed(place)
    took = time.monotonic() - began
    assert writes > 20 and _check(place, kept) == 3
    _forget_last(place)
    moments, cut = random.Random(18), 0
    for turn in range(MOMENTS):
        moment = (
            {"before_write": moments.randint(1, writes)} if turn % 2 else {"after_seconds": moments.random() * took}
        )
        cut += _killed(place, **moment) == -signal.SIGKILL
        if _check(place, kept) > 2:
            _forget_last(place)
    assert cut >= MOMENTS / 2
    _publish(place)
    assert not list(place.glob(".publishing-*"))
    records = open_records()
    assert broken_entries(records) == []
    records.close()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_where_the_disk_refuses_while_publishing_it_is_told_and_all_is_as_it_was(place, monkeypatch, code):
    before = sorted(path.name for path in place.iterdir() if not path.name.startswith("."))
    monkeypatch.setattr("data_access.publishing.publish.describe", _refusing(code))
    with pytest.raises(OSError, match=os.strerror(code)):
        _publish(place)
    [fault] = read_journal(place).faults
    assert os.strerror(code) in fault.sentence("it")
    assert sorted(path.name for path in place.iterdir() if not path.name.startswith(".")) == before


def _refusing(code):
    def refuse(*_args, **_more):
        raise OSError(code, os.strerror(code))

    return refuse


@pytest.mark.parametrize("where", ["write_journal", "claimed"])
def test_where_the_disk_refuses_at_the_start_the_page_is_told_in_words(place, monkeypatch, where):
    monkeypatch.setattr(running, where, _refusing(errno.ENOSPC))
    with pytest.raises(DiskRefused, match="No space left"):
        running.start(small_sources(), place, Publication(), "Ada")
    assert len(list_revisions(place)) == 1


def test_an_edition_that_is_there_is_not_told_as_refused_when_only_the_notes_did_not_fit(place, monkeypatch):
    monkeypatch.setattr(running, "note_published", _refusing(errno.ENOSPC))
    with pytest.raises(OSError, match="No space"):
        _publish(place)
    journal = read_journal(place)
    assert (journal.ending, journal.revision, journal.faults) == (Ending.PUBLISHED, 2, [])


def test_the_end_is_in_the_audit_although_the_journal_did_not_fit(place, monkeypatch):
    write, refuse = running.write_journal, _refusing(errno.ENOSPC)
    monkeypatch.setattr(
        running, "write_journal", lambda into, told: refuse() if told.ending is Ending.PUBLISHED else write(into, told)
    )
    _publish(place)
    journal = read_journal(place)
    assert (journal.ending, journal.revision) == (Ending.PUBLISHED, 2)


def test_a_journal_that_does_not_fit_leaves_nothing_beside_the_one_before_and_no_trace_in_the_log(
    place, monkeypatch, caplog
):
    _publish(place)
    before = (place / JOURNAL).read_bytes()
    monkeypatch.setattr("data_access.publishing.journal.json.dump", _refusing(errno.ENOSPC))
    with pytest.raises(OSError, match="No space"):
        write_journal(place, read_journal(place))
    running._write_end(place, read_journal(place))
    assert (place / JOURNAL).read_bytes() == before and not list(place.glob("*.partial"))
    assert not list(place.glob(".*.partial"))
    assert [record.exc_info for record in caplog.records if record.levelname == "ERROR"] == [None]
    assert "No space left" in caplog.text


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "Error writing bytes to file"), "Il disco ha rifiutato: non c’è più spazio.\n"),
        (OSError(errno.EROFS, "x", "editions/2023"), "Il disco ha rifiutato: è di sola lettura (editions/2023).\n"),
    ],
)
def test_what_a_disk_refuses_names_the_file_where_one_is_known(monkeypatch, capsys, tmp_path, error, told):
    def refuse(_folder):
        raise error

    monkeypatch.setattr("data_access.__main__.list_revisions", refuse)
    assert main(["--language", "it", "list", str(tmp_path)]) == 1
    assert capsys.readouterr().err == told


def test_making_a_revision_current_on_a_read_only_disk_is_told(place, monkeypatch):
    _publish(place)
    monkeypatch.setattr("data_access.publishing.revisions.note_revision", _refusing(errno.EROFS))
    with pytest.raises(DiskRefused, match="Read-only"):
        make_current(place / "2023.1", "Ada")


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_a_line_of_the_revisions_that_was_cut_short_takes_no_other_with_it(tmp_path, cut):
    acts = [RevisionAct("2026-11-28T10:00:00+00:00", "Ada", PUBLISHED, 2023, number, number) for number in (1, 2, 3)]
    note_revision(tmp_path, acts[0])
    note_revision(tmp_path, acts[1])
    path = tmp_path / ACTS
    path.write_bytes(path.read_bytes()[:-cut])
    note_revision(tmp_path, acts[2])
    assert read_acts(tmp_path) == ([acts[0], acts[1], acts[2]] if cut == 1 else [acts[0], acts[2]])
