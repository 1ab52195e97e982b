"""Copies that are tried by putting them back, and what becomes of a file that somebody takes away."""

import shutil
import sqlite3
import stat

import pytest

from contract.errors import RecordsUnreachable, Refused
from data_access.__main__ import main
from data_access.records.audit import fingerprint
from data_access.records.backup import back_up, restore
from data_access.records.database import FILE, open_records
from data_access.records.plans import create_plan, list_plans, read_history
from data_access.records.sessions import read_visit, save_calendar, save_visit
from tests.data_access.records.contents import PLAN, sessions


@pytest.fixture
def kept(tmp_path):
    records = open_records(str(tmp_path / "records"))
    create_plan(records, PLAN, "Ada")
    save_calendar(records, sessions("s"), {}, "Ada")
    save_visit(records, "s", 0, {"came": 5}, "Tea")
    yield records
    records.close()


def test_a_copy_that_is_put_back_has_everything_and_its_chain_holds(kept, tmp_path):
    told = back_up(kept, tmp_path / "copy.sqlite")
    create_plan(kept, PLAN, "after the copy")
    assert restore(tmp_path / "copy.sqlite", tmp_path / "elsewhere") == told != fingerprint(kept)
    restored = open_records(str(tmp_path / "elsewhere"))
    [plan] = list_plans(restored)
    assert plan.content == PLAN and all(each.is_intact for each in read_history(restored, plan.plan_id))
    assert read_visit(restored, "s").counts["came"] == 5
    restored.close()


def test_nothing_is_written_over_and_a_bad_copy_leaves_nothing(kept, tmp_path):
    back_up(kept, tmp_path / "copy.sqlite")
    for again in (
        lambda: back_up(kept, tmp_path / "copy.sqlite"),
        lambda: restore(tmp_path / "copy.sqlite", tmp_path / "records"),
    ):
        with pytest.raises(Refused) as told:
            again()
        assert told.value.faults[0].code == "file_exists"
    (tmp_path / "words").write_text("no database, but words enough to be read as one, were they one" * 20)
    with sqlite3.connect(tmp_path / "copy.sqlite") as changed:
        changed.execute("drop trigger guard_audit_update")
        changed.execute("update audit set subject = 'x'")
    for bad in ("words", "copy.sqlite"):
        with pytest.raises(Refused) as told:
            restore(tmp_path / bad, tmp_path / "new")
        assert told.value.faults[0].code == "bad_copy"
        assert not (tmp_path / "new").exists()


def test_a_file_that_is_no_copy_is_told_as_such_without_a_librarys_words(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    (tmp_path / "words").write_text("no database, but words enough to be read as one, were they one" * 20)
    (tmp_path / "folder").mkdir()
    for bad in ("words", "folder"):
        for act in (["restore", str(tmp_path / bad), str(tmp_path / "new")], ["takeover", str(tmp_path / bad)]):
            assert main(act) == 1
            told = capsys.readouterr().err
            assert "Il file non è una copia degli archivi, o è stato troncato." in told
            assert not any(word in told for word in ("database", "not", "Errno", "disk"))
    assert main(["restore", str(tmp_path / "words"), str(tmp_path / "words")]) == 1
    assert "c’è un file dove dovrebbe esserci una cartella" in capsys.readouterr().err
    assert main(["consultation", str(tmp_path / "folder")]) == 1
    assert f"{tmp_path / 'folder'} non si può leggere: quel nome è già di una cartella." in capsys.readouterr().err


def test_a_plain_copy_of_the_file_has_what_was_saved(kept, tmp_path):
    (tmp_path / "plain").mkdir()
    shutil.copy(tmp_path / "records" / FILE, tmp_path / "plain" / FILE)
    copied = open_records(str(tmp_path / "plain"))
    assert [plan.content for plan in list_plans(copied)] == [PLAN]
    copied.close()


def test_the_file_is_for_the_service_alone(kept, tmp_path):
    assert stat.S_IMODE((tmp_path / "records" / FILE).stat().st_mode) == 0o600
    back_up(kept, tmp_path / "copy.sqlite")
    assert stat.S_IMODE((tmp_path / "copy.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_file_that_was_taken_away_is_told_and_nothing_is_called_saved(kept, tmp_path, is_replaced):
    (tmp_path / "records" / FILE).rename(tmp_path / "moved")
    if is_replaced:
        shutil.copy(tmp_path / "moved", tmp_path / "records" / FILE)
    for attempt in (lambda: create_plan(kept, PLAN, "Ada"), lambda: list_plans(kept)):
        with pytest.raises(RecordsUnreachable, match="start it again"):
            attempt()


def test_the_commands(kept, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    assert main(["roles", "grant", "issuer|ada", "administrator"]) == 0
    assert capsys.readouterr().out.startswith("issuer|ada\tadministrator\t")
    assert main(["roles", "grant"]) == 1
    assert main(["audit", "--verify"]) == 0
    assert fingerprint(kept) in capsys.readouterr().out
    assert main(["audit"]) == 0
    assert '"action": "role_granted"' in capsys.readouterr().out
    assert main(["backup", str(tmp_path / "copy.sqlite")]) == 0
    assert main(["restore", str(tmp_path / "copy.sqlite"), str(tmp_path / "there")]) == 0
    assert fingerprint(kept) in capsys.readouterr().out
    with sqlite3.connect(tmp_path / "records" / FILE) as changed:
        changed.execute("drop trigger guard_audit_update")
        changed.execute("update audit set subject = 'x' where number = 1")
    assert main(["audit", "--verify"]) == 1
    assert "1" in capsys.readouterr().out
