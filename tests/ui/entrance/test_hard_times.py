"""A disk that refuses, an edition that is damaged or newer, a database that goes and comes back: one sentence each."""

import errno
import json
import os
import re
import shutil
from pathlib import Path

import psycopg
import pytest

from data_access.editions import MANIFEST, SAMPLE
from data_access.records.database import open_records
from data_access.records.plans import list_plans
from tests.postgres_cluster import USER, cluster, why_not
from tests.ui.helpdesk.desk_page import button, fill, text_of, unfolded
from tests.ui.test_pages import opened, words
from ui.kept import editions as cached
from ui.kept import help_desk as kept

SILENT = "The records do not answer: nothing was saved."


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_refuses_is_one_sentence_and_the_next_look_is_as_ever(monkeypatch, code):
    app = opened("overview", lang="en")
    before = words(app)

    def refuse(*_args, **_more):
        raise OSError(code, os.strerror(code), "/a/path")

    with monkeypatch.context() as broken:
        broken.setattr(cached, "names", refuse)
        app.run()
        assert not app.exception
        assert f"The disk refused: {os.strerror(code)}." in words(app) and "/a/path" not in words(app)
    app.run()
    assert not app.exception and words(app) == before


def _newer(folder):
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps(manifest | {"format": 99}), encoding="utf-8")


def _flipped(folder):
    content = bytearray((folder / "areas.parquet").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "areas.parquet").write_bytes(bytes(content))


def _gone(folder):
    (folder / "sections.parquet").unlink()


@pytest.mark.parametrize("harm", [_newer, _flipped, _gone])
@pytest.mark.parametrize("page", ["overview", "data"])
def test_an_edition_that_cannot_be_read_is_left_out_and_named_and_the_others_stand(tmp_path, monkeypatch, harm, page):
    shutil.copytree(SAMPLE, tmp_path / "editions")
    harm(tmp_path / "editions" / "2023")
    monkeypatch.setenv("OBSERVATORY_DATA", str(tmp_path / "editions"))
    cached.forget_list()
    app = opened(page, lang="en")
    assert not app.exception
    assert "Edition 2022" in words(app) and "Edition 2023" not in words(app)
    if page == "data":
        assert "2023" in " ".join(re.findall(r"class='notice (?:warning|error)'[^>]*>([^<]+)", words(app)))


@pytest.fixture
def database(monkeypatch):
    """A PostgreSQL for the records: functions that make it go, and come back."""
    if reason := why_not():
        pytest.skip(reason)
    with cluster() as address:
        place = address.format(database="postgres")
        monkeypatch.setenv("OBSERVATORY_RECORDS", place)
        socket = Path(address.partition("host=")[2]) / ".s.PGSQL.5432"

        def go():
            """Let nobody in any more, and end every talk."""
            with psycopg.connect(place, autocommit=True) as connection:
                socket.rename(socket.with_suffix(".gone"))
                connection.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where usename = %s and pid <> "
                    "pg_backend_pid()", [USER],
                )  # fmt: skip

        yield go, lambda: socket.with_suffix(".gone").rename(socket)
        kept.records().close()


def test_a_database_that_goes_and_comes_back_in_mid_session_is_told_and_loses_nothing(database):
    go, come_back = database
    app = unfolded("saving", lang="en")
    fill(app, "Your name", "Ada")
    fill(app, "Name of the plan", "First")
    assert "Saved." in text_of(button(app, "Save as a new plan"))
    go()
    fill(app, "Name of the plan", "Second")
    told = text_of(button(app, "Save as a new plan"))
    assert SILENT in told and "psycopg" not in told
    come_back()
    [field] = [each for each in app.text_input if each.label == "Name of the plan"]
    assert field.value == "Second", "what was typed is still there"
    assert "Saved." in text_of(button(app, "Save as a new plan"))
    records = open_records()
    assert sorted(plan.content.name for plan in list_plans(records)) == ["First", "Second"]
    records.close()
