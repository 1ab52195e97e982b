"""Opening: where records live, migrations that run by themselves and equal the models, words for what fails."""

import gc
import multiprocessing
import os
import resource
import warnings
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from contract.errors import RecordsUnreachable
from data_access.records.audit import broken_entries
from data_access.records.database import FILE, open_records, records_place
from data_access.records.migrate import current_revision
from data_access.records.models import Base
from data_access.records.plans import create_plan, list_plans
from data_access.records.response_models import ResponseRow
from tests.data_access.records.contents import PLAN
from tests.forks import FORKS, Fork


def checks(engine):
    found = inspect(engine)
    return {
        (table, check["name"], "".join(check["sqltext"].lower().split()).replace("(", "").replace(")", ""))
        for table in found.get_table_names()
        for check in found.get_check_constraints(table)
    }


def test_an_empty_database_upgraded_equals_the_models(bare_place):
    with closing(open_records(bare_place)) as records, records.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
        assert ResponseRow.__tablename__ in Base.metadata.tables


def test_so_do_its_checks(tmp_path):
    made = create_engine("sqlite://")
    with closing(open_records(str(tmp_path))) as upgraded:
        Base.metadata.create_all(made)
        assert checks(upgraded.engine) == checks(made)
    made.dispose()


def test_opening_again_keeps_what_was_saved(records, place):
    saved = create_plan(records, PLAN, "C. Verdi")
    records.close()
    again = open_records(place)
    assert list_plans(again) == [saved]
    again.close()


def _open_and_save(place, barrier):
    barrier.wait(120)
    opened = open_records(place)
    create_plan(opened, PLAN, f"Process {multiprocessing.current_process().name}")
    opened.close()


def test_several_processes_may_open_empty_records_at_once(bare_place):
    barrier = FORKS.Barrier(4)
    processes = [Fork(target=_open_and_save, args=(bare_place, barrier)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * 4
    opened = open_records(bare_place)
    assert len(list_plans(opened)) == 4
    opened.close()


def test_records_of_a_newer_version_are_not_touched(records, place):
    with records.engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(RecordsUnreachable, match="9999"):
        open_records(place)
    with records.engine.connect() as connection:
        assert current_revision(connection) == "9999"


def test_records_that_cannot_be_opened_leave_no_connection_behind(records, place):
    with records.engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with pytest.raises(RecordsUnreachable):
            open_records(place)
        gc.collect()
    assert [each for each in told if issubclass(each.category, ResourceWarning)] == []


def test_sqlite_writes_ahead_waits_and_keeps_keys(tmp_path):
    with closing(open_records(str(tmp_path / "some" / "folder"))) as opened, opened.engine.connect() as connection:
        settings = [connection.exec_driver_sql(f"pragma {name}").scalar()
                    for name in ("journal_mode", "foreign_keys", "busy_timeout")]  # fmt: skip
    assert settings == ["wal", 1, 30_000]
    assert (tmp_path / "some" / "folder" / FILE).is_file()


def test_records_live_beside_the_editions_unless_a_setting_says_where(monkeypatch, tmp_path):
    monkeypatch.setenv("OBSERVATORY_DATA", str(tmp_path / "editions"))
    monkeypatch.delenv("OBSERVATORY_RECORDS", raising=False)
    assert Path(records_place()) == tmp_path / "records"
    monkeypatch.setenv("OBSERVATORY_RECORDS", "postgresql://somewhere/records")
    assert records_place() == "postgresql://somewhere/records"


@pytest.mark.parametrize("wrong", ["mysql://host/name", "nonsense://", "postgresql//host"])
def test_an_address_that_is_none_is_told(wrong, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "postgresql").write_text("a file where a folder should be")
    with pytest.raises(RecordsUnreachable, match="OBSERVATORY_RECORDS"):
        open_records(wrong)


def test_where_a_database_is_that_does_not_answer_is_for_the_log_alone_and_its_password_for_nobody(caplog):
    with pytest.raises(RecordsUnreachable) as told:
        open_records("postgresql://somebody:secret@127.0.0.1:9/records")
    assert "127.0.0.1" in caplog.text
    for place in ("127.0.0.1", "somebody"):
        assert place not in told.value.sentence("it") + str(told.value)
    assert "secret" not in told.value.sentence("it") + str(told.value) + caplog.text


def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / FILE).write_text("not a database at all, only some words that are long enough to be read as one")
    with pytest.raises(RecordsUnreachable):
        open_records(str(tmp_path))


def _save_until_full(place, told):
    """Save plans in files that may hardly grow, as on a full disk; tell each, and what was said at the end."""
    records = open_records(place)
    largest = max(path.stat().st_size for path in Path(place).iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 20_000, resource.RLIM_INFINITY))
    try:
        while True:
            os.write(told, create_plan(records, PLAN, "Ada").plan_id.encode() + b"\n")
    except RecordsUnreachable as error:
        os.write(told, f"{error}; {len(list_plans(records))}".encode())


def test_on_a_full_disk_what_was_said_to_be_saved_is_there_and_the_rest_is_told(tmp_path):
    place = str(tmp_path / "records")
    open_records(place).close()
    reading, told = os.pipe()
    if os.fork() == 0:
        try:
            _save_until_full(place, told)
        finally:
            os._exit(0)
    os.close(told)
    *saved, said = b"".join(iter(lambda: os.read(reading, 4096), b"")).decode().splitlines()
    os.close(reading)
    os.wait()
    assert said.startswith("The records do not answer: nothing was saved.") and said.endswith(f"; {len(saved)}")
    records = open_records(place)
    assert saved and {plan.plan_id for plan in list_plans(records)} == set(saved)
    assert broken_entries(records) == []
    assert create_plan(records, PLAN, "Ada").plan_id
    records.close()
