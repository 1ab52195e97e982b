"""The log is JSON, a line each, and quotes nobody: neither what others' code says nor the words of an error."""

import json
import logging
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from contract.errors import NotPermitted, RecordsUnreachable, SignedOut
from data_access.logs import JsonLines
from data_access.publishing import running
from data_access.publishing.publish import Publication
from data_access.publishing.running import publish_told
from data_access.records.database import open_records
from data_access.records.plans import create_plan
from data_access.records.sign_ins import note_seen
from tests.data_access.records.contents import PLAN
from tests.data_access.small_publication import small_sources
from tests.places import ROOT

FORBIDDEN = ("Ada Byron", "accounts.test", "7310958", "via Verdi")


@pytest.fixture
def lines(caplog):
    """A function that gives the lines logged so far as objects, once none holds a forbidden word."""
    caplog.set_level(logging.INFO)

    def told():
        """Every line so far."""
        written = [JsonLines().format(record) for record in caplog.records]
        assert not [word for word in FORBIDDEN if word in "".join(written)]
        assert not [line for line in written if "\n" in line]
        return [json.loads(line) for line in written]

    return told


def test_a_line_of_ours_says_what_and_one_of_others_only_where(lines):
    logging.getLogger("ui.entrance").info("request", extra={"told": {"status": 200}})
    logging.getLogger("some.driver").error("no row for Ada Byron\nvia Verdi 1")
    ours, others = lines()
    assert (ours["event"], ours["status"], ours["level"]) == ("request", 200, "INFO")
    assert "event" not in others and "test_logs.py:" in others["where"] and others["logger"] == "some.driver"
    assert datetime.fromisoformat(ours["at"]).tzinfo == UTC


def test_an_error_and_those_it_came_from_are_told_by_kind_and_place_alone(lines):
    try:
        try:
            {}["Ada Byron"]
        except KeyError as error:
            raise ValueError("7310958 in via Verdi") from error
    except ValueError:
        logging.getLogger("ui.x").exception("it failed")
    [line] = lines()
    assert [each["kind"] for each in line["errors"]] == ["ValueError", "KeyError"]
    assert "test_an_error" in line["errors"][0]["traceback"][0]


def test_a_sign_in_its_end_and_a_refusal_name_nobody(lines, tmp_path):
    records = open_records(str(tmp_path)).in_name_of("https://accounts.test|ada")
    now = datetime.now(UTC)
    note_seen(records, "Ada Byron", now, now + timedelta(hours=1), now)
    with pytest.raises(SignedOut):
        note_seen(records, "Ada Byron", now, now + timedelta(hours=1), now + timedelta(hours=9))
    with pytest.raises(NotPermitted):
        create_plan(records, PLAN, "Ada Byron")
    events = [(line["event"], line.get("action")) for line in lines() if "event" in line]
    assert events == [("somebody signed in", None), ("a sign-in is over", None),
                      ("refused: no role for it", "save_plan")]  # fmt: skip
    records.close()


def test_a_publication_that_fails_tells_its_end_without_what_it_held(lines, tmp_path, monkeypatch):
    def fail(*_):
        raise ValueError("7310958 households of via Verdi")

    monkeypatch.setattr(running, "publish", fail)
    monkeypatch.setenv("OBSERVATORY_DATA", str(tmp_path))
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    with pytest.raises(ValueError, match="households"):
        publish_told(small_sources(), tmp_path, Publication(), "Ada Byron")
    [line] = [line for line in lines() if line.get("event") == "publication ended"]
    assert (line["year"], line["ending"]) == (2023, "refused")


def test_of_a_drivers_words_only_the_first_line_is_told(lines, tmp_path):
    (tmp_path / "records.sqlite").write_bytes(b"via Verdi " * 500)
    with pytest.raises(RecordsUnreachable) as told:
        open_records(str(tmp_path))
    assert str(tmp_path) not in str(told.value)
    assert any("file is not a database" in line.get("event", "") for line in lines())


FAILING = """
import threading, warnings
from data_access.logs import write_log_lines
write_log_lines()
warnings.warn("Ada Byron", stacklevel=1)
thread = threading.Thread(target=lambda: int("via Verdi"))
thread.start(); thread.join()
raise ValueError("7310958")
"""


def test_what_nobody_catches_ends_in_lines_too():
    done = subprocess.run([sys.executable, "-c", FAILING], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stdout == ""
    assert not [word for word in FORBIDDEN if word in done.stderr]
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["logger"] for line in lines] == ["py.warnings", "data_access.logs", "data_access.logs"]
    assert [line["errors"][0]["kind"] for line in lines[1:]] == ["ValueError", "ValueError"]
